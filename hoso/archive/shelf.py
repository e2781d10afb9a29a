"""The folder in which archive copies lie: a PDF a version, its metadata as JSON beside it.

Names follow CV 7197: ``AGENCY_TYPE_000001_V1`` is the DocCode, ``DOCCODE_YYYYMMDD_TYPE.pdf`` the
file, the date being the day of the scan. The number comes from the store and stays with its record
(``storage.archive_codes``): two folders, two machines and a lost folder give the same. The JSON is
written first; a PDF that stands here with its JSON is never written over. One export at a time in
one folder: ``BlockingIOError`` while another works there.
"""

import fcntl
import json
import os
from pathlib import Path
from types import TracebackType
from typing import Any

from hoso.archive.metadata import abbreviation
from storage.archive_codes import ArchiveCodes
from storage.record import Record


class Shelf:
    """The copies that are there; a context manager that keeps other exports out."""

    def __init__(self, folder: Path, agency: str, codes: ArchiveCodes) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._agency, self._codes = folder, agency, codes
        self._made: set[tuple[str, int]] = set()

    def __enter__(self) -> "Shelf":
        self._lock = (self._folder / ".lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            self._lock.close()
            raise
        for path in self._folder.glob("*.json"):
            entry = json.loads(path.read_text(encoding="utf-8"))
            if path.with_suffix(".pdf").is_file():
                self._made.add((entry["record_id"], entry["version"]))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lock.close()

    def has(self, record: Record) -> bool:
        """Is this version archived?"""
        return (record.record_id, record.version) in self._made

    def code_of(self, record: Record) -> str:
        """The DocCode; a new record gets the next number of its type (``NumbersUsedUp``)."""
        kind = abbreviation(record.document["type"])
        number = self._codes.number_of(self._agency, kind, record.record_id)
        return f"{self._agency}_{kind}_{number:06}_V{record.version}"

    def keep(self, record: Record, copy: Path, scanned: str, metadata: dict[str, Any]) -> Path:
        """Puts the JSON in its place, then the finished copy; the PDF's path."""
        code = metadata["DocCode"]
        kind = code.rsplit("_", 3)[-3]
        target = self._folder / f"{code}_{scanned[:10].replace('-', '')}_{kind}.pdf"
        own = {"record_id": record.record_id, "version": record.version}
        data = json.dumps(own | metadata, ensure_ascii=False, indent=1)
        self._place(target.with_suffix(".json"), data.encode())
        self._place(target, copy.read_bytes())
        self._made.add((record.record_id, record.version))
        return target

    def _place(self, target: Path, data: bytes) -> None:
        half = self._folder / f".{target.name}.part"
        with half.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)
