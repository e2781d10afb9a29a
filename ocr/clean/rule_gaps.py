"""Rules that worn print has broken: what is left of them between two parts is found again.

In: ink, and the parts of its rules that are straight and whole. Out: the rules, with broken parts
in between; and the edges that a table lacks, drawn where several of its rules end at one place.
"""

import cv2
import numpy as np

from ocr.picture import Ink, Rect

_INKED = 0.55  # of a gap's length that ink of the rule must cover
_BAND = 2  # pixels by which a broken rule strays
_LONGEST_MM = 70.0  # gaps: a wide cell's side
_LEAST_MM = 0.6  # a rule that crosses the one looked at is passed by
_THICKEST_MM = 1.2
_ALIGNED_MM = 1.5  # ends of rules that end at one edge
_APART_MM = 60.0  # between two rules of one table
_FEWEST = 3  # rules that end at one place
_WIDE_MM = 20.0  # rules that tell an edge are no underlines


def bridged(across: Ink, down: Ink, ink: Ink, *, per_mm: float) -> tuple[Ink, Ink]:
    """Rules of both directions with their broken parts, as far as ink goes on to another rule."""
    more_across = _bridges(across, down, ink, per_mm=per_mm)
    turned = [np.ascontiguousarray(mask.T) for mask in (down, across, ink)]
    more_down = _bridges(turned[0], turned[1], turned[2], per_mm=per_mm)
    return (
        np.asarray(cv2.bitwise_or(across, more_across), np.uint8),
        np.asarray(cv2.bitwise_or(down, np.ascontiguousarray(more_down.T)), np.uint8),
    )


def _bridges(along: Ink, others: Ink, ink: Ink, *, per_mm: float) -> Ink:
    """Ink that carries horizontal rules on to the next upright one or to their own next part."""
    found = np.zeros_like(along)
    path = ink, np.asarray(cv2.bitwise_or(along, others), np.uint8)
    for x, y, width, height in _rects(along):
        if width < height:
            continue
        for way in (-1, 1):
            end = x if way < 0 else x + width - 1
            near = slice(x, x + 12) if way < 0 else slice(max(x, end - 11), end + 1)
            rows = np.flatnonzero((along[y : y + height, near] > 0).any(axis=1))
            if not rows.size:
                continue
            band = int(y + rows[0]), int(y + rows[-1]) + 1
            if band[1] - band[0] > _THICKEST_MM * per_mm:
                continue
            _carry_on(found, path, band=band, start=(int(end), way), per_mm=per_mm)
    return found


def _carry_on(
    found: Ink,
    path: tuple[Ink, Ink],
    *,
    band: tuple[int, int],
    start: tuple[int, int],
    per_mm: float,
) -> None:
    """Adds the ink between a rule's end and the next rule that it leads to, if there is enough.

    ``path``: ink, and the rules it may lead to; ``start``: the rule's end, and the way (-1 left).
    """
    end, way = start
    top, bottom = max(band[0] - _BAND, 0), band[1] + _BAND
    reach, least = round(_LONGEST_MM * per_mm), round(_LEAST_MM * per_mm)
    columns = slice(max(end - reach, 0), end) if way < 0 else slice(end + 1, end + 1 + reach)
    trail, goal = (mask[top:bottom, columns] for mask in path)
    if way < 0:
        trail, goal = trail[:, ::-1], goal[:, ::-1]
    hits = np.flatnonzero((goal > 0).any(axis=0))
    hits = hits[hits >= least]
    if not hits.size:
        return
    gap = int(hits[0]) + 1
    inked = (trail[:, :gap] > 0).any(axis=0)
    if inked.mean() < _INKED:
        return
    x0, x1 = (end - gap, end) if way < 0 else (end + 1, end + 1 + gap)
    found[band[0] : band[1], x0:x1] = 255


def missing_edges(across: Ink, down: Ink, *, per_mm: float) -> Ink:
    """Edges of tables that were not printed or scanned: where several rules end at one place."""
    upright = _edges(across, down, per_mm=per_mm)
    level = _edges(np.ascontiguousarray(down.T), np.ascontiguousarray(across.T), per_mm=per_mm)
    return np.asarray(cv2.bitwise_or(upright, np.ascontiguousarray(level.T)), np.uint8)


def _edges(along: Ink, others: Ink, *, per_mm: float) -> Ink:
    drawn = np.zeros_like(along)
    near = np.ones((3, 2 * round(_ALIGNED_MM * per_mm) + 1), np.uint8)
    beside = cv2.dilate(others, near)
    rules = [
        (x, y, x + w, y + h)
        for x, y, w, h in _rects(along)
        if w >= _WIDE_MM * per_mm and (others[y : y + h, x : x + w] > 0).any()
    ]
    for side in (0, 2):
        open_ends = [
            rule for rule in rules if not beside[rule[1] : rule[3], max(rule[side] - 1, 0)].any()
        ]
        for group in _aligned(open_ends, side, per_mm):
            x = round(float(np.median([rule[side] for rule in group])))
            top, bottom = group[0][1], group[-1][3]
            x = min(max(x, 1), along.shape[1] - 2)
            drawn[top:bottom, x - 1 : x + 1] = 255
            for rule in group:
                left, right = sorted((x, rule[side]))
                drawn[rule[1] : rule[3], left : right + 1] = 255
    return drawn


def _rects(mask: Ink) -> list[tuple[int, int, int, int]]:
    """x, y, width, height of each rule."""
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    rects = [cv2.boundingRect(outline) for outline in outlines]
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h in rects]


def _aligned(rules: list[Rect], side: int, per_mm: float) -> list[list[Rect]]:
    """Rules that end at one place, in groups from top to bottom."""
    groups: list[list[Rect]] = []
    for rule in sorted(rules, key=lambda rule: rule[1]):
        home = next(
            (
                group
                for group in groups
                if abs(group[-1][side] - rule[side]) <= _ALIGNED_MM * per_mm
                and rule[1] - group[-1][1] <= _APART_MM * per_mm
            ),
            None,
        )
        if home is None:
            groups.append([rule])
        else:
            home.append(rule)
    return [group for group in groups if len(group) >= _FEWEST]
