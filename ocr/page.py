"""What ocr produces: an upright page of lines of words, each with its box.

Boxes are fractions ``(x0, y0, x1, y1)`` of the upright page, origin top left; pages count from 1;
text is composed Unicode (NFC); confidences lie between 0 and 1. Everything here is frozen and can
be pickled between our own processes.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Box = tuple[float, float, float, float]
# A word's confidence at most where a dot of its own may be taken for a leader's. Readers err alike
# there and agree: such a word is never certain.
MARK_DOUBTED = 0.5


class Method(StrEnum):
    """Where a text came from (contract §2, ``method``)."""

    OCR = "ocr"
    DIGIT_BOXES = "digit_boxes"
    QR = "qr"
    MRZ = "mrz"
    BARCODE = "barcode"
    PDF_TEXT = "pdf_text"


class Route(StrEnum):
    """How a page was read."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    BLANK = "blank"


class Flaw(StrEnum):
    """Why a page should be scanned again."""

    LOW_RESOLUTION = "low_resolution"
    BLURRED = "blurred"
    FAINT = "faint"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one independent reader read at one place."""

    reader: str
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a space. An uncertain digit of a digit box is ``?``."""

    text: str
    box: Box
    confidence: float
    method: Method = Method.OCR
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one base line, left to right; never across a rule, a cell or a very wide gap."""

    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        """The words joined by single spaces."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a ruled table; row and column count from 0, also over the heading row."""

    row: int
    column: int
    box: Box


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: its outline and cells (words are found by their boxes)."""

    box: Box
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A QR or bar code: exact, kept as evidence."""

    method: Method
    symbology: str
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done to the page, by which version, with what result."""

    name: str
    version: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Transform:
    """From the source's page to the upright one: quarter turns, then deskew, about the centre."""

    rotation: int = 0  # degrees clockwise that were applied: 0, 90, 180, 270
    skew: float = 0.0  # degrees counter-clockwise that were applied after the rotation
    dpi: float = 0.0  # of the picture that was worked on


@dataclass(frozen=True, slots=True)
class Page:
    """One upright page. ``lines`` are in reading order; width and height are pixels at ``dpi``."""

    number: int
    width: int
    height: int
    route: Route
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    codes: tuple[Code, ...] = ()
    transform: Transform = Transform()
    steps: tuple[Step, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    ink: float = 1.0  # share of inked pixels where no line was found; not measured: no blank page
    unread: tuple[Box, ...] = ()  # lines of which no reader made a word

    def as_json(self) -> dict[str, Any]:
        """What the record keeps of how the page was made: route, transform, steps.

        ``unread`` is there where some ink could not be read at all.
        """
        data = {
            "page": self.number,
            "width": self.width,
            "height": self.height,
            "route": str(self.route),
            "rotation": self.transform.rotation,
            "skew": round(self.transform.skew, 3),
            "dpi": round(self.transform.dpi, 1),
            "flaws": [str(flaw) for flaw in self.flaws],
            "steps": [
                {"name": s.name, "version": s.version, "detail": s.detail} for s in self.steps
            ],
        }
        if self.unread:
            data["unread"] = [[round(side, 5) for side in box] for box in self.unread]
        return data
