"""Dotted leaders: their dots are found and told from the dots of letters.

In: upright ink without rules. Out: the ink of leader dots, and where the mark of a letter may have
been among them. A leader is a row of one full stop after
another in one font, so its dots sit on a lattice: same level, same distance. The lattice is learnt
where dots follow one another undisturbed and then traced on beneath what was written on it. The dot
under an ạ lies lower, the dot of an i higher, and neither lies on the lattice for long.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.clean.dot_lattice import (
    Bools,
    Dots,
    Floats,
    Ints,
    Run,
    find_runs,
    find_sparse_rows,
    trace,
)
from ocr.clean.dot_marks import find_colons, spare_colons, spare_marks
from ocr.clean.heavy_dots import heavy_below, lone_below, plump_below, spare_heavy
from ocr.clean.hidden_dots import find_hidden_places, spare_strays, take_hidden_dots
from ocr.picture import Grey, Ink, Pieces, pieces_of

FEWEST = 5  # undisturbed dots that make a leader
_LARGEST_MM = 0.85
_PITCH_MM = (0.35, 3.2)
_LIKE_USUAL = 0.12  # of the usual pitch: by so much do the leaders of one page differ
_RADIUS = 0.57  # of the square root of a dot's area
_LEVEL_MM = 0.16  # how far two dots of a row may lie apart in height
_ROUNDS = 6
_ABOVE_MM = 2.6  # a dot with no ink in that reach above it belongs to no letter
_CRUMB = 5  # pixels
_LETTER_MM = 1.3  # pieces at least that tall are letters, no commas
_BLIND_MM = 45.0  # how far a lattice is traced without meeting a dot (a word in heavy type)


@dataclass(frozen=True, slots=True)
class Leaders:
    """Ink of leader dots, and the places [n, (x, y)] of dots that may be marks below letters."""

    ink: Ink
    doubts: Floats


def find_leaders(ink: Ink, grey: Grey, *, dpi: float) -> Leaders:
    """All leader dots of the page; ``grey``: the page that the ink is of."""
    per_mm = dpi / 25.4
    pieces = pieces_of(ink)
    dots = _small_pieces(pieces, largest=_LARGEST_MM * per_mm)
    runs = _find_runs(dots, per_mm=per_mm)
    if not runs:
        return Leaders(np.zeros_like(ink), np.empty((0, 2)))
    pitch = float(np.median([run.pitch for run in runs]))
    size = float(np.median(np.concatenate([dots.size[run.places] for run in runs])))
    colons = find_colons(dots)
    free = _stand_free(ink, dots, above=_ABOVE_MM * per_mm)
    taken = np.zeros(dots.x.size, dtype=bool)
    for run in runs:
        taken[run.places] = True
        for way in (-1, 1):
            more = trace(dots, run, way=way, blind=_BLIND_MM * per_mm, colons=colons)
            taken[sorted(more)] = True
    spare_colons(taken, dots, level=_LEVEL_MM * per_mm)
    spare_marks(taken, dots, free, pitch=pitch)
    spare_strays(taken, dots, ink, pitch=pitch)
    hidden = _follow(taken, ink, pieces, dots, pitch=pitch, colons=colons)
    spare_marks(taken, dots, free, pitch=pitch)
    mask = pieces.ink_of(_named(pieces, dots.names[taken]))
    letters = np.asarray(cv2.subtract(ink, mask), np.uint8)
    doubtful = spare_heavy(taken, dots, free, grey, letters)
    mask[pieces.ink_of(_named(pieces, dots.names[doubtful])) > 0] = 0
    doubtful |= lone_below(taken, dots, free, pitch=pitch)
    doubtful |= plump_below(taken, dots, free, grey, letters)
    for places in hidden:
        take_hidden_dots(
            mask,
            ink,
            pieces,
            places,
            pitch=pitch,
            radius=size * _RADIUS,
            letter=_LETTER_MM * per_mm,
        )
    at = np.stack([dots.x, dots.y], axis=1)
    below = [heavy_below(places, at[taken], grey, ink, radius=size * _RADIUS) for places in hidden]
    doubts = np.concatenate([at[doubtful], *below])
    return Leaders(_with_crumbs(mask, ink), doubts)


def _find_runs(dots: Dots, *, per_mm: float) -> list[Run]:
    """Rows of dots that follow one another, then shorter and sparser ones that are like them."""
    level = max(1.2, _LEVEL_MM * per_mm)
    every = np.arange(dots.x.size)
    pitches = (_PITCH_MM[0] * per_mm, _PITCH_MM[1] * per_mm)
    found = find_runs(dots, every, pitches=pitches, level=level)
    runs = [run for run in found if len(run.places) >= FEWEST]
    if not runs:
        return []
    pitch = float(np.median([run.pitch for run in runs]))
    size = float(np.median(np.concatenate([dots.size[run.places] for run in runs])))
    left = np.setdiff1d(every, np.concatenate([run.places for run in runs]))
    near = ((1 - _LIKE_USUAL) * pitch, (1 + _LIKE_USUAL) * pitch)
    runs += _weak(find_runs(dots, left, pitches=near, level=level), dots, size=size)
    known = np.concatenate([run.places for run in runs])
    return runs + find_sparse_rows(dots, known, pitch=pitch, size=size, level=level)


def _stand_free(ink: Ink, dots: Dots, *, above: float) -> Bools:
    """Which dots have no letter above them."""
    xs, ys = dots.x.round().astype(np.int64), dots.y.round().astype(np.int64)
    rows = np.clip(ys[:, None] - np.arange(4, round(above))[None, :], 0, None)
    return np.asarray(~(ink[rows, xs[:, None]] > 0).any(axis=1))


def _follow(
    taken: Bools,
    ink: Ink,
    pieces: Pieces,
    dots: Dots,
    *,
    pitch: float,
    colons: Floats,
) -> list[Floats]:
    """Takes odd dots where hidden places are found; each tells more exactly where the next is.

    Returns the hidden places of each row.
    """
    at = np.full(pieces.count, -1, dtype=np.int64)
    at[dots.names] = np.arange(dots.names.size)
    places: list[Floats] = []
    for _ in range(_ROUNDS):
        seen = np.stack([dots.x[taken], dots.y[taken]], axis=1)
        places = find_hidden_places(ink, seen, pitch=pitch, colons=colons)
        if not places:
            break
        xs, ys = np.concatenate(places).round().astype(np.int64).T
        odd = at[pieces.labels[ys, xs]]
        odd = odd[(odd >= 0) & ~taken[odd]]
        if not odd.size:
            break
        taken[odd] = True
    return places


def _with_crumbs(mask: Ink, ink: Ink) -> Ink:
    """Also what is left of a dot that was taken out from under a letter."""
    rest = pieces_of(np.asarray(cv2.subtract(ink, mask), dtype=np.uint8))
    sides = rest.stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    crumb = (rest.stats[:, cv2.CC_STAT_AREA] <= _CRUMB) | (sides.min(axis=1) <= 1)
    crumb[0] = False
    near = np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), np.uint8)
    touched = np.zeros(rest.count, dtype=bool)
    touched[rest.met_by(near)] = True
    return np.asarray(cv2.bitwise_or(mask, rest.ink_of(crumb & touched)), np.uint8)


def _named(pieces: Pieces, names: Ints) -> Bools:
    """Which of all pieces are named."""
    which = np.zeros(pieces.count, dtype=bool)
    which[names] = True
    return which


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
