"""Is a page good enough, or should it be scanned again? Measured, in numbers that do not drift.

In: the page in even grey at the working resolution, the resolution it was scanned at. Out: its
flaws. Sources: Công văn 7197 (≥ 300 dpi, ≥ 200 for ordinary papers; automatic check of blur),
domain §4.2 D7 and D11.
"""

import cv2
import numpy as np

from ocr.page import Flaw
from ocr.picture import Grey, percentile

LEAST_DPI = 190.0  # 200, less what scanners round
# The steepest edges of a page, as a share of the way from paper to ink in one pixel at 200 dpi.
# Drawn pages: .54 sharp, .35 worn, .31 at 2 pixels of blur at 300 dpi, .22 at 3, .16 at 4.
LEAST_SHARP = 0.25
LEAST_CONTRAST = 90  # grey levels between paper and the darkest ink, after the light was evened
_EVERY = 4  # rows: enough of them


def flaws_of(flat: Grey, *, dpi: float) -> tuple[Flaw, ...]:
    """What is wrong with the scan of a page that has print on it."""
    rows = np.ascontiguousarray(flat[::_EVERY])
    contrast = percentile(rows, 50) - percentile(rows, 0.5)
    steps = cv2.absdiff(rows[:, 1:], rows[:, :-1])
    steepest = percentile(np.asarray(steps, np.uint8), 99.5)
    flaws = []
    if dpi < LEAST_DPI:
        flaws.append(Flaw.LOW_RESOLUTION)
    if contrast < LEAST_CONTRAST:
        flaws.append(Flaw.FAINT)
    elif steepest / contrast < LEAST_SHARP:
        flaws.append(Flaw.BLURRED)
    return tuple(flaws)
