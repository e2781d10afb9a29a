"""Who did what, when and why: entries that are durable before anybody acts on them.

In and out: JSON entries of a ``kind`` (``access``, ``blind_check``, …). Entries that arrive while
others are being written share one object (group commit), so many readers cost few writes.
No citizen's number stands in an entry, only handles. Errors: see ``storage.errors``.
"""

import queue
import secrets
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from storage import layout
from storage.body import pack, unpack
from storage.changes import Change, Changes
from storage.objects.interface import Objects

Entry = dict[str, Any]
_MOST = 500  # entries of one object
_ANNOUNCED = frozenset({"blind_check"})  # kinds that an index follows


class AuditLog:
    """The log of one store; its writer's thread starts with the first entry."""

    def __init__(self, objects: Objects, changes: Changes) -> None:
        self._objects = objects
        self._changes = changes
        self._writer = secrets.token_hex(8)
        self._count = 0
        self._waiting: queue.SimpleQueue[tuple[Entry, Future[None]]] = queue.SimpleQueue()
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None

    def write(self, kind: str, entry: Entry) -> None:
        """Returns when the entry is durable."""
        self.submit(kind, entry).result()

    def submit(self, kind: str, entry: Entry) -> "Future[None]":
        """A future that is done when the entry is durable, or fails with the store's error."""
        now = datetime.now(UTC)
        own = {"id": layout.ulid(now), "kind": kind, "at": now.isoformat(timespec="milliseconds")}
        done: Future[None] = Future()
        self._waiting.put((entry | own, done))
        with self._start:
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, daemon=True, name="audit")
                self._thread.start()
        return done

    def entries(self, since: datetime | None = None, kind: str | None = None) -> Iterator[Entry]:
        """Entries of that moment and later, by day and writer; ``id`` sorts them by time."""
        earliest = "" if since is None else since.astimezone(UTC).isoformat(timespec="milliseconds")
        for name in self._names(since):
            for entry in unpack(name, self._objects.get(name))["entries"]:
                if entry["at"] >= earliest and kind in {None, entry["kind"]}:
                    yield entry

    def _names(self, since: datetime | None) -> Iterator[str]:
        if since is None:
            yield from self._objects.names(layout.AUDIT)
            return
        day = since.astimezone(UTC).date()
        last = datetime.now(UTC).date() + timedelta(days=1)  # another machine's clock
        while day <= last:
            yield from self._objects.names(f"{layout.AUDIT}{day:%Y-%m-%d}/")
            day += timedelta(days=1)

    def _serve(self) -> None:
        while True:
            batch = [self._waiting.get()]
            with suppress(queue.Empty):
                while len(batch) < _MOST:
                    batch.append(self._waiting.get_nowait())
            self._commit(batch, self._put)

    def _commit(
        self, batch: list[tuple[Entry, "Future[None]"]], put: Callable[[list[Entry]], None]
    ) -> None:
        try:
            put([entry for entry, _ in batch])
        except BaseException as error:  # whoever waits must hear of it, whatever it is
            for _, done in batch:
                done.set_exception(error)
        else:
            for _, done in batch:
                done.set_result(None)

    def _put(self, entries: list[Entry]) -> None:
        self._count += 1
        name = layout.audit(datetime.now(UTC).date(), self._writer, self._count)
        self._objects.put_new(name, pack({"entries": entries}))
        for entry in entries:
            if entry["kind"] in _ANNOUNCED:
                told = {name: entry.get(name) for name in ("record_id", "checked")}
                self._changes.add(Change(kind=entry["kind"], **told))
