"""Scans as they came in. In: a file. Out: its SHA-256, its size, and the same bytes once more.

Errors: a file that changes between the two readings is ``SourceChanged``, so that nothing is ever
stored under another file's hash.
"""

import hashlib
from io import SEEK_END, BytesIO
from typing import BinaryIO

from storage.errors import SourceChanged

_BLOCK = 1 << 20


def fingerprint(file: BinaryIO) -> tuple[str, int]:
    """SHA-256 (hexadecimal) and size of what is left to read."""
    digest, size = hashlib.sha256(), 0
    if isinstance(file, BytesIO):  # it lies in memory already: not copied once more
        with file.getbuffer()[file.tell() :] as rest:
            digest.update(rest)
            size = len(rest)
        file.seek(0, SEEK_END)
        return digest.hexdigest(), size
    while block := file.read(_BLOCK):
        digest.update(block)
        size += len(block)
    return digest.hexdigest(), size


class CheckedSource:
    """The file's bytes; the last ones come only if all of them have the promised hash."""

    def __init__(self, file: BinaryIO, sha256: str, size: int) -> None:
        self._file = file
        self._sha256 = sha256
        self._left = size
        self._digest = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        try:
            block = self._file.read(size)
        except OSError as error:
            raise SourceChanged(f"the file can no longer be read: {error}") from error
        self._digest.update(block)
        self._left -= len(block)
        cut = self._left > 0 and not block
        altered = self._left <= 0 and self._digest.hexdigest() != self._sha256
        if cut or altered:
            raise SourceChanged("the file changed while it was being stored; scan it again")
        return block
