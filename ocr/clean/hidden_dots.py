"""Leader dots that letters hide: taken from below and between strokes, never out of a stroke.

In: ink without rules, and the places where the lattice of a leader wants a dot but letters stand.
Out: the ink of what can be told from the letters there. Below the text's base line a dot goes
where nothing goes on below it (the tail of a p does) and its letter is one (the tail of a comma
belongs to a comma). On the base line each half of a dot goes but for the rows in which ink comes in
from its side (the bottom of an o, a serif) and the columns in which a stem comes down.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.clean.dot_lattice import Bools, Dots, Floats, Ints, rows_of
from ocr.picture import Ink, Pieces

_WIDEST = 90  # places of a gap that are looked into
_FARTHEST = 40  # places beyond the last dot that was seen
_ROW_ON = 5  # fewer inked places beyond it may be letters only, where no colon ends them
_INKED = 0.8  # of the places in a gap, or there are no dots in it
_UP = 3  # rows above and below the band of the dots that are looked at


@dataclass(frozen=True, slots=True)
class _Windows:
    """Ink around each place [n, rows, columns]; the dot's band is ``_UP`` rows inside."""

    ink: Bools
    rows: Ints  # [n, rows], in the picture
    columns: Ints  # [n, columns]


def find_hidden_places(ink: Ink, dots: Floats, *, pitch: float, colons: Floats) -> list[Floats]:
    """Places [n, (x, y)] of the dots hidden in each row, given the centres of those that were seen.

    Between two seen dots of a row the others stand at equal distances. They are there when nearly
    all places are inked; letters without a leader leave many of them white.
    """
    found = []
    for row in rows_of(dots[:, 1]):
        seen = dots[row[np.argsort(dots[row, 0])]]
        steps = np.diff(seen[:, 0])
        near = steps[steps < 1.5 * pitch]
        own = float(np.median(near)) if near.size else pitch
        gaps = np.flatnonzero((steps > 1.5 * own) & (steps < _WIDEST * own))
        parts = {n: _inked_places(ink, seen[n], seen[n + 1], own) for n in map(int, gaps)}
        # Where a gap is none of dots only, as beyond the ends: as many as follow one another inked.
        open_gaps = [n for n, places in parts.items() if not places.size]
        ahead = [_inked_on(ink, seen[n], own, colons) for n in (*open_gaps, -1)]
        behind = [_inked_on(ink, seen[n + 1], -own, colons) for n in (-1, *open_gaps)]
        found.append(np.concatenate([*parts.values(), *ahead, *behind]))
    return [places for places in found if places.size]


def spare_strays(taken: Bools, dots: Dots, ink: Ink, *, pitch: float) -> None:
    """Gives back lone dots without inked places on either side: the stop of ``5.`` in a label."""
    at = np.stack([dots.x, dots.y], axis=1)
    places = np.flatnonzero(taken)
    for row in rows_of(dots.y[places]):
        here = np.sort(places[row])
        steps = np.diff(dots.x[here])
        close = np.concatenate(([False], steps < 1.5 * pitch, [False]))
        for n in np.flatnonzero(~close[:-1] & ~close[1:]):
            sides = [(here[k], here[k + 1]) for k in (n - 1, n) if 0 <= k < len(here) - 1]
            if not any(_inked_places(ink, at[a], at[b], pitch).size for a, b in sides):
                taken[here[n]] = False


def _inked_places(ink: Ink, one: Floats, other: Floats, pitch: float) -> Floats:
    """Places between two dots that are a whole number of steps apart, if they are inked."""
    best, most = np.empty((0, 2)), 0.0
    count = round(float(other[0] - one[0]) / pitch)
    for steps in {count - 1, count, count + 1} - {0, 1}:
        off = abs(float(other[0] - one[0]) / steps - pitch)
        if off > min(0.12 * pitch, 1.5):
            continue
        parts = np.arange(1, steps)[:, None] / steps
        places = one + parts * (other - one)
        xs, ys = places.round().astype(np.int64).T
        share = float((ink[ys, xs] > 0).mean())
        if share > most:
            best, most = places, share
    return best if most >= _INKED else np.empty((0, 2))


def _inked_on(ink: Ink, dot: Floats, step: float, colons: Floats) -> Floats:
    """Places beyond a dot, up to a white one, to a colon or to the reach of what is known."""
    places = dot + np.arange(1, _FARTHEST + 1)[:, None] * np.array([step, 0.0])
    xs, ys = places.round().astype(np.int64).T
    inside = (xs >= 1) & (xs < ink.shape[1] - 1)
    near = colons[(np.abs(colons[:, 1] - dot[1]) < 6) & (colons[:, 0] < dot[0]), 0]
    passed = (step < 0) & (places[:, :1] - near[None, :] < 0.4 * abs(step)).any(axis=1)
    inked = np.zeros(len(xs), dtype=bool)
    x, y = xs[inside], ys[inside]
    inked[inside] = (ink[y, x] > 0) & ((ink[y, x - 1] > 0) | (ink[y, x + 1] > 0))
    ends = np.flatnonzero(~inked | passed)
    count = int(ends[0]) if ends.size else len(places)
    to_colon = count < len(places) and bool(passed[count])
    return np.asarray(places[: count if count >= _ROW_ON or to_colon else 0])


def take_hidden_dots(
    mask: Ink,
    ink: Ink,
    pieces: Pieces,
    places: Floats,
    *,
    pitch: float,
    radius: float,
    letter: float,
) -> None:
    """Adds to ``mask`` the dots hidden at ``places`` [n, (x, y)] of one row; lengths in pixels.

    ``letter``: pieces at least that tall are letters.
    """
    r = max(1, round(radius))
    xs, ys = places.round().astype(np.int64).T
    reach = 2 * r + _UP + round(pitch / 2) + 1
    inside = (xs > reach) & (xs < ink.shape[1] - reach) & (ys > reach) & (ys < ink.shape[0] - reach)
    xs, ys = xs[inside], ys[inside]
    if not xs.size:
        return
    base = _base_line(ink, xs + round(pitch / 2), ys, r)
    here = _windows(ink > 0, xs, ys, r)
    band = here.ink[:, _UP:-_UP]
    tall = pieces.stats[:, cv2.CC_STAT_HEIGHT] >= letter
    tall[0] = False
    names = pieces.labels[here.rows[:, :, None], here.columns[:, None, :]]
    owner = np.asarray(tall[names].any(axis=(1, 2)))
    gone = band & _of_dots(here.ink, base, r) & owner[:, None, None]
    gone[:, :, [0, -1]] = False
    which, row, column = np.nonzero(gone)
    mask[here.rows[which, row + _UP], here.columns[which, column]] = 255


def _of_dots(ink: Bools, base: int, r: int) -> Bools:
    """Pixels of the bands that are dots if they are ink [n, rows, columns]: no stroke comes in."""
    down = np.asarray(ink[:, -_UP:-1].all(axis=1))[:, None, :]
    up = np.asarray(ink[:, 1:_UP].all(axis=1))[:, None, :]
    left, right = _level_with(ink[:, :, 0]), _level_with(ink[:, :, -1])
    ends = np.asarray(left.any(axis=1) & right.any(axis=1))[:, None]
    both = (left | right) & ends
    half = r + 1
    across = np.stack([left] * half + [both] + [right] * half, axis=2)
    below = (np.arange(-r, r + 1) > base)[None, :, None]
    return np.where(below, ~down, ~(up | across | down))


def _windows(ink: Bools, xs: Ints, ys: Ints, r: int) -> _Windows:
    rows = ys[:, None] + np.arange(-r - _UP, r + _UP + 1)[None, :]
    columns = xs[:, None] + np.arange(-r - 1, r + 2)[None, :]
    return _Windows(ink[rows[:, :, None], columns[:, None, :]], rows, columns)


def _level_with(side: Bools) -> Bools:
    """Rows of the band that are level with the ink of a column beside it, or one off [n, rows]."""
    return side[:, _UP - 1 : -_UP - 1] | side[:, _UP:-_UP] | side[:, _UP + 1 : 1 - _UP]


def _base_line(ink: Ink, xs: Ints, ys: Ints, r: int) -> int:
    """The lowest row of the text, counted from the dots' centres; looked at between the dots."""
    offsets = np.arange(-2 * r - _UP, 2 * r + 1)
    share = (ink[ys[:, None] + offsets[None, :], xs[:, None]] > 0).mean(axis=0)
    dense = np.flatnonzero(share > 0.4 * max(float(share.max()), 0.05))
    return int(offsets[dense[-1]]) if dense.size else 0
