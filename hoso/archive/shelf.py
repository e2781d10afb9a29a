"""The folder in which archive copies lie: a PDF a version, its metadata as JSON beside it.

Names follow CV 7197: ``AGENCY_TYPE_000001_V1`` is the DocCode, ``DOCCODE_YYYYMMDD_TYPE.pdf`` the
file, the date being the day of the scan. The number stays with its record within this folder; the
JSON, written first, says whose it is, so that no crash gives a number to two papers. A PDF that
stands here with its JSON is never written over. One export
at a time: ``BlockingIOError`` while another works in the folder.
"""

import fcntl
import json
import os
from pathlib import Path
from types import TracebackType
from typing import Any

from storage.record import Record

_LAST = 999_999


class ShelfFull(Exception):  # noqa: N818 - as in storage.errors
    """Number 999999 of a type is taken."""


class Shelf:
    """The copies that are there; a context manager that keeps other exports out."""

    def __init__(self, folder: Path, agency: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._agency = folder, agency
        self._numbers: dict[tuple[str, str], int] = {}  # by type and record
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
            own = (entry["record_id"], entry["version"])
            kind, number = entry["DocCode"].rsplit("_", 3)[-3:-1]
            self._numbers[kind, own[0]] = int(number)
            if path.with_suffix(".pdf").is_file():
                self._made.add(own)
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
        """The DocCode; a new record gets the next number of its type."""
        kind = record.document["type"].upper().replace("_", "-")
        number = self._numbers.get((kind, record.record_id))
        if number is None:
            number = 1 + max((n for (k, _), n in self._numbers.items() if k == kind), default=0)
        if number > _LAST:
            raise ShelfFull(kind)
        self._numbers[kind, record.record_id] = number
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
