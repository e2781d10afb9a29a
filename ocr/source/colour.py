"""Pictures without colour become grey.

In: uint8 (height, width, 3), blue-green-red. Out: the same, or (height, width) where no more than
a few pixels differ visibly between their channels.
"""

import cv2
import numpy as np

from ocr.source.interface import Picture

SPREAD = 20  # between the channels of one pixel: more than a camera's or JPEG's noise on grey
SHARE = 1e-5  # of the pixels: a blue date of ten strokes on an A4 page has twenty times as many


def grey_if_colourless(picture: Picture) -> Picture:
    """The picture itself, or its grey form when it has no colour."""
    # A pen stroke at scanning resolution is wider than two pixels.
    blue, green, red = cv2.split(np.ascontiguousarray(picture[::2, ::2]))
    high = cv2.max(cv2.max(blue, green), red)
    spread = cv2.subtract(high, cv2.min(cv2.min(blue, green), red))
    coloured = int(np.count_nonzero(np.asarray(spread) > SPREAD))
    if coloured > SHARE * spread.size:
        return picture
    grey: Picture = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)
    return grey
