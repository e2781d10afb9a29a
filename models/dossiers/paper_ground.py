"""The blank paper under a drawing: white, or the pink ground of a land certificate.

In: a name, a resolution, a number that picks the tint. Out: RGB pixels, or None for plain white.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from models.dossiers.raster import Pixels, page_size


def ground(name: str, dpi: int, tint: int) -> Pixels | None:
    """`white` gives None; `pink` a lotus-pink sheet with a pale ring pattern."""
    if name == "white":
        return None
    width, height = page_size(dpi)
    base = np.random.default_rng(tint).uniform((244, 222, 222), (252, 236, 236))
    page = np.empty((height, width, 3), np.uint8)
    page[:] = base.astype(np.uint8)
    darker = tuple(float(v) - d for v, d in zip(base, (5, 22, 20), strict=True))
    thick = max(1, round(dpi / 240))
    step = round(dpi * 0.23)
    for radius in range(step, int(math.hypot(width, height) / 2), step):
        cv2.circle(page, (width // 2, height // 2), radius, darker, thick, cv2.LINE_AA)
    for i in range(24):
        angle = i * math.pi / 12
        end = (
            int(width / 2 + math.cos(angle) * width * 0.3),
            int(height / 2 + math.sin(angle) * width * 0.3),
        )
        cv2.line(page, (width // 2, height // 2), end, darker, thick, cv2.LINE_AA)
    edge = round(dpi * 0.28)
    cv2.rectangle(page, (edge, edge), (width - edge, height - edge), (214, 120, 120), thick * 2)
    return page
