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
    sample = picture[::2, ::2]  # a pen stroke at scanning resolution is wider than two pixels
    blue, green, red = sample[:, :, 0], sample[:, :, 1], sample[:, :, 2]
    high = np.maximum(np.maximum(blue, green), red)
    low = np.minimum(np.minimum(blue, green), red)
    coloured = int(np.count_nonzero(high - low > SPREAD))
    if coloured > SHARE * high.size:
        return picture
    grey: Picture = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)
    return grey
