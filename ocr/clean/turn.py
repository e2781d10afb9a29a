"""Which way is up: quarter turns and skew of a page, from its ink alone.

In: an ink mask. Out: degrees. Whether the page stands on its head cannot be seen from the ink: that
is decided by reading some lines both ways (``ocr.reading``).
"""

import cv2
import numpy as np
import numpy.typing as npt

from ocr.picture import Grey, Ink, pieces_of

MAX_SKEW = 8.0
_SLOPE_STEP = 1.0  # degrees
_WIDTH = 640  # of the small picture on which quarter turns are seen
_LONGEST_WORD = 0.14  # of the page's longer side: what is longer is no word
_FEWEST_EDGES = 500  # pixels of lower edges: less than a line of text says nothing
_MOST_EDGES = 40_000
_AS_GOOD = 0.97
Floats = npt.NDArray[np.float32]


def lies_sideways(ink: Ink) -> bool:
    """True when text lines run from top to bottom.

    Text lines make the ink of rows vary sharply from row to row, along their own slope; across the
    lines it does not.
    """
    small = _small(ink)
    return _sharpest(np.ascontiguousarray(small.T)) > 1.25 * _sharpest(small)


def skew_of(ink: Ink) -> float:
    """Degrees by which the page must be turned counter-clockwise to make its lines level.

    The lower edges of letters and rules are projected along each angle; along that of the lines
    they fall into few rows. Nothing is drawn anew, so that no angle is sharper by itself.
    """
    height, width = ink.shape
    core = ink[height // 20 : height - height // 20, width // 20 : width - width // 20]
    y, x = np.nonzero((core[:-1] > 0) & (core[1:] == 0))
    if y.size < _FEWEST_EDGES:
        return 0.0
    some = slice(None, None, max(1, y.size // _MOST_EDGES))
    down = y[some].astype(np.float32)
    right = x[some].astype(np.float32) - np.float32(width / 2)
    best = 0.0
    for reach, step, rows in ((MAX_SKEW, 0.5, 4), (0.5, 0.1, 2), (0.1, 0.02, 1)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        scores = np.array([_in_few_rows(right, down, float(a), rows) for a in angles])
        # Of angles as good as one another, as under a single short line, the least is taken.
        good = angles[scores >= _AS_GOOD * scores.max()]
        best = float(good[int(np.argmin(np.abs(good)))])
    return best if abs(best) <= MAX_SKEW else 0.0


def _in_few_rows(x: Floats, y: Floats, degrees: float, rows: int) -> float:
    level = (y - x * np.float32(np.tan(np.radians(degrees)))) / rows
    counts = np.bincount((level - level.min()).astype(np.int64))
    return float(np.square(counts, dtype=np.float64).sum())


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
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(paper, paper, paper)
    )
    return np.asarray(turned, dtype=np.uint8)


def _small(ink: Ink) -> Ink:
    """A small picture of the text: without rules, frames and gutters, which run either way."""
    scale = min(1.0, _WIDTH / max(ink.shape))
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    pieces = pieces_of((small > 80).astype(np.uint8))
    sides = pieces.stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    long = sides > _LONGEST_WORD * max(small.shape)
    long[0] = False
    return np.where(long[pieces.labels], 0, small).astype(np.uint8)


def _sharpest(ink: Ink) -> float:
    """How sharply rows differ along the slope for which they differ most."""
    margin_y, margin_x = ink.shape[0] // 20, ink.shape[1] // 20
    core = ink[margin_y : ink.shape[0] - margin_y, margin_x : ink.shape[1] - margin_x]
    y, x = np.nonzero(core)
    weights = core[y, x].astype(np.float64)
    slopes = np.tan(np.radians(np.arange(-MAX_SKEW, MAX_SKEW + 0.5, _SLOPE_STEP)))
    return max(_sharpness(y + x * slope, weights) for slope in slopes)


def _sharpness(rows: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]) -> float:
    profile = np.bincount((rows - rows.min(initial=0)).astype(np.int64), weights)
    return float(np.square(np.diff(profile)).sum())
