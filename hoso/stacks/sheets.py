"""What a scanner room prints: separator sheets, and the report of a batch that the clerk signs.

In: separators, an account. Out: bytes of a PDF. Errors: ``reuse.forms.pdf.FontMissing``.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.renderPDF import draw
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from hoso.messages import Texts
from hoso.stacks.account import Account, FileAccount
from hoso.stacks.separator import TITLE, Separator
from reuse.forms.pdf import printing_face

_QR = 90 * mm  # large: it must be read at 200 dpi in one bit, however the sheet lies


def separator_sheets(separators: Sequence[Separator], names: dict[str, str], texts: Texts) -> bytes:
    """One sheet for each; ``names``: of the types, as people call them."""
    printing_face()
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setTitle(TITLE)
    for separator in separators:
        _sheet(canvas, separator, names.get(separator.type, ""), texts)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _sheet(canvas: Canvas, separator: Separator, kind: str, texts: Texts) -> None:
    width, height = A4
    canvas.setFont("hoso-bold", 30)
    canvas.drawCentredString(width / 2, height - 40 * mm, TITLE)
    for n, (key, value) in enumerate(
        (("batch", separator.batch), ("dossier", separator.dossier), ("type", kind))
    ):
        if value:
            canvas.setFont("hoso-regular", 20)
            line = f"{texts(f'stacks.{key}')}: {value}"
            canvas.drawCentredString(width / 2, height - (62 + 14 * n) * mm, line)
    widget = QrCodeWidget(separator.text(), barLevel="Q")
    x0, y0, x1, y1 = widget.getBounds()
    scale = _QR / max(x1 - x0, y1 - y0)
    drawing = Drawing(_QR, _QR, transform=[scale, 0, 0, scale, 0, 0])
    drawing.add(widget)
    draw(drawing, canvas, (width - _QR) / 2, (height - _QR) / 2 - 25 * mm)
    canvas.setFont("hoso-italic", 13)
    canvas.drawCentredString(width / 2, 25 * mm, texts("stacks.keep"))


def batch_report(account: Account, texts: Texts, *, printed: str) -> bytes:
    """The statement of a batch: every file, what was set aside and why, room for signatures."""
    printing_face()
    out = BytesIO()
    title = texts("batch.title", batch=account.batch)
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 18 * mm)
    template = SimpleDocTemplate(out, pagesize=A4, title=title, author="hoso", **margins)
    template.build(list(_parts(account, title, texts, printed)))
    return out.getvalue()


def _parts(account: Account, title: str, texts: Texts, printed: str) -> Iterator[Any]:
    head = ParagraphStyle(
        "head", fontName="hoso-bold", fontSize=15, leading=20, alignment=TA_CENTER
    )
    plain = ParagraphStyle("plain", fontName="hoso-regular", fontSize=10.5, leading=14)
    small = ParagraphStyle("small", parent=plain, fontSize=9, leading=11.5)
    yield Paragraph(escape(title), head)
    yield Paragraph(escape(texts("batch.made", when=printed, by=account.by or "…………")), plain)
    yield Spacer(1, 4 * mm)
    counts = [
        (texts(f"batch.{name}"), str(account.total(name)))
        for name in ("pages_in", "pages_stored", "pages_quarantined", "blanks", "separators",
                     "doubles", "documents")
    ]  # fmt: skip
    yield _grid([[Paragraph(escape(a), plain), b] for a, b in counts], [120 * mm, 30 * mm])
    verdict = "batch.balanced" if account.balanced else "batch.unbalanced"
    yield Spacer(1, 2 * mm)
    yield Paragraph(f"<b>{escape(texts(verdict))}</b>", plain)
    yield Spacer(1, 4 * mm)
    names = ("file", "pages_in", "pages_stored", "pages_quarantined")
    rows: list[list[Any]] = [
        [Paragraph(f"<b>{escape(texts(f'batch_short.{name}'))}</b>", small) for name in names]
    ]
    rows += [_row(file, texts, small) for file in account.files]
    yield _grid(rows, [102 * mm, 24 * mm, 24 * mm, 24 * mm], repeat=1)
    yield Spacer(1, 10 * mm)
    signers = [Paragraph(f"<b>{escape(texts(f'batch.{who}'))}</b>", plain) for who in _SIGNERS]
    yield Table([signers], colWidths=[58 * mm] * len(_SIGNERS))


_SIGNERS = ("handed_over", "digitised", "checked")


def _row(file: FileAccount, texts: Texts, style: ParagraphStyle) -> list[Any]:
    notes = [texts(f"batch.{note}") for note in file.notes]
    notes += [
        (texts("batch.page", page=page) + ": " if page else "") + texts.fault(code)
        for page, code in file.faults
    ]
    text = escape(file.name) + "".join(f"<br/><i>{escape(note)}</i>" for note in notes)
    counts = (file.pages_in, file.pages_stored, file.pages_quarantined)
    return [Paragraph(text, style), *map(str, counts)]


def _grid(rows: list[list[Any]], widths: list[float], *, repeat: int = 0) -> Table:
    table = Table(rows, colWidths=widths, repeatRows=repeat)
    table.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
            ("FONT", (0, 0), (-1, -1), "hoso-regular", 10),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ]
    )
    return table
