"""Dotted leaders: their dots are found and told from the dots of letters.

In: upright ink without rules. Out: the ink of leader dots. A leader is a row of one full stop after
another in one font, so its dots sit on a lattice: same level, same distance. The lattice is learnt
where dots follow one another undisturbed and then traced on beneath what was written on it. The dot
under an ạ lies lower, the dot of an i higher, and neither lies on the lattice for long.
"""

import cv2
import numpy as np
import numpy.typing as npt

from ocr.clean.dot_lattice import (
    FEWEST_KNOWN,
    Dots,
    Floats,
    Run,
    find_runs,
    find_sparse_rows,
    trace,
)
from ocr.picture import Ink, Pieces, pieces_of

FEWEST = 5  # undisturbed dots that make a leader
_LARGEST_MM = 0.85
_PITCH_MM = (0.35, 3.2)
_BLIND_MM = 26.0  # how far a lattice is traced without meeting a dot (a word in heavy type)


def find_leaders(ink: Ink, *, dpi: float) -> Ink:
    """Ink of all leader dots of the page."""
    per_mm = dpi / 25.4
    pieces = pieces_of(ink)
    dots = _small_pieces(pieces, largest=_LARGEST_MM * per_mm)
    if dots.x.size < FEWEST:
        return np.zeros_like(ink)
    level = max(1.2, 0.16 * per_mm)
    pitches = (_PITCH_MM[0] * per_mm, _PITCH_MM[1] * per_mm)
    runs = find_runs(dots, pitches=pitches, level=level)
    strong = [run for run in runs if len(run.places) >= FEWEST]
    if not strong:
        return np.zeros_like(ink)
    usual = float(np.median([run.pitch for run in strong]))
    size = float(np.median(np.concatenate([dots.size[run.places] for run in strong])))
    runs = strong + _weak(runs, dots, pitch=usual, size=size)
    colons = _colons(dots)
    taken = np.zeros(pieces.count, dtype=bool)
    mask = np.zeros_like(ink)
    known = np.concatenate([run.places for run in runs])
    runs += find_sparse_rows(dots, known, pitch=usual, size=size, level=level)
    for run in runs:
        places, hidden = set(run.places), []
        for way in (-1, 1):
            found, gaps = trace(dots, run, way=way, blind=_BLIND_MM * per_mm, colons=colons)
            places |= found
            hidden += gaps
        taken[dots.names[sorted(places)]] = True
        if _text_is_raised(ink, hidden, pitch=run.pitch, radius=size * 0.6):
            _take_hanging(mask, pieces, hidden, radius=size * 0.6, letter=1.3 * per_mm)
    _spare_colons(taken, dots, level)
    mask[taken[pieces.labels]] = 255
    return mask


def _weak(runs: list[Run], dots: Dots, *, pitch: float, size: float) -> list[Run]:
    """Short runs, taken where the page's leaders are known and look the same."""
    return [
        run
        for run in runs
        if FEWEST_KNOWN <= len(run.places) < FEWEST
        and abs(run.pitch - pitch) < 0.12 * pitch
        and bool(np.all(np.abs(dots.size[run.places] - size) < 0.5 * size))
    ]


def _small_pieces(pieces: Pieces, *, largest: float) -> Dots:
    stats, centres = pieces.stats, pieces.centres
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    small = np.flatnonzero(sides <= largest)
    small = small[small > 0]
    order = small[np.argsort(centres[small, 0], kind="stable")]
    area = np.sqrt(stats[order, cv2.CC_STAT_AREA].astype(np.float64))
    return Dots(centres[order, 0], centres[order, 1], area, order.astype(np.int64))


def _colons(dots: Dots) -> Floats:
    """x and y of the lower dot of every colon: a twin stands right above it."""
    found = []
    for place in range(dots.x.size):
        size = float(dots.size[place])
        first = int(np.searchsorted(dots.x, dots.x[place] - 0.5 * size))
        last = int(np.searchsorted(dots.x, dots.x[place] + 0.5 * size, side="right"))
        for twin in range(first, last):
            above = float(dots.y[place] - dots.y[twin]) / size
            if 1.8 < above < 5.0 and 0.7 < dots.size[twin] / size < 1.4:
                found.append((float(dots.x[place]), float(dots.y[place])))
                break
    return np.array(found, dtype=np.float64).reshape(-1, 2)


def _text_is_raised(
    ink: Ink, places: list[tuple[float, float]], *, pitch: float, radius: float
) -> bool:
    """Does the text end above the dots? Then what hangs below it on the lattice is a dot.

    Looked at between the lattice's places: letters that end above the leader leave its level white.
    """
    if not places:
        return False
    xs = np.array([x + pitch / 2 for x, _ in places]).round().astype(int)
    ys = np.array([y for _, y in places]).round().astype(int)
    r = max(1, round(radius))
    inside = (xs > 1) & (xs < ink.shape[1] - 2) & (ys > 3 * r) & (ys < ink.shape[0] - 2)
    xs, ys = xs[inside], ys[inside]
    above = (ink[ys - 2 * r - 1, xs] > 0) | (ink[ys - 2 * r, xs] > 0)
    level = (ink[ys, xs] > 0) & above
    return bool(above.sum() > 0 and level.sum() <= 0.25 * above.sum())


def _take_hanging(
    mask: Ink, pieces: Pieces, places: list[tuple[float, float]], *, radius: float, letter: float
) -> None:
    """Takes dots that hang on a letter; what hangs on less than a letter is the tail of a comma."""
    r = max(1, round(radius))
    ink = np.where(pieces.labels > 0, 255, 0).astype(np.uint8)
    tall = pieces.stats[:, cv2.CC_STAT_HEIGHT] >= letter
    height, width = ink.shape
    for at_x, at_y in places:
        x, y = round(at_x), round(at_y)
        if not (3 * r < x < width - 3 * r and 3 * r < y < height - 3 * r):
            continue
        owners = pieces.labels[y - r - 2 : y - r, x - r : x + r + 1]
        if tall[owners[owners > 0]].any() and _is_hanging_dot(ink, x, y, r):
            box = (slice(y - r, y + r + 2), slice(x - r - 1, x + r + 2))
            mask[box] = np.maximum(mask[box], ink[box])


def _is_hanging_dot(ink: Ink, x: int, y: int, r: int) -> bool:
    """No wider than a dot, ink above, none below.

    A serif on the leader's level is wider; the stem of a p or y goes on downwards.
    """
    across = ink[y + r // 2, x - 3 * r : x + 3 * r + 1] > 0
    below = ink[y + r + 1 : y + r + 3, x - r : x + r + 1] > 0
    above = ink[y - r - 2 : y - r, x - r : x + r + 1] > 0
    wide = across[:r].any() or across[-r:].any()
    there = across[2 * r : 4 * r + 1].any() and above.any(axis=1).all()
    return bool(there and not wide and not below.any())


def _spare_colons(taken: npt.NDArray[np.bool_], dots: Dots, level: float) -> None:
    """The lower dot of a colon may sit on the lattice by chance; it has its twin right above."""
    for place in np.flatnonzero(taken[dots.names]):
        first = int(np.searchsorted(dots.x, dots.x[place] - level))
        last = int(np.searchsorted(dots.x, dots.x[place] + level, side="right"))
        for twin in range(first, last):
            above = float(dots.y[place] - dots.y[twin]) / float(dots.size[place])
            equal = 0.6 < dots.size[twin] / dots.size[place] < 1.6
            if 1.5 < above < 5.0 and equal and not taken[dots.names[twin]]:
                taken[dots.names[place]] = False
