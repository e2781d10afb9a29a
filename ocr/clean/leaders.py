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
    Dots,
    Floats,
    Run,
    find_runs,
    find_sparse_rows,
    trace,
)
from ocr.clean.hidden_dots import find_hidden_places, take_hidden_dots
from ocr.picture import Ink, Pieces, pieces_of

FEWEST = 5  # undisturbed dots that make a leader
_LARGEST_MM = 0.85
_PITCH_MM = (0.35, 3.2)
_LIKE_USUAL = 0.12  # of the usual pitch: by so much do the leaders of one page differ
_RADIUS = 0.57  # of the square root of a dot's area
_ABOVE_MM = 2.6  # a dot with no ink in that reach above it belongs to no letter
_CRUMB = 5  # pixels
_LETTER_MM = 1.3  # pieces at least that tall are letters, no commas
_BLIND_MM = 45.0  # how far a lattice is traced without meeting a dot (a word in heavy type)


def find_leaders(ink: Ink, *, dpi: float) -> Ink:
    """Ink of all leader dots of the page."""
    per_mm = dpi / 25.4
    pieces = pieces_of(ink)
    dots = _small_pieces(pieces, largest=_LARGEST_MM * per_mm)
    if dots.x.size < FEWEST:
        return np.zeros_like(ink)
    level = max(1.2, 0.16 * per_mm)
    pitches = (_PITCH_MM[0] * per_mm, _PITCH_MM[1] * per_mm)
    every = np.arange(dots.x.size)
    strong = [
        run
        for run in find_runs(dots, every, pitches=pitches, level=level)
        if len(run.places) >= FEWEST
    ]
    if not strong:
        return np.zeros_like(ink)
    usual = float(np.median([run.pitch for run in strong]))
    size = float(np.median(np.concatenate([dots.size[run.places] for run in strong])))
    left = np.setdiff1d(every, np.concatenate([run.places for run in strong]))
    near = ((1 - _LIKE_USUAL) * usual, (1 + _LIKE_USUAL) * usual)
    runs = strong + _weak(find_runs(dots, left, pitches=near, level=level), dots, size=size)
    colons = _colons(dots)
    taken = np.zeros(pieces.count, dtype=bool)
    mask = np.zeros_like(ink)
    known = np.concatenate([run.places for run in runs])
    runs += find_sparse_rows(dots, known, pitch=usual, size=size, level=level)
    for run in runs:
        places = set(run.places)
        for way in (-1, 1):
            places |= trace(dots, run, way=way, blind=_BLIND_MM * per_mm, colons=colons)
        taken[dots.names[sorted(places)]] = True
    _spare_colons(taken, dots, level)
    mask[taken[pieces.labels]] = 255
    small = np.zeros(pieces.count, dtype=bool)
    small[dots.names] = True
    for places in find_hidden_places(
        ink, pieces.centres[np.flatnonzero(taken)], pitch=usual, colons=colons
    ):
        lone = _lone_dots(ink, pieces.labels, small, places, above=_ABOVE_MM * per_mm)
        mask[np.isin(pieces.labels, lone)] = 255
        take_hidden_dots(
            mask,
            ink,
            pieces,
            places,
            pitch=usual,
            radius=size * _RADIUS,
            letter=_LETTER_MM * per_mm,
        )
    return _with_crumbs(mask, ink)


def _lone_dots(
    ink: Ink,
    labels: npt.NDArray[np.int32],
    small: npt.NDArray[np.bool_],
    places: Floats,
    *,
    above: float,
) -> npt.NDArray[np.int32]:
    """Labels of odd dots on the lattice that stand under no letter."""
    xs, ys = places.round().astype(np.int64).T
    names = labels[ys, xs]
    rows = np.clip(ys[:, None] - np.arange(4, round(above))[None, :], 0, None)
    free = ~(ink[rows, xs[:, None]] > 0).any(axis=1)
    return names[small[names] & free]


def _with_crumbs(mask: Ink, ink: Ink) -> Ink:
    """Also what is left of a dot that was taken out from under a letter."""
    rest = pieces_of(np.asarray(cv2.subtract(ink, mask), dtype=np.uint8))
    sides = rest.stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    crumb = (rest.stats[:, cv2.CC_STAT_AREA] <= _CRUMB) | (sides.min(axis=1) <= 1)
    crumb[0] = False
    near = cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0
    touched = np.zeros(rest.count, dtype=bool)
    touched[rest.labels[near]] = True
    mask[(crumb & touched)[rest.labels]] = 255
    return mask


def _weak(runs: list[Run], dots: Dots, *, size: float) -> list[Run]:
    """Short runs, taken where the page's leaders are known and look the same."""
    return [run for run in runs if bool(np.all(np.abs(dots.size[run.places] - size) < 0.5 * size))]


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
