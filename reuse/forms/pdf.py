"""A PDF drawn from one of our own DOCX files, so that both say the same.

In: bytes of a DOCX made of what our templates use (paragraphs with bold, italic, underlined, raised
runs; tables with lines around cells). Out: bytes of a PDF with embedded fonts. No office suite is
needed. Errors: ``FontMissing``, with the Debian package to install.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

_ALIGN = {
    WD_ALIGN_PARAGRAPH.CENTER: TA_CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT: TA_RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY: TA_JUSTIFY,
}
_STYLES = ("regular", "bold", "italic", "bold-italic")
_CELL = 1.5  # points around what stands in a cell


class FontMissing(Exception):  # noqa: N818 - as in storage.errors
    """No font with all Vietnamese letters is installed; ``package``: Debian's package with one."""

    def __init__(self, package: str) -> None:
        super().__init__(f"no font with Vietnamese letters: install {package}")
        self.package = package


@dataclass(frozen=True)
class _Face:
    """A family: its files by style, and how much smaller it must be to need as much room as the
    one the forms are set in."""

    folder: str
    files: tuple[str, str, str, str]
    scale: float
    package: str


_TRUETYPE = "/usr/share/fonts/truetype"
_FACES = (
    _Face(
        f"{_TRUETYPE}/freefont",
        ("FreeSerif.ttf", "FreeSerifBold.ttf", "FreeSerifItalic.ttf", "FreeSerifBoldItalic.ttf"),
        1.0,
        "fonts-freefont-ttf",
    ),
    _Face(
        f"{_TRUETYPE}/dejavu",
        (
            *("DejaVuSerifCondensed.ttf", "DejaVuSerifCondensed-Bold.ttf"),
            *("DejaVuSerifCondensed-Italic.ttf", "DejaVuSerifCondensed-BoldItalic.ttf"),
        ),
        0.87,
        "fonts-dejavu-extra",
    ),
    _Face(
        f"{_TRUETYPE}/dejavu",
        ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"),
        0.77,
        "fonts-dejavu-core",
    ),
)


def pdf_of(docx: bytes) -> bytes:
    """The same pages as a PDF."""
    document, face = Document(BytesIO(docx)), printing_face()
    section: Any = document.sections[0]
    drawing = _Drawing(document, face)
    out = BytesIO()
    template = SimpleDocTemplate(
        out,
        pagesize=(section.page_width.pt, section.page_height.pt),
        leftMargin=section.left_margin.pt - 6,  # platypus pads its frame by 6 points
        rightMargin=section.right_margin.pt - 6,
        topMargin=section.top_margin.pt - 6,
        bottomMargin=section.bottom_margin.pt - 6,
        title=document.core_properties.title,
        author="hoso",
    )
    template.build(list(drawing.parts()))
    return out.getvalue()


@cache
def printing_face() -> _Face:
    """The first family that is installed, known to reportlab from now on as ``hoso-regular``,
    ``hoso-bold``, ``hoso-italic``, ``hoso-bold-italic``. Raises ``FontMissing``."""
    for face in _FACES:
        paths = [Path(face.folder) / name for name in face.files]
        if all(path.is_file() for path in paths):
            for style, path in zip(_STYLES, paths, strict=True):
                pdfmetrics.registerFont(TTFont(f"hoso-{style}", str(path)))
            pdfmetrics.registerFontFamily("hoso", *(f"hoso-{style}" for style in _STYLES))
            return face
    raise FontMissing(_FACES[-1].package)


class _Drawing:
    """Paragraphs and tables of one document, one after the other."""

    def __init__(self, document: Any, face: _Face) -> None:
        self._document, self._face = document, face
        normal = document.styles["Normal"]
        self._size = float(normal.font.size.pt)
        self._after = normal.paragraph_format.space_after
        self._leading = float(normal.paragraph_format.line_spacing or 1.15)

    def parts(self) -> Iterator[Any]:
        for element in self._document.element.body.iterchildren():
            if element.tag == qn("w:p"):
                yield self._paragraph(DocxParagraph(element, self._document))
            elif element.tag == qn("w:tbl"):
                yield self._table(DocxTable(element, self._document))

    def _paragraph(self, found: Any) -> Paragraph:
        shape = found.paragraph_format
        size = max((run.font.size.pt for run in found.runs if run.font.size), default=self._size)
        after = self._after if shape.space_after is None else shape.space_after
        exact = getattr(shape.line_spacing, "pt", None)
        style = ParagraphStyle(
            "",
            fontName="hoso-regular",
            fontSize=size * self._face.scale,
            leading=exact or size * self._leading * 1.13,
            alignment=_ALIGN.get(found.alignment, TA_LEFT),
            spaceBefore=shape.space_before.pt if shape.space_before is not None else 0,
            spaceAfter=after.pt if after is not None else 0,
        )
        text = "".join(self._run(run) for run in found.runs)
        return Paragraph(text or "&nbsp;", style)

    def _run(self, run: Any) -> str:
        text = escape(run.text).replace("\n", "<br/>").replace("  ", "&nbsp; ")
        if not text:
            return ""
        marks = {"b": run.bold, "i": run.italic, "u": run.underline, "super": run.font.superscript}
        for mark, is_on in marks.items():
            if is_on:
                text = f"<{mark}>{text}</{mark}>"
        size = (run.font.size.pt if run.font.size else self._size) * self._face.scale
        if run.font.superscript:
            size *= 0.8
        return f'<font size="{size:.1f}">{text}</font>'

    def _table(self, found: Any) -> Table:
        cells, lines = [], []
        for y, row in enumerate(found.rows):
            cells.append([[self._paragraph(p) for p in cell.paragraphs] for cell in row.cells])
            for x, cell in enumerate(row.cells):
                if cell._tc.tcPr is not None and cell._tc.tcPr.find(qn("w:tcBorders")) is not None:
                    lines.append(("BOX", (x, y), (x, y), 0.5, "black"))
        widths = [cell.width.pt for cell in found.rows[0].cells]
        pads = [(f"{side}PADDING", (0, 0), (-1, -1), _CELL) for side in ("TOP", "BOTTOM")]
        pads += [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 4)]
        for _, start, end, *_ in lines:
            pads += [("LEFTPADDING", start, end, 2), ("RIGHTPADDING", start, end, 2)]
        middle = [("VALIGN", (0, 0), (-1, -1), "MIDDLE" if lines else "TOP")]
        return Table(cells, colWidths=widths, style=[*pads, *middle, *lines], hAlign="LEFT")
