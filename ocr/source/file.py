"""Opening an untrusted path: a path in, a readable stream and its format out.

Everything is checked on the descriptor that is then read, so a path that is exchanged in between
gains nothing. Formats are told by their first bytes, never by their names.
Errors (InputError): symbolic_link, not_found, not_readable, not_a_file, empty, too_large,
unknown_format.
"""

import errno
import os
import stat
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from ocr.errors import Fault, InputError

IN_MEMORY = 64 << 20  # smaller files are read at once: nobody can change them under a decoder
PDF_HEADER_WITHIN = 1024  # readers accept some bytes before %PDF- (ISO 32000-1, annex H.3.4.1)
BMP_HEADER_SIZES = frozenset({12, 16, 40, 52, 56, 64, 108, 124})

_BY_ERRNO = {
    errno.ELOOP: Fault.SYMBOLIC_LINK,
    errno.ENOENT: Fault.NOT_FOUND,
    errno.ENOTDIR: Fault.NOT_FOUND,
    errno.ENAMETOOLONG: Fault.NOT_FOUND,
    errno.ENXIO: Fault.NOT_A_FILE,
    errno.ENODEV: Fault.NOT_A_FILE,
}


class Format(StrEnum):
    """The formats that are read; the values of pictures are Pillow's names."""

    PDF = "PDF"
    TIFF = "TIFF"
    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    BMP = "BMP"


def open_file(path: Path, *, max_bytes: int) -> tuple[BinaryIO, Format]:
    """A stream at its beginning, and what it holds. The caller closes the stream."""
    try:
        _check_kind(os.lstat(path))
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb", closefd=True) as stream:
            state = os.fstat(stream.fileno())
            _check_kind(state)
            _check_size(state.st_size, max_bytes)
            found = format_of(stream.read(PDF_HEADER_WITHIN + 8))
            stream.seek(0)
            if state.st_size <= IN_MEMORY:
                # Room for what is there, and no more: memory for 64 MB costs a millisecond.
                return BytesIO(stream.read(state.st_size)), found
            return os.fdopen(os.dup(stream.fileno()), "rb"), found
    except OSError as error:
        fault = _BY_ERRNO.get(error.errno or 0, Fault.NOT_READABLE)
        raise InputError(fault, f"{type(error).__name__}: {error.strerror}") from error
    except ValueError as error:  # a name with a NUL character
        raise InputError(Fault.NOT_FOUND, str(error)) from error


def format_of(head: bytes) -> Format:
    """What the first kilobyte announces. Raises InputError(unknown_format)."""
    if head.startswith(b"\xff\xd8\xff"):
        return Format.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Format.PNG
    if head[:4] in {b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"}:
        return Format.TIFF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Format.WEBP
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in BMP_HEADER_SIZES:
        return Format.BMP
    if b"%PDF-" in head[: PDF_HEADER_WITHIN + 5]:
        return Format.PDF
    raise InputError(Fault.UNKNOWN_FORMAT, f"begins with {head[:8]!r}")


def _check_kind(state: os.stat_result) -> None:
    if stat.S_ISLNK(state.st_mode):
        raise InputError(Fault.SYMBOLIC_LINK)
    if not stat.S_ISREG(state.st_mode):
        raise InputError(Fault.NOT_A_FILE, f"mode {stat.filemode(state.st_mode)}")


def _check_size(size: int, max_bytes: int) -> None:
    if size == 0:
        raise InputError(Fault.EMPTY)
    if size > max_bytes:
        raise InputError(Fault.TOO_LARGE, f"{size} bytes, {max_bytes} allowed")
