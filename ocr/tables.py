"""Ruled tables: cells that touch one another become tables of rows and columns.

In: the rectangles that rules enclose. Out: ``Table`` objects with boxes as fractions of the page.
"""

from collections.abc import Sequence
from typing import Any

from ocr.page import Cell, Table
from ocr.picture import Rect, fraction, union

_TOUCH_MM = 1.6


def find_tables(cells: Sequence[Rect], shape: tuple[Any, ...], *, dpi: float) -> tuple[Table, ...]:
    """Groups of at least two columns and two rows of touching cells."""
    reach = _TOUCH_MM * dpi / 25.4
    tables = []
    for group in _groups(list(cells), reach):
        rows = _bands([(c[1], c[3]) for c in group])
        columns = _bands([(c[0], c[2]) for c in group])
        if len(rows) < 2 or len(columns) < 2:
            continue
        placed = tuple(
            Cell(_place(rows, c[1], c[3]), _place(columns, c[0], c[2]), fraction(c, shape))
            for c in sorted(group, key=lambda c: (c[1], c[0]))
        )
        tables.append(Table(fraction(union(group), shape), placed))
    return tuple(sorted(tables, key=lambda table: table.box[1]))


def _groups(cells: list[Rect], reach: float) -> list[list[Rect]]:
    groups: list[list[Rect]] = []
    left = list(cells)
    while left:
        group, fresh = [], [left.pop(0)]
        while fresh:
            here = fresh.pop()
            group.append(here)
            touching = [c for c in left if _touch(here, c, reach)]
            left = [c for c in left if c not in touching]
            fresh += touching
        groups.append(group)
    return groups


def _touch(one: Rect, other: Rect, reach: float) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > -reach and down > -reach and max(across, down) > 0


def _bands(spans: list[tuple[int, int]]) -> list[float]:
    """Centres of the distinct rows (or columns) of a grid, from its narrowest cells."""
    centres: list[tuple[float, int]] = []
    for start, end in sorted(spans, key=lambda s: s[1] - s[0]):
        middle = (start + end) / 2
        if not any(start < centre < end for centre, _ in centres):
            centres.append((middle, end - start))
    return sorted(centre for centre, _ in centres)


def _place(bands: list[float], start: int, end: int) -> int:
    """The first band whose centre lies within the cell."""
    for number, centre in enumerate(bands):
        if start < centre < end:
            return number
    return min(range(len(bands)), key=lambda n: abs(bands[n] - (start + end) / 2))
