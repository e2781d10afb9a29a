"""Names for the arrays that go from step to step, and moves between pixels and fractions.

``Grey`` is uint8 (height, width), 0 black to 255 white; ``Colour`` is uint8 (height, width, 3) in
OpenCV's blue-green-red; ``Ink`` is a mask, 255 where there is ink. ``Rect`` is in pixels:
x0, y0, x1, y1 with x1 and y1 outside.
"""

import math
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
_ROWS = 128  # of a picture that are looked up at once


@dataclass(frozen=True, slots=True)
class Pieces:
    """Connected pieces of ink, by label; label 0 is the paper, whose sides are the picture's.

    ``labels``: the picture with each pixel's label; ``stats``: left, top, width, height, area
    (OpenCV's ``CC_STAT_…`` columns); ``centres``: x, y.
    """

    count: int
    labels: npt.NDArray[np.int32]
    stats: npt.NDArray[np.int32]
    centres: npt.NDArray[np.float64]

    def ink_of(self, which: npt.NDArray[np.bool_]) -> Ink:
        """A mask of the pieces that ``which`` names, by label."""
        return by_label(np.where(which, np.uint8(255), np.uint8(0)), self.labels)

    def met_by(self, mask: Ink) -> npt.NDArray[np.int32]:
        """The label of each pixel of a mask."""
        return self.labels.reshape(-1)[np.flatnonzero(mask != 0)]


def by_label(table: npt.NDArray[Any], labels: npt.NDArray[np.int32]) -> npt.NDArray[Any]:
    """What a table says of each pixel's label: ``table[labels]`` without a wide copy of labels."""
    found = np.empty(labels.shape, table.dtype)
    for top in range(0, len(found), _ROWS):  # numpy widens the labels to 64 bits meanwhile
        np.take(table, labels[top : top + _ROWS], out=found[top : top + _ROWS], mode="clip")
    return found


def pieces_of(ink: Ink, *, connectivity: int = 8) -> Pieces:
    """Labels the connected pieces of an ink mask."""
    count, labels = cv2.connectedComponents(ink, connectivity=connectivity)
    stats, centres = _measured(np.asarray(labels, dtype=np.int32), int(count), ink)
    return Pieces(int(count), np.asarray(labels, dtype=np.int32), stats, centres)


def _measured(
    labels: npt.NDArray[np.int32], count: int, ink: Ink
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float64]]:
    """Stats and centres by runs of ink: OpenCV's own look at every pixel, the paper's too, and take
    four times as long as the labels."""
    height, width = ink.shape
    framed = np.zeros((height, width + 1), dtype=np.bool_)  # a run ends with its row
    np.not_equal(ink, 0, out=framed[:, :width])
    flat = framed.reshape(-1)
    edges = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    if flat[0]:
        edges = np.concatenate(([0], edges))
    y, x0 = np.divmod(edges[::2], width + 1)
    x1 = x0 + edges[1::2] - edges[::2]
    names = labels[y, x0]
    area, across, down = (
        np.bincount(names, weights, minlength=count)
        for weights in (x1 - x0, (x0 + x1 - 1) * (x1 - x0) / 2, y * (x1 - x0))
    )
    area[0] = height * width - area.sum()
    across[0] = height * (width * (width - 1) / 2) - across.sum()
    down[0] = width * (height * (height - 1) / 2) - down.sum()
    left, right = np.full(count, width), np.zeros(count, dtype=np.int64)
    top, bottom = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    np.minimum.at(left, names, x0)
    np.maximum.at(right, names, x1)
    top[names[::-1]] = y[::-1]  # from the top: the last one told is the first one met
    bottom[names] = y + 1
    left[0], right[0], bottom[0] = 0, width, height
    stats = np.stack([left, top, right - left, bottom - top, area], axis=1).astype(np.int32)
    centres = np.stack([across, down], axis=1) / np.maximum(area, 1)[:, None]
    return stats, centres


def percentile(grey: Grey, percent: float) -> float:
    """What numpy's ``percentile`` says of a grey picture, by counting: nothing is sorted."""
    upto = np.cumsum(np.bincount(grey.reshape(-1), minlength=256))
    place = (grey.size - 1) * (percent / 100)
    low, high = (
        int(np.searchsorted(upto, at, side="right")) for at in (math.floor(place), math.ceil(place))
    )
    part = place - math.floor(place)
    return high - (high - low) * (1 - part) if part >= 0.5 else low + (high - low) * part


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
