"""What printer, time and scanner do to a line, and what hoso's cleaning leaves of it.

In: a clean grey picture and a seeded NumPy generator. Out: a worn one of about the same size.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
_ONE_BIT = 0.25  # of the lines
_COARSEST = 55.0  # greys of the grain that frays their edges, softened afterwards


def wear(picture: Grey, noise: np.random.Generator) -> Grey:
    """A chain of mild damages, each by chance."""
    work = np.pad(picture, 3, constant_values=255)
    work = _shear(work, noise)
    work = _weight(work, noise)
    work = _resample(work, noise)
    grey = work.astype(np.float32)
    if noise.random() < 0.75:
        sigma = float(noise.uniform(0.3, 1.3)) * work.shape[0] / 55
        grey = _soft(grey, max(sigma, 0.25))
    if noise.random() < 0.3:
        grey = _fade(grey, noise)
    if noise.random() < 0.08:
        grey = _seal(grey, noise)
    grey = _grain(grey, noise)
    return _digitise(grey, noise)


def _soft(grey: Floats, sigma: float) -> Floats:
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), sigma), dtype=np.float32)


def _shear(work: Grey, noise: np.random.Generator) -> Grey:
    """A little slant and up to 0.7 degrees of rotation (less on long lines); width ±10 %."""
    if noise.random() < 0.4:
        return work
    height, width = work.shape
    slant = float(noise.normal(0, 0.04))
    turn = float(np.clip(noise.normal(0, 0.004), -0.012, 0.012)) * min(1.0, 500 / width)
    wide = float(noise.uniform(0.9, 1.1))
    matrix = np.array([[wide, slant, -slant * height / 2], [turn, 1, -turn * width * wide / 2]])
    size = (int(width * wide), height)
    return np.asarray(cv2.warpAffine(work, matrix, size, borderValue=255), dtype=np.uint8)


def _weight(work: Grey, noise: np.random.Generator) -> Grey:
    """Heavier or lighter strokes."""
    kind = noise.random()
    kernel = np.ones((2, 2) if noise.random() < 0.6 else (1, 2), np.uint8)
    share = float(noise.uniform(0.2, 1.0))
    if kind < 0.15:
        other = cv2.erode(work, kernel)
    elif kind < 0.3:
        other, share = cv2.dilate(work, kernel), share * 0.8
    else:
        return work
    return np.asarray(cv2.addWeighted(work, 1 - share, other, share, 0), dtype=np.uint8)


def _resample(work: Grey, noise: np.random.Generator) -> Grey:
    """Scanned smaller than drawn: body heights of about 10 to 22 pixels remain."""
    if noise.random() < 0.3:
        return work
    scale = float(noise.uniform(0.5, 0.95))
    least = 26 / work.shape[0]
    scale = min(1.0, max(scale, least))
    size = (max(4, int(work.shape[1] * scale)), max(8, int(work.shape[0] * scale)))
    return np.asarray(cv2.resize(work, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _fade(grey: Floats, noise: np.random.Generator) -> Floats:
    """Ink that grows weaker and stronger along the line."""
    width = grey.shape[1]
    points = noise.uniform(0.35, 1.0, 5)
    strength = np.interp(np.arange(width), np.linspace(0, width, 5), points).astype(np.float32)
    return 255 - (255 - grey) * strength


def _seal(grey: Floats, noise: np.random.Generator) -> Floats:
    """Arcs of a stamp across the line, paler than the print."""
    height, width = grey.shape
    mask = np.full((height, width), 255, np.uint8)
    centre = (int(noise.uniform(0, width)), int(noise.uniform(-height, 2 * height)))
    for radius in (height * 2, int(height * 2.3), height):
        cv2.circle(mask, centre, radius, int(noise.uniform(120, 215)), int(noise.integers(1, 4)))
    return np.minimum(grey, cv2.GaussianBlur(mask, (0, 0), 0.8).astype(np.float32))


def _grain(grey: Floats, noise: np.random.Generator) -> Floats:
    """Noise of the sensor, fine or coarse, on an uneven or tinted ground."""
    kind = noise.random()
    if kind < 0.7:
        grain: Floats = noise.standard_normal(grey.shape, dtype=np.float32)
        if noise.random() < 0.4:
            grain = _soft(grain, 0.8) * np.float32(2)
        grey = grey + grain * np.float32(noise.uniform(1, 13))
    if noise.random() < 0.3:
        dark, light = float(noise.uniform(0, 60)), float(noise.uniform(190, 255))
        grey = np.float32(dark) + grey * np.float32((light - dark) / 255)
    return grey


def _digitise(grey: Floats, noise: np.random.Generator) -> Grey:
    """One bit, JPEG, or neither; then mostly a white ground, as hoso's flattening leaves it."""
    kind = noise.random()
    low, high = float(np.percentile(grey, 1)), float(np.percentile(grey, 92))
    if kind < _ONE_BIT:
        grain: Floats = noise.standard_normal(grey.shape, dtype=np.float32)
        grey = grey + _soft(grain, 0.8) * np.float32(noise.uniform(0, _COARSEST))
        level = low + (high - low) * float(noise.uniform(0.45, 0.7))
        return np.where(grey > level, 255, 0).astype(np.uint8)
    work = np.clip(grey, 0, 255).astype(np.uint8)
    if kind < _ONE_BIT + 0.3:
        _, coded = cv2.imencode(
            ".jpg", work, [cv2.IMWRITE_JPEG_QUALITY, int(noise.integers(30, 90))]
        )
        work = np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
    if noise.random() < 0.7:
        top = low + (high - low) * float(noise.uniform(0.8, 1.0))
        even = (work.astype(np.float32) - low) * (255 / max(top - low, 1.0))
        work = np.clip(even, 0, 255).astype(np.uint8)
    return work
