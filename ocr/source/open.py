"""One door for every file: a path in, a ``Source`` of pages out, or an InputError with its fault.

First the path (link, kind, size), then the first bytes (format), then the format's own reader.
"""

from pathlib import Path
from typing import BinaryIO

from ocr.source.file import Format, open_file
from ocr.source.image import ImageSource
from ocr.source.interface import Limits, Source
from ocr.source.pdf import PdfSource


def open_source(path: Path | str, limits: Limits | None = None) -> Source:
    """Opens a PDF, TIFF, JPEG, PNG, WebP or BMP file. Raises InputError; close what it returns."""
    limits = limits or Limits()
    stream, found = open_file(Path(path), max_bytes=limits.max_bytes)
    return source_of(stream, found, limits)


def source_of(stream: BinaryIO, found: Format, limits: Limits) -> Source:
    """The same for a file that ``open_file`` has opened; owns the stream. Raises InputError."""
    try:
        if found is Format.PDF:
            return PdfSource(stream, limits=limits)
        return ImageSource(stream, found, limits=limits)
    except BaseException:
        stream.close()
        raise
