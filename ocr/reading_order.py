"""The order in which lines are read: down the page, and down each of the columns that stand side
by side (letterheads, signature blocks, headings of tables) before the next.

In: lines in any order. Out: the same lines. A line continues the one above it when it stands right
below and centred under it, as such headings are, and when something stands beside one of the two:
only then does it matter. An opened book (a land certificate is scanned as its page 4 | page 1) is
two leaves, which are never read across.
"""

from collections.abc import Sequence

from ocr.page import Box, Line

_NEAR = 0.9  # of a line's height: the next line of a block is no further below
_CENTRED = 0.02  # of the page's width: the middles of two lines of a block differ by less
_BESIDE = 0.5  # of the lower line's height that two lines side by side have in common


_OPENED = 1.2  # times as wide as high
_FEWEST = 8  # lines of a sheet that may be two leaves
_GUTTER = (0.47, 0.53)  # of the width
_ACROSS = 0.1  # of the lines may cross it


def leaves_of(lines: Sequence[Line], *, width: float, height: float) -> list[list[Line]]:
    """The lines of each leaf of a sheet: one leaf, or the two of an opened book."""
    if width < _OPENED * height or len(lines) < _FEWEST:
        return [list(lines)]
    crossing = sum(line.box[0] < _GUTTER[0] and line.box[2] > _GUTTER[1] for line in lines)
    if crossing > _ACROSS * len(lines):
        return [list(lines)]
    left = [line for line in lines if (line.box[0] + line.box[2]) / 2 < 0.5]
    right = [line for line in lines if (line.box[0] + line.box[2]) / 2 >= 0.5]
    return [part for part in (left, right) if part]


def in_reading_order(lines: Sequence[Line], *, width: float, height: float) -> tuple[Line, ...]:
    """Leaf by leaf; lines top to bottom; blocks side by side one after another, left to right."""
    leaves = leaves_of(lines, width=width, height=height)
    return tuple(line for leaf in leaves for line in _in_order(leaf))


def _in_order(lines: Sequence[Line]) -> list[Line]:
    left = sorted(lines, key=lambda line: (line.box[1], line.box[0]))
    beside = [any(_side_by_side(one.box, other.box) for other in left) for one in left]
    left_over = dict(enumerate(left))
    ordered: list[Line] = []
    while left_over:
        first = next(iter(left_over))
        row = [n for n, line in left_over.items() if _side_by_side(left[first].box, line.box)]
        for start in sorted([first, *row], key=lambda n: left[n].box[0]):
            here: int | None = start
            while here is not None and here in left_over:
                ordered.append(left_over.pop(here))
                here = _next_of_block(here, left, left_over, beside)
    return ordered


def _next_of_block(
    here: int, lines: list[Line], left_over: dict[int, Line], beside: list[bool]
) -> int | None:
    box = lines[here].box
    for n, line in left_over.items():
        if line.box[1] > box[3] + _NEAR * (box[3] - box[1]):
            return None
        if (beside[here] or beside[n]) and _follows(box, line.box):
            return n
    return None


def _follows(above: Box, below: Box) -> bool:
    height = above[3] - above[1]
    gap = below[1] - above[3]
    off = abs(above[0] + above[2] - below[0] - below[2]) / 2
    return -0.5 * height < gap < _NEAR * height and off < _CENTRED


def _side_by_side(one: Box, other: Box) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    lower = min(one[3] - one[1], other[3] - other[1])
    return shared >= _BESIDE * lower and (one[2] <= other[0] or other[2] <= one[0])
