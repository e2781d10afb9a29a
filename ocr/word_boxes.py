"""Which pieces of ink make a word: its letters and their marks, not the dirt around them.

In: the pieces within a reader's rectangle, and what it read there. Out: those that the word's box
is drawn around.
"""

import unicodedata

import numpy as np

from ocr.clean.dot_lattice import Bools
from ocr.line_chains import Ints

_LOW = frozenset("\u0323,;._-gjpqyQ()[]{}/|")  # parts of a text that may lie at or below its base
_HIGH = frozenset("ij:;'\"!?*^()[]{}/|-")  # the same above its low letters
_DIRT = 0.4  # of the tallest letter: larger pieces are parts of broken letters
_ASIDE, _AWAY = 0.25, 0.45  # of the same: no mark stands so far from its letter
_BROKEN = 1.3  # of its largest part's height: a broken digit is hardly taller


def without_dirt(pieces: Ints, text: str) -> Ints:
    """The pieces but for small ones over or under the letters that are no marks of the text."""
    height = pieces[:, 3] - pieces[:, 1]
    if len(text) == 1 and pieces[:, 3].max() - pieces[:, 1].min() <= _BROKEN * height.max():
        return pieces
    tall = height >= 0.6 * height.max()
    top, bottom = np.median(pieces[tall, 1]), np.median(pieces[tall, 3])
    parts = unicodedata.normalize("NFD", text)
    width = pieces[:, 2] - pieces[:, 0]
    dirt = np.maximum(height, width) < _DIRT * height.max()
    above, below = dirt & (pieces[:, 3] <= top), dirt & (pieces[:, 1] >= bottom)
    kept = ~((above | below) & _stray(pieces, pieces[tall]))
    if _LOW.isdisjoint(parts):
        kept &= ~below
    if parts.isascii() and _HIGH.isdisjoint(parts):
        kept &= ~above
    return np.asarray(pieces[kept], dtype=np.int64)


def _stray(pieces: Ints, tall: Ints) -> Bools:
    """Which pieces stand neither close over nor close under one of the tall ones."""
    x0, y0, x1, y1 = pieces.T[:, :, None]
    left, top, right, bottom = tall.T
    largest = (bottom - top).max()
    beside = np.maximum(x0 - right, left - x1) > _ASIDE * largest
    away = np.maximum(top - y1, y0 - bottom) > _AWAY * largest
    return np.asarray((beside | away).all(axis=1))
