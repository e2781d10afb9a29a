"""A page as people see it: upright, in colour, small enough to be sent.

In: a ``SourcePage`` and how it was turned. Out: WebP or PDF bytes. Boxes of words and fields are
fractions of this very picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from ocr.clean.turn import quarter_turn, rotate
from ocr.errors import Fault, PageError
from ocr.page import Box, Transform
from ocr.picture import Picture
from ocr.source.interface import Limits, SourcePage
from ocr.source.open import open_source

WIDTH = 1700  # pixels: an A4 page at about 200 dpi, enough to read small print when zoomed
MOST_BYTES = 300_000
_QUALITIES = (80, 60, 40, 25, 15)
_AS_IT_LIES = Transform()
_BEYOND = 0.002  # of the page: a box may end on a letter's edge


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page of the file, how it was turned, and boxes that nobody may see."""

    number: int
    transform: Transform = _AS_IT_LIES
    cover: tuple[Box, ...] = ()


def name_of(transform: Transform) -> str:
    """The rendition's name: another turn is another picture."""
    return f"w{WIDTH}-r{transform.rotation:03}-s{round(transform.skew * 100) + 1000:04}"


def upright(picture: Picture, transform: Transform) -> Picture:
    """Turned as the page was turned when it was read; corners are paper."""
    turned = quarter_turn(picture, transform.rotation)
    if not transform.skew:
        return turned
    return rotate(turned, transform.skew)


def webp_of(source: SourcePage, transform: Transform, cover: Sequence[Box] = ()) -> bytes:
    """The upright page as WebP of at most ``MOST_BYTES``, boxes blacked out. ``PageError``."""
    picture = source.image()
    longest = max(picture.shape[:2])
    if longest > WIDTH * 1.45:  # before turning: fewer pixels to turn
        scale = WIDTH * 1.414 / longest
        size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    picture = covered(upright(picture, transform), cover)
    for quality in _QUALITIES:
        done, data = cv2.imencode(".webp", picture, [cv2.IMWRITE_WEBP_QUALITY, quality])
        if done and data.nbytes <= MOST_BYTES:
            return data.tobytes()
    if not done:
        raise PageError(Fault.BROKEN, "the page cannot be made a picture")
    return data.tobytes()


def covered(picture: Picture, cover: Sequence[Box]) -> Picture:
    """A copy with these boxes painted black, a little beyond their edges."""
    result = picture.copy() if cover else picture
    height, width = picture.shape[:2]
    more = round(_BEYOND * max(height, width))
    for x0, y0, x1, y1 in cover:
        left, top = max(int(x0 * width) - more, 0), max(int(y0 * height) - more, 0)
        right, bottom = round(x1 * width) + more, round(y1 * height) + more
        result[top : max(bottom, top + 1), left : max(right, left + 1)] = 0
    return result


def pdf_of(path: Path, pages: Sequence[PdfPage], limits: Limits) -> bytes:
    """A PDF of these pages of the file and of no others. Raises ``InputError``.

    Pages of a PDF stay as they are, unless something on one of them must be covered: then all are
    pictures, with no text behind them.
    """
    with path.open("rb") as stream:
        is_pdf = b"%PDF-" in stream.read(1024)
    if is_pdf and not any(page.cover for page in pages):
        return _pages_of_pdf(path, pages)
    return _pictures_as_pdf(path, pages, limits)


def _pages_of_pdf(path: Path, pages: Sequence[PdfPage]) -> bytes:
    with pdfium.PdfDocument(path) as source:
        target = pdfium.PdfDocument.new()
        target.import_pages(source, [page.number - 1 for page in pages])
        out = BytesIO()
        target.save(out)
        target.close()
    return out.getvalue()


def _pictures_as_pdf(path: Path, pages: Sequence[PdfPage], limits: Limits) -> bytes:
    """Upright pictures of their true size, as JPEG."""
    images = []
    with open_source(path, limits=limits) as source:
        for page in pages:
            found = source.page(page.number)
            picture = covered(upright(found.image(), page.transform), page.cover)
            colour = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB) if picture.ndim == 3 else picture
            images.append((Image.fromarray(colour), found.dpi or 200.0))
    out = BytesIO()
    first, dpi = images[0]
    rest = [image for image, _ in images[1:]]
    first.save(out, "PDF", resolution=dpi, save_all=True, append_images=rest, quality=85)
    return out.getvalue()
