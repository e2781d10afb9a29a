"""Words with boxes from a one-page PDF, by pdfplumber.

In: the bytes of a PDF with one page. Out: runs of characters and upright rules with boxes as
fractions of the upright page as it is seen. pdfplumber is slow on huge pages and may run into
anything on broken ones: the caller bounds what it passes, and every failure is a PlumberError.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pdfplumber

from ocr.page import Box

WORD_GAP = 0.18  # of the letter size parts two words where no space is printed
SAME_GLYPH = 1.0  # points: printed twice this near together is a fake bold


class PlumberError(Exception):
    """pdfplumber could not read the page."""


@dataclass(frozen=True, slots=True)
class PlumbedPage:
    """Runs of characters without a space, and upright rules."""

    runs: tuple[tuple[str, Box], ...]
    rules: tuple[Box, ...]
    sideways_share: float


def plumb(data: bytes) -> PlumbedPage:
    """Reads the only page of a PDF. Raises PlumberError."""
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            return _plumb_page(document.pages[0])
    except Exception as error:  # pdfminer meets broken fonts with whatever Python raises
        raise PlumberError(f"{type(error).__name__}: {error}") from error


def _plumb_page(page: Any) -> PlumbedPage:
    x0, top, x1, bottom = _seen(page)
    width, height = max(x1 - x0, 1e-6), max(bottom - top, 1e-6)

    def fraction(thing: dict[str, Any]) -> Box:
        return (
            (float(thing["x0"]) - x0) / width,
            (float(thing["top"]) - top) / height,
            (float(thing["x1"]) - x0) / width,
            (float(thing["bottom"]) - top) / height,
        )

    chars = page.dedupe_chars(tolerance=SAME_GLYPH, extra_attrs=())
    words = chars.extract_words(x_tolerance_ratio=WORD_GAP, keep_blank_chars=False)
    upright = [char for char in page.chars if char["upright"] and char["matrix"][0] > 0]
    return PlumbedPage(
        runs=tuple((str(word["text"]), fraction(word)) for word in words),
        rules=tuple(fraction(edge) for edge in page.edges if edge["orientation"] == "v"),
        sideways_share=1 - len(upright) / max(len(page.chars), 1),
    )


def _seen(page: Any) -> tuple[float, float, float, float]:
    """The part of the page that is shown: crop box within media box."""
    media, crop = page.mediabox, page.cropbox
    box = (
        max(float(media[0]), float(crop[0])),
        max(float(media[1]), float(crop[1])),
        min(float(media[2]), float(crop[2])),
        min(float(media[3]), float(crop[3])),
    )
    if box[2] <= box[0] or box[3] <= box[1]:
        return (float(media[0]), float(media[1]), float(media[2]), float(media[3]))
    return box
