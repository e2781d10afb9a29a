"""Dots of a leader that hold more ink than the others: the mark of an ạ lies on them.

In: which small pieces were taken for leader dots (``taken``, by their place in ``Dots``) and the
grey page. A mark that meets a leader dot makes one piece with it, hardly larger in the ink mask;
but the grey dot is darker or wider by a good part. So told, it is given back to its letter.
"""

import cv2
import numpy as np
import numpy.typing as npt

from ocr.clean.dot_lattice import Bools, Dots, Floats, Ints, rows_of
from ocr.picture import Grey, Ink

_HEAVIER = 1.1  # of the row's usual weight
_UNUSUAL = 5.0  # robust standard deviations above it
_NEAR = 4  # dots on either side that a dot is compared with
_PLUMPER = 1.12  # of these: a mark may lie exactly on such a dot
_FEWEST = 8  # dots from which a row's usual weight is known
_REACH = 3  # pixels around a dot's centre that are weighed
_TAIL = 5  # pixels below a dot's lower edge to which the tail of a p reaches, no mark
_LONE = 1.5  # of the pitch: dots with no other so near on either side follow no leader


def spare_heavy(taken: Bools, dots: Dots, free: Bools, grey: Grey, letters: Ink) -> Bools:
    """Gives back dots under letters that are heavier than their row's; says which they were.

    ``letters``: ink that is no leader; it is not weighed.
    """
    heavy = np.zeros_like(taken)
    places = np.flatnonzero(taken)
    weight = _weights(dots, places, grey, letters)
    for row in rows_of(dots.y[places]):
        here = places[row]
        if here.size < _FEWEST:
            continue
        usual = float(np.median(weight[here]))
        spread = 1.4826 * float(np.median(np.abs(weight[here] - usual)))
        heavy[here] = weight[here] > max(_HEAVIER * usual, usual + _UNUSUAL * spread)
    heavy &= ~free
    taken[heavy] = False
    return heavy


def plump_below(taken: Bools, dots: Dots, free: Bools, grey: Grey, letters: Ink) -> Bools:
    """Taken dots under letters that hold a little more ink than those beside them.

    The mark of an ạ that falls on a leader dot exactly leaves no other trace: nobody can tell, so
    the word above is not sure, though the dot is taken.
    """
    plump = np.zeros_like(taken)
    places = np.flatnonzero(taken)
    weight = _weights(dots, places, grey, letters)
    for row in rows_of(dots.y[places]):
        here = places[row]
        if here.size <= 2 * _NEAR:
            continue
        here = here[np.argsort(dots.x[here])]
        padded = np.pad(weight[here], _NEAR, mode="reflect")
        beside = np.lib.stride_tricks.sliding_window_view(padded, 2 * _NEAR + 1)
        plump[here] = weight[here] > _PLUMPER * np.median(beside, axis=1)
    return plump & ~free


def lone_below(taken: Bools, dots: Dots, free: Bools, *, pitch: float) -> Bools:
    """Taken dots under letters that follow no other dot: they may be marks after all."""
    lone = np.zeros_like(taken)
    places = np.flatnonzero(taken)
    for row in rows_of(dots.y[places]):
        here = np.sort(places[row])
        far = np.diff(dots.x[here]) > _LONE * pitch
        lone[here] = np.append(True, far) & np.append(far, True)
    return lone & ~free


def heavy_below(places: Floats, seen: Floats, grey: Grey, ink: Ink, *, radius: float) -> Floats:
    """Places [n, (x, y)] of hidden dots whose lower half is heavier than that of dots ``seen``.

    The upper half is the letter's; a mark that met the dot comes out below it.
    """
    r = max(1, round(radius))
    if not places.size or len(seen) < _FEWEST:
        return np.empty((0, 2))
    usual = _lower(grey, seen, r)
    middle = float(np.median(usual))
    spread = 1.4826 * float(np.median(np.abs(usual - middle)))
    heavy = _lower(grey, places, r) > max(_HEAVIER * middle, middle + _UNUSUAL * spread)
    xs, ys = places.round().astype(np.int64).T
    tail = np.clip(ys + r + _TAIL, 0, ink.shape[0] - 1)
    across = np.clip(xs[:, None] + np.arange(-r - 1, r + 2), 0, ink.shape[1] - 1)
    return np.asarray(places[heavy & ~(ink[tail[:, None], across] > 0).any(axis=1)])


def _lower(grey: Grey, places: Floats, r: int) -> Floats:
    """Darkness of the lower half of dots and of three rows below."""
    xs, ys = places.round().astype(np.int64).T
    rows = np.clip(ys[:, None] + np.arange(1, r + 4), 0, grey.shape[0] - 1)
    columns = np.clip(xs[:, None] + np.arange(-r - 1, r + 2), 0, grey.shape[1] - 1)
    dark = _darkness(grey[rows[:, :, None], columns[:, None, :]])
    return np.asarray(dark.sum(axis=(1, 2), dtype=np.float64))


def _weights(dots: Dots, places: Ints, grey: Grey, letters: Ink) -> Floats:
    """Darkness around the dots at ``places``, without letters and their fringe; 0 elsewhere."""
    around = np.arange(-_REACH, _REACH + 1)
    rows = _mirrored(dots.y[places].round().astype(np.int64)[:, None] + around, grey.shape[0])
    columns = _mirrored(dots.x[places].round().astype(np.int64)[:, None] + around, grey.shape[1])
    window = rows[:, :, None], columns[:, None, :]
    dark = _darkness(grey[window])
    dark[cv2.dilate(letters, np.ones((3, 3), np.uint8))[window] > 0] = 0
    weight = np.zeros(dots.x.size)
    weight[places] = dark.sum(axis=(1, 2), dtype=np.float64)
    return weight


def _darkness(part: Grey) -> npt.NDArray[np.int16]:
    """How much darker than paper; lighter greys count nothing."""
    return np.clip(225 - part.astype(np.int16), 0, None)


def _mirrored(places: Ints, length: int) -> Ints:
    """Places beyond an edge, mirrored into the picture."""
    places = np.abs(places)
    return np.clip(np.minimum(places, 2 * (length - 1) - places), 0, length - 1)
