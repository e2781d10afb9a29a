"""A black round seal over a line, as copies and 1-bit scans have it: rings, their letters, emblem.

In: an ink layer (grey, white), the em size, a seeded generator. Out: the seal's ink on it, as dark
as print. The text stays the truth: a person reads it through the emblem's grain.
"""

from __future__ import annotations

import math
import random

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
_RING_TEXT = "CÔNGANTỈNHUBDXÃ"


def stamp(
    layer: Image.Image, size: int, base: int, rng: random.Random, *, start: float = 0.0
) -> None:
    """One seal over the line, mostly over its ``start`` (pixels from the left), as offices put it;
    ``size``, ``base`` in pixels as of the line's ``Sheet``."""
    width, height = layer.size
    noise = np.random.default_rng(rng.getrandbits(32))
    radius = size * rng.uniform(2.8, 5.0)
    middle = base - size * 0.35
    x = rng.uniform(0, width)
    if rng.random() < 0.75:
        x = start + size * rng.uniform(-1.5, 3.5)
    y = middle + radius * rng.uniform(-0.85, 0.85)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    away = np.hypot(columns - np.float32(x), rows - np.float32(y)) / np.float32(radius)
    inked = _rings(away, size / radius, rng) | _emblem(away, (x, y), radius, noise, rng)
    page = np.asarray(layer).copy()
    dark = rng.choice((0, 0, 0, 30, 70))
    page[inked & (page > dark)] = dark
    layer.paste(Image.fromarray(page))


def _rings(away: npt.NDArray[np.float32], em: float, rng: random.Random) -> Mask:
    """Two outer rings and one around the emblem, each a stroke's width."""
    stroke = em * rng.uniform(0.025, 0.06)
    places = (1.0, 1.0 - em * rng.uniform(0.12, 0.2), rng.uniform(0.64, 0.72))
    rings = np.zeros(away.shape, bool)
    for place in places:
        rings |= np.abs(away - np.float32(place)) < stroke
    return rings


def _emblem(
    away: npt.NDArray[np.float32],
    centre: tuple[float, float],
    radius: float,
    noise: np.random.Generator,
    rng: random.Random,
) -> Mask:
    """Wheat (a ring of grain), star, gear and ribbon inside ``radius`` × .64; ends of letters."""
    outer, inner = rng.uniform(0.5, 0.6), rng.uniform(0.28, 0.42)
    field = noise.standard_normal(away.shape, dtype=np.float32)
    soft = cv2.GaussianBlur(field, (0, 0), max(0.7, radius * rng.uniform(0.006, 0.014)))
    soft = soft / np.float32(max(float(soft.std()), 1e-6))
    dense, thin = rng.uniform(-0.1, 0.7), rng.uniform(1.4, 2.4)
    grain = np.where((away < outer) & (away > inner), dense, np.where(away <= inner, thin, 9.0))
    inked: Mask = soft > grain
    figure = np.zeros(away.shape, np.uint8)
    x, y = centre
    stroke = max(1, round(radius * rng.uniform(0.008, 0.02)))
    star = [
        _spot(x, y - radius * 0.15, radius * (0.16 if n % 2 else 0.065), n * 36.0)
        for n in range(10)
    ]
    cv2.polylines(figure, [np.array(star, np.int32)], True, 255, stroke)
    gear = (round(x), round(y + radius * 0.25))
    for share in (0.06, 0.11, 0.17):
        reach = round(radius * share)
        cv2.ellipse(figure, gear, (reach, reach), 0, 180, 360, 255, stroke)
    ribbon = [
        _spot(x, y + radius * 0.3, radius * rng.uniform(0.1, 0.45), rng.uniform(30, 150) - 90)
        for _ in range(8)
    ]
    cv2.polylines(figure, [np.array(ribbon, np.int32)], False, 255, stroke)
    for _ in range(6):  # what stands between the rings, of which a line mostly sees bits
        angle = rng.uniform(0, 360)
        at = _spot(x, y, radius * 0.82, angle)
        cv2.putText(
            figure, rng.choice(_RING_TEXT.encode("ascii", "ignore").decode()), at,
            cv2.FONT_HERSHEY_SIMPLEX, radius / 160, 255, stroke + 1,
        )  # fmt: skip
    return inked | (figure > 0)


def _spot(x: float, y: float, reach: float, angle: float) -> tuple[int, int]:
    """The point ``reach`` pixels from (x, y); degrees clockwise from the top."""
    turn = math.radians(angle)
    return round(x + reach * math.sin(turn)), round(y - reach * math.cos(turn))
