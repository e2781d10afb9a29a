"""The contract of an opened file: pages that can be drawn, each with its text layer if it has one.

In: limits. Out: ``Source`` objects. Pictures are uint8, grey (height, width) or blue-green-red
(height, width, 3); grey whenever the page has no colour. ``dpi`` is dots per inch of that picture,
0.0 when nobody knows. Boxes are fractions of the drawn upright page. A ``Source`` belongs to one
thread; a hostile file may still crash or hang a native decoder, so the caller works in a process
that may be killed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from ocr.page import Line, Word

Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may ask of us before it is refused."""

    max_pages: int = 3000
    max_bytes: int = 2 << 30
    max_pixels: int = 120_000_000  # of a stored picture, before anything is decoded
    render_dpi: float = 300.0
    work_pixels: int = 40_000_000  # of a picture handed on; larger ones are reduced


class Verdict(StrEnum):
    """What a page's text layer is worth; only ``GOOD`` ones carry words."""

    GOOD = "good"
    GARBAGE = "garbage"  # not Vietnamese: a foreign OCR program, codes without letters
    SPARSE = "sparse"  # a signature stamp, a caption: the page says more than its layer
    SCAN = "scan"  # another program's OCR laid over a scan: our own reading is preferred
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The words and lines of a good layer, or why there are none."""

    verdict: Verdict
    reason: str
    words: tuple[Word, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One page, counted from 1. ``text`` is None where the format knows no text."""

    number: int
    dpi: float
    text: TextLayer | None
    draw: Callable[[], Picture]

    def image(self) -> Picture:
        """The upright picture; drawn anew at each call while the source is open (PageError)."""
        return self.draw()


class Source(Protocol):
    """An opened file; a context manager."""

    @property
    def page_count(self) -> int:
        """How many pages the file claims; each of them is a page or a PageError."""

    def page(self, number: int) -> SourcePage:
        """The page of that number, from 1. Raises PageError; the other pages go on."""

    def close(self) -> None:
        """Gives files and memory back; closing twice is harmless."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
