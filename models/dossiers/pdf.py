"""Born-digital pages: the same marks as vectors and real text, through reportlab.

In: sheets whose faces are TrueType (`look_for_pdf`). Out: a PDF file with a text layer.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from models.dossiers.fonts import Face, font_file, is_truetype
from models.dossiers.ops import A4, Area, Code, Colour, Curve, Line, Op, Seal, Text
from models.dossiers.raster import code_pixels
from models.dossiers.seals import seal_layer
from models.dossiers.sheet import Sheet


def _font(face: Face) -> str:
    if not is_truetype(face):
        raise ValueError(f"{face} cannot be embedded: reportlab takes TrueType only")
    path = font_file(face)
    if path.stem not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(path.stem, str(path)))
    return path.stem


def _rgb(colour: Colour) -> tuple[float, float, float]:
    return colour[0] / 255, colour[1] / 255, colour[2] / 255


def _text(canvas: Canvas, op: Text) -> None:
    canvas.setFillColorRGB(*_rgb(op.colour))
    canvas.setFont(_font(op.face), op.size)
    if not op.angle:
        canvas.drawString(op.x, A4[1] - op.y, op.text)
        return
    canvas.saveState()
    canvas.translate(op.x, A4[1] - op.y)
    canvas.rotate(op.angle)
    canvas.drawString(0, 0, op.text)
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


def write_pdf(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write sheets one after another; the same sheets give the same bytes."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setTitle("")
    for sheet in sheets:
        for ops in sheet.pages:
            for op in ops:
                _draw(canvas, op)
            canvas.showPage()
    canvas.save()
