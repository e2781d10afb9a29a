"""Lines that run on under a black seal's emblem, which took their letters with it.

In: the lines of the cleaned page, its seals, and the ink with their emblems. Out: the same lines,
drawn on into a seal as far as there is ink on their level; what stands there (``FoundLine.under``)
is read as it was scanned, by a reader that has learnt to see through an emblem. How letters and
emblem part is not for cleaning to say. Nothing that a seal reaches is ever certain.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ocr.clean.black_seals import BlackSeals
from ocr.lines import FoundLine, Layout
from ocr.picture import Ink, Rect

_OUTSIDE = 2.0  # body heights of a line that stand outside of the seal
_APART = 1.2  # body heights: where it is white for so long, the text has ended
_LETTER = 0.55  # body heights
_ABOVE, _BELOW = 0.6, 0.45  # body heights over and under the letters, for marks and tails


@dataclass(frozen=True, slots=True)
class _Level:
    """Rows of a line's letters, and the columns at which the rings cut them, left and right."""

    top: int
    bottom: int
    outer: tuple[int, int]
    inner: tuple[int, int]


def with_lines_under_seals(layout: Layout, seals: BlackSeals, ink: Ink) -> Layout:
    """``ink``: without rules and rings, with the emblems."""
    lines = list(layout.lines)
    for rect, middle in zip(seals.rects, seals.middles, strict=True):
        for n, line in enumerate(lines):
            level = _level(line, layout, rect, middle)
            if level is not None:
                lines[n] = _drawn_on(line, level, ink, lines)
    return replace(layout, lines=tuple(line for line in lines if not _is_covered(line, lines)))


def _level(line: FoundLine, layout: Layout, rect: Rect, middle: Rect) -> _Level | None:
    """``None``: the line passes the emblem by."""
    rects = layout.rects[list(line.pieces)]
    tall = rects[:, 3] - rects[:, 1]
    letters = rects[tall >= min(_LETTER * line.body, tall.max())]
    top, bottom = (int(np.median(letters[:, side])) for side in (1, 3))
    outer, inner = (_chord((top + bottom) / 2, ring) for ring in (rect, middle))
    return None if outer is None or inner is None else _Level(top, bottom, outer, inner)


def _chord(y: float, ring: Rect) -> tuple[int, int] | None:
    x, radius = (ring[0] + ring[2]) / 2, (ring[2] - ring[0]) / 2
    square = radius**2 - (y - (ring[1] + ring[3]) / 2) ** 2
    return (round(x - square**0.5), round(x + square**0.5)) if square > 0 else None


def _drawn_on(line: FoundLine, level: _Level, ink: Ink, lines: Sequence[FoundLine]) -> FoundLine:
    """The line with what of it may stand under the emblem; as it is where it ends before."""
    x0, y0, x1, y1 = line.rect
    left, right = level.inner
    before = level.outer[0] - x0 > _OUTSIDE * line.body
    behind = x1 - level.outer[1] > _OUTSIDE * line.body
    if not before and not behind:
        return line
    rows = ink[level.top : level.bottom]
    beside = [other.rect for other in lines if other is not line and _shares_rows(other, line)]
    if behind and not before:
        stop = max([left, *(r[2] for r in beside if r[2] <= x0 and r[0] < level.outer[0])])
        x0 -= _run(rows[:, min(stop, x0) : x0][:, ::-1], line.body)
    elif before and not behind:
        stop = min([right, *(r[0] for r in beside if r[0] >= x1 and r[2] > level.outer[1])])
        x1 += _run(rows[:, x1 : max(stop, x1)], line.body)
    if x0 >= right or x1 <= left:
        return line
    under = (
        max(x0, level.outer[0]),
        max(y0, round(level.top - _ABOVE * line.body)),
        min(x1, level.outer[1] + 1),
        min(y1, round(level.bottom + _BELOW * line.body)),
    )
    return replace(line, rect=(x0, y0, x1, y1), under=(*line.under, under))


def _shares_rows(one: FoundLine, other: FoundLine) -> bool:
    shared = min(one.rect[3], other.rect[3]) - max(one.rect[1], other.rect[1])
    return shared > 0.5 * min(one.rect[3] - one.rect[1], other.rect[3] - other.rect[1])


def _run(rows: Ink, body: float) -> int:
    """How many columns the ink goes on without a wide gap."""
    inked = np.concatenate(([-1], np.flatnonzero(rows.any(axis=0))))
    gaps = np.flatnonzero(np.diff(inked) > _APART * body)
    return int(inked[gaps[0] if gaps.size else -1]) + 1


def _is_covered(line: FoundLine, lines: Sequence[FoundLine]) -> bool:
    """Whether it is a rest of what another line reads under an emblem."""
    x, y = (line.rect[0] + line.rect[2]) / 2, (line.rect[1] + line.rect[3]) / 2
    return any(
        x0 <= x < x1 and y0 <= y < y1 and line.rect[2] <= x1
        for other in lines
        if other is not line
        for x0, y0, x1, y1 in other.under
    )
