"""Fronts and backs that were scanned one stack after the other become one file, sheet by sheet.

In: two PDFs with as many pages. Out: a PDF, front 1, back 1, front 2 …; pages are taken over as
they are, nothing is drawn anew. Whoever turns the whole stack over scans the last back first: that
is the usual order. Errors: ``Uneven``; ``InputError`` for a file that cannot be read.
"""

from pathlib import Path

import pypdfium2 as pdfium

from ocr.errors import Fault, InputError
from ocr.source.interface import Limits
from ocr.source.open import open_source


class Uneven(ValueError):  # noqa: N818 - the name says what happened
    """The stacks have different numbers of pages: ``fronts`` and ``backs``."""

    def __init__(self, fronts: int, backs: int) -> None:
        super().__init__(f"{fronts} fronts, {backs} backs")
        self.fronts, self.backs = fronts, backs


def collate(fronts: Path, backs: Path, out: Path, limits: Limits, *, reverse: bool = True) -> int:
    """Writes ``out`` (``FileExistsError`` where it is there already); the number of its pages."""
    for path in (fronts, backs):
        with open_source(path, limits=limits):  # hostile files end here, with a name
            pass
    try:
        first, second = pdfium.PdfDocument(fronts), pdfium.PdfDocument(backs)
    except pdfium.PdfiumError as error:  # a picture is no stack
        raise InputError(Fault.UNKNOWN_FORMAT, "not a PDF") from error
    with first, second:
        count = len(first)
        if count != len(second):
            raise Uneven(count, len(second))
        with pdfium.PdfDocument.new() as made, out.open("xb") as stream:
            for n in range(count):
                made.import_pages(first, [n])
                made.import_pages(second, [count - 1 - n if reverse else n])
            made.save(stream)
    return 2 * count
