"""The display list: what stands on a page, in points from the top left of an A4 page.

Papers write these marks once; `raster` turns them into pixels and `pdf` into a born-digital page.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.dossiers.fonts import Face

A4 = (595.28, 841.89)
Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]

BLACK: Colour = (18, 18, 20)
RED: Colour = (205, 30, 38)
BLUE: Colour = (32, 48, 150)


@dataclass(frozen=True)
class Text:
    """A word on its baseline; `angle` turns it counter-clockwise about that point.

    `ends`: a gap follows (a PDF has a space there); `field`: of which value it is a part."""

    x: float
    y: float
    text: str
    face: Face
    size: float
    colour: Colour = BLACK
    angle: float = 0.0
    ends: bool = False
    field: str = ""


@dataclass(frozen=True)
class Line:
    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.6
    colour: Colour = BLACK


@dataclass(frozen=True)
class Curve:
    """A polyline: signatures, drawings of parcels, guilloches."""

    points: tuple[tuple[float, float], ...]
    width: float = 0.9
    colour: Colour = BLACK
    closed: bool = False


@dataclass(frozen=True)
class Area:
    """A filled rectangle, under everything that follows."""

    box: Box
    colour: Colour


@dataclass(frozen=True)
class Seal:
    """A round stamp, see-through: ring text, inner text, a star in the middle."""

    x: float
    y: float
    radius: float
    ring: str
    foot: str = ""
    colour: Colour = RED
    turn: float = 0.0
    strength: float = 0.8


@dataclass(frozen=True)
class Code:
    """A QR or bar code drawn by zxing-cpp into a box."""

    box: Box
    payload: str
    kind: str = "QRCode"


Op = Text | Line | Curve | Area | Seal | Code


def union(boxes: list[Box]) -> Box:
    """The smallest box round all of them."""
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
