"""Round stamps: two rings, words along the ring, a star in the middle, worn ink.

In: a `Seal` and pixels per point. Out: a grey layer, 255 where the ink is full.
"""

from __future__ import annotations

import math
import zlib

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from models.dossiers.fonts import Face, pixel_font
from models.dossiers.ops import Seal

_FACE = Face("heros", bold=True)


def star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """The ten corners of a five-pointed star."""
    points = []
    for i in range(10):
        r = radius if i % 2 == 0 else radius * 0.4
        a = -math.pi / 2 + i * math.pi / 5
        points.append((x + r * math.cos(a), y + r * math.sin(a)))
    return points


def _glyph(
    image: Image.Image, text: str, size: float, at: tuple[float, float], turn: float
) -> None:
    font = pixel_font(_FACE, round(size, 1))
    side = int(size * 3)
    tile = Image.new("L", (side, side), 0)
    ImageDraw.Draw(tile).text((side / 2, side / 2), text, 255, font, anchor="mm")
    tile = tile.rotate(turn, Image.Resampling.BICUBIC)
    image.paste(255, (round(at[0] - side / 2), round(at[1] - side / 2)), tile)


def _ring(image: Image.Image, text: str, radius: float, size: float, *, foot: bool) -> None:
    """Words along the upper (or lower) arc."""
    centre = image.width / 2
    span = min(0.088 * len(text) * 2, 4.2 if not foot else 1.6)
    for i, letter in enumerate(text):
        part = (i + 0.5) / len(text) - 0.5
        angle = -math.pi / 2 + part * span if not foot else math.pi / 2 - part * span
        at = (centre + radius * math.cos(angle), centre + radius * math.sin(angle))
        turn = -math.degrees(angle) - 90 if not foot else -math.degrees(angle) + 90
        _glyph(image, letter, size, at, turn)


def seal_layer(seal: Seal, k: float) -> npt.NDArray[np.uint8]:
    """The stamp's ink as a square grey layer."""
    r = seal.radius * k
    side = int(2 * r + 6)
    image = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(image)
    c = side / 2
    for radius, wide in ((r, 0.045), (r * 0.94, 0.012), (r * 0.62, 0.018)):
        pen.ellipse(
            [c - radius, c - radius, c + radius, c + radius],
            outline=255,
            width=max(1, round(r * wide)),
        )
    size = min(r * 0.19, r * 4.6 / max(len(seal.ring), 1) * 1.25)
    _ring(image, seal.ring, r * 0.78, size, foot=False)
    if seal.foot:
        _ring(image, seal.foot, r * 0.78, size, foot=True)
    pen.polygon(star(c, c, r * 0.34), outline=255, width=max(1, round(r * 0.03)))
    pen.polygon(star(c, c, r * 0.17), fill=255)
    turned = np.asarray(image.rotate(seal.turn, Image.Resampling.BICUBIC), dtype=np.float32)
    rng = np.random.default_rng(zlib.crc32(f"{seal.ring}{seal.x:.2f}{seal.y:.2f}".encode()))
    worn = cv2.resize(
        rng.uniform(0.55, 1.0, (14, 14)).astype(np.float32),
        (side, side),
        interpolation=cv2.INTER_CUBIC,
    )
    grain = rng.uniform(0.75, 1.0, (side, side)).astype(np.float32)
    return np.asarray(np.clip(turned * worn * grain * seal.strength, 0, 255), np.uint8)
