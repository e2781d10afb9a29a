"""Every write leaves a note, so that indexes elsewhere can follow the store.

In: ``Change``. Out: names and ``Change``s, the oldest first; names sort by the writer's clock. A
note may come twice, and one of a slow writer may sort before others that were read already: whoever
follows looks back some minutes (``since``) and takes nothing twice.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from storage import layout
from storage.body import pack, unpack
from storage.errors import Conflict
from storage.objects.interface import Entry, Objects


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What was written: a record's version, a file's ledger, a batch's end, …"""

    kind: str
    record_id: str | None = None
    version: int | None = None
    state: str | None = None
    sha256: str | None = None
    batch: str | None = None
    checked: dict[str, list[int]] | None = None  # of a blind check: kind -> compared, differed
    at: str | None = None  # told by the reader: when the note was written


def note_of(change: Change) -> Entry:
    """The note as it is written now, under a name of its own."""
    now = datetime.now(UTC)
    body: dict[str, Any] = {"at": now.isoformat(timespec="milliseconds"), "kind": change.kind}
    for name in ("record_id", "version", "state", "sha256", "batch", "checked"):
        if (value := getattr(change, name)) is not None:
            body[name] = value
    return layout.change(now), pack(body)


class Changes:
    """The notes of one store."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def add(self, change: Change) -> None:
        """At least once for every write."""
        with suppress(Conflict):
            self._objects.put_new(*note_of(change))

    def names(self, since: datetime | None = None) -> Iterator[str]:
        """Names of the notes of that moment and later."""
        after = "" if since is None else layout.changes_before(since)
        return self._objects.names(layout.CHANGES, after=after)

    def get(self, name: str) -> Change:
        """What one note says."""
        body = unpack(name, self._objects.get(name))
        return Change(
            kind=str(body.get("kind")),
            record_id=body.get("record_id"),
            version=body.get("version"),
            state=body.get("state"),
            sha256=body.get("sha256"),
            batch=body.get("batch"),
            checked=body.get("checked"),
            at=body.get("at"),
        )
