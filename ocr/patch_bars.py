"""Patch sheets that bear nothing but their four bars: what scanners and their programs part stacks
by. In: a grey picture. Out: the boxes of Patch-T bars.

A patch is four bars, narrow (0.08 in) or wide (0.20 in), 0.08 in apart, at least 2 in long. Patch T
is narrow, wide, narrow, wide; turned around it is Patch 3, by which documents are parted, too. The
other four patches say other things and are passed over, and so are bars in company: bar codes have
more than four.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

import cv2
import numpy as np

from ocr.page import Box
from ocr.picture import Grey, pieces_of

_WORKED_ON = 1200  # pixels of the longer side: the narrow bar of an A4 page has some eight
_LENGTH = 12.0  # of a bar at least, in narrow bars (2 in would be 25)
_LEANING = 0.1  # of its length, at most: some six degrees
_NARROW = (0.004, 0.02)  # of the page's longer side: 0.08 in of 11.7 in is 0.007
_WIDE = (1.9, 3.3)  # in narrow bars; 2.5 as printed
_GAP = (0.45, 1.7)  # likewise; worn or spread toner makes them smaller or larger
_ALIKE = 0.12  # lengths and places of the four may differ by so much of a length
_PARTING = frozenset({"nwnw", "wnwn"})


@dataclass(frozen=True, slots=True)
class _Bar:
    """Along: from end to end; across: its place and thickness."""

    start: float
    end: float
    middle: float
    thick: float

    @property
    def length(self) -> float:
        return self.end - self.start


def find_patch_t(picture: Grey) -> tuple[Box, ...]:
    """The boxes of all Patch-T bars, whichever way they lie."""
    scale = _WORKED_ON / max(picture.shape)
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, dark = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    ink = np.asarray(dark, np.uint8)
    height, width = ink.shape
    level, upright = _bars(ink)
    found = [
        (x0 / width, y0 / height, x1 / width, y1 / height) for x0, y0, x1, y1 in _patches(level)
    ]
    found += [
        (x0 / width, y0 / height, x1 / width, y1 / height) for y0, x0, y1, x1 in _patches(upright)
    ]
    return tuple(found)


def _bars(ink: Grey) -> tuple[list[_Bar], list[_Bar]]:
    """Solid bars that lie level, top to bottom; and those that stand upright, left to right."""
    thinnest, thickest = (share * max(ink.shape) for share in _NARROW)
    stats = pieces_of(ink, connectivity=4).stats
    long = stats[1:][stats[1:, 2:4].max(axis=1) >= _LENGTH * thinnest]
    level: list[_Bar] = []
    upright: list[_Bar] = []
    for x, y, wide, high, area in long.tolist():
        for bars, start, length, place, across in (
            (level, x, wide, y, high),
            (upright, y, high, x, wide),
        ):
            thick = area / length  # a bar on a skewed page is as thick as it was
            if (
                length >= 4 * thick
                and thinnest <= thick <= thickest * _WIDE[1]
                and across - thick <= _LEANING * length
            ):
                bars.append(_Bar(start, start + length, place + across / 2, thick))
    by_place = attrgetter("middle")
    return sorted(level, key=by_place), sorted(upright, key=by_place)


def _patches(bars: Sequence[_Bar]) -> Iterator[tuple[float, float, float, float]]:
    """Left, upper, right, lower edge of each."""
    for first in bars:
        row = [b for b in bars if _beside(first, b)]
        at = row.index(first)
        four = row[at : at + 4]
        if len(four) == 4 and _reads(four) in _PARTING and _stands_alone(row, at, four):
            yield (
                min(b.start for b in four),
                four[0].middle - four[0].thick / 2,
                max(b.end for b in four),
                four[3].middle + four[3].thick / 2,
            )


def _beside(one: _Bar, other: _Bar) -> bool:
    """As long, from the same place."""
    least = _ALIKE * max(one.length, other.length)
    return abs(one.start - other.start) <= least and abs(one.end - other.end) <= least


def _reads(four: Sequence[_Bar]) -> str:
    """``n`` and ``w`` from the top; empty where it is no patch."""
    narrow = min(bar.thick for bar in four)
    if any(bar.length < _LENGTH * narrow for bar in four):
        return ""
    if not all(_GAP[0] * narrow <= gap <= _GAP[1] * narrow for gap in _gaps(four)):
        return ""
    said = ""
    for bar in four:
        if bar.thick <= 1.4 * narrow:
            said += "n"
        elif _WIDE[0] * narrow <= bar.thick <= _WIDE[1] * narrow:
            said += "w"
    return said


def _gaps(bars: Sequence[_Bar]) -> list[float]:
    return [
        below.middle - below.thick / 2 - above.middle - above.thick / 2
        for above, below in pairwise(bars)
    ]


def _stands_alone(row: Sequence[_Bar], at: int, four: Sequence[_Bar]) -> bool:
    """No fifth bar within the quiet zone."""
    quiet = 5 * min(bar.thick for bar in four)
    before, after = row[max(at - 1, 0) : at], row[at + 4 : at + 5]
    near = _gaps([*before, four[0]]) + _gaps([four[3], *after])
    return all(gap > quiet for gap in near)
