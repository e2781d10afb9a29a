"""Strips: the inked part of a line picture at the height of the network.

In: grey pictures of lines. Out: strips of ``HEIGHT`` rows with the way back, cut where they are too
wide, and batches of floats for the network.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.picture import Grey, percentile

HEIGHT = 32  # pixels of the network's input
STEP = 4  # pixels of its input per frame of its output
WIDEST = 1400  # pixels; a wider line is cut at white gaps
_EDGE = 1  # white rows above and below the ink
_LEAST_INK = 20  # rows: a lone dash is not blown up to a line's height
_FAINT = 185  # greys below are ink; thin marks of worn print are no darker
_APART = 0.25  # of the main rows' height: no mark stands that far from its letter
_TRACE = 0.04  # of the ink: more than this is no mere remains

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Strip:
    """A line at the network's height; ``scale`` and ``origin`` (x, y) lead back to its picture."""

    image: Grey
    scale: float
    origin: tuple[int, int]


def to_strip(picture: Grey) -> Strip:
    """The inked part of a line picture, evenly dark, scaled to ``HEIGHT`` rows."""
    low, high = percentile(picture, 0.5), percentile(picture, 90)
    factor = 255 / max(high - low, 60.0)
    greys = np.clip(255 - (high - np.arange(256, dtype=np.float32)) * factor, 0, 255)
    ink = (greys < _FAINT).take(picture)
    rows = _own_rows(ink.sum(axis=1))
    columns = np.flatnonzero(ink.any(axis=0))
    if not rows.size or not columns.size:
        return Strip(np.full((HEIGHT, 2 * STEP), 255, np.uint8), 1.0, (0, 0))
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    spare = max(0, _LEAST_INK - (bottom - top))
    top, bottom = max(0, top - spare // 2), min(len(ink), bottom + (spare + 1) // 2)
    left, right = max(0, int(columns[0]) - 2), min(ink.shape[1], int(columns[-1]) + 3)
    part = greys.astype(np.uint8).take(picture[top:bottom, left:right])
    scale = (HEIGHT - 2 * _EDGE) / part.shape[0]
    size = (max(2, round(part.shape[1] * scale)), HEIGHT - 2 * _EDGE)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = np.asarray(cv2.resize(part, size, interpolation=way), dtype=np.uint8)
    image = np.pad(small, ((_EDGE, _EDGE), (2, 2)), constant_values=255)
    return Strip(image, scale, (left - round(2 / scale), top - round(_EDGE / scale)))


def _own_rows(profile: npt.NDArray[np.int_]) -> npt.NDArray[np.int_]:
    """Rows of the line itself: remains of a neighbour, few and well apart, are left out."""
    rows = np.flatnonzero(profile >= 2)
    bands = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    main = max(bands, key=lambda band: int(profile[band].sum()))
    if not main.size:
        return main
    away, least = _APART * len(main), _TRACE * profile.sum()
    kept = [
        band
        for band in bands
        if max(main[0] - band[-1], band[0] - main[-1]) <= away or profile[band].sum() > least
    ]
    return np.concatenate(kept)


def as_input(strips: Sequence[Grey]) -> Floats:
    """A batch [n, 1, 32, w] in -1..1, padded with white to a multiple of 8 columns."""
    width = (max(strip.shape[1] for strip in strips) + 7) // 8 * 8
    batch = np.full((len(strips), 1, HEIGHT, width), 255, np.uint8)
    for row, strip in zip(batch, strips, strict=True):
        row[0, :, : strip.shape[1]] = strip
    return batch.astype(np.float32) / np.float32(127.5) - np.float32(1)


def cuts(strip: Grey) -> list[tuple[int, int]]:
    """Ranges of columns no wider than ``WIDEST``, cut in the widest white gap of each reach."""
    width = strip.shape[1]
    ranges, left = [], 0
    while width - left > WIDEST:
        low, high = left + WIDEST // 3, left + WIDEST
        white = (strip[:, low:high] > 140).all(axis=0)
        edges = np.flatnonzero(np.diff(np.concatenate(([0], white.astype(np.int8), [0]))))
        gaps = edges.reshape(-1, 2)
        if len(gaps):
            start, end = gaps[int((gaps[:, 1] - gaps[:, 0]).argmax())]
            high = low + int(start + end) // 2
        ranges.append((left, high))
        left = high
    return [*ranges, (left, width)]
