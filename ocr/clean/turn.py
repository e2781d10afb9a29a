"""Which way is up: quarter turns and skew of a page, from its ink alone.

In: an ink mask. Out: degrees. Whether the page stands on its head cannot be seen from the ink: that
is decided by reading some lines both ways (``ocr.reading``).
"""

import cv2
import numpy as np

from ocr.picture import Grey, Ink

MAX_SKEW = 8.0
_WIDTH = 640  # of the small picture the angle is measured on


def lies_sideways(ink: Ink) -> bool:
    """True when text lines run from top to bottom.

    Text lines make the ink of rows vary sharply from row to row; across the lines it does not.
    """
    small = _small(ink)
    return _sharpness(np.ascontiguousarray(small.T)) > 1.25 * _sharpness(small)


def skew_of(ink: Ink) -> float:
    """Degrees by which the page must be turned counter-clockwise to make its lines level."""
    small = _small(ink)
    best = 0.0
    for reach, step in ((MAX_SKEW, 1.0), (1.0, 0.25), (0.25, 0.0625)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        scores = [_sharpness(rotate(small, float(a), paper=0)) for a in angles]
        best = float(angles[int(np.argmax(scores))])
    return best if abs(best) <= MAX_SKEW else 0.0


def quarter_turn(picture: Grey, degrees: int) -> Grey:
    """Turned clockwise by 0, 90, 180 or 270 degrees."""
    turns = {
        90: cv2.ROTATE_90_CLOCKWISE,
        180: cv2.ROTATE_180,
        270: cv2.ROTATE_90_COUNTERCLOCKWISE,
    }
    if degrees == 0:
        return picture
    return np.asarray(cv2.rotate(picture, turns[degrees]), dtype=np.uint8)


def rotate(picture: Grey, degrees: float, *, paper: int = 255) -> Grey:
    """Turned counter-clockwise about the centre, same size, corners filled with ``paper``."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(
        picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(paper, paper, paper)
    )
    return np.asarray(turned, dtype=np.uint8)


def _small(ink: Ink) -> Ink:
    scale = _WIDTH / max(ink.shape)
    if scale >= 1:
        return ink
    return np.asarray(
        cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8
    )


def _sharpness(ink: Ink) -> float:
    margin_y, margin_x = ink.shape[0] // 20, ink.shape[1] // 20
    core = ink[margin_y : ink.shape[0] - margin_y, margin_x : ink.shape[1] - margin_x]
    profile = core.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(profile)).sum())
