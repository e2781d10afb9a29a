"""Names for the arrays that go from step to step, and moves between pixels and fractions.

``Grey`` is uint8 (height, width), 0 black to 255 white; ``Colour`` is uint8 (height, width, 3) in
OpenCV's blue-green-red; ``Ink`` is a mask, 255 where there is ink. ``Rect`` is in pixels:
x0, y0, x1, y1 with x1 and y1 outside.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ocr.page import Box

Grey = npt.NDArray[np.uint8]
Colour = npt.NDArray[np.uint8]
Picture = Grey | Colour
Ink = npt.NDArray[np.uint8]
Rect = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Connected pieces of ink, by label; label 0 is the paper.

    ``labels``: the picture with each pixel's label; ``stats``: left, top, width, height, area
    (OpenCV's ``CC_STAT_…`` columns); ``centres``: x, y.
    """

    count: int
    labels: npt.NDArray[np.int32]
    stats: npt.NDArray[np.int32]
    centres: npt.NDArray[np.float64]


def pieces_of(ink: Ink, *, connectivity: int = 8) -> Pieces:
    """Labels the connected pieces of an ink mask."""
    count, labels, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=connectivity)
    return Pieces(
        count,
        np.asarray(labels, dtype=np.int32),
        np.asarray(stats, dtype=np.int32),
        np.asarray(centres, dtype=np.float64),
    )


def fraction(rect: Rect, shape: tuple[Any, ...]) -> Box:
    """A pixel rectangle as fractions of a picture of that shape, cut to the page."""
    height, width = int(shape[0]), int(shape[1])
    x0, y0, x1, y1 = rect
    return (
        min(max(x0 / width, 0.0), 1.0),
        min(max(y0 / height, 0.0), 1.0),
        min(max(x1 / width, 0.0), 1.0),
        min(max(y1 / height, 0.0), 1.0),
    )


def union(rects: list[Rect]) -> Rect:
    """The smallest rectangle around all of them."""
    return (
        min(r[0] for r in rects),
        min(r[1] for r in rects),
        max(r[2] for r in rects),
        max(r[3] for r in rects),
    )
