"""Fronts and backs that were scanned one stack after the other become one file, sheet by sheet.

In: two PDFs with as many pages. Out: a PDF, front 1, back 1, front 2 …; pages are taken over as
they are, nothing is drawn anew. Whoever turns the whole stack over scans the last back first: that
is the usual order. The same stacks give the same bytes, so that what was scanned twice is known
again. Errors: ``Uneven``; ``InputError`` for a file that cannot be read; ``OSError`` for one that
cannot be written: then there is none.
"""

import hashlib
import re
from pathlib import Path
from typing import BinaryIO

import pypdfium2 as pdfium

from hoso.new_file import new_file
from ocr.errors import Fault, InputError
from ocr.source.interface import Limits
from ocr.source.open import open_source

# What PDFium writes of its own and anew each time: when it was, in the object that comes before all
# pages, and random identifiers at the very end.
_WHEN = re.compile(rb"endobj\r\n3 0 obj\r\n<<(/CreationDate\(D:[^)]{0,40}\))")
_IDENTIFIERS = re.compile(rb"/ID\[<([0-9A-F]{32})><([0-9A-F]{32})>\]>>\r\nstartxref")
_END = 400
_BLOCK = 1 << 20


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
        with pdfium.PdfDocument.new() as made, new_file(out) as stream:
            for n in range(count):
                made.import_pages(first, [n])
                made.import_pages(second, [count - 1 - n if reverse else n])
            _save(made, stream)
            _settle(stream)
    return 2 * count


class _Writer:
    """PDFium asks for bytes to be written and cannot be told why that failed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            self._stream.write(data)
        except OSError as error:
            self.error = self.error or error
        return len(data)


def _save(made: pdfium.PdfDocument, stream: BinaryIO) -> None:
    writer = _Writer(stream)
    made.save(writer)
    if writer.error is not None:
        raise writer.error


def _settle(stream: BinaryIO) -> None:
    """Overwrites what differs from time to time, in its place: offsets stay true."""
    size = stream.seek(0, 2)
    stream.seek(0)
    head = stream.read(min(size, _BLOCK))
    if (when := _WHEN.search(head)) is not None:
        _put(stream, when.start(1), b" " * len(when[1]))
    start = max(0, size - _END)
    stream.seek(start)
    found = _IDENTIFIERS.search(stream.read())
    if found is None:
        return
    places = [start + found.start(n) for n in (1, 2)]
    for place in places:
        _put(stream, place, b"0" * 32)
    stream.seek(0)
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    for place in places:
        _put(stream, place, digest.hexdigest()[:32].upper().encode())


def _put(stream: BinaryIO, place: int, data: bytes) -> None:
    stream.seek(place)
    stream.write(data)
