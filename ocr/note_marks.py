"""Raised note marks, ``Kính gửi(1):``, set on the line and as large as its letters.

In: a line's pieces and its cut picture. Out: the picture in which readers can read the marks; at
their printed size (a dozen pixels) they are taken for quotes or lost.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.line_chains import Ints
from ocr.picture import Grey, Rect, union

_RAISED = 0.2  # of the body height: how far above the base line a mark ends, at least
_MERGED_RAISED = 0.35  # the same where its brackets cannot be told
_LOW, _TALL = 0.3, 1.45  # body heights of a mark's pieces
_BRACKET = 1.12  # brackets are taller than the digit between them
_WIDTH = (0.7, 2.6)  # body heights
_GAP = 0.35  # body heights between the pieces of a mark
_MOST = 4  # pieces
_SPACE = 0.3  # body heights behind a word
_BEFORE = 6.0  # body heights: letters that tell where the base line is
_ENOUGH = 1.6  # body heights of them in width
_SIZE = 1.3  # body heights of a bracket on the line
_BELOW = 0.25  # body heights that a bracket reaches below it
_LEAST, _LARGEST = 1.5, 2.2  # times: such marks are printed at two thirds of the letters' size


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A mark's rectangle, and the base line of the letters it stands behind (pixels)."""

    rect: Rect
    base: float


def note_marks(rects: Ints, body: float) -> list[NoteMark]:
    """A line's note marks, given the rectangles of all its pieces [n, 4]."""
    order = np.argsort(rects[:, 0], kind="stable")
    rects = rects[order]
    high, base = _base_of(rects, body).T
    height = rects[:, 3] - rects[:, 1]
    raised = base - rects[:, 3] >= _RAISED * body
    raised &= (height >= _LOW * body) & (height <= _TALL * body) & _stand_free(rects, base, body)
    groups: list[list[int]] = []
    for n in np.flatnonzero(raised):
        if groups and rects[n, 0] - rects[groups[-1], 2].max() <= _GAP * body:
            groups[-1].append(int(n))
        else:
            groups.append([int(n)])
    marks = []
    for group in groups:
        own = rects[group]
        merged = high[group[0]] - own[:, 3].max() >= _MERGED_RAISED * body
        merged = merged and _ends_word(rects[group[-1] + 1 :], int(own[:, 2].max()), body)
        if _has_size(own, body) and (merged or _is_bracketed(own)):
            rect = union([(int(x0), int(y0), int(x1), int(y1)) for x0, y0, x1, y1 in own])
            marks.append(NoteMark(rect, float(base[group[0]])))
    return marks


def _base_of(rects: Ints, body: float) -> npt.NDArray[np.float64]:
    """Base line at each piece [n, (highest, likely)]; -1 where too few letters are before it.

    Those of a ``quy`` stand lower than the line in the middle.
    """
    letters = rects[rects[:, 3] - rects[:, 1] >= 0.55 * body]
    base = np.full((len(rects), 2), -1.0)
    for n, x0 in enumerate(rects[:, 0]):
        before = (letters[:, 2] > x0 - _BEFORE * body) & (letters[:, 0] < x0)
        if (letters[before, 2] - letters[before, 0]).sum() >= _ENOUGH * body:
            base[n] = np.percentile(letters[before, 3], (20, 50))
    return base


def _stand_free(rects: Ints, base: npt.NDArray[np.float64], body: float) -> npt.NDArray[np.bool_]:
    """Which pieces have no letter below them: marks of letters and the dot of an i do."""
    low = rects[rects[:, 3] > base - 0.15 * body]
    width = np.maximum(rects[:, 2] - rects[:, 0], 1)
    shared = np.minimum(rects[:, None, 2], low[None, :, 2]) - np.maximum(
        rects[:, None, 0], low[None, :, 0]
    )
    return np.asarray(~(shared > 0.34 * width[:, None]).any(axis=1))


def _has_size(group: Ints, body: float) -> bool:
    width = float(group[:, 2].max() - group[:, 0].min())
    tall = (group[:, 3] - group[:, 1]).max() >= 0.55 * body  # quotes are not
    return bool(tall and len(group) <= _MOST and _WIDTH[0] * body <= width <= _WIDTH[1] * body)


def _is_bracketed(group: Ints) -> bool:
    """A slim tall piece at both ends, lower ones in between."""
    height = group[:, 3] - group[:, 1]
    ends, inner = height[[0, -1]], height[1:-1]
    slim = group[[0, -1], 2] - group[[0, -1], 0] <= 0.6 * ends
    return bool(inner.size and slim.all() and ends.min() >= _BRACKET * inner.max())


def _ends_word(behind: Ints, end: int, body: float) -> bool:
    """No letter follows closely, as one does in a word whose first letters stand lower."""
    letters = behind[behind[:, 3] - behind[:, 1] >= 0.55 * body]
    return not len(letters) or float(letters[0, 0] - end) > _SPACE * body


def set_on_line(
    part: Grey, columns: Ints, marks: list[NoteMark], origin: tuple[int, int], body: float
) -> tuple[Grey, Ints]:
    """The picture with its marks enlarged on the base line, and the page's column of each column.

    ``columns``: of the picture, counted from ``origin`` (x, y) on the page.
    """
    for mark in sorted(marks, key=lambda mark: -mark.rect[0]):
        x0, y0, x1, y1 = mark.rect
        inside = np.flatnonzero((columns >= x0 - origin[0] - 1) & (columns <= x1 - origin[0]))
        top, bottom = max(y0 - origin[1] - 1, 0), min(y1 - origin[1] + 1, part.shape[0])
        if not inside.size or bottom <= top:
            continue
        first, last = int(inside[0]), int(inside[-1]) + 1
        room = _enlarged(part[top:bottom, first:last], part.shape[0], mark.base - origin[1], body)
        # A colon may begin below the mark's end.
        under = np.flatnonzero((part[bottom:, first:last] < 128).any(axis=0))
        go_on = first + int(under[0]) if under.size else last
        behind = part[:, go_on:].copy()
        behind[:bottom, : last - go_on] = 255
        part = np.hstack([part[:, :first], room, behind])
        steps = np.linspace(columns[first], columns[last - 1], room.shape[1]).round()
        columns = np.concatenate([columns[:first], steps.astype(np.int64), columns[go_on:]])
    return part, columns


def _enlarged(mark: Grey, height: int, base: float, body: float) -> Grey:
    """A mark in a white picture of that height, on its base line, as large as letters are."""
    factor = min(max(_SIZE * body / mark.shape[0], _LEAST), _LARGEST, height / mark.shape[0])
    size = (max(1, round(mark.shape[1] * factor)), max(1, int(mark.shape[0] * factor)))
    large = cv2.resize(mark, size, interpolation=cv2.INTER_CUBIC)
    foot = min(max(round(base + _BELOW * body), size[1]), height)
    room = np.full((height, size[0] + 2), 255, np.uint8)
    room[foot - size[1] : foot, 1:-1] = large
    return room
