"""Rules, boxes and leaders: found for their structure, removed for the reader.

In: an upright ink mask at the working resolution. Out: the ink of rules; the cells they enclose;
the ink of dotted leaders. Text that crosses a rule keeps its strokes: only pixels of the rule that
have no ink directly above and below are taken away.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.picture import Ink, Rect

RULE_MM = 7.0  # shorter strokes may be letters
EDGE_MM = 4.2  # the sides of digit boxes are shorter than any rule, taller than a capital
_BRIDGE_MM = 0.8  # gaps in a printed rule that are closed


@dataclass(frozen=True, slots=True)
class Rules:
    """Ink of horizontal and of vertical rules, and the rectangles that rules enclose."""

    across: Ink
    down: Ink
    cells: tuple[Rect, ...]

    @property
    def ink(self) -> Ink:
        """All rule ink."""
        return np.asarray(cv2.bitwise_or(self.across, self.down), dtype=np.uint8)


def find_rules(ink: Ink, *, dpi: float) -> Rules:
    """Straight rules of the page and the cells between them."""
    per_mm = dpi / 25.4
    across = _straight(ink, long=RULE_MM * per_mm, bridge=_BRIDGE_MM * per_mm, upright=False)
    down = _straight(ink, long=EDGE_MM * per_mm, bridge=_BRIDGE_MM * per_mm, upright=True)
    down = _only_edges(down, across, per_mm=per_mm)
    return Rules(across, down, tuple(_enclosed(across, down, per_mm=per_mm)))


def erase(ink: Ink, rules: Rules) -> Ink:
    """Ink without rules; strokes that cross a rule are kept whole."""
    kept = cv2.subtract(ink, rules.ink)
    for mask, kernel in ((rules.across, (1, 5)), (rules.down, (5, 1))):
        thick = cv2.dilate(mask, np.ones(kernel, np.uint8))
        outside = cv2.bitwise_and(ink, cv2.bitwise_not(thick))
        outside = cv2.subtract(outside, rules.ink)
        shape = np.ones((9, 1) if kernel[0] == 1 else (1, 9), np.uint8)
        crossing = _between(outside, shape)
        kept = cv2.bitwise_or(kept, cv2.bitwise_and(cv2.bitwise_and(ink, thick), crossing))
        rest = cv2.bitwise_and(thick, cv2.bitwise_not(crossing))
        kept = cv2.subtract(kept, rest)
    return _without_crumbs(np.asarray(kept, dtype=np.uint8), rules.ink)


def _without_crumbs(kept: Ink, rules: Ink) -> Ink:
    """Without the rough edges of rules: pieces that lie nearly all in a rule's neighbourhood."""
    zone = cv2.dilate(rules, np.ones((7, 7), np.uint8))
    count, labels = cv2.connectedComponents(kept, connectivity=8)
    inside = np.bincount(labels[(zone > 0) & (kept > 0)], minlength=count)
    whole = np.bincount(labels.ravel(), minlength=count)
    crumb = inside > 0.7 * whole
    crumb[0] = False
    return np.where(crumb[labels], 0, kept).astype(np.uint8)


def find_leaders(ink: Ink, *, dpi: float) -> Ink:
    """Ink of dotted leaders: rows of at least five equal dots at even distances.

    A single dot under a letter, on an i or at the end of a sentence never has five equals on its
    own level beside it.
    """
    per_mm = dpi / 25.4
    count, labels, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count <= 5:
        return np.zeros_like(ink)
    size = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    largest = 0.8 * per_mm
    dots = np.flatnonzero((size.max(axis=1) <= largest) & (np.arange(count) > 0))
    if dots.size < 5:
        return np.zeros_like(ink)
    taken = np.zeros(count, dtype=bool)
    for run in _runs(centres[dots], gap=3.2 * per_mm, drift=0.32 * per_mm):
        taken[dots[run]] = True
    return np.where(taken[labels], 255, 0).astype(np.uint8)


def _straight(ink: Ink, *, long: float, bridge: float, upright: bool) -> Ink:
    def along(length: float) -> Ink:
        pixels = max(3, int(round(length)))
        return np.ones((pixels, 1) if upright else (1, pixels), np.uint8)

    # Pieces first, longer than any serif: else the tops of a word's letters close up to a rule.
    pieces = cv2.morphologyEx(ink, cv2.MORPH_OPEN, along(0.45 * long))
    closed = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, along(bridge))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, along(long))
    return np.asarray(opened, dtype=np.uint8)


def _only_edges(down: Ink, across: Ink, *, per_mm: float) -> Ink:
    """Vertical strokes that are long, or stand on a horizontal rule at one end at least."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(down, connectivity=8)
    if count <= 1:
        return down
    reach = max(3, int(1.0 * per_mm)) | 1
    near = cv2.dilate(across, np.ones((reach, reach), np.uint8))
    touching = np.zeros(count, dtype=bool)
    touching[np.unique(labels[(near > 0) & (down > 0)])] = True
    long = stats[:, cv2.CC_STAT_HEIGHT] > 12 * per_mm
    thin = stats[:, cv2.CC_STAT_WIDTH] < 2.0 * per_mm
    keep = (touching | long) & thin
    keep[0] = False
    return np.where(keep[labels], 255, 0).astype(np.uint8)


def _enclosed(across: Ink, down: Ink, *, per_mm: float) -> list[Rect]:
    """White rectangles that rules close in on all four sides."""
    grid = cv2.bitwise_or(across, down)
    grid = cv2.dilate(grid, np.ones((3, 3), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(
        np.asarray(cv2.bitwise_not(grid), dtype=np.uint8), connectivity=4
    )
    page = grid.shape[0] * grid.shape[1]
    cells: list[Rect] = []
    for x, y, width, height, area in stats[1:count]:
        filled = area / max(width * height, 1)
        large_enough = width >= 2.5 * per_mm and height >= 3.0 * per_mm
        if large_enough and filled > 0.85 and width * height < 0.6 * page:
            cells.append((int(x), int(y), int(x + width), int(y + height)))
    return sorted(cells, key=lambda c: (c[1], c[0]))


def _between(ink: Ink, shape: Ink) -> Ink:
    """Places with ink on both sides along the shape: closing fills what lies between strokes."""
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, shape), dtype=np.uint8)


def _runs(centres: np.ndarray, *, gap: float, drift: float) -> list[list[int]]:
    """Chains of dots on one level whose distances are even; indices into ``centres``."""
    by_x = np.argsort(centres[:, 0], kind="stable")
    xs, ys = centres[by_x, 0], centres[by_x, 1]
    follow = np.full(by_x.size, -1)
    for here in range(by_x.size):
        last = np.searchsorted(xs, xs[here] + gap, side="right")
        ahead = np.arange(here + 1, last)
        level = ahead[np.abs(ys[ahead] - ys[here]) <= drift]
        if level.size:
            follow[here] = level[0]
    return _chains(xs, follow, by_x)


def _chains(xs: np.ndarray, follow: np.ndarray, names: np.ndarray) -> list[list[int]]:
    started = np.zeros(xs.size, dtype=bool)
    chains: list[list[int]] = []
    for start in range(xs.size):
        if started[start]:
            continue
        chain = [start]
        while follow[chain[-1]] >= 0 and not started[follow[chain[-1]]]:
            chain.append(int(follow[chain[-1]]))
            started[chain[-1]] = True
        steps = np.diff(xs[chain])
        if len(chain) >= 5 and _even(steps):
            chains.append([int(names[i]) for i in chain])
    return chains


def _even(steps: np.ndarray) -> bool:
    """Most distances equal the usual one, or a small multiple of it (a dot lost under a letter)."""
    usual = float(np.median(steps))
    if usual < 1.5:
        return False
    share = steps / usual
    return float(np.mean(np.abs(share - np.round(share)) < 0.3)) >= 0.7
