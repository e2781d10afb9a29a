"""Dots that are letters' own though they may sit on a leader's lattice: colons, marks below.

In: the small pieces of a page and which of them were taken for leader dots (``taken``, by their
place in ``Dots``). These functions give back what is not.
"""

import numpy as np

from ocr.clean.dot_lattice import Bools, Dots, Floats, rows_of

_OFF_X, _OFF_Y = 1.3, 1.1  # pixels off the lattice at which a dot under a letter is its mark


def find_colons(dots: Dots) -> Floats:
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


def spare_colons(taken: Bools, dots: Dots, *, level: float) -> None:
    """The lower dot of a colon may sit on the lattice by chance; it has its twin right above."""
    for place in np.flatnonzero(taken):
        first = int(np.searchsorted(dots.x, dots.x[place] - level))
        last = int(np.searchsorted(dots.x, dots.x[place] + level, side="right"))
        for twin in range(first, last):
            above = float(dots.y[place] - dots.y[twin]) / float(dots.size[place])
            equal = 0.6 < dots.size[twin] / dots.size[place] < 1.6
            if 1.5 < above < 5.0 and equal and not taken[twin]:
                taken[place] = False


def spare_marks(taken: Bools, dots: Dots, free: Bools, *, pitch: float) -> None:
    """Gives back dots under letters (ạ) that lie off the lattice of the free dots around them."""
    places = np.flatnonzero(taken)
    for row in rows_of(dots.y[places]):
        here = np.sort(places[row])
        sure, doubtful = here[free[here]], here[~free[here]]
        if sure.size < 2:
            continue
        after = np.clip(np.searchsorted(dots.x[sure], dots.x[doubtful]), 1, sure.size - 1)
        one, other = sure[after - 1], sure[after]
        width = np.maximum(dots.x[other] - dots.x[one], 1.0)
        steps = np.maximum(np.round(width / pitch), 1)
        part = (dots.x[doubtful] - dots.x[one]) / width
        off_x = np.abs(part * steps - np.round(part * steps)) * width / steps
        off_y = np.abs(dots.y[doubtful] - dots.y[one] - part * (dots.y[other] - dots.y[one]))
        taken[doubtful[(off_x > _OFF_X) | (off_y > _OFF_Y)]] = False
