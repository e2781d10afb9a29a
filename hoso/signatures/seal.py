"""What a signature looks like on page 1: who signed and when, as a small PDF of its own.

NĐ 30/2020/NĐ-CP (Phụ lục I) and CV 7197: top right of the first page, the name of the agency, and
day, hour, minute, second with Vietnam's zone. In: these. Out: a one-page PDF with embedded fonts
(PDF/A allows no others), to be drawn as the field's appearance. Errors: ``FontMissing``.
"""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from hoso.archive.two_layer import embedded_fonts_only
from reuse.forms.pdf import printing_face

MARGIN = 6.0  # points from the page's edges: what is printed begins further in
_WIDTH, _LINES = 190.0, 3  # points; lines of a long name
_FONT = "hoso-regular"  # one face: each costs 11 kB a copy
_SIZE, _SMALLEST, _PAD, _LEADING = 8.0, 5.0, 3.0, 1.15
_INK = (0.72, 0.07, 0.11)  # red, as an agency's seal (NĐ 30/2020)


@dataclass(frozen=True, slots=True)
class Seal:
    """A PDF of one page, and its size in points as the page's own coordinates have it."""

    pdf: bytes
    width: float
    height: float


def seal_of(signer: str, moment: datetime, *, rotation: int = 0) -> Seal:
    """The picture; ``rotation``: by how much the page is turned clockwise when it is shown."""
    printing_face()
    zone = f"{moment:%z}"
    when = f"Thời gian ký: {moment:%d/%m/%Y %H:%M:%S} {zone[:3]}:{zone[3:]}"
    scale, lines = _fitting(f"Ký bởi: {signer}", when)
    high = len(lines) * scale * _LEADING + 2 * _PAD
    size = (high, _WIDTH) if rotation % 180 == 90 else (_WIDTH, high)
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, initialFontName=_FONT, pageCompression=1, invariant=1)
    _turn(canvas, rotation % 360, high)
    canvas.setStrokeColorRGB(*_INK)
    canvas.setFillColorRGB(*_INK)
    canvas.setLineWidth(0.7)
    canvas.rect(0.5, 0.5, _WIDTH - 1, high - 1)
    canvas.setFont(_FONT, scale)
    for number, line in enumerate(lines, 1):
        canvas.drawString(_PAD, high - _PAD - (number * _LEADING - 0.25) * scale, line)
    canvas.showPage()
    canvas.save()
    return Seal(embedded_fonts_only(out), *size)


def _fitting(name: str, when: str) -> tuple[float, list[str]]:
    """The largest size at which all lines find room; a name without end is cut."""
    size = _SIZE
    while True:
        lines = simpleSplit(name, _FONT, size, _WIDTH - 2 * _PAD)
        if len(lines) <= _LINES or size <= _SMALLEST:
            return size, [*lines[:_LINES], when]
        size -= 0.5


def _turn(canvas: Canvas, rotation: int, high: float) -> None:
    """So that what is drawn stands upright when the page is shown turned clockwise."""
    if rotation == 90:
        canvas.translate(high, 0)
    elif rotation == 180:
        canvas.translate(_WIDTH, high)
    elif rotation == 270:
        canvas.translate(0, _WIDTH)
    canvas.rotate(rotation)
