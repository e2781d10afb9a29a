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
