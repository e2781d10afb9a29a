"""Ink of red and blue seals: a colour picture in, a small mask of their ink out; words that it
covers are never certain.

Lifting (``ocr.clean.ink``) makes print under a red seal as black as before, but not where it is
grey already, and blue ink stays: what was read through a seal's strokes is less sure than it seems.
Words between the strokes, beside a seal or beside a signature keep their confidence.
"""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from ocr.clean.ink import SEAL_MM
from ocr.page import MARK_DOUBTED, Word
from ocr.picture import Colour, Grey, Ink, pieces_of

_DPI = 50.0  # of the mask: a ring of a millimetre is two pixels wide
_STRONGER = 24  # grey levels, by which a colour stands out on the small picture
_GAP_MM = 2.5  # between strokes of one seal
_LEAST_SHARE = 0.05  # of a seal's rectangle that its strokes fill, gaps closed
_COVERED = 0.05  # of a word's box


def find_seal_ink(picture: Colour, *, dpi: float) -> Grey | None:
    """The picture made small, black where ink of a seal is, else white; ``None``: no seal."""
    scale = min(_DPI / dpi, 1.0)
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    blue, green, red = cv2.split(small)
    found = np.zeros(blue.shape, np.uint8)
    for strong, others in ((red, (blue, green)), (blue, (red, green))):
        excess = cv2.subtract(strong, cv2.max(*others))
        coloured = np.asarray(cv2.threshold(excess, _STRONGER, 255, cv2.THRESH_BINARY)[1], np.uint8)
        found |= _of_seals(coloured, dpi * scale / 25.4)
    return np.asarray(255 - found, np.uint8) if found.any() else None


def _of_seals(ink: Ink, per_mm: float) -> Ink:
    """The ink whose strokes together have a seal's size and shape."""
    if not ink.any():
        return ink
    reach = max(3, int(_GAP_MM * per_mm)) | 1
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    pieces = pieces_of(np.asarray(closed, np.uint8))
    width, height = pieces.stats[:, 2], pieces.stats[:, 3]
    low, high = (side * per_mm for side in SEAL_MM)
    fits = (np.minimum(width, height) >= low) & (np.maximum(width, height) <= high)
    fits &= pieces.stats[:, 4] > _LEAST_SHARE * width * height
    fits[0] = False
    return np.asarray(ink & pieces.ink_of(fits), np.uint8)


def with_colour_doubts(words: Sequence[Word], seals: Grey | None) -> tuple[Word, ...]:
    """The words of a page; those covered by a seal's ink lose confidence."""
    if seals is None:
        return tuple(words)
    return tuple(
        replace(word, confidence=min(word.confidence, MARK_DOUBTED))
        if _covered(word, seals) >= _COVERED
        else word
        for word in words
    )


def _covered(word: Word, seals: Grey) -> float:
    """The share of a word's box that is inked; the mask's edges are grey, and count in part."""
    height, width = seals.shape
    x0, y0, x1, y1 = word.box
    columns = slice(int(x0 * width), int(np.ceil(x1 * width)))
    part = seals[int(y0 * height) : int(np.ceil(y1 * height)), columns]
    return 1.0 - float(part.mean()) / 255 if part.size else 0.0
