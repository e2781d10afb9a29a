"""What stands on a PDF page: a PDFium page in, counts and shares out; nothing is decoded or drawn.

Lengths are PDF points (1/72 inch), pictures in pixels. Form XObjects are entered two levels deep
and no more than ``MOST_OBJECTS`` things are looked at: the rest of a bomb stays unseen.
"""

from collections.abc import Iterator
from ctypes import c_float, c_uint
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

MOST_OBJECTS = 20_000
MOST_CHARS = 30_000  # a page full of small print has 8,000
DEEPEST = 3
COUNTS_AS_PICTURE = 0.05  # of the page; smaller ones are logos and seals
HIDDEN_MODES = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture on the page: pixels, share of the page, dots per inch, place in drawing order."""

    handle: Any
    pixels: int
    share: float
    dpi: float
    order: int


@dataclass(frozen=True, slots=True)
class Content:
    """A page's things by kind; ``objects`` stops counting at ``MOST_OBJECTS``."""

    objects: int
    pictures: tuple[Placed, ...]
    texts: tuple[int, ...]  # places of the text runs in drawing order
    hidden: int  # text runs drawn invisibly
    paths: int

    @property
    def picture_share(self) -> float:
        """Share of the page under pictures; strips and tiles of one scan add up."""
        return min(sum(picture.share for picture in self.pictures), 1.0)

    @property
    def hidden_share(self) -> float:
        """Share of the text runs that are drawn invisibly."""
        return self.hidden / max(len(self.texts), 1)

    @property
    def scan_dpi(self) -> float:
        """Resolution of the scan when the page is nothing but one, else 0.0."""
        visible = len(self.texts) - self.hidden
        if self.picture_share < 0.9 or visible > 60 or self.paths > 60:
            return 0.0
        return max(picture.dpi for picture in self.pictures)


def content_of(page: pdfium.PdfPage) -> Content:
    """Looks at every object of a page once, in drawing order."""
    width, height = page.get_size()
    pictures: list[Placed] = []
    texts: list[int] = []
    hidden = paths = order = 0
    for order, (handle, kind, matrix) in enumerate(_walk(page, IDENTITY, 0), start=1):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts.append(order)
            hidden += raw.FPDFTextObj_GetTextRenderMode(handle) in HIDDEN_MODES
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_placed(handle, matrix, order, width * height))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
        if order >= MOST_OBJECTS:
            break
    large = tuple(p for p in pictures if p.share >= COUNTS_AS_PICTURE or p.pixels > 1 << 20)
    return Content(order, large, tuple(texts), hidden, paths)


def covers_text(content: Content, page: pdfium.PdfPage) -> bool:
    """Whether an opaque full-page picture is drawn over most of the text."""
    for picture in content.pictures:
        below = sum(order < picture.order for order in content.texts)
        if picture.share >= 0.7 and below >= 0.5 * len(content.texts):
            bitmap = raw.FPDFImageObj_GetRenderedBitmap(page.pdf, page, picture.handle)
            if bitmap and _is_opaque(bitmap):
                return True
    return False


def is_decodable(picture: Placed) -> bool:
    """Whether PDFium can decode a picture; what it cannot it leaves out without a word."""
    bitmap = raw.FPDFImageObj_GetBitmap(picture.handle)
    if bitmap:
        raw.FPDFBitmap_Destroy(bitmap)
    return bool(bitmap)


def _is_opaque(handle: Any) -> bool:
    """Whether a picture as drawn, mask included, lets nothing through."""
    bitmap = pdfium.PdfBitmap.from_raw(handle)  # which frees the handle in the end
    if bitmap.format != raw.FPDFBitmap_BGRA:
        return True
    return float(bitmap.to_numpy()[::4, ::4, 3].mean()) > 250


def _walk(parent: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    """Objects with their kinds and the matrix of the form they stand in."""
    nested = depth > 0
    count = raw.FPDFFormObj_CountObjects(parent) if nested else raw.FPDFPage_CountObjects(parent)
    get = raw.FPDFFormObj_GetObject if nested else raw.FPDFPage_GetObject
    for index in range(max(count, 0)):
        handle = get(parent, index)
        if not handle:
            continue
        kind = raw.FPDFPageObj_GetType(handle)
        yield handle, kind, matrix
        if kind == raw.FPDF_PAGEOBJ_FORM and depth + 1 < DEEPEST:
            yield from _walk(handle, _times(_matrix_of(handle), matrix), depth + 1)


def _placed(handle: Any, matrix: Matrix, order: int, page_area: float) -> Placed:
    wide, high = c_uint(), c_uint()
    raw.FPDFImageObj_GetImagePixelSize(handle, wide, high)
    pixels = wide.value * high.value
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    stretch = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])
    area = abs((right.value - left.value) * (top.value - bottom.value)) * stretch
    dpi = 72 * (pixels / area) ** 0.5 if area > 0 else 0.0
    return Placed(handle, pixels, min(area / max(page_area, 1e-9), 1.0), dpi, order)


def _matrix_of(handle: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, found):
        return IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )
