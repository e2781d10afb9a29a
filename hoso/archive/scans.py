"""Pages of a stored original as an archive copy, made in a worker process.

In: the original's path, which pages, how to read them. Out: a PDF at the order's ``target``. A PDF
that says it is signed, and whose pages all belong to the paper, is copied byte for byte, born
digital or scanned: a new PDF would lose the signature (CV 7197 does not digitise signed ones
again). Another born-digital one keeps its text and lines. A scan keeps the picture it was encoded
as; turned pages and the rest are drawn and encoded anew, upright.

Errors: ``InputError`` and ``PageError`` of ``ocr.source``, ``PictureRefused``.
"""

import math
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from hoso.archive.embedded import embedded_picture
from hoso.archive.two_layer import About, PlacedWord, ScannedPage, two_layer_pdf
from hoso.archive.vector import vector_pdf
from hoso.work import page_readers_of
from ocr.page import Page, Route, Word
from ocr.reading import read_page
from ocr.source.interface import Limits, Picture, SourcePage
from ocr.source.open import open_source

AS_IS, VECTOR, TWO_LAYER = "as_is", "vector", "two_layer"
_GUESSED_DPI = 200.0  # where the file says nothing
_JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which pages of which file become a copy, and where it is written."""

    path: Path
    pages: tuple[int, ...]
    about: About
    target: Path


def copy_job(order: Order, limits: Limits, engine: str) -> Iterator[str]:
    """Writes the copy; yields ``page`` after each page read, then ``as_is``, ``vector`` or
    ``two_layer``."""
    with open_source(order.path, limits=limits) as source:
        if _is_signed(order.path) and order.pages == tuple(range(1, source.page_count + 1)):
            shutil.copyfile(order.path, order.target)
            yield AS_IS
            return
        read = []
        for number in order.pages:
            read.append(read_page(source.page(number), page_readers_of(engine)))
            yield "page"
        made = _vector(order, read)
        how = TWO_LAYER if made is None else VECTOR
        if made is None:
            pages = [
                _scanned(order.path, source.page(number), page)
                for number, page in zip(order.pages, read, strict=True)
            ]
            made = two_layer_pdf(pages, order.about, max_pixels=limits.max_pixels)
    order.target.write_bytes(made)
    yield how


def _vector(order: Order, pages: Sequence[Page]) -> bytes | None:
    if any(page.route is Route.OCR or page.transform.rotation for page in pages):
        return None
    words = [[word for line in page.lines for word in line.words] for page in pages]
    return vector_pdf(order.path, order.pages, words, order.about)


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5) == b"%PDF-"


def _is_signed(path: Path) -> bool:
    return _is_pdf(path) and b"/ByteRange" in path.read_bytes()


def _scanned(path: Path, source: SourcePage, page: Page) -> ScannedPage:
    if _is_pdf(path) and not page.transform.rotation:
        own = embedded_picture(path, source.number)
        if own is not None:
            size = own.width, own.height
            words = tuple(_placed(word, page, *size) for line in page.lines for word in line.words)
            return ScannedPage(own, own.dpi, words)
    picture = np.rot90(source.image(), -(page.transform.rotation // 90))
    height, width = picture.shape[:2]
    data = _bytes_of(path, picture, is_turned=page.transform.rotation != 0)
    words = tuple(_placed(word, page, width, height) for line in page.lines for word in line.words)
    return ScannedPage(data, source.dpi or page.transform.dpi or _GUESSED_DPI, words)


def _bytes_of(path: Path, picture: Picture, *, is_turned: bool) -> bytes:
    original = path.read_bytes()
    if original.startswith(_JPEG) and not is_turned:
        with Image.open(BytesIO(original)) as image:
            if image.size == (picture.shape[1], picture.shape[0]):
                return original
    colours = picture if picture.ndim == 2 else picture[:, :, ::-1]
    image_now = Image.fromarray(np.ascontiguousarray(colours))
    out = BytesIO()
    if picture.ndim == 2 and bool(np.isin(picture, (0, 255)).all()):
        image_now.convert("1", dither=Image.Dither.NONE).save(out, "TIFF", compression="group4")
    else:
        image_now.save(out, "JPEG", quality=85)
    return out.getvalue()


def _placed(word: Word, page: Page, width: int, height: int) -> PlacedWord:
    """The word on the page as it was scanned: the deskew is taken back, about the centre."""
    x0, y0, x1, y1 = word.box
    turn, scale = math.radians(page.transform.skew), width / page.width
    x = ((x0 + x1) / 2 - 0.5) * page.width * scale
    y = ((y0 + y1) / 2 - 0.5) * page.height * scale
    middle_x = x * math.cos(turn) - y * math.sin(turn) + width / 2
    middle_y = x * math.sin(turn) + y * math.cos(turn) + height / 2
    half_w, half_h = (x1 - x0) * page.width * scale / 2, (y1 - y0) * page.height * scale / 2
    return PlacedWord(
        word.text, middle_x - half_w, middle_y - half_h, middle_x + half_w, middle_y + half_h
    )
