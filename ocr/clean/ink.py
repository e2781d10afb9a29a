"""Coloured ink: a colour picture in, a grey one out in which red seals no longer hide black print.

Only round or square blobs of the size of a seal are lifted (35 to 42 mm for state agencies, smaller
for name stamps): red *print*, such as the title of a land certificate, stays.
"""

import cv2
import numpy as np

from ocr.picture import Colour, Grey, Rect, pieces_of

SEAL_MM = (18.0, 55.0)
_REDDER = 36  # how much red must exceed green and blue


def lift_seals(picture: Colour, *, dpi: float) -> tuple[Grey, list[Rect]]:
    """Grey picture with seals lifted, and where they were (pixels)."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    blue, green, red = (cv2.extractChannel(picture, channel) for channel in range(3))
    redness = cv2.subtract(red, cv2.max(blue, green, dst=blue), dst=blue)
    _, mask = cv2.threshold(redness, _REDDER, 255, cv2.THRESH_BINARY, dst=blue)
    del blue, green, redness  # one array by now, the size of a page
    if cv2.countNonZero(mask) < mask.size * 0.0002:
        return grey, []
    seals = _seal_rects(np.asarray(mask, dtype=np.uint8), dpi)
    for x0, y0, x1, y1 in seals:
        part = (slice(y0, y1), slice(x0, x1))
        soft = cv2.dilate(mask[part], np.ones((3, 3), np.uint8))
        # In the red channel red ink is as light as paper while black print stays black.
        lifted = np.where(soft > 0, np.maximum(red[part], grey[part]), grey[part])
        grey[part] = lifted
    return grey, seals


def _seal_rects(mask: Grey, dpi: float) -> list[Rect]:
    per_mm = dpi / 25.4
    shrink = 4
    small = cv2.resize(mask, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA)
    small = np.asarray(small > 0, dtype=np.uint8)
    reach = max(3, int(2.5 * per_mm / shrink)) | 1
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    found: list[Rect] = []
    for x, y, width, height, area in pieces_of(np.asarray(closed, dtype=np.uint8)).stats[1:]:
        size = (width * shrink / per_mm, height * shrink / per_mm)
        square = 0.5 < width / max(height, 1) < 2.0
        fits = all(SEAL_MM[0] <= side <= SEAL_MM[1] for side in size)
        if square and fits and area > 0.05 * width * height:
            found.append(
                (
                    int(max(x - 2, 0) * shrink),
                    int(max(y - 2, 0) * shrink),
                    int((x + width + 2) * shrink),
                    int((y + height + 2) * shrink),
                )
            )
    return found
