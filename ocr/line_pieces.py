"""Pieces of ink as line finding sees them: the crumbs of one shattered letter count as one piece.

In: the connected pieces of a page. Out: label image and sides, in which pieces that lie within a
stroke's width of one another and are as tall as a letter only together bear one label. Thin type
breaks so on 1-bit scans: no crumb alone is a letter, and the line would not be found.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.clean.dot_lattice import Bools
from ocr.line_chains import Ints
from ocr.picture import Ink, Pieces, by_label, pieces_of

LETTER = 0.55  # of the body height: lower pieces are marks and dots
_TALLEST = 1.8  # body heights of a shattered letter with its mark
_WIDEST = 6.0  # body heights: crumbs of several letters may hang together
_NEAR = 0.35  # body heights between the crumbs of a letter
_FEWEST = 2  # crumbs
_SHARE = 0.1  # of a page's letters: fewer shattered ones are looked at one by one
_BESIDE = (4.0, 0.8)  # body heights across and up or down: letters of the same words
_ALONE = 0.7  # body heights of a letter that stands alone in its cell
_INKED = 0.15  # of such a letter's rectangle
_ROW_NUMBER = (0.7, 1.3)  # body heights of a row number
_ROW_INKED = 0.11  # of its rectangle: of a thin 1 little more than its ends is left
_TORN = (0.35, 0.7)  # body heights, across and down, between its crumbs
_ROW_CRUMBS = 12
_ROW_REACH = 10.0  # body heights to the text of its row


@dataclass(frozen=True, slots=True)
class Sides:
    """Label image of the page, and each label's rectangle and ink; joined crumbs have none."""

    labels: npt.NDArray[np.int32]
    left: Ints
    top: Ints
    width: Ints
    height: Ints
    area: Ints


def sides_of(pieces: Pieces) -> Sides:
    """The pieces as they are."""
    left, top, width, height, area = pieces.stats.T.astype(np.int64)
    return Sides(pieces.labels, left, top, width, height, area)


def with_crumbs_joined(sides: Sides, body: float, cell: Ints) -> Sides:
    """The same where the crumbs of shattered letters are one piece each.

    ``cell``: the cell each piece lies in, -1 outside. A few shattered letters on a page of whole
    ones are dirt, and marks that touch; but not where they stand among themselves, typed thinly on
    a line or alone in a cell.
    """
    low = (sides.height < LETTER * body) & (sides.width < _WIDEST * body)
    low[0] = False
    crumbs = by_label(np.where(low, np.uint8(255), np.uint8(0)), sides.labels)
    groups = _groups(crumbs, body)
    # One pixel of each crumb tells its group.
    owner = np.zeros(sides.left.size, dtype=np.int64)
    inked = np.flatnonzero(crumbs)
    owner[sides.labels.reshape(-1)[inked]] = groups.labels.reshape(-1)[inked]
    count = np.bincount(owner, minlength=groups.count)
    wide, tall = groups.stats[:, cv2.CC_STAT_WIDTH], groups.stats[:, cv2.CC_STAT_HEIGHT]
    letter = (count >= _FEWEST) & (tall >= LETTER * body) & (tall <= _TALLEST * body)
    letter &= wide <= 2 * _WIDEST * body
    letter[0] = False
    whole = np.flatnonzero(sides.height >= LETTER * body)
    if letter.sum() <= _SHARE * whole.size:
        home = np.full(groups.count, -1, dtype=np.int64)
        home[owner] = cell
        filled = np.bincount(owner, weights=sides.area, minlength=groups.count)
        alone = (tall >= _ALONE * body) & (filled >= _INKED * wide * tall) & (home >= 0)
        letter = _among_themselves(
            sides, groups, letter, alone=alone, whole=whole, cells=(home, cell), body=body
        )
    if not letter.any():
        return sides
    return _joined(sides, np.where(letter[owner], owner, 0))


def _among_themselves(
    sides: Sides,
    groups: Pieces,
    letter: Bools,
    *,
    alone: Bools,
    whole: Ints,
    cells: tuple[Ints, Ints],
    body: float,
) -> Bools:
    """Shattered letters beside which no more whole ones stand, and those alone in their cell.

    ``cells``: of each group, and of each piece.
    """
    shattered = np.flatnonzero(letter)
    places = groups.centres[shattered]
    left, right = sides.left[whole], sides.left[whole] + sides.width[whole]
    across, down = _BESIDE[0] * body, _BESIDE[1] * body
    middle = sides.top[whole] + sides.height[whole] / 2
    near = (left[None] < places[:, :1] + across) & (right[None] > places[:, :1] - across)
    near &= np.abs(middle[None] - places[:, 1:]) <= down
    near &= cells[1][whole][None] == cells[0][shattered][:, None]
    others = (np.abs(places[:, None] - places[None]) <= (across, down)).all(axis=2)
    others &= cells[0][shattered][None] == cells[0][shattered][:, None]
    count = others.sum(axis=1)
    kept = near.sum(axis=1) < count
    kept &= (count >= _FEWEST) | alone[shattered]
    found = np.zeros_like(letter)
    found[shattered[kept]] = True
    return found


def with_row_numbers_joined(sides: Sides, body: float, cell: Ints) -> Sides:
    """The same where the crumbs of a thin digit that is alone in its cell are one piece each.

    ``cell``: the cell each piece lies in, -1 outside. Such a digit may be torn wider than letters
    are apart; that a text stands on its level in the next cell tells it from dirt.
    """
    there = (sides.area > 0) & (cell >= 0)
    whole = there & (sides.height >= LETTER * body)
    lettered = np.zeros(int(cell.max(initial=-1)) + 1, dtype=bool)
    lettered[cell[whole]] = True
    crumbs = np.flatnonzero(there & ~whole)
    crumbs = crumbs[~lettered[cell[crumbs]]]
    owner = np.zeros(sides.left.size, dtype=np.int64)
    letters = np.flatnonzero(whole)
    for number in np.unique(cell[crumbs]):
        digit = _torn_digit(sides, crumbs[cell[crumbs] == number], body)
        if digit is not None and _has_row(sides, digit, letters, body):
            owner[digit] = digit[0]
    return _joined(sides, owner) if owner.any() else sides


def _torn_digit(sides: Sides, crumbs: Ints, body: float) -> Ints | None:
    """Those of a cell's crumbs that make one digit."""
    if not _FEWEST <= crumbs.size <= _ROW_CRUMBS:
        return None
    x0, y0 = sides.left[crumbs], sides.top[crumbs]
    x1, y1 = x0 + sides.width[crumbs], y0 + sides.height[crumbs]
    own = np.zeros(crumbs.size, dtype=bool)
    own[np.argmax(sides.area[crumbs])] = True
    for _ in range(crumbs.size):
        left, top, right, bottom = x0[own].min(), y0[own].min(), x1[own].max(), y1[own].max()
        near = (x0 - right < _TORN[0] * body) & (left - x1 < _TORN[0] * body)
        near &= (y0 - bottom < _TORN[1] * body) & (top - y1 < _TORN[1] * body)
        near &= np.maximum(bottom, y1) - np.minimum(top, y0) <= _ROW_NUMBER[1] * body
        near &= np.maximum(right, x1) - np.minimum(left, x0) <= body
        if not (near & ~own).any():
            break
        own[np.flatnonzero(near & ~own)[0]] = True
    tall = y1[own].max() - y0[own].min()
    room = tall * (x1[own].max() - x0[own].min())
    inked = sides.area[crumbs[own]].sum() >= _ROW_INKED * room
    return crumbs[own] if own.sum() >= _FEWEST and tall >= _ROW_NUMBER[0] * body and inked else None


def _has_row(sides: Sides, digit: Ints, letters: Ints, body: float) -> bool:
    """Whether letters stand on its level, not far to its right."""
    top, bottom = sides.top[digit].min(), (sides.top + sides.height)[digit].max()
    ahead = sides.left[letters] - (sides.left + sides.width)[digit].max()
    middle = sides.top[letters] + sides.height[letters] / 2
    level = np.abs(middle - (top + bottom) / 2) < LETTER * body
    return bool((level & (ahead > 0) & (ahead < _ROW_REACH * body)).any())


def _groups(crumbs: Ink, body: float) -> Pieces:
    reach = max(3, round(_NEAR * body)) | 1
    closed = cv2.morphologyEx(crumbs, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    return pieces_of(np.asarray(closed, np.uint8))


def _joined(sides: Sides, owner: Ints) -> Sides:
    """``owner``: the group of each piece, 0 for those that stay as they are."""
    members = np.flatnonzero(owner)
    _, first, place = np.unique(owner[members], return_index=True, return_inverse=True)
    heads = members[first]
    left, top = sides.left.copy(), sides.top.copy()
    right, bottom = sides.left + sides.width, sides.top + sides.height
    area = sides.area.copy()
    np.minimum.at(left, heads[place], sides.left[members])
    np.minimum.at(top, heads[place], sides.top[members])
    np.maximum.at(right, heads[place], right[members])
    np.maximum.at(bottom, heads[place], bottom[members])
    rest = np.setdiff1d(members, heads)
    np.add.at(area, heads[place], sides.area[members])
    area[heads] -= sides.area[heads]
    name = np.arange(owner.size, dtype=np.int32)
    name[members] = heads[place]
    width, height = right - left, bottom - top
    width[rest] = height[rest] = area[rest] = 0
    return Sides(by_label(name, sides.labels), left, top, width, height, area)
