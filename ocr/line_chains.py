"""Letters in a row: pieces of ink in, chains of letter-sized pieces on one level out.

Each piece is chained to its right-hand neighbour on the same level; a chain ends at a cell's side
and at a gap wider than ``GAP`` body heights. Short chains are joined over leaders.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocr.picture import Ink, Rect

GAP = 2.6  # in body heights
_GAP_OVER_LEADERS = 7.0  # the same where leader dots fill it
_SHORT = 4.5  # body heights: parts of a line so short are joined over leaders
_DOTTED = 0.2  # of a gap's columns that leader dots cover
_SPACE = 1.1  # body heights before a raised bracket
_RAISED = 1.3  # body heights of such a bracket, which may stand behind larger letters than the most
_LEVEL = 0.3  # body heights: their base lines differ by less
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Edges:
    """Sides of all pieces in pixels, and the cell each lies in (-1: none), by label."""

    left: Ints
    top: Ints
    right: Ints
    bottom: Ints
    cell: Ints


def chains_of(pieces: Edges, core: Ints, body: float) -> list[list[int]]:
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
        # A note mark, gửi(1), is small and raised, and stands close behind; the stacked marks of
        # an ố stand above it.
        beside = left[ahead] - right[here]
        close = (np.abs(beside - 0.125 * body) <= 0.375 * body) & (height[ahead] <= 1.1 * body)
        # Before its bracket may be a space.
        bracket = (height[ahead] >= 0.6 * body) & (2 * (right - left)[ahead] <= height[ahead])
        bracket &= height[ahead] <= _RAISED * body
        close |= bracket & (beside >= 0) & (beside <= _SPACE * body)
        same |= close & (shared >= -0.15 * body) & (bottom[ahead] < bottom[here])
        same &= cell[ahead] == cell[here]
        # The gap is measured in the smaller letters: a tall stroke reaches no further than a text.
        same &= beside <= GAP * np.maximum(body, small)
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


def _merge_overlapping(pieces: Edges, chains: list[list[int]]) -> list[list[int]]:
    """Chains that lie in one another (a letter skipped by its neighbours) become one."""
    rects = [rect_of(pieces, chain) for chain in chains]
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


def joined_over_leaders(
    pieces: Edges, chains: list[list[int]], leaders: Ink, body: float
) -> list[list[int]]:
    """Joins short parts of a line (``14 / 02 / 1985``) to what stands before or behind on it.

    Alone they are hard to read; the dots between them say that they are one line.
    """
    bands = [band_of(pieces, chain) for chain in chains]
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


def band_of(pieces: Edges, chain: list[int]) -> tuple[float, float, float, float]:
    return (
        float(pieces.left[chain].min()),
        float(np.median(pieces.top[chain])),
        float(pieces.right[chain].max()),
        float(np.median(pieces.bottom[chain])),
    )


def rect_of(pieces: Edges, chain: list[int]) -> Rect:
    return (
        int(pieces.left[chain].min()),
        int(pieces.top[chain].min()),
        int(pieces.right[chain].max()),
        int(pieces.bottom[chain].max()),
    )
