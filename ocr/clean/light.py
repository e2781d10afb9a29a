"""Flat light: grey picture in, grey picture with a white, even background out; and its ink mask.

The background is what remains when dark strokes are closed away at a quarter of the size; the
picture is divided by it, so that gutters, yellowing and shadows turn white and print stays dark.
"""

import cv2
import numpy as np

from ocr.picture import Grey, Ink, pieces_of


def flatten(grey: Grey) -> Grey:
    """Even background of 255; strokes keep their contrast relative to the paper around them."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    size = max(9, (min(small.shape) // 40) | 1)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), size / 2)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(paper, 24), scale=255), dtype=np.uint8)


def ink_of(flat: Grey) -> Ink:
    """Ink mask of a flattened page: Otsu's threshold, kept between sane bounds."""
    level, _ = cv2.threshold(flat, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    level = float(np.clip(level, 90, 205))
    _, mask = cv2.threshold(flat, level, 255, cv2.THRESH_BINARY_INV)
    return np.asarray(mask, dtype=np.uint8)


def despeckle(ink: Ink, *, largest: int) -> Ink:
    """Without specks of up to ``largest`` pixels that stand alone (noise, not dots of letters).

    A speck is dropped only where no larger ink stands near: the dot of an i or the mark under an
    ạ has its letter beside it.
    """
    pieces = pieces_of(ink)
    small = pieces.stats[:, cv2.CC_STAT_AREA] <= largest
    small[0] = False
    if not small.any():
        return ink
    specks = pieces.ink_of(small)
    big = cv2.subtract(ink, specks)
    reach = max(5, round(largest**0.5) * 4) | 1
    near = cv2.dilate(big, np.ones((reach, reach), np.uint8))
    touched = np.zeros(pieces.count, dtype=bool)
    touched[pieces.met_by(np.asarray(cv2.bitwise_and(near, specks), np.uint8))] = True
    drop = small & ~touched
    return np.asarray(cv2.subtract(ink, pieces.ink_of(drop)), dtype=np.uint8)
