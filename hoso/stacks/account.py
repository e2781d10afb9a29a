"""What became of every sheet of a batch: sheets in = stored + set aside; blanks, separators told.

In: a store and the batch's id. Out: an ``Account`` from the ledgers, which are written last: it is
true across restarts and machines. A file that the batch found already stored counts in the batch
that stored it and is only named here. The same bytes under two names are two files with as many
sheets each, stored once.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from storage.index import Index
from storage.store import Store

_MOST_BATCHES = 100_000
_ID = re.compile(r"\w[\w.-]{0,79}")


@dataclass(frozen=True, slots=True)
class FileAccount:
    """The sheets of one file; ``known``: it had been stored before, by another batch."""

    sha256: str
    name: str
    pages_in: int
    pages_stored: int
    pages_quarantined: int
    documents: int
    blanks: int
    separators: int
    doubles: int
    dossiers: int
    faults: tuple[tuple[int | None, str], ...]
    known: bool = False
    open: bool = False  # a passing fault: the next run tries again
    again: bool = False  # the same bytes as a file before it

    @property
    def balanced(self) -> bool:
        """Every sheet that came in is stored or set aside."""
        return self.pages_in == self.pages_stored + self.pages_quarantined

    @property
    def notes(self) -> tuple[str, ...]:
        """Which of these it is: ``known``, ``again``, ``open``."""
        marks = {"known": self.known, "again": self.again, "open": self.open}
        return tuple(name for name, holds in marks.items() if holds)


@dataclass(frozen=True, slots=True)
class Account:
    """A batch: who brought it, its files, and whether every one of its sheets is accounted for."""

    batch: str
    by: str
    files: tuple[FileAccount, ...]

    @property
    def own(self) -> tuple[FileAccount, ...]:
        """Files that this batch stored."""
        return tuple(file for file in self.files if not file.known)

    @property
    def balanced(self) -> bool:
        """Nothing is missing, and nothing waits to be tried again."""
        return all(file.balanced and not file.open for file in self.files)

    def total(self, name: str) -> int:
        """The sum of a count over the batch's own files."""
        return sum(getattr(file, name) for file in self.own)

    def as_json(self) -> dict[str, Any]:
        """Counts, and every file with its own."""
        return {
            "batch": self.batch,
            "by": self.by,
            "balanced": self.balanced,
            **{name: self.total(name) for name in _COUNTS},
            "files": [_file_json(file) for file in self.files],
        }


_COUNTS = (
    "pages_in", "pages_stored", "pages_quarantined", "documents", "blanks", "separators", "doubles",
    "dossiers",
)  # fmt: skip


def batch_ids(store: Store, index: Index | None = None) -> list[str]:
    """Every batch that ended; with an index also those that were stopped. The oldest first."""
    found = set(store.batch_ids())
    if index is not None and index.is_followed:
        index.follow(store)
        found.update(one["batch"] for one in index.batches(limit=_MOST_BATCHES))
    return sorted(found)


def account_of(store: Store, batch: str, index: Index | None = None) -> Account | None:
    """``None`` where there is no such batch. Raises ``StoreError``.

    ``index``: of this machine. It knows a stopped batch's files; without it (or before it was made)
    every ledger entry of the store must be looked at.
    """
    entry = store.batch(batch) if _ID.fullmatch(batch) else None
    if entry is not None:
        names: Mapping[str, str] = entry.get("files", {})
        files = [_file(store, sha256, name, batch) for sha256, name in names.items()]
        files += [
            replace(_file(store, one["sha256"], one["file"], batch), again=True)
            for one in entry.get("again", ())
        ]
        files += [_unread(one) for one in entry.get("unread", ())]
        return Account(batch, str(entry.get("by", "")), tuple(files))
    found = tuple(_unfinished(store, batch, index)) if _ID.fullmatch(batch) else ()
    return Account(batch, "", found) if found else None


def _unfinished(store: Store, batch: str, index: Index | None) -> Iterator[FileAccount]:
    """The files of a batch that was stopped: only their ledgers tell."""
    for sha256, entry in _ledgers(store, batch, index):
        if entry.get("batch") == batch:
            yield _of(sha256, str(entry["file"]), entry)


def _ledgers(store: Store, batch: str, index: Index | None) -> Iterator[tuple[str, dict[str, Any]]]:
    if index is None or not index.is_followed:
        yield from store.ledgers()
        return
    index.follow(store)
    for file in index.files(batch):
        if (entry := store.ledger(file.sha256)) is not None:
            yield file.sha256, entry


def _file(store: Store, sha256: str, name: str, batch: str) -> FileAccount:
    entry = store.ledger(sha256)
    if entry is None:
        return FileAccount(sha256, name, 0, 0, 0, 0, 0, 0, 0, 0, (), open=True)
    return _of(sha256, name, entry, known=entry.get("batch") != batch)


def _unread(one: Mapping[str, str]) -> FileAccount:
    """A file without bytes counts as one sheet at least, as in the ledger."""
    return FileAccount("", one["file"], 1, 0, 1, 0, 0, 0, 0, 0, ((None, one["code"]),))


def _of(sha256: str, name: str, entry: Mapping[str, Any], *, known: bool = False) -> FileAccount:
    stack: Mapping[str, Any] = entry.get("stack", {})
    return FileAccount(
        sha256,
        name,
        entry["pages_in"],
        entry["pages_stored"],
        entry["pages_quarantined"],
        entry["documents"],
        len(stack.get("blanks", ())),
        len(stack.get("separators", ())),
        len(stack.get("doubles", ())),
        len(stack.get("dossiers", ())),
        tuple((fault["page"], fault["code"]) for fault in entry["faults"]),
        known=known,
    )


def _file_json(file: FileAccount) -> dict[str, Any]:
    return {
        "file": file.name,
        "sha256": file.sha256,
        "known": file.known,
        "open": file.open,
        "again": file.again,
        **{name: getattr(file, name) for name in _COUNTS},
        "faults": [{"page": page, "code": code} for page, code in file.faults],
    }
