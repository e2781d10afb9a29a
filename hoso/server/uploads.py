"""Batches that come through the browser: files are spooled, then scanned as by ``hoso scan``.

In: file names and streams. Out: ``Progress``. A file that was received whole is never lost: it
stays in the spool until its ledger entry stands in the store, also across a restart. Errors:
``ValueError`` with a code for a batch that is unknown, closed, or a name that is none;
``TooLargeError`` for a file beyond the limit.
"""

import json
import os
import re
import shutil
import threading
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from hoso.batch import Summary, new_batch_id
from hoso.inputs import find_inputs
from hoso.queue.interface import Order, Priority, Queue
from ocr.errors import Fault
from storage.errors import StoreError
from storage.store import Store

_BATCH = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{4}")
_BLOCK = 1 << 20
_LONGEST = 200  # bytes of one part of a name
_NOT_KEPT = frozenset(
    {Fault.NOT_READABLE, Fault.NOT_FOUND, Fault.CHANGED}
)  # the spool has the only copy


class TooLargeError(ValueError):
    """The file is larger than one file may be."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is; pages in = stored + quarantined when it does not run any more."""

    files: int
    files_done: int
    pages_in: int
    pages_stored: int
    pages_quarantined: int
    documents: int
    running: bool
    error: str | None


@dataclass(slots=True)
class _Batch:
    folder: Path
    by: str
    files: int = 0
    closed: bool = False
    running: bool = False
    error: str | None = None
    pages: int = 0
    summary: Summary = field(default_factory=Summary)


class Uploads:
    """May be shared by threads. One batch is scanned at a time; others wait their turn."""

    def __init__(self, store: Store, queue: Queue, spool: Path, *, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._store = store
        self._queue = queue
        self._spool = spool
        self._batches: dict[str, _Batch] = {}
        self._own = threading.Lock()
        self._turn = threading.Lock()
        spool.mkdir(mode=0o700, parents=True, exist_ok=True)

    def resume(self) -> None:
        """Goes on with what the last server left: everything that was received whole."""
        for folder in sorted(self._spool.iterdir()):
            if _BATCH.fullmatch(folder.name) and (folder / "batch.json").exists():
                by = json.loads((folder / "batch.json").read_text(encoding="utf-8"))["by"]
                batch = _Batch(folder, by, files=sum(1 for _ in find_inputs([folder / "files"])))
                self._batches[folder.name] = batch
                self._begin(folder.name, batch)

    def start(self, by: str, lang: str) -> str:
        """A new batch; its id."""
        del lang
        name = new_batch_id()
        folder = self._spool / name
        (folder / "files").mkdir(mode=0o700, parents=True)
        (folder / "parts").mkdir(mode=0o700)
        (folder / "batch.json").write_text(json.dumps({"by": by}), encoding="utf-8")
        with self._own:
            self._batches[name] = _Batch(folder, by)
        return name

    def add(self, batch: str, name: str, stream: BinaryIO) -> None:
        """Takes a file in; when this returns, it lies whole on the disk."""
        own = self._batch(batch)
        if own.closed:
            raise ValueError("batch_closed")
        target = own.folder / "files" / _relative(name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = own.folder / "parts" / f"{os.urandom(8).hex()}"
        try:
            with part.open("xb") as file:
                size = 0
                while block := stream.read(_BLOCK):
                    size += len(block)
                    if size > self._max_bytes:
                        raise TooLargeError("too_large")
                    file.write(block)
                file.flush()
                os.fsync(file.fileno())
            with self._own:
                part.rename(_free(target))
                own.files += 1
        finally:
            part.unlink(missing_ok=True)

    def close(self, batch: str) -> None:
        """No more files will come: scanning begins."""
        own = self._batch(batch)
        with self._own:
            if own.closed:
                return
            own.closed = True
        self._begin(batch, own)

    def progress(self, batch: str) -> Progress:
        """How far it is."""
        own = self._batch(batch)
        s = own.summary
        return Progress(
            files=own.files,
            files_done=s.files,
            pages_in=max(s.pages_in, own.pages),
            pages_stored=s.pages_stored,
            pages_quarantined=s.pages_quarantined,
            documents=s.documents,
            running=own.running,
            error=own.error,
        )

    def retry(self, batch: str, sha256: str) -> None:
        """Reads a file anew that was set aside for a passing reason (time, memory, a crash).

        A file whose ledger stands was read to its end: the same bytes would give the same again
        (``ValueError``: ``nothing_to_retry``).
        """
        del batch  # what was set aside is known by its hash
        if self._store.has_ledger(sha256):
            raise ValueError("nothing_to_retry")
        name = next(
            (q.entry.get("file") for q in self._store.quarantine() if q.sha256 == sha256), None
        )
        again = self.start("", "")
        own = self._batch(again)
        target = own.folder / "files" / _relative(name or sha256)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._store.fetch_original(sha256, target)
        own.files += 1
        self.close(again)

    def _batch(self, name: str) -> _Batch:
        if not _BATCH.fullmatch(name) or name not in self._batches:
            raise ValueError("unknown_batch")
        return self._batches[name]

    def _begin(self, name: str, batch: _Batch) -> None:
        batch.closed = batch.running = True
        threading.Thread(
            target=self._scan, args=(name, batch), daemon=True, name=f"batch-{name}"
        ).start()

    def _scan(self, name: str, batch: _Batch) -> None:
        def told(done: int, known: int) -> None:
            del done
            batch.pages = known

        try:
            with self._turn:
                self._queue.scan(
                    find_inputs([batch.folder / "files"]),
                    order=Order(batch=name, by=batch.by, priority=Priority.COUNTER),
                    told=told,
                    summary=batch.summary,
                )
        except StoreError as error:
            batch.error = error.code  # the files stay; the next start of the server goes on
        except Exception:
            batch.error = "crashed"
            raise
        else:
            if not any(code in _NOT_KEPT for _, _, code in batch.summary.quarantined):
                shutil.rmtree(batch.folder)
        finally:
            batch.running = False


def _relative(name: str) -> Path:
    """A path of plain parts below the batch's folder; ``ValueError`` when nothing is left."""
    parts = [_plain(part) for part in name.replace("\\", "/").split("/")]
    kept = [part for part in parts if part not in {"", ".", ".."}]
    if not kept:
        raise ValueError("bad_name")
    return Path(*kept[-8:])


def _plain(part: str) -> str:
    text = unicodedata.normalize("NFC", part)
    text = "".join(c if unicodedata.category(c)[0] not in "C" else "_" for c in text).strip()
    while len(text.encode("utf-8", "replace")) > _LONGEST:
        stem, dot, suffix = text.rpartition(".")
        text = f"{stem[:-8]}{dot}{suffix}" if len(stem) > 8 else text[:-8]
    return text.lstrip(".") if text not in {".", ".."} else text


def _free(target: Path) -> Path:
    """Two files of one name are two files."""
    number, found = 2, target
    while found.exists():
        found = target.with_name(f"{target.stem} ({number}){target.suffix}")
        number += 1
    return found
