"""Born-digital pages: the same marks as vectors and real text, through reportlab.

In: sheets. Out: a PDF file with a text layer. reportlab embeds TrueType only, so that every face
becomes its DejaVu sister, squeezed word by word to the width of the layout.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from models.dossiers.fonts import Face, font_file, is_truetype, width
from models.dossiers.ops import A4, Area, Code, Colour, Curve, Line, Op, Seal, Text
from models.dossiers.raster import code_pixels
from models.dossiers.seals import seal_layer
from models.dossiers.sheet import Sheet

_LEADER = re.compile(r"^[.…]{4,}$")
_SISTERS = {"heros": "dejavu-sans", "cursor": "dejavu-sans"}


def _sister(face: Face) -> Face:
    if is_truetype(face):
        return face
    return replace(face, family=_SISTERS.get(face.family, "dejavu-serif"))


def _font(face: Face) -> str:
    path = font_file(face)
    if path.stem not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(path.stem, str(path)))
    return path.stem


def _rgb(colour: Colour) -> tuple[float, float, float]:
    return colour[0] / 255, colour[1] / 255, colour[2] / 255


def _text(canvas: Canvas, op: Text) -> None:
    face = _sister(op.face)
    squeeze = width(op.text, op.face, op.size) / max(width(op.text, face, op.size), 0.1)
    canvas.saveState()
    canvas.translate(op.x, A4[1] - op.y)
    canvas.rotate(op.angle)
    canvas.setFillColorRGB(*_rgb(op.colour))
    line = canvas.beginText(0, 0)
    line.setFont(_font(face), op.size * min(1.0, squeeze + 0.12))
    line.setHorizScale(100 * squeeze / min(1.0, squeeze + 0.12))
    line.textOut(op.text + " " * op.ends)
    canvas.drawText(line)
    canvas.restoreState()


def _curve(canvas: Canvas, op: Curve) -> None:
    canvas.setStrokeColorRGB(*_rgb(op.colour))
    canvas.setLineWidth(op.width)
    path = canvas.beginPath()
    path.moveTo(op.points[0][0], A4[1] - op.points[0][1])
    for x, y in op.points[1:]:
        path.lineTo(x, A4[1] - y)
    if op.closed:
        path.close()
    canvas.drawPath(path)


def _picture(canvas: Canvas, picture: Image.Image, box: tuple[float, float, float, float]) -> None:
    x0, y0, x1, y1 = box
    canvas.drawImage(ImageReader(picture), x0, A4[1] - y1, x1 - x0, y1 - y0, mask="auto")


def _seal(canvas: Canvas, op: Seal) -> None:
    layer = seal_layer(op, 3.0)
    colours = np.empty((*layer.shape, 4), np.uint8)
    colours[..., :3] = op.colour
    colours[..., 3] = layer
    half = layer.shape[0] / 6
    _picture(
        canvas,
        Image.fromarray(colours, "RGBA"),
        (op.x - half, op.y - half, op.x + half, op.y + half),
    )


def _draw(canvas: Canvas, op: Op) -> None:
    match op:
        case Text():
            _text(canvas, op)
        case Line():
            canvas.setStrokeColorRGB(*_rgb(op.colour))
            canvas.setLineWidth(op.width)
            canvas.line(op.x0, A4[1] - op.y0, op.x1, A4[1] - op.y1)
        case Curve():
            _curve(canvas, op)
        case Area():
            canvas.setFillColorRGB(*_rgb(op.colour))
            x0, y0, x1, y1 = op.box
            canvas.rect(x0, A4[1] - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        case Seal():
            _seal(canvas, op)
        case Code():
            _picture(canvas, Image.fromarray(code_pixels(op.payload, op.kind)), op.box)


def _clear_leaders(ops: Sequence[Op]) -> list[Op]:
    """Leaders begin behind the value: in a text file nothing is typed over dots."""
    words = [op for op in ops if isinstance(op, Text) and not _LEADER.match(op.text)]
    clear: list[Op] = []
    for op in ops:
        if not (isinstance(op, Text) and _LEADER.match(op.text)):
            clear.append(op)
            continue
        end = op.x + width(op.text, op.face, op.size)
        behind = [
            w.x + width(w.text, w.face, w.size) + 1.5
            for w in words
            if abs(w.y - op.y) < 5 and op.x - 1 <= w.x < end
        ]
        start = max([op.x, *behind])
        count = int((end - start) / width(op.text[0], op.face, op.size))
        if count > 0:
            clear.append(replace(op, x=start, text=op.text[0] * count))
    return clear


def write_pdf(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write sheets one after another; the same sheets give the same bytes."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setTitle("")
    for sheet in sheets:
        for ops in sheet.pages:
            for op in _clear_leaders(ops):
                _draw(canvas, op)
            canvas.showPage()
    canvas.save()
