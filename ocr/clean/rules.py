"""Rules and boxes: found for their structure, removed for the reader.

In: an upright ink mask at the working resolution. Out: the ink of rules and the cells they enclose.
Text that crosses a rule keeps its strokes: only pixels of the rule that have no ink directly above
and below are taken away.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.clean.rule_gaps import bridged, missing_edges
from ocr.picture import Ink, Rect, pieces_of

RULE_MM = 7.0  # shorter strokes may be letters
EDGE_MM = 4.2  # the sides of digit boxes are shorter than any rule, taller than a capital
_BRIDGE_MM = 0.8  # gaps in a printed rule that are closed
_FOOT_MM = 14.0  # rules so short may be the feet of letters
_LETTERED = 0.2  # of their columns, where strokes rise
_TAIL = 41  # pixels, both ways: how far beyond a rule's end its crumbs lie
_ROUGH_MM = 1.7  # runs so long beside a rule are its rough side, no letter that crosses it


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
    across = _without_feet(across, down, ink, short=_FOOT_MM * per_mm)
    if not down.any():  # a page of text: nothing is enclosed
        return Rules(across, down, ())
    down = _only_edges(down, across, per_mm=per_mm)
    across, down = bridged(across, down, ink, per_mm=per_mm)
    across = _with_rough_sides(across, ink, along=round(_ROUGH_MM * per_mm), upright=False)
    down = _with_rough_sides(down, ink, along=round(_ROUGH_MM * per_mm), upright=True)
    edges = missing_edges(across, down, per_mm=per_mm)
    cells = _enclosed(np.asarray(cv2.bitwise_or(across, edges), np.uint8), down, per_mm=per_mm)
    return Rules(across, down, tuple(cells))


def erase(ink: Ink, rules: Rules) -> Ink:
    """Ink without rules; strokes that cross a rule are kept whole."""
    if not rules.ink.any():
        return ink
    kept = cv2.subtract(ink, rules.ink)
    for mask, kernel in ((rules.across, (1, 5)), (rules.down, (5, 1))):
        thick = cv2.dilate(mask, np.ones(kernel, np.uint8))
        beside = cv2.bitwise_and(ink, cv2.bitwise_not(thick))
        outside = np.asarray(cv2.subtract(beside, rules.ink), dtype=np.uint8)
        shape = np.ones((9, 1) if kernel[0] == 1 else (1, 9), np.uint8)
        crossing = _between(outside, shape)
        kept = cv2.bitwise_or(kept, cv2.bitwise_and(cv2.bitwise_and(ink, thick), crossing))
        rest = cv2.bitwise_and(thick, cv2.bitwise_not(crossing))
        kept = cv2.subtract(kept, rest)
    return _without_crumbs(np.asarray(kept, dtype=np.uint8), rules)


def _without_crumbs(kept: Ink, rules: Rules) -> Ink:
    """Without the rough edges of rules: thin pieces that lie nearly all beside a rule.

    Worn rules end in crumbs on their own level. Pieces of letters that a rule cut through stick out
    of the zone.
    """
    zone = cv2.dilate(rules.ink, np.ones((9, 9), np.uint8))
    zone = cv2.bitwise_or(zone, cv2.dilate(rules.across, np.ones((5, _TAIL), np.uint8)))
    zone = cv2.bitwise_or(zone, cv2.dilate(rules.down, np.ones((_TAIL // 2, 5), np.uint8)))
    pieces = pieces_of(kept)
    beside = np.asarray(cv2.bitwise_and(zone, kept), np.uint8)
    inside = np.bincount(pieces.met_by(beside), minlength=pieces.count)
    sides = pieces.stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    crumb = (inside >= 0.97 * pieces.stats[:, cv2.CC_STAT_AREA]) & (sides.min(axis=1) <= 6)
    crumb[0] = False
    return np.asarray(cv2.subtract(kept, pieces.ink_of(crumb)), dtype=np.uint8)


def _straight(ink: Ink, *, long: float, bridge: float, upright: bool) -> Ink:
    def along(length: float) -> Ink:
        pixels = max(3, round(length))
        return np.ones((pixels, 1) if upright else (1, pixels), np.uint8)

    # Pieces first, longer than any serif: else the tops of a word's letters close up to a rule.
    pieces = cv2.morphologyEx(ink, cv2.MORPH_OPEN, along(0.45 * long))
    closed = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, along(bridge))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, along(long))
    return np.asarray(opened, dtype=np.uint8)


def _without_feet(across: Ink, down: Ink, ink: Ink, *, short: float) -> Ink:
    """Without short ones that touch no upright rule and bear letters, or from which letters hang.

    Where letters stand on a leader their feet close up with its dots to a stroke as straight as a
    rule, and so do the tops of bold capitals (``THỦ``); but strokes leave it everywhere.
    """
    pieces = pieces_of(across)
    left, top, width, height, _ = pieces.stats.T
    few = np.flatnonzero(width < short)
    feet = np.zeros(pieces.count, dtype=bool)
    for n in few[few > 0]:
        rows = slice(max(int(top[n]) - 4, 0), int(top[n] + height[n]) + 4)
        columns = slice(max(int(left[n]) - 4, 0), int(left[n] + width[n]) + 4)
        if down[rows, columns].any():
            continue
        beside = (max(int(top[n]) - 3, 0), min(int(top[n] + height[n]) + 2, len(ink) - 1))
        strokes = max(
            cv2.countNonZero(ink[row, int(left[n]) : int(left[n] + width[n])]) for row in beside
        )
        feet[n] = strokes > _LETTERED * width[n]
    return np.asarray(cv2.subtract(across, pieces.ink_of(feet)), np.uint8)


def _only_edges(down: Ink, across: Ink, *, per_mm: float) -> Ink:
    """Vertical strokes that are long, or stand on a horizontal rule at one end at least."""
    pieces = pieces_of(down)
    stats = pieces.stats
    reach = max(3, int(1.0 * per_mm)) | 1
    near = cv2.dilate(across, np.ones((reach, reach), np.uint8))
    touching = np.zeros(pieces.count, dtype=bool)
    touching[pieces.met_by(np.asarray(cv2.bitwise_and(near, down), np.uint8))] = True
    long = stats[:, cv2.CC_STAT_HEIGHT] > 12 * per_mm
    thin = stats[:, cv2.CC_STAT_WIDTH] < 2.0 * per_mm
    keep = (touching | long) & thin
    keep[0] = False
    return pieces.ink_of(keep)


def _with_rough_sides(mask: Ink, ink: Ink, *, along: int, upright: bool) -> Ink:
    """Rules as thick as they are in worn print: with the runs of ink that lie right beside them."""
    beside = np.ones((1, 7) if upright else (7, 1), np.uint8)
    run = np.ones((along, 1) if upright else (1, along), np.uint8)
    near = cv2.bitwise_and(cv2.dilate(mask, beside), ink)
    sides = cv2.morphologyEx(near, cv2.MORPH_OPEN, run)
    return np.asarray(cv2.bitwise_or(mask, sides), dtype=np.uint8)


def _enclosed(across: Ink, down: Ink, *, per_mm: float) -> list[Rect]:
    """White rectangles that rules close in on all four sides."""
    grid = cv2.bitwise_or(across, down)
    grid = cv2.dilate(grid, np.ones((3, 3), np.uint8))
    white = pieces_of(np.asarray(cv2.bitwise_not(grid), dtype=np.uint8), connectivity=4)
    page = grid.shape[0] * grid.shape[1]
    cells: list[Rect] = []
    for x, y, width, height, area in white.stats[1:]:
        filled = area / max(width * height, 1)
        large_enough = width >= 2.5 * per_mm and height >= 3.0 * per_mm
        if large_enough and filled > 0.85 and width * height < 0.6 * page:
            cells.append((int(x), int(y), int(x + width), int(y + height)))
    return sorted(cells, key=lambda c: (c[1], c[0]))


def _between(ink: Ink, shape: Ink) -> Ink:
    """Places with ink on both sides along the shape: closing fills what lies between strokes."""
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, shape), dtype=np.uint8)
