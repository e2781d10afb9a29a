"""Finding text lines: ink of an upright page in, lines as groups of its connected pieces out.

The pieces (letters, parts of letters) are chained to their right-hand neighbours on the same level;
small pieces (marks, dots) then join the chain they belong to. A chain ends at a cell's side and at
a gap wider than ``GAP`` body heights. What an engine's own layout loses in boxes and on leaders is
found here, since rules and leaders are gone already.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.picture import Ink, Rect, pieces_of

GAP = 2.6  # in body heights
_GAP_OVER_LEADERS = 7.0  # the same where leader dots fill it
_SHORT = 4.5  # body heights: parts of a line so short are joined over leaders
_LEVEL = 0.3  # body heights: their base lines differ by less
_DOTTED = 0.2  # of a gap's columns that leader dots cover
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One line: its rectangle, the labels of its pieces, the height of its letters (pixels)."""

    rect: Rect
    pieces: tuple[int, ...]
    body: float


@dataclass(frozen=True, slots=True)
class Layout:
    """All lines of a page and the label image that their pieces refer to.

    ``rects``: x0, y0, x1, y1 of each piece, by its label.
    """

    labels: npt.NDArray[np.int32]
    rects: Ints
    lines: tuple[FoundLine, ...]
    body: float


@dataclass(frozen=True, slots=True)
class _Pieces:
    left: Ints
    top: Ints
    right: Ints
    bottom: Ints
    cell: Ints


def find_lines(
    ink: Ink, *, dpi: float, cells: tuple[Rect, ...] = (), leaders: Ink | None = None
) -> Layout:
    """Text lines of a page without rules and leaders, top to bottom, left to right.

    ``leaders``: ink of the leaders that were removed; over them short parts of a line are joined.
    """
    found = pieces_of(ink)
    count, labels, stats = found.count, found.labels, found.stats
    left = stats[:, cv2.CC_STAT_LEFT].astype(np.int64)
    top = stats[:, cv2.CC_STAT_TOP].astype(np.int64)
    width = stats[:, cv2.CC_STAT_WIDTH].astype(np.int64)
    height = stats[:, cv2.CC_STAT_HEIGHT].astype(np.int64)
    pieces = _Pieces(
        left, top, left + width, top + height, _cell_of(left, top, width, height, cells)
    )
    per_mm = dpi / 25.4
    letters = (height > 1.1 * per_mm) & (height < 14 * per_mm) & (width < 25 * per_mm)
    letters[0] = False
    body = float(np.median(height[letters])) if letters.any() else 2.2 * per_mm
    core = np.flatnonzero(letters & (height >= 0.55 * body) & (height <= 4.5 * body))
    chains = _chain(pieces, core, body)
    chains, loose = _without_marks(pieces, chains, body)
    if leaders is not None:
        chains = _joined_over_leaders(pieces, chains, leaders, body)
    _adopt(pieces, chains, loose, body, count)
    lines = [_as_line(pieces, chain) for chain in chains]
    lines = [line for line in lines if _is_text(line, stats, per_mm)]
    rects = np.stack([pieces.left, pieces.top, pieces.right, pieces.bottom], axis=1)
    ordered = tuple(sorted(lines, key=lambda line: (line.rect[1], line.rect[0])))
    return Layout(labels, rects, ordered, body)


def _cell_of(left: Ints, top: Ints, width: Ints, height: Ints, cells: tuple[Rect, ...]) -> Ints:
    """The cell each piece's centre lies in, -1 outside; the smallest cell wins."""
    owner = np.full(left.size, -1, dtype=np.int64)
    x, y = left + width / 2, top + height / 2
    areas = [(c[2] - c[0]) * (c[3] - c[1]) for c in cells]
    for number in sorted(range(len(cells)), key=lambda n: -areas[n]):
        x0, y0, x1, y1 = cells[number]
        owner[(x >= x0) & (x < x1) & (y >= y0) & (y < y1)] = number
    return owner


def _chain(pieces: _Pieces, core: Ints, body: float) -> list[list[int]]:
    """Chains of letter-sized pieces: each follows its nearest neighbour to the right."""
    order = core[np.argsort(pieces.left[core], kind="stable")]
    left, right = pieces.left[order], pieces.right[order]
    top, bottom = pieces.top[order], pieces.bottom[order]
    cell = pieces.cell[order]
    height = bottom - top
    parent = np.arange(order.size)

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = int(parent[n])
        return n

    for here in range(order.size):
        reach = GAP * max(body, min(float(height[here]), 2.5 * body))
        last = int(np.searchsorted(left, right[here] + reach, side="right"))
        ahead = np.arange(here + 1, last)
        shared = np.minimum(bottom[ahead], bottom[here]) - np.maximum(top[ahead], top[here])
        small = np.minimum(height[ahead], height[here])
        large = np.maximum(height[ahead], height[here])
        same = (shared >= 0.55 * small) & (large <= 3.2 * small)
        # A note mark, gửi(1), is small and raised, and stands close.
        close = (left[ahead] - right[here] <= 0.5 * body) & (height[ahead] <= 1.1 * body)
        same |= close & (shared >= -0.15 * body) & (bottom[ahead] < bottom[here])
        same &= cell[ahead] == cell[here]
        ahead = ahead[same]
        if not ahead.size:
            continue
        # Behind a comma or a raised note mark the line goes on with the next letter.
        for near in (ahead, ahead[height[ahead] >= 0.8 * min(body, float(height[here]))]):
            if near.size:
                nearest = near[np.argmin(np.maximum(left[near] - right[here], 0))]
                parent[root(int(nearest))] = root(here)
    chains: dict[int, list[int]] = {}
    for n in range(order.size):
        chains.setdefault(root(n), []).append(int(order[n]))
    return _merge_overlapping(pieces, list(chains.values()))


def _merge_overlapping(pieces: _Pieces, chains: list[list[int]]) -> list[list[int]]:
    """Chains that lie in one another (a letter skipped by its neighbours) become one."""
    rects = [_rect(pieces, chain) for chain in chains]
    order = sorted(range(len(chains)), key=lambda n: rects[n][0] - rects[n][2])
    kept: list[int] = []
    merged: dict[int, list[int]] = {}
    for n in order:
        x0, y0, x1, y1 = rects[n]
        home = next(
            (
                k
                for k in kept
                if rects[k][0] - 2 <= x0
                and x1 <= rects[k][2] + 2
                and min(y1, rects[k][3]) - max(y0, rects[k][1]) > 0.6 * (y1 - y0)
                and pieces.cell[chains[k][0]] == pieces.cell[chains[n][0]]
            ),
            None,
        )
        if home is None:
            kept.append(n)
            merged[n] = list(chains[n])
        else:
            merged[home].extend(chains[n])
    return [merged[n] for n in kept]


def _without_marks(
    pieces: _Pieces, chains: list[list[int]], body: float
) -> tuple[list[list[int]], list[int]]:
    """Chains of text, and the pieces of chains that are marks of another: close above or below it.

    Stacked marks may be as large as letters, and those of neighbouring syllables (``phổ biến``) may
    have been chained to one another; still they are lower than the letters they belong to.
    """
    if not chains:
        return chains, []
    rects = np.array([_rect(pieces, chain) for chain in chains], dtype=np.float64)
    bands = np.array([_band(pieces, chain) for chain in chains])
    letter = np.array([np.median(pieces.bottom[c] - pieces.top[c]) for c in chains])
    width = rects[:, 2] - rects[:, 0]
    kept: list[list[int]] = []
    loose: list[int] = []
    for n, chain in enumerate(chains):
        x0, y0, x1, y1 = rects[n]
        inside = (x0 >= rects[:, 0] - 0.3 * body) & (x1 <= rects[:, 2] + 0.3 * body)
        gap = np.maximum(bands[:, 1] - y1, y0 - bands[:, 3])
        few = len(chain) <= 2 and width[n] < 1.8 * body
        near = (0.35 if few else 0.2) * letter
        lower = (y1 - y0 < (0.85 if few else 1.05) * letter) & (letter[n] < 0.85 * letter)
        owner = inside & (gap < near) & lower & (width > 1.5 * width[n])
        if owner.any():
            loose += chain
        else:
            kept.append(chain)
    return kept, loose


def _joined_over_leaders(
    pieces: _Pieces, chains: list[list[int]], leaders: Ink, body: float
) -> list[list[int]]:
    """Joins short parts of a line (``14 / 02 / 1985``) to what stands before or behind on it.

    Alone they are hard to read; the dots between them say that they are one line.
    """
    bands = [_band(pieces, chain) for chain in chains]
    order = sorted(range(len(chains)), key=lambda n: bands[n][0])
    joined: list[list[int]] = []
    ends: list[tuple[float, float, float, float]] = []  # band of each joined line's last part
    for n in order:
        left, _, right, bottom = bands[n]
        cell = pieces.cell[chains[n][0]]
        home = next(
            (
                k
                for k in range(len(joined) - 1, -1, -1)
                if 0 < left - ends[k][2] < _GAP_OVER_LEADERS * body
                and min(right - left, ends[k][2] - ends[k][0]) < _SHORT * body
                and abs(bottom - ends[k][3]) < _LEVEL * body
                and pieces.cell[joined[k][0]] == cell
                and _dotted(leaders, ends[k][2], left, bottom, body)
            ),
            None,
        )
        if home is None:
            joined.append(list(chains[n]))
            ends.append(bands[n])
        else:
            joined[home].extend(chains[n])
            ends[home] = bands[n]
    return joined


def _dotted(leaders: Ink, left: float, right: float, bottom: float, body: float) -> bool:
    rows = slice(max(int(bottom - 0.5 * body), 0), int(bottom + 0.5 * body))
    gap = leaders[rows, int(left) : int(right)]
    return bool(gap.size and (gap > 0).any(axis=0).mean() > _DOTTED)


def _adopt(
    pieces: _Pieces, chains: list[list[int]], marks: list[int], body: float, count: int
) -> None:
    """Gives marks, dots and commas to the chain whose level they are nearest to."""
    if not chains:
        return
    taken = np.zeros(count, dtype=bool)
    taken[0] = True
    taken[[piece for chain in chains for piece in chain]] = True
    taken[marks] = False
    bands = np.array([_band(pieces, chain) for chain in chains])
    letters = [np.array(chain) for chain in chains]
    height, width = pieces.bottom - pieces.top, pieces.right - pieces.left
    loose = np.flatnonzero(~taken & (height < 2.5 * body) & (width < 6 * body))
    for piece in loose:
        x, y = (
            (pieces.left[piece] + pieces.right[piece]) / 2,
            (pieces.top[piece] + pieces.bottom[piece]) / 2,
        )
        inside = (x >= bands[:, 0] - 0.9 * body) & (x <= bands[:, 2] + 0.9 * body)
        away = np.where(inside, np.maximum(np.maximum(bands[:, 1] - y, y - bands[:, 3]), 0), np.inf)
        # The band is the letters' core: marks of capitals stand up to a body height above it,
        # the dot below reaches less far down.
        away = np.where(y > bands[:, 3], away * 1.5, away)
        near = np.flatnonzero(away <= 1.5 * body)
        if near.size > 1:  # a line may rise between label and value: ask the letters at the place
            local = [_away_here(pieces, letters[n], (x, y), body=body) for n in near]
            away[near] = np.where(np.isnan(local), away[near], local)
        best = int(np.argmin(away))
        if away[best] <= 0.95 * body:
            chains[best].append(int(piece))


def _away_here(pieces: _Pieces, chain: Ints, place: tuple[float, float], *, body: float) -> float:
    """How far a mark is from the level of the letters around it; NaN where there are none."""
    x, y = place
    here = chain[(pieces.left[chain] <= x + 1.5 * body) & (pieces.right[chain] >= x - 1.5 * body)]
    if not here.size:
        return float("nan")
    top, bottom = np.median(pieces.top[here]), np.median(pieces.bottom[here])
    return float(max(top - y, 1.5 * (y - bottom), 0.0))


def _band(pieces: _Pieces, chain: list[int]) -> tuple[float, float, float, float]:
    return (
        float(pieces.left[chain].min()),
        float(np.median(pieces.top[chain])),
        float(pieces.right[chain].max()),
        float(np.median(pieces.bottom[chain])),
    )


def _rect(pieces: _Pieces, chain: list[int]) -> Rect:
    return (
        int(pieces.left[chain].min()),
        int(pieces.top[chain].min()),
        int(pieces.right[chain].max()),
        int(pieces.bottom[chain].max()),
    )


def _as_line(pieces: _Pieces, chain: list[int]) -> FoundLine:
    heights = pieces.bottom[chain] - pieces.top[chain]
    large = heights[heights >= 0.5 * heights.max()]
    return FoundLine(_rect(pieces, chain), tuple(chain), float(np.median(large)))


def _is_text(line: FoundLine, stats: npt.NDArray[np.int32], per_mm: float) -> bool:
    x0, y0, x1, y1 = line.rect
    if y1 - y0 < 1.1 * per_mm or x1 - x0 < 0.5 * per_mm:
        return False
    area = float(stats[list(line.pieces), cv2.CC_STAT_AREA].sum())
    return area / max((x1 - x0) * (y1 - y0), 1) > 0.02
