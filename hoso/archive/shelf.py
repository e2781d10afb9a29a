"""The place in which archive copies lie, a folder or S3: a PDF a version, its metadata beside it.

Names follow CV 7197: ``AGENCY_TYPE_000001_V1`` is the DocCode, ``DOCCODE_YYYYMMDD_TYPE.pdf`` the
file, the date being the day of the scan. The number comes from the store and stays with its record
(``storage.archive_codes``): two places, two machines and a lost place give the same. So a copy is
found by its name alone, and nothing is read at the start however many there are. Nothing is ever
written over; the JSON comes last and names the PDF's SHA-256: a copy counts once it is there.
Errors: those of ``storage.objects``; ``CopyRefused``; ``BlockingIOError`` while another export
works in the same folder (on S3 two may work at once, and one of them finds the other's copies).
"""

import fcntl
import hashlib
import json
import re
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from hoso.archive.metadata import abbreviation
from storage.archive_codes import ArchiveCodes
from storage.errors import Conflict, NotFound, StoreDamaged
from storage.objects.connect import connect
from storage.objects.interface import Objects, is_copy_name
from storage.objects.s3_settings import S3Settings
from storage.record import Record

AGENCY = r"[A-Z0-9][A-Z0-9.]{0,12}"
CODE = re.compile(
    rf"(?P<agency>{AGENCY})_(?P<kind>[A-Z0-9]{{1,20}})_(?P<number>[0-9]{{6}})"
    r"_V(?P<version>[1-9][0-9]{0,5})"
)


class CopyRefused(Exception):  # noqa: N818 - as in storage.errors
    """This copy cannot be put there; ``code`` says why, ``name`` which."""

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"{code}: {name}")
        self.code, self.name = code, name


def copies_at(url: str, s3: S3Settings | None, *, create: bool) -> Objects:
    """A place for archive copies."""
    return connect(url, s3, create=create, rule=is_copy_name)


def name_of(code: str, scanned: str) -> str:
    """The copy's name, without ending. ``scanned``: when its paper came in, ISO 8601."""
    kind = code.rsplit("_", 3)[-3]
    return f"{code}_{scanned[:10].replace('-', '')}_{kind}"


def metadata_at(copies: Objects, name: str) -> dict[str, Any]:
    """What the JSON says. Raises ``NotFound``, ``StoreDamaged``."""
    try:
        found = json.loads(copies.get(f"{name}.json"))
    except ValueError as error:
        raise StoreDamaged(f"{name}.json is not JSON", where=name) from error
    if not isinstance(found, dict):
        raise StoreDamaged(f"{name}.json is not a JSON object", where=name)
    return found


class Shelf:
    """A context manager that keeps other exports out of the same folder."""

    def __init__(self, url: str, agency: str, codes: ArchiveCodes, s3: S3Settings | None) -> None:
        self._copies = copies_at(url, s3, create=True)
        self._folder = None if "://" in url else Path(url)
        self._agency, self._codes = agency, codes

    def __enter__(self) -> "Shelf":
        if self._folder is not None:
            self._lock = (self._folder / ".lock").open("w")
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BaseException:
                self._lock.close()
                raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._folder is not None:
            self._lock.close()

    def code_of(self, record: Record) -> str:
        """The DocCode; a new record gets the next number of its type (``NumbersUsedUp``)."""
        kind = abbreviation(record.document["type"])
        number = self._codes.number_of(self._agency, kind, record.record_id)
        return f"{self._agency}_{kind}_{number:06}_V{record.version}"

    def has(self, name: str, record: Record) -> bool:
        """Is this version archived? ``CopyRefused``: another store's paper has its name."""
        found = self._said(name)
        if found is None:
            return False
        self._check_owner(name, found, record)
        return self._copies.size(f"{name}.pdf") is not None

    def put(self, name: str, copy: Path) -> bool:
        """Puts the PDF in its place. False: another one stands there, and lies at ``copy`` now."""
        data, pdf = copy.read_bytes(), f"{name}.pdf"
        # The JSON comes last: where it was before the PDF was missed, the PDF has been lost.
        found = self._said(name) or {}
        is_other = found.get("sha256", _sha256(data)) != _sha256(data)
        if is_other and self._copies.size(pdf) is None:
            raise CopyRefused("copy_lost", name)  # signed anew: never under the old JSON
        try:
            self._copies.put_new(pdf, data)
        except Conflict:
            copy.write_bytes(self._copies.get(pdf))
            return False
        return True

    def close(self, name: str, record: Record, copy: Path, metadata: dict[str, Any]) -> None:
        """Puts the JSON beside the PDF that stands there: from now on the copy counts."""
        sha256 = _sha256(copy.read_bytes())
        own = {"record_id": record.record_id, "version": record.version, "sha256": sha256}
        text = json.dumps(own | metadata, ensure_ascii=False, indent=1)
        try:
            self._copies.put_new(f"{name}.json", text.encode())
        except Conflict:
            standing = metadata_at(self._copies, name)
            self._check_owner(name, standing, record)
            if standing.get("sha256", sha256) != sha256:
                raise CopyRefused("copy_lost", name) from None

    def _said(self, name: str) -> dict[str, Any] | None:
        with suppress(NotFound):
            return metadata_at(self._copies, name)
        return None

    @staticmethod
    def _check_owner(name: str, found: dict[str, Any], record: Record) -> None:
        if (found.get("record_id"), found.get("version")) != (record.record_id, record.version):
            raise CopyRefused("code_taken", name)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
