"""Turns a page of marks into pixels.

In: the marks of one page (points) and a resolution. Out: a BGR image of an A4 page, upright, clean.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt
import zxingcpp
from PIL import Image, ImageDraw

from models.dossiers.fonts import pixel_font
from models.dossiers.ops import A4, Area, Code, Curve, Line, Op, Seal, Text
from models.dossiers.seals import seal_layer

Pixels = npt.NDArray[np.uint8]


def page_size(dpi: int) -> tuple[int, int]:
    """Width and height of an A4 page in pixels."""
    return round(A4[0] * dpi / 72), round(A4[1] * dpi / 72)


@lru_cache(maxsize=64)
def code_pixels(payload: str, kind: str) -> Pixels:
    """The modules of a QR or bar code, black on white."""
    code = zxingcpp.create_barcode(payload, getattr(zxingcpp.BarcodeFormat, kind))
    return np.asarray(zxingcpp.write_barcode_to_image(code, scale=4, add_quiet_zones=False))


class _Brush:
    def __init__(self, dpi: int, background: Pixels | None) -> None:
        self.k = dpi / 72
        size = page_size(dpi)
        if background is None:
            self.image = Image.new("RGB", size, (255, 255, 255))
        else:
            self.image = Image.fromarray(background)
        self.pen = ImageDraw.Draw(self.image)

    def text(self, op: Text) -> None:
        font = pixel_font(op.face, round(op.size * self.k, 1))
        if not op.angle:
            self.pen.text((op.x * self.k, op.y * self.k), op.text, op.colour, font, anchor="ls")
            return
        x0, y0, x1, y1 = font.getbbox(op.text, anchor="ls")
        side = int(2 * max(abs(v) for v in (x0, y0, x1, y1)) + 4)
        mask = Image.new("L", (side, side), 0)
        ImageDraw.Draw(mask).text((side / 2, side / 2), op.text, 255, font, anchor="ls")
        mask = mask.rotate(op.angle, Image.Resampling.BICUBIC)
        corner = (round(op.x * self.k - side / 2), round(op.y * self.k - side / 2))
        self.image.paste(op.colour, corner, mask)

    def line(self, op: Line) -> None:
        wide = max(1, round(op.width * self.k))
        points = [(op.x0 * self.k, op.y0 * self.k), (op.x1 * self.k, op.y1 * self.k)]
        self.pen.line(points, op.colour, wide)

    def curve(self, op: Curve) -> None:
        points = [(x * self.k, y * self.k) for x, y in op.points]
        if op.closed:
            points.append(points[0])
        self.pen.line(points, op.colour, max(1, round(op.width * self.k)), joint="curve")

    def area(self, op: Area) -> None:
        self.pen.rectangle([v * self.k for v in op.box], fill=op.colour)

    def seal(self, op: Seal) -> None:
        mask = Image.fromarray(seal_layer(op, self.k))
        corner = (round(op.x * self.k - mask.width / 2), round(op.y * self.k - mask.height / 2))
        box = (*corner, corner[0] + mask.width, corner[1] + mask.height)
        under = np.asarray(self.image.crop(box), dtype=np.float32)
        ink = 1 - np.asarray(mask, dtype=np.float32)[..., None] / 255 * (
            1 - np.array(op.colour, np.float32) / 255
        )
        self.image.paste(Image.fromarray((under * ink).astype(np.uint8)), corner)

    def code(self, op: Code) -> None:
        x0, y0, x1, y1 = (round(v * self.k) for v in op.box)
        picture = Image.fromarray(code_pixels(op.payload, op.kind)).convert("RGB")
        self.image.paste(picture.resize((x1 - x0, y1 - y0), Image.Resampling.NEAREST), (x0, y0))


def paint(ops: Sequence[Op], *, dpi: int, background: Pixels | None = None) -> Pixels:
    """The page as BGR pixels."""
    brush = _Brush(dpi, background)
    for op in ops:
        match op:
            case Text():
                brush.text(op)
            case Line():
                brush.line(op)
            case Curve():
                brush.curve(op)
            case Area():
                brush.area(op)
            case Seal():
                brush.seal(op)
            case Code():
                brush.code(op)
    return np.asarray(cv2.cvtColor(np.asarray(brush.image), cv2.COLOR_RGB2BGR), dtype=np.uint8)
