"""PDF files by PDFium: a stream in, pages as pictures and judged text layers out.

Pages are drawn as a reader shows them: rotated, cropped, with form values and annotations (seals
and numbers of digital signatures are annotations). Resolution: that of the scan when the page is
nothing but a scan of 150 to 400 dpi, else ``render_dpi``; never more than ``work_pixels``.
Errors: InputError encrypted, no_pages, too_many_pages, truncated, broken; PageError broken,
too_many_pixels, out_of_memory. PDFium is not thread-safe, and can hang or crash on hostile files.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from ocr.errors import Fault, InputError, PageError
from ocr.source.colour import grey_if_colourless
from ocr.source.interface import Limits, Picture, SourcePage, TextLayer, Verdict
from ocr.source.pdf_content import (
    MOST_CHARS,
    MOST_OBJECTS,
    Content,
    content_of,
    covers_text,
    is_decodable,
)
from ocr.source.text_layer import PageLook, as_words, deserves_closer_look, judge, lines_of

POINTS = 72.0  # to the inch
TAIL = 16 << 10  # bytes in which a whole file says where its index starts
SHORTEST_PAPER, LONGEST_PAPER = 3.0, 24.0  # inches of the longer side: a card, an A2 map
SCAN_DPI = (149.0, 401.0)  # 150 to 400, as page and picture round
A4_LONG_SIDE = 3508.0  # pixels at 300 dpi: for pages whose size means nothing
MOST_DPI = 72_000.0  # PDFium's sizes are floats


class PdfSource:
    """An opened PDF; owns the stream."""

    def __init__(self, stream: BinaryIO, *, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._document = _open(stream)
        try:
            self._document.init_forms()
        except pdfium.PdfiumError as error:
            self.close()
            raise InputError(Fault.BROKEN, f"forms: {error}") from error
        self._count = len(self._document)
        if self._count > limits.max_pages:
            self.close()
            raise InputError(Fault.TOO_MANY_PAGES, f"{self._count}, {limits.max_pages} allowed")

    @property
    def page_count(self) -> int:
        """How many pages the file claims."""
        return self._count

    def page(self, number: int) -> SourcePage:
        """The page of that number, from 1. Raises PageError."""
        with self._opened(number) as page:
            content = content_of(page)
            largest = max((picture.pixels for picture in content.pictures), default=0)
            if largest > self._limits.max_pixels:
                raise PageError(Fault.TOO_MANY_PIXELS, f"page {number}: picture of {largest}")
            if content.objects == 0:
                self._check_blank(number)
            scale, dpi = resolution(page.get_size(), content.scan_dpi, self._limits)
            text = self._text(page, number, content)
        return SourcePage(number, dpi, text, lambda: self._draw(number, scale))

    def close(self) -> None:
        """Closes the document and its stream."""
        self._document.close()
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _opened(self, number: int) -> Iterator[pdfium.PdfPage]:
        """A page that is closed afterwards; what PDFium or memory refuses becomes a PageError."""
        if not 1 <= number <= self._count:
            raise PageError(Fault.NOT_FOUND, f"page {number} of {self._count}")
        try:
            page = self._document[number - 1]
            try:
                yield page
            finally:
                page.close()
        except MemoryError as error:
            raise PageError(Fault.OUT_OF_MEMORY, f"page {number}") from error
        except (pdfium.PdfiumError, ValueError, OSError) as error:
            raise PageError(Fault.BROKEN, f"page {number}: {error}") from error

    def _draw(self, number: int, scale: float) -> Picture:
        with self._opened(number) as page:
            bitmap = page.render(scale=scale, draw_annots=True, may_draw_forms=True)
            picture = np.ascontiguousarray(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)
            if _is_bare(picture):
                pictures = [p for p in content_of(page).pictures if p.share >= 0.5]
                if pictures and not all(map(is_decodable, pictures)):
                    raise PageError(Fault.BROKEN, f"page {number}: its picture cannot be decoded")
        return grey_if_colourless(picture)

    def _text(self, page: pdfium.PdfPage, number: int, content: Content) -> TextLayer:
        """The quick look by PDFium; only what passes, or may pass, is read by pdfplumber."""
        count, text = _quick_text(page)
        look = PageLook(text, content.picture_share, content.hidden_share, content.paths)
        verdict, reason = judge(look)
        if verdict is not Verdict.GOOD and not (
            verdict is Verdict.GARBAGE and deserves_closer_look(text)
        ):
            return TextLayer(verdict, reason)
        if count > MOST_CHARS or content.objects >= MOST_OBJECTS:
            return TextLayer(Verdict.GARBAGE, f"{count} characters, {content.objects} objects")
        if covers_text(content, page):
            return TextLayer(Verdict.SCAN, "a picture is drawn over the text")
        width, height = page.get_size()
        return self._plumbed(number, look, aspect=width / height)

    def _plumbed(self, number: int, look: PageLook, *, aspect: float) -> TextLayer:
        """The layer by pdfplumber, judged once more by what it read."""
        from ocr.source.plumber import PlumberError, plumb  # 18 MB that scans do not need

        try:
            plumbed = plumb(self._alone(number))
        except PlumberError as error:
            return TextLayer(Verdict.GARBAGE, f"pdfplumber: {error}")
        if plumbed.doubtful:
            return TextLayer(Verdict.GARBAGE, "an old font's text is not Vietnamese")
        words = as_words(plumbed.runs)
        text = " ".join(word.text for word in words)
        verdict, reason = judge(replace(look, text=text, sideways_share=plumbed.sideways_share))
        if verdict is not Verdict.GOOD:
            return TextLayer(verdict, reason)
        reason = "; ".join((reason, *(f"converted from {name}" for name in plumbed.encodings)))
        lines = lines_of(words, aspect=aspect, rules=plumbed.rules)
        return TextLayer(verdict, reason, words, lines)

    def _check_blank(self, number: int) -> None:
        """A page without anything on it is blank only if its instructions could be read."""
        from ocr.source.plumber import PlumberError, has_lost_contents

        try:
            lost = has_lost_contents(self._alone(number))
        except PlumberError as error:
            raise PageError(Fault.BROKEN, f"page {number}: {error}") from error
        if lost:
            raise PageError(Fault.BROKEN, f"page {number}: its contents cannot be unpacked")

    def _alone(self, number: int) -> bytes:
        """A PDF of that page alone: mended, cut to what is seen, annotations made part of it."""
        with pdfium.PdfDocument.new() as alone:
            alone.import_pages(self._document, [number - 1])
            page = alone[0]
            seen = page.get_bbox()
            page.set_mediabox(*seen)
            page.set_cropbox(*seen)
            if raw.FPDFPage_GetAnnotCount(page) > 0:
                raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
            page.close()
            target = BytesIO()
            alone.save(target)
        return target.getvalue()


def resolution(size: tuple[float, float], scan_dpi: float, limits: Limits) -> tuple[float, float]:
    """Pixels per point to draw a page at, and the dots per inch to tell (0.0: size is no paper's).

    ``size`` in points; ``scan_dpi`` is 0.0 unless the page is nothing but a scan.
    """
    width, height = size
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise PageError(Fault.BROKEN, f"page of {width} x {height} points")
    inches = max(width, height) / POINTS
    known = True
    dpi = limits.render_dpi
    if inches < SHORTEST_PAPER:
        dpi, known = scan_dpi or A4_LONG_SIDE / inches, False
    elif inches > LONGEST_PAPER and scan_dpi:
        dpi, known = scan_dpi, False
    elif SCAN_DPI[0] <= scan_dpi <= SCAN_DPI[1]:
        dpi = scan_dpi
    most = POINTS * math.sqrt(limits.work_pixels / (width * height))
    dpi = min(dpi, most, MOST_DPI)
    return dpi / POINTS, dpi if known else 0.0


def _open(stream: BinaryIO) -> pdfium.PdfDocument:
    """The document, or why there is none."""
    stream.seek(0, 2)
    stream.seek(max(stream.tell() - TAIL, 0))
    whole = b"startxref" in stream.read(TAIL)
    stream.seek(0)
    data = stream.getvalue() if isinstance(stream, BytesIO) else stream
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        fault = _fault_of(error, data)
        if fault is not Fault.ENCRYPTED and not whole:
            fault = Fault.TRUNCATED
        raise InputError(fault, str(error)) from error
    except MemoryError as error:
        raise InputError(Fault.OUT_OF_MEMORY, "opening") from error
    if not whole:  # PDFium mends it, but pages may be gone or end in the middle: nobody would know
        document.close()
        raise InputError(Fault.TRUNCATED, "the file ends before its index")
    return document


def _fault_of(error: pdfium.PdfiumError, data: bytes | BinaryIO) -> Fault:
    """Why PDFium refused a file. A file without pages leaves the code of an earlier error."""
    if isinstance(data, bytes):
        handle = raw.FPDF_LoadMemDocument64(data, len(data), None)
        if handle:
            raw.FPDF_CloseDocument(handle)
            return Fault.NO_PAGES
    locked = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
    return Fault.ENCRYPTED if locked else Fault.BROKEN


def _quick_text(page: pdfium.PdfPage) -> tuple[int, str]:
    """How many characters the page has, and the first ``MOST_CHARS``, cheaply."""
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        return count, text_page.get_text_range(0, min(count, MOST_CHARS)) if count > 0 else ""
    except RecursionError:  # pypdfium2 over a long end of characters that mean nothing
        return count, text_page.get_text_bounded()[:MOST_CHARS]
    finally:
        text_page.close()


def _is_bare(picture: Picture) -> bool:
    """Whether hardly anything is drawn: fewer than one pixel in fifty differs from the ground."""
    sample = picture[::4, ::4, 1]
    ground = np.bincount(sample.ravel(), minlength=256).max()
    return bool(ground >= 0.98 * sample.size)
