"""Do the printed numbers of a paper's pages follow one another? In: a document, pages. Out: doubts.

Every page of a paper must be there, in its order (Thông tư 01/2023/TT-VPCP, Điều 8: as many images
as pages, in their order). Most pages bear no number, backs may be blank, and an annex begins
anew: only numbers that contradict one another, or the count printed beside them, say anything.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.document import Document, Doubt
from hoso.stacks.cutting import is_blank
from ocr.page import Line, Page

_EDGE = 0.09  # of the page's height, at its head and foot
_MIDDLE, _CORNER = (0.42, 0.58), 0.82  # where a bare number is a page's
_SURE = 0.8  # a number that may be misread says nothing
_BARE = re.compile(r"[-–—.\s]*(\d{1,3})[-–—.\s]*")
_NAMED = re.compile(r"\W*(?:trang|page)\s*(?:số)?\s*[:.]?\s*(\d{1,3})\W*", re.IGNORECASE)
_COUNTED = re.compile(
    r"\W*(?:trang|page)\s*(?:số)?\s*[:.]?\s*(\d{1,3})\s*(?:/|trên|trong|of)\s*(\d{1,3})\W*",
    re.IGNORECASE,
)
# Books whose pages are scanned two by two, or only where something is written.
_BOOKS = frozenset({"so_ho_khau", "so_tam_tru", "gcn_qsdd"})
_MIXED = Doubt(
    "pages_out_of_order",
    "Số trang in trên các trang không theo thứ tự: hãy xem lại thứ tự quét.",
)
_MISSING = Doubt("pages_missing", "Số trang in cho thấy thiếu trang (có thể là mặt sau chưa quét).")


@dataclass(frozen=True, slots=True)
class _Number:
    """``place``: of the page among the paper's, from 1. ``of``: how many there are, if printed."""

    place: int
    number: int
    named: bool
    of: int | None


def in_order(document: Document, pages: Sequence[Page]) -> Document:
    """The document, with a doubt where its printed numbers do not fit together."""
    if document.type in _BOOKS:
        return document
    own = {page.number: page for page in pages}
    inked = [own[n] for n in document.pages if n in own and not is_blank(own[n])]
    numbers = [number for place, page in enumerate(inked, 1) if (number := _printed(page, place))]
    doubts = [
        doubt
        for doubt, holds in (
            (_MIXED, _mixed(numbers)),
            (_MISSING, _missing(numbers, len(inked))),
        )
        if holds
    ]
    return replace(document, doubts=(*document.doubts, *doubts)) if doubts else document


def _mixed(numbers: Sequence[_Number]) -> bool:
    """Does a number come behind a larger one, or twice? Not where something begins anew."""
    return any(b.number <= a.number and not _begins_anew(a, b) for a, b in pairwise(numbers))


def _missing(numbers: Sequence[_Number], count: int) -> bool:
    """Is there less between two numbers than they say, or before or behind a counted one?"""
    for a, b in pairwise(numbers):
        if b.number - a.number > b.place - a.place and not _begins_anew(a, b):
            return True
    first, last = (numbers[0], numbers[-1]) if numbers else (None, None)
    if first is not None and first.named and first.number > first.place:
        return True
    return last is not None and last.of is not None and last.of - last.number > count - last.place


def _begins_anew(before: _Number, after: _Number) -> bool:
    """An annex, whose first page may bear no number."""
    gap = after.place - before.place
    return after.number == 1 or (after.number == 2 and gap > 1)


def _printed(page: Page, place: int) -> _Number | None:
    """The page's number, where one stands there that can be nothing else."""
    found = {number for line in page.lines if (number := _on(line, place)) is not None}
    return found.pop() if len(found) == 1 else None


def _on(line: Line, place: int) -> _Number | None:
    x0, y0, x1, y1 = line.box
    if y0 > _EDGE and y1 < 1 - _EDGE:
        return None
    if min((word.confidence for word in line.words), default=0.0) < _SURE:
        return None
    if (found := _COUNTED.fullmatch(line.text)) is not None:
        number, of = int(found[1]), int(found[2])
        return _Number(place, number, named=True, of=of) if 0 < number <= of else None
    if (found := _NAMED.fullmatch(line.text)) is not None:
        return _Number(place, int(found[1]), named=True, of=None) if int(found[1]) else None
    middle = (x0 + x1) / 2
    there = _MIDDLE[0] <= middle <= _MIDDLE[1] or middle >= _CORNER
    if there and (found := _BARE.fullmatch(line.text)) is not None and int(found[1]):
        return _Number(place, int(found[1]), named=False, of=None)
    return None
