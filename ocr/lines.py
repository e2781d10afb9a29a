"""Finding text lines: ink of an upright page in, lines as groups of its connected pieces out.

The pieces (letters, parts of letters) are chained to their right-hand neighbours on the same level
(``ocr.line_chains``); small pieces (marks, dots) then join the chain they belong to. What an
engine's own layout loses in boxes and on leaders is found here: rules and leaders are gone already.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocr.line_chains import Edges, Ints, band_of, chains_of, joined_over_leaders, rect_of
from ocr.line_pieces import (
    LETTER,
    Sides,
    sides_of,
    with_crumbs_joined,
    with_row_numbers_joined,
)
from ocr.picture import Ink, Rect, pieces_of

_STICK = 0.08  # of its height: tall pieces so thin are the rest of a frame or the gutter's shadow
_FLAT = 0.3  # of its width: flat pieces are bars
_BAR, _FOOT = 0.85, 1.2  # letter heights: bars so wide above or below a line are none of its marks
_CAPITAL = 1.4  # body heights at most: capitals and digits of the usual type; titles are larger
_CRUMB = 0.2  # body heights: smaller ones may be dirt
_LETTER_WIDE = 1.0  # body heights
_LONE, _PART = 1.3, 0.6  # body heights at most of a lone digit; its largest part, at least
_IN_CELL = 1.6  # body heights between a cell's text and crumbs on its level: no leader is there


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One line: its rectangle, the labels of its pieces, the height of its letters (pixels).

    ``under``: parts of the rectangle where a seal's emblem lies on it, which hides its pieces.
    """

    rect: Rect
    pieces: tuple[int, ...]
    body: float
    under: tuple[Rect, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """All lines of a page and the label image that their pieces refer to.

    ``rects``: x0, y0, x1, y1 of each piece, by its label.
    """

    labels: npt.NDArray[np.int32]
    rects: Ints
    lines: tuple[FoundLine, ...]
    body: float


def find_lines(
    ink: Ink, *, dpi: float, cells: tuple[Rect, ...] = (), leaders: Ink | None = None
) -> Layout:
    """Text lines of a page without rules and leaders, top to bottom, left to right.

    ``leaders``: ink of the leaders that were removed; over them short parts of a line are joined.
    """
    per_mm = dpi / 25.4
    sides = sides_of(pieces_of(ink))
    letters = _letters(sides, per_mm)
    body = float(np.median(sides.height[letters])) if letters.any() else 2.2 * per_mm
    sides = with_crumbs_joined(sides, body, _cell_of(sides, cells))
    cell = _cell_of(sides, cells)
    sides = with_row_numbers_joined(sides, body, cell)
    right, bottom = sides.left + sides.width, sides.top + sides.height
    pieces = Edges(sides.left, sides.top, right, bottom, cell)
    stick = (sides.height > 2 * body) & (sides.width < _STICK * sides.height)
    tall = (sides.height >= LETTER * body) & (sides.height <= 4.5 * body)
    core = np.flatnonzero(_letters(sides, per_mm) & ~stick & tall)
    chains = chains_of(pieces, core, body)
    chains, loose = _without_marks(pieces, chains, body)
    if leaders is not None:
        chains = joined_over_leaders(pieces, chains, leaders, body)
    _adopt(pieces, chains, loose, body)
    lines = [_as_line(pieces, chain, body) for chain in chains]
    lines = [line for line in lines if _is_text(line, sides.area, per_mm)]
    rects = np.stack([pieces.left, pieces.top, pieces.right, pieces.bottom], axis=1)
    ordered = tuple(sorted(lines, key=lambda line: (line.rect[1], line.rect[0])))
    return Layout(sides.labels, rects, ordered, body)


def _letters(sides: Sides, per_mm: float) -> npt.NDArray[np.bool_]:
    """Pieces of the size of letters."""
    tall = (sides.height > 1.1 * per_mm) & (sides.height < 14 * per_mm)
    letters = tall & (sides.width < 25 * per_mm)
    letters[0] = False
    return letters


def _cell_of(sides: Sides, cells: tuple[Rect, ...]) -> Ints:
    """The cell each piece's centre lies in, -1 outside; the smallest cell wins."""
    owner = np.full(sides.left.size, -1, dtype=np.int64)
    x, y = sides.left + sides.width / 2, sides.top + sides.height / 2
    areas = [(c[2] - c[0]) * (c[3] - c[1]) for c in cells]
    for number in sorted(range(len(cells)), key=lambda n: -areas[n]):
        x0, y0, x1, y1 = cells[number]
        owner[(x >= x0) & (x < x1) & (y >= y0) & (y < y1)] = number
    return owner


def _without_marks(
    pieces: Edges, chains: list[list[int]], body: float
) -> tuple[list[list[int]], list[int]]:
    """Chains of text, and the pieces of chains that are marks of another: close above or below it.

    Stacked marks may be as large as letters, and those of neighbouring syllables (``phổ biến``) may
    have been chained to one another; still they are lower than the letters they belong to.
    """
    if not chains:
        return chains, []
    rects = np.array([rect_of(pieces, chain) for chain in chains], dtype=np.float64)
    bands = np.array([band_of(pieces, chain) for chain in chains])
    letter = np.array([np.median(pieces.bottom[c] - pieces.top[c]) for c in chains])
    width = rects[:, 2] - rects[:, 0]
    kept: list[list[int]] = []
    loose: list[int] = []
    for n, chain in enumerate(chains):
        x0, y0, x1, y1 = rects[n]
        few = len(chain) <= 2 and width[n] < 1.8 * body
        beyond = (_LETTER_WIDE if few else 0.3) * body  # the last letter may not be in its chain
        inside = (x0 >= rects[:, 0] - 0.3 * body) & (x1 <= rects[:, 2] + beyond)
        gap = np.maximum(bands[:, 1] - y1, y0 - bands[:, 3])
        near = (0.35 if few else 0.2) * letter
        lower = (y1 - y0 < (0.85 if few else 1.05) * letter) & (letter[n] < 0.85 * letter)
        owner = inside & lower & (width > 1.5 * width[n])
        if any(
            gap[k] < near[k] or _gap_here(pieces, chains[k], (x0, y0, x1, y1)) < near[k]
            for k in np.flatnonzero(owner)
        ):
            loose += chain
        else:
            kept.append(chain)
    return kept, loose


def _gap_here(pieces: Edges, chain: list[int], mark: tuple[float, float, float, float]) -> float:
    """White between a mark and the letters of a chain right below or above it.

    A line may rise between label and value, and a capital stands higher than its neighbours.
    """
    x0, y0, x1, y1 = mark
    letters = np.array(chain)
    here = letters[(pieces.left[letters] < x1) & (pieces.right[letters] > x0)]
    if not here.size:
        return float("inf")
    return float(max(pieces.top[here].min() - y1, y0 - pieces.bottom[here].max()))


def _adopt(pieces: Edges, chains: list[list[int]], marks: list[int], body: float) -> None:
    """Gives marks, dots and commas to the chain whose level they are nearest to."""
    if not chains:
        return
    taken = np.zeros(pieces.left.size, dtype=bool)
    taken[0] = True
    taken[[piece for chain in chains for piece in chain]] = True
    taken[marks] = False
    bands = np.array([band_of(pieces, chain) for chain in chains])
    cells = np.array([pieces.cell[chain[0]] for chain in chains])
    letters = [np.array(chain) for chain in chains]
    tall = np.array([np.median(pieces.bottom[c] - pieces.top[c]) for c in chains])
    large = np.maximum(tall / _CAPITAL, body)
    height, width = pieces.bottom - pieces.top, pieces.right - pieces.left
    loose = np.flatnonzero(~taken & (height > 0) & (height < 2.5 * body) & (width < 6 * body))
    for piece in loose:
        x, y = (
            (pieces.left[piece] + pieces.right[piece]) / 2,
            (pieces.top[piece] + pieces.bottom[piece]) / 2,
        )
        crumb = max(height[piece], width[piece]) >= _CRUMB * body and pieces.cell[piece] >= 0
        beside = crumb & (pieces.cell[piece] == cells) & (y > bands[:, 1]) & (y < bands[:, 3])
        reach = np.where(beside, _IN_CELL, 0.9) * body
        inside = (x >= bands[:, 0] - reach) & (x <= bands[:, 2] + reach)
        away = np.where(inside, np.maximum(np.maximum(bands[:, 1] - y, y - bands[:, 3]), 0), np.inf)
        # The band is the letters' core: marks of capitals stand up to a body height above it,
        # the dot below reaches less far down.
        below = y > bands[:, 3]
        away = np.where(below, away * 1.5, away)
        if height[piece] < _FLAT * width[piece]:
            # What is left of a rule is no mark; a dash is on the letters' level.
            bar = width[piece] > np.where(below, _FOOT, _BAR) * large
            away = np.where(bar & (away > 0), np.inf, away)
        near = np.flatnonzero(away <= 1.5 * body)
        if near.size > 1:  # a line may rise between label and value: ask the letters at the place
            local = [_away_here(pieces, letters[n], (x, y), body=body) for n in near]
            away[near] = np.where(np.isnan(local), away[near], local)
        best = int(np.argmin(away))
        if away[best] <= 0.95 * body:
            chains[best].append(int(piece))


def _away_here(pieces: Edges, chain: Ints, place: tuple[float, float], *, body: float) -> float:
    """How far a mark is from the level of the letters around it; NaN where there are none."""
    x, y = place
    here = chain[(pieces.left[chain] <= x + 1.5 * body) & (pieces.right[chain] >= x - 1.5 * body)]
    if not here.size:
        return float("nan")
    # Letters count by their width: the slim pieces of a raised note mark tell no level.
    width = pieces.right[here] - pieces.left[here]
    top, bottom = (_halfway(side[here], width) for side in (pieces.top, pieces.bottom))
    return float(max(top - y, 1.5 * (y - bottom), 0.0))


def _halfway(values: Ints, weights: Ints) -> float:
    """The median of values that count more or less."""
    order = np.argsort(values)
    upto = np.cumsum(weights[order])
    return float(values[order[np.searchsorted(upto, upto[-1] / 2)]])


def _as_line(pieces: Edges, chain: list[int], body: float) -> FoundLine:
    heights = pieces.bottom[chain] - pieces.top[chain]
    # No letter of a line is so much taller than the others: a shadow or a rule's end may be.
    tallest = min(float(heights.max()), 2 * float(np.percentile(heights, 80)))
    large = heights[heights >= 0.5 * tallest]
    rect = rect_of(pieces, chain)
    wide, tall = rect[2] - rect[0], rect[3] - rect[1]
    if wide < tall <= _LONE * body:  # a lone digit that is broken is as tall as its parts together
        return FoundLine(rect, tuple(chain), min(float(tall), float(heights.max()) / _PART))
    return FoundLine(rect, tuple(chain), float(np.median(large)))


def _is_text(line: FoundLine, area: Ints, per_mm: float) -> bool:
    x0, y0, x1, y1 = line.rect
    if y1 - y0 < 1.1 * per_mm or x1 - x0 < 0.5 * per_mm:
        return False
    inked = float(area[list(line.pieces)].sum())
    return inked / max((x1 - x0) * (y1 - y0), 1) > 0.02
