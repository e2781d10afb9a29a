"""A drawn paper as pages of words, without pixels: what a perfect reader would see.

In: a ``Sheet`` of the drawing tool. Out: ``ocr.page.Page``s; quick enough for many papers in tests
of ``extract``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from models.dossiers.fonts import width
from models.dossiers.ops import A4, Code, Text
from models.dossiers.ops import Line as Rule
from models.dossiers.sheet import Sheet
from ocr.page import Cell, Line, Method, Page, Reading, Route, Table, Word
from ocr.page import Code as PageCode

_READERS = ("hoso", "tesseract")


def drawn_pages(sheet: Sheet, *, first: int = 1) -> tuple[Page, ...]:
    """One page per page of the sheet."""
    return tuple(_page(ops, number) for number, ops in enumerate(sheet.pages, first))


def _page(ops: list, number: int) -> Page:
    texts = [op for op in ops if isinstance(op, Text) and not op.angle and op.text.strip()]
    lines: list[list[Text]] = []
    for text in texts:
        home = lines[-1] if lines else None
        if home is not None and _follows(home[-1], text):
            home.append(text)
        else:
            lines.append([text])
    codes = tuple(_code(op) for op in ops if isinstance(op, Code))
    w, h = A4
    found = tuple(_line(line) for line in lines)
    return Page(number, int(w * 4), int(h * 4), Route.OCR, found, tuple(_tables(ops)), codes)


def _tables(ops: list) -> Iterator[Table]:
    """Bands of upright rules with the same edges, one below the other, are a table."""
    bands: dict[tuple[float, float], list[float]] = {}
    for op in ops:
        if isinstance(op, Rule) and op.x0 == op.x1:
            bands.setdefault((op.y0, op.y1), []).append(op.x0)
    runs: list[list[tuple[float, float]]] = []
    for band in sorted(bands):
        last = runs[-1][-1] if runs else None
        if last and abs(last[1] - band[0]) < 0.5 and bands[last] == bands[band]:
            runs[-1].append(band)
        else:
            runs.append([band])
    w, h = A4
    for run in (r for r in runs if len(r) > 1):
        edges = sorted(x / w for x in bands[run[0]])
        cells = tuple(
            Cell(row, column, (x0, top / h, x1, bottom / h))
            for row, (top, bottom) in enumerate(run)
            for column, (x0, x1) in enumerate(pairwise(edges))
        )
        yield Table((edges[0], run[0][0] / h, edges[-1], run[-1][1] / h), cells)


def _follows(before: Text, text: Text) -> bool:
    gap = text.x - (before.x + width(before.text, before.face, before.size))
    return abs(before.y - text.y) < 0.6 * text.size and -1.0 < gap < 1.2 * text.size


def _line(texts: list[Text]) -> Line:
    words: list[list[Text]] = []
    for text in texts:
        last = words[-1][-1] if words else None
        glued = (
            last is not None
            and text.x - (last.x + width(last.text, last.face, last.size)) < 0.08 * text.size
        )
        if glued:
            words[-1].append(text)
        else:
            words.append([text])
    made = tuple(_word(parts) for parts in words)
    boxes = [word.box for word in made]
    box = (
        min(b[0] for b in boxes), min(b[1] for b in boxes),
        max(b[2] for b in boxes), max(b[3] for b in boxes),
    )  # fmt: skip
    return Line(made, box)


def _word(parts: list[Text]) -> Word:
    text = "".join(part.text for part in parts)
    size = max(part.size for part in parts)
    first, last = parts[0], parts[-1]
    x1 = last.x + width(last.text, last.face, last.size)
    w, h = A4
    box = (first.x / w, (first.y - 0.75 * size) / h, x1 / w, (first.y + 0.2 * size) / h)
    readings = tuple(Reading(reader, text, 0.98) for reader in _READERS)
    return Word(text, box, 0.98, Method.OCR, readings)


def _code(op: Code) -> PageCode:
    w, h = A4
    method = Method.QR if op.kind == "QRCode" else Method.BARCODE
    x0, y0, x1, y1 = op.box
    return PageCode(method, op.kind, op.payload, (x0 / w, y0 / h, x1 / w, y1 / h))
