"""The index of one machine: follows a store's changes, answers the worklist and searches.

In: a ``Store``, ``Query``, ``Search``. Out: ``Item``s, ``Counts``. Disposable: ``rebuild`` makes it
again from the objects, and following the changes gives the same (a test compares the two).
"""

import json
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import Row
from typing import Any

from storage.changes import Change
from storage.index.queries import Counts, FileEntry, Item, Query, Search
from storage.index.tables import ITEM, TABLES, conditions, search_conditions, waiting
from storage.index.writing import latest_of, put_file, put_record
from storage.sqlite import Database
from storage.store import Store

_OVERLAP = timedelta(minutes=10)  # a slow writer's note, or a clock that is a little behind
_FAR = timedelta(hours=2)  # a clock that is quite wrong, ours or a writer's;
_SELDOM = 600.0  # looked for every so many seconds, since far looks read many names
_SOME = 200  # changes of one transaction


def open_index(path: Path, *, filed_types: frozenset[str], audit_share: float) -> "Index":
    """The index in this file. ``filed_types``: types of paper that have holders."""
    return Index(Database(path, TABLES, durable=False), filed_types, audit_share)


class Index:
    """May be shared by threads."""

    def __init__(self, database: Database, filed_types: frozenset[str], audit_share: float) -> None:
        self._database = database
        self._filed_types = filed_types
        self._share = audit_share
        self._following = threading.Lock()
        self._looked_far = time.monotonic()

    # Following the store

    def follow(self, store: Store) -> int:
        """Takes in what was written since the last time; how many notes that were."""
        with self._following:
            since = self._followed_until()
            begun = datetime.now(UTC)
            if since is None:
                return self._rebuild(store)
            names = self._unseen(store, since)
            for start in range(0, len(names), _SOME):
                some = names[start : start + _SOME]
                self._take(store, [store.changes.get(name) for name in some], some)
            self._remember(begun)
            return len(names)

    def rebuild(self, store: Store) -> int:
        """Makes the index anew from the objects alone; how many records there are."""
        with self._following:
            return self._rebuild(store)

    def _rebuild(self, store: Store) -> int:
        begun = datetime.now(UTC)
        # What these notes tell of is read below: it need not be read again.
        known = list(store.changes.names(begun - _OVERLAP))
        with self._database.writing() as connection:
            for table in ("records", "terms", "parcels", "files", "checks", "seen", "followed"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
        count, some = 0, []
        for record_id in store.record_ids():
            some.append(Change(kind="version", record_id=record_id))
            count += 1
            if len(some) == _SOME:
                self._take(store, some, [])
                some = []
        some += [Change(kind="ledger", sha256=sha256) for sha256, _ in store.ledgers()]
        some += [
            Change(
                kind="blind_check",
                record_id=e.get("record_id"),
                checked=e.get("checked"),
                at=e["at"],
            )
            for e in store.audit.entries(kind="blind_check")
        ]
        self._take(store, some, [])
        with self._database.writing() as connection:
            connection.executemany("INSERT OR IGNORE INTO seen VALUES (?)", [(n,) for n in known])
        self._remember(begun)
        return count

    def _unseen(self, store: Store, since: datetime) -> list[str]:
        far = time.monotonic() - self._looked_far > _SELDOM
        found = list(store.changes.names(since - (_FAR if far else _OVERLAP)))
        if far:
            self._looked_far = time.monotonic()
        seen = {row[0] for row in self._database.connection.execute("SELECT name FROM seen")}
        return [name for name in found if name not in seen]

    def _take(self, store: Store, changes: Sequence[Change], names: Sequence[str]) -> None:
        records = {c.record_id for c in changes if c.record_id and c.kind != "blind_check"}
        latest = [found for one in records if (found := latest_of(store, one)) is not None]
        entries = [(c.sha256, store.ledger(c.sha256)) for c in changes if c.sha256]
        for ended in {c.batch for c in changes if c.batch}:
            files = (store.batch(ended) or {}).get("files", {})
            entries += [(sha256, store.ledger(sha256)) for sha256 in files]
        with self._database.writing() as connection:
            for change in changes:
                if change.kind == "blind_check" and change.record_id:
                    connection.execute(
                        "INSERT OR IGNORE INTO checks VALUES (?,?,?)",
                        (change.record_id, json.dumps(change.checked or {}), change.at or ""),
                    )
            for record in latest:
                put_record(
                    connection,
                    record,
                    store.key_of,
                    filed_types=self._filed_types,
                    share=self._share,
                )
            for sha256, entry in entries:
                if entry is not None:
                    put_file(connection, sha256, entry)
            absent = {sha256 for sha256, entry in entries if entry is None}
            connection.executemany(
                "INSERT OR IGNORE INTO seen VALUES (?)",
                # A ledger's note comes before its entry: one that is not there yet is met again.
                [(n,) for n, c in zip(names, changes, strict=False) if c.sha256 not in absent],
            )

    def _followed_until(self) -> datetime | None:
        row = self._database.connection.execute("SELECT until FROM followed").fetchone()
        return None if row is None else datetime.fromisoformat(row["until"])

    def _remember(self, until: datetime) -> None:
        with self._database.writing() as connection:
            connection.execute("DELETE FROM followed")
            connection.execute("INSERT INTO followed VALUES (?)", (until.isoformat(),))
            # What lies before the next look back will not be met again.
            old = f"changes/{until - 2 * _OVERLAP - timedelta(days=1):%Y-%m-%d}/"
            connection.execute("DELETE FROM seen WHERE name < ?", (old,))

    # Answering

    def worklist(self, query: Query, limit: int = 50, offset: int = 0) -> list[Item]:
        """The riskiest first; of equals the oldest."""
        where, values = conditions(query)
        rows = self._database.connection.execute(
            f"SELECT {ITEM} FROM records r WHERE {where}"  # noqa: S608 - built from our own words
            " ORDER BY risk DESC, created_at, record_id LIMIT ? OFFSET ?",
            (*values, limit, offset),
        )
        return [_item(row) for row in rows]

    def item(self, record_id: str) -> Item | None:
        """One paper."""
        row = self._database.connection.execute(
            f"SELECT {ITEM} FROM records r WHERE record_id=?",  # noqa: S608 - built from our own words
            (record_id,),
        ).fetchone()
        return None if row is None else _item(row)

    def counts(self, query: Query) -> Counts:
        """How many there are of what ``worklist`` would give."""
        where, values = conditions(query)
        run = self._database.connection.execute
        tail = f"FROM records r WHERE {where}"
        total = run(f"SELECT count(*) {tail}", values).fetchone()[0]
        reasons = run(f"SELECT reason, count(*) {tail} GROUP BY 1 ORDER BY 2 DESC", values)
        by_reason = {row[0]: row[1] for row in reasons}
        types = run(f"SELECT type, count(*) {tail} GROUP BY 1 ORDER BY 2 DESC", values)
        return Counts(total, by_reason, {row[0]: row[1] for row in types})

    def search(
        self, search: Search, *, key_of: Callable[[str], str], limit: int = 100
    ) -> list[Item]:
        """Papers of which everything given holds; nothing given, nothing found.

        A name without marks finds all ways to mark it; one with marks only itself.
        """
        parts, values = search_conditions(search, key_of)
        if not parts:
            return []
        rows = self._database.connection.execute(
            f"SELECT {ITEM} FROM records r WHERE {' AND '.join(parts)}"  # noqa: S608 - our own words
            " ORDER BY created_at DESC, record_id LIMIT ?",
            (*values, limit),
        )
        return [_item(row) for row in rows]

    def batches(self, limit: int = 50) -> list[dict[str, Any]]:
        """Batches, the newest first, with their counts."""
        rows = self._database.connection.execute(
            "SELECT batch, count(*) AS files, sum(pages_in) AS pages_in,"
            " sum(pages_stored) AS pages_stored, sum(pages_quarantined) AS pages_quarantined,"
            " sum(documents) AS documents FROM files WHERE batch <> ''"
            " GROUP BY batch ORDER BY batch DESC LIMIT ?",
            (limit,),
        )
        return [dict(row) for row in rows]

    def blind_checks(self, since: str = "") -> list[dict[str, list[int]]]:
        """Of every blind check: for each kind of value, how many were compared and differed."""
        rows = self._database.connection.execute("SELECT checked FROM checks WHERE at>=?", (since,))
        return [json.loads(row["checked"]) for row in rows]

    @property
    def is_followed(self) -> bool:
        """Has it been made? The first look at a store reads everything in it."""
        return self._followed_until() is not None

    def files(self, batch: str) -> list[FileEntry]:
        """The files that a batch brought."""
        rows = self._database.connection.execute(
            "SELECT * FROM files WHERE batch=? ORDER BY file, sha256", (batch,)
        )
        return [_file(row) for row in rows]

    def waiting_in(self, batch: str) -> int:
        """How many papers of a batch wait for a person."""
        row = self._database.connection.execute(
            f"SELECT count(*) FROM records r WHERE batch=? AND {waiting()}",  # noqa: S608
            (batch,),
        ).fetchone()
        return int(row[0])

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything it says, sorted: to compare two indexes."""
        tables = ("records", "terms", "parcels", "files", "checks")
        run = self._database.connection.execute
        return {t: sorted(tuple(row) for row in run(f"SELECT * FROM {t}")) for t in tables}  # noqa: S608


def _item(row: Row) -> Item:
    own = dict(row)
    return Item(**own | {"unfiled": bool(own["unfiled"]), "blind": bool(own["blind"])})


def _file(row: Row) -> FileEntry:
    own = dict(row)
    return FileEntry(**own | {"faults": tuple((p, c) for p, c in json.loads(own["faults"]))})
