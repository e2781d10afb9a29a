"""The store: originals, records found by citizen, what is done and what could not be read.

In: files, ``Record``s, citizens' numbers. Out: ``Record``s, ``Filed``, JSON entries. Objects are
the truth, and history only grows: every write is put-if-absent, nothing is deleted.
Order of writes: original → record → markers → change → ledger; whatever stops in between is
finished by the next run. Numbers become keys (HMAC) before they leave this module.
Errors: see ``storage.errors``; a malformed number is a ``ValueError``. A ``Store`` may be shared by
threads; each process opens its own.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from storage import layout
from storage.archive_codes import ArchiveCodes
from storage.audit import AuditLog
from storage.body import new_write_id, pack, unpack
from storage.changes import Change, Changes, note_of
from storage.drafts import Drafts
from storage.errors import Conflict, NotFound, StoreDamaged
from storage.filing import (
    cards_shown_with,
    check_number,
    is_card_of,
    is_holder,
    numbers_of_holders,
    without_holder,
)
from storage.objects.connect import connect
from storage.objects.interface import Entry, Objects
from storage.objects.s3_settings import S3Settings
from storage.originals import CheckedSource, fingerprint
from storage.record import Record
from storage.renditions import Renditions
from storage.secret import Secret, open_secret


@dataclass(frozen=True, slots=True)
class Filed:
    """A record as it now stands: its latest version, whether this call brought it, and the keys
    (never numbers) of the citizens it is filed under, one for each certain holder."""

    record: Record
    new: bool
    citizens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A page (``None``: the whole file) that could not be read, and why."""

    sha256: str
    page: int | None
    entry: dict[str, Any]


def open_store(
    url: str,
    *,
    secrets_folder: Path,
    s3: S3Settings | None = None,
    create: bool = True,
    durable: bool = True,
) -> "Store":
    """The store in a folder, or at ``s3://BUCKET[/PREFIX]``; a new one where nothing is yet.

    ``durable=False``: for drawn stores (``FolderObjects``).
    """
    objects = connect(url, s3, create=create, durable=durable)
    secret, is_new = open_secret(objects, secrets_folder, create=create)
    return Store(objects, secret, is_new=is_new)


class Store:
    """Everything that is kept, over one place for objects and one secret."""

    def __init__(self, objects: Objects, secret: Secret, *, is_new: bool = False) -> None:
        self._objects = objects
        self._secret = secret
        self.drafts = Drafts(objects)
        self.renditions = Renditions(objects)
        self.archive_codes = ArchiveCodes(objects)
        self.changes = Changes(objects)
        self.audit = AuditLog(objects, self.changes)
        self.is_new = is_new  # made just now: time to say that the secret must be backed up

    @property
    def where(self) -> str:
        """The place in words."""
        return self._objects.where

    @property
    def store_id(self) -> str:
        return self._secret.store_id

    @property
    def secret_path(self) -> Path:
        """The file to back up with the store."""
        return self._secret.path

    # Files

    def add_original(self, path: Path) -> str:
        """Keep the file as it is, once; its SHA-256. ``OSError`` when it cannot be read."""
        with path.open("rb") as file:
            sha256, size = fingerprint(file)
            name = layout.original(sha256)
            if self._objects.size(name) != size:
                file.seek(0)
                self._objects.put_stream(name, CheckedSource(file, sha256, size), size)
        return sha256

    def original_here(self, sha256: str) -> Path | None:
        """The original itself, where the store lies on this machine; else it is to be fetched.

        To be read only. Its bytes are checked by whoever reads them: they must have that hash.
        """
        return self._objects.path(layout.original(sha256))

    def fetch_original(self, sha256: str, target: Path) -> None:
        """Write the file to ``target``, which must not exist; a damaged one is not left there."""
        with target.open("xb+") as file:
            try:
                digest = hashlib.sha256()
                for block in self._objects.blocks(layout.original(sha256)):
                    digest.update(block)
                    file.write(block)
                if digest.hexdigest() != sha256:
                    raise StoreDamaged(f"original {sha256} is damaged", where=sha256)
            except BaseException:
                target.unlink()
                raise

    def has_ledger(self, sha256: str) -> bool:
        """Is everything of this file stored?"""
        return self._objects.size(layout.ledger(sha256)) is not None

    def ledger(self, sha256: str) -> dict[str, Any] | None:
        """The counts of a file that is fully stored."""
        with suppress(NotFound):
            return self._entry(layout.ledger(sha256))
        return None

    def close_ledger(
        self, sha256: str, entry: dict[str, Any], *, untold: Record | None = None
    ) -> bool:
        """Written last: this file is fully stored. False when another run has said so before.

        ``untold``: the record that ``file_record`` has not announced; the ledger's note does.
        """
        if self.has_ledger(sha256):
            if untold is not None:
                self._announce(untold, "version")
            return False
        # The note first: nobody comes again to leave it, and who follows it waits for the entry.
        note = _note(untold, "ledger") if untold is not None else Change(kind="ledger")
        told = note_of(replace(note, sha256=sha256))
        return self._objects.put_together(told, (layout.ledger(sha256), pack(entry)))

    def add_quarantine(self, sha256: str, page: int | None, entry: dict[str, Any]) -> None:
        """Keep why a page, or the whole file, could not be read; the first reason stays."""
        self._put(layout.quarantined(sha256, page), entry)

    def add_batch(self, batch_id: str, entry: dict[str, Any]) -> None:
        """Keep how a batch ended: its counts and its files."""
        self._put(layout.batch(batch_id), entry)
        self.changes.add(Change(kind="batch", batch=batch_id))

    def batch_ids(self) -> Iterator[str]:
        """Every batch that ended, the oldest first."""
        for name in self._objects.names(layout.BATCHES):
            yield name.removeprefix(layout.BATCHES).removesuffix(".json")

    def batch(self, batch_id: str) -> dict[str, Any] | None:
        """How a batch ended; ``None`` where it has not, or was never begun."""
        with suppress(NotFound):
            return self._entry(layout.batch(batch_id))
        return None

    def quarantined_pages(self, sha256: str) -> list[int]:
        """Pages of this file that some run could not read."""
        names = self._objects.names(layout.quarantined_of(sha256))
        pages = (layout.quarantined_part(name)[1] for name in names)
        return [page for page in pages if page is not None]

    def quarantine(self) -> Iterator[Quarantined]:
        """All that could not be read."""
        for name in self._objects.names(layout.QUARANTINE):
            yield Quarantined(*layout.quarantined_part(name), self._entry(name))

    # Records

    def file_record(self, record: Record, *, announce: bool = True) -> Filed:
        """Keep a machine's reading and file it; again after a crash, it finishes what is missing.

        A reading that is there already, or a person's version, is never replaced: then what is
        there is filed. ``announce=False``: ``close_ledger`` will do it with its own note.
        """
        numbers_of_holders(record.document)  # refused before anything is written
        new = _as_written(replace(record, version=1, builds_on=None))
        written = True
        try:
            self._objects.put_together(_entry_of(new), *self._markers(new))
        except Conflict:
            written = False
        latest = new if written else self.latest(record.record_id)
        if not written:
            self._mark(latest)
        if announce:
            self._announce(latest, "version")
        keys = [self._key(numbers[0]) for numbers in numbers_of_holders(latest.document)]
        return Filed(latest, written, tuple(dict.fromkeys(keys)))

    def save_version(self, record_id: str, new: Record, *, builds_on: int) -> Record:
        """The next version, as stored; ``Conflict`` unless it builds on the latest."""
        if self.latest(record_id).version != builds_on:
            raise Conflict(f"record {record_id} has a newer version", where=record_id)
        record = replace(new, record_id=record_id, version=builds_on + 1, builds_on=builds_on)
        # Markers first: nobody comes again to finish this, and a marker whose record does not
        # name the citizen counts for nothing.
        self._mark(record)
        if (stored := self._put_version(record)) is None:
            raise Conflict(f"record {record_id} has a newer version", where=record_id)
        self._announce(stored, "version")
        return stored

    def record_ids(self) -> Iterator[str]:
        """Every record there is, once."""
        last = ""
        for name in self._objects.names(layout.RECORDS):
            record_id = name.split("/")[2]
            if record_id != last:
                yield record_id
            last = record_id

    def ledgers(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every file that is fully stored: its SHA-256 and its counts."""
        for name in self._objects.names(layout.LEDGER):
            yield name.split("/")[2].removesuffix(".json"), self._entry(name)

    def latest(self, record_id: str) -> Record:
        """The version that counts; ``NotFound`` where there is none."""
        *_, last = ["", *self._objects.names(layout.versions(record_id))]
        if not last:
            raise NotFound(f"there is no record {record_id}", where=record_id)
        return Record.from_json(self._read(last))

    def version(self, record_id: str, number: int) -> Record:
        """One version; ``NotFound`` where it is not."""
        return Record.from_json(self._read(layout.version(record_id, number)))

    def versions(self, record_id: str) -> list[Record]:
        """All versions, the oldest first."""
        names = self._objects.names(layout.versions(record_id))
        return [Record.from_json(self._read(name)) for name in names]

    # Citizens

    def key_of(self, number: str) -> str:
        """The citizen's handle: it says nothing about the number. ``ValueError`` if malformed."""
        return self._key(check_number(number))

    def records_of(self, number: str) -> list[Record]:
        """The latest versions that name this citizen as a certain holder, in every state.

        For 12 digits also what is filed under a 9-digit card, where an approved paper prints both
        for one holder. The papers filed under the 12 digits say so themselves: no link is stored
        that could become untrue.
        """
        own = [r for r in self._filed(check_number(number)) if is_holder(r.document, number)]
        cards = {card for record in own for card in cards_shown_with(record, number)}
        found = {record.record_id: record for record in own}
        for card in sorted(cards):
            for record in self._filed(card):
                if is_card_of(record.document, card, number):
                    found[record.record_id] = record
        return sorted(found.values(), key=lambda record: (record.created_at, record.record_id))

    def withdraw_filing(
        self, record_id: str, number: str, *, builds_on: int, by: str, reason: str
    ) -> Record:
        """The paper is not this citizen's: a version in which the holder is no longer certain.

        Then a second marker beside the first; again after a crash, it finishes what is missing. A
        later version that names the holder as certain files the paper anew. ``NotFound`` when it
        was never filed under this very number (but, say, under a card linked to it).
        """
        latest = self.latest(record_id)
        key_id, key = self._secret.key_id, self._key(check_number(number))
        if self._objects.size(layout.filing(key_id, key, record_id)) is None:
            raise NotFound(f"record {record_id} is not filed under this number", where=record_id)
        if is_holder(latest.document, number):
            document = without_holder(latest.document, number)
            new = replace(latest, document=document, reason=reason)
            latest = self.save_version(record_id, new, builds_on=builds_on)
        name = layout.withdrawal(key_id, key, record_id, latest.version)
        self._put(name, {"record_id": record_id, "by": by, "reason": reason, "at": _now()})
        self._announce(latest, "withdrawal")
        return latest

    def _filed(self, number: str) -> Iterator[Record]:
        """Latest versions of what was ever filed under the number, less what was withdrawn.

        A withdrawal counts against the version it names even if that version names the holder:
        in doubt it is not this citizen's paper.
        """
        withdrawn: dict[str, int] = {}
        for name in self._objects.names(layout.filings(self._secret.key_id, self._key(number))):
            record_id, version = layout.filing_part(name)
            withdrawn[record_id] = max(version, withdrawn.get(record_id, 0))
        for record_id, version in withdrawn.items():
            if (latest := self.latest(record_id)).version > version:
                yield latest

    def _mark(self, record: Record) -> None:
        for marker in self._markers(record):
            with suppress(Conflict):
                self._objects.put_new(*marker)

    def _markers(self, record: Record) -> Iterator[Entry]:
        body = {"record_id": record.record_id, "at": _now()}
        numbers = {n for holder in numbers_of_holders(record.document) for n in holder}
        for number in sorted(numbers):
            name = layout.filing(self._secret.key_id, self._key(number), record.record_id)
            yield name, pack(body)

    def _announce(self, record: Record, kind: str) -> None:
        self.changes.add(_note(record, kind))

    def _put_version(self, record: Record) -> Record | None:
        """The version as written; ``None`` when there is one of this number already."""
        own = _as_written(record)
        with suppress(Conflict):
            self._objects.put_new(*_entry_of(own))
            return own
        return None

    def _key(self, number: str) -> str:
        return self._secret.key_of(number)

    def _put(self, name: str, body: dict[str, Any]) -> bool:
        """Put if absent; False when something is there."""
        try:
            self._objects.put_new(name, pack(body))
        except Conflict:
            return False
        return True

    def _entry(self, name: str) -> dict[str, Any]:
        body = self._read(name)
        del body["write_id"]
        return body

    def _read(self, name: str) -> dict[str, Any]:
        return unpack(name, self._objects.get(name))


def _as_written(record: Record) -> Record:
    return replace(record, created_at=_now(), write_id=new_write_id())


def _entry_of(record: Record) -> Entry:
    return layout.version(record.record_id, record.version), pack(record.as_json())


def _note(record: Record, kind: str) -> Change:
    return Change(
        kind=kind, record_id=record.record_id, version=record.version, state=str(record.state)
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
