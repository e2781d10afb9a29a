"""Archive copies for the door of programs (CV 7197: ``GET /documents/{DocCode}``).

In: a DocCode. Out: ``ArchiveCopy``, and its bytes, whole and checked before any of them goes out.
The place is opened at the first question: a server starts without it, too. Errors: ``StoreError``.
"""

import hashlib
import threading
from contextlib import suppress
from tempfile import TemporaryFile
from typing import BinaryIO

from hoso.archive.metadata import LENGTHS, SOURCES
from hoso.archive.shelf import CODE, copies_at, metadata_at, name_of
from reuse.interface import ArchiveCopy
from storage.errors import NotFound, StoreDamaged
from storage.objects.interface import Objects
from storage.objects.s3_settings import S3Settings
from storage.store import Store

_BESIDE = ("scanned", "made", "signed_by", "signed", "sha256")


class ServedArchive:
    """May be shared by threads."""

    def __init__(self, url: str, s3: S3Settings | None, store: Store) -> None:
        self._url, self._s3, self._store = url, s3, store
        self._opened: Objects | None = None
        self._own = threading.Lock()

    def find(self, code: str) -> ArchiveCopy | None:
        """The copy; ``None`` where there is none of that code."""
        parts = CODE.fullmatch(code)
        if parts is None:
            return None
        number, version = int(parts["number"]), int(parts["version"])
        record_id = self._store.archive_codes.record_of(parts["agency"], parts["kind"], number)
        if record_id is None:
            return None
        name = name_of(code, self._store.version(record_id, 1).created_at)
        with suppress(NotFound):
            found = metadata_at(self._copies(), name)
            whose = found.get("record_id"), found.get("version"), found.get("DocCode")
            if whose != (record_id, version, code):
                raise StoreDamaged(f"{name}.json is another paper's", where=name)
            said = {key: str(found[key]) for key in (*LENGTHS, *_BESIDE) if key in found}
            return ArchiveCopy(record_id, version, name, said, SOURCES)
        return None

    def open(self, copy: ArchiveCopy) -> BinaryIO:
        """The PDF, gone from this machine when it is closed."""
        digest = hashlib.sha256()
        file = TemporaryFile(prefix="hoso-copy-")  # noqa: SIM115 - the caller closes it
        try:
            for block in self._copies().blocks(f"{copy.name}.pdf"):
                digest.update(block)
                file.write(block)
            if digest.hexdigest() != copy.metadata.get("sha256"):
                raise StoreDamaged(f"{copy.name}.pdf is not what was archived", where=copy.name)
            file.seek(0)
        except BaseException:
            file.close()
            raise
        return file

    def _copies(self) -> Objects:
        with self._own:
            if self._opened is None:
                self._opened = copies_at(self._url, self._s3, create=False)
            return self._opened
