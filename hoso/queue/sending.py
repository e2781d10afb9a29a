"""``hoso scan`` with a queue: files go into the store, jobs into the database, and it waits.

In: inputs. Out: a ``Summary`` of what workers did. Whoever stops waiting loses nothing: the jobs
stand, and the same command again finds what is done. See ``hoso.queue.working`` for the other end.
"""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from psycopg.types.json import Jsonb

from hoso.batch import Summary, new_batch_id
from hoso.inputs import Input
from hoso.queue.bringing import Brought, bring, entry_of_fault
from hoso.queue.database import Connection, Database, Say
from hoso.queue.interface import ROUTINE, Order, Told, nobody
from hoso.queue.jobs import defer_files
from hoso.settings import Settings
from storage.store import Store

_HANDS = 8  # files on their way into the store at once
_SOME = 64  # files of one transaction
_PAUSE, _LONGEST_PAUSE = 0.2, 2.0  # seconds between two looks at how far it is
_NO_WORKER = 10.0  # seconds without anybody who works, until it is said


class Sender:
    """A ``Queue`` over PostgreSQL. Raises ``QueueAwayError`` when that cannot be reached."""

    def __init__(
        self, store: Store, settings: Settings, *, say: Say, patient: bool = False
    ) -> None:
        self._store = store
        self._max_bytes = settings.limits.max_bytes
        self._say = say
        self._database = Database(settings.queue, say=say, patient=patient)

    def scan(
        self,
        inputs: Iterable[Input],
        *,
        order: Order = ROUTINE,
        told: Told = nobody,
        summary: Summary | None = None,
    ) -> Summary:
        """Sends all inputs, waits for all of them."""
        batch = order.batch or new_batch_id()
        self.send(inputs, batch, order)
        self._wait(batch, told)
        return close_batch(self._database, self._store, batch, summary or Summary())

    def send(self, inputs: Iterable[Input], batch: str, order: Order) -> int:
        """Sends all inputs; how many that were. Again for the same batch it adds to it."""
        values = {
            "batch": batch,
            "store": self._store.store_id,
            "by": order.by,
            "priority": str(order.priority),
        }
        self._database.rows(
            "INSERT INTO hoso_batches (batch, store_id, by_whom, priority)"
            " VALUES (%(batch)s, %(store)s, %(by)s, %(priority)s) ON CONFLICT DO NOTHING"
            " RETURNING batch",
            **values,
        )
        (row,) = self._database.rows(
            "SELECT coalesce(max(n), 0) AS n FROM hoso_files WHERE batch = %(batch)s", batch=batch
        )
        first = number = int(row["n"]) + 1
        with ThreadPoolExecutor(_HANDS, thread_name_prefix="bring") as hands:
            for some in _chunks(inputs):
                found = list(hands.map(self._bring, some))
                self._add(batch, number, found, order)
                number += len(found)
        self._database.rows(
            "UPDATE hoso_batches SET sealed = true WHERE batch = %(batch)s RETURNING batch",
            batch=batch,
        )
        return number - first

    def _bring(self, one: Input) -> Brought:
        return bring(one, self._store, max_bytes=self._max_bytes)

    def _add(self, batch: str, number: int, found: list[Brought], order: Order) -> None:
        """Rows and jobs in one transaction; again, when its answer was lost, it does no harm."""
        store_id = self._store.store_id
        rows = [
            (batch, n, store_id, one.sha256, _bytes(one.name), _bytes(one.dossier))
            + (("waiting", None, None) if one.entry is None else ("done", one.code, _own(one)))
            for n, one in enumerate(found, number)
        ]

        def work(connection: Connection) -> None:
            with connection.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO hoso_files"
                    " (batch, n, store_id, sha256, name, dossier, state, code, entry)"
                    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                    rows,
                )
            waiting = connection.execute(
                "SELECT sha256 FROM hoso_files WHERE batch = %s AND n >= %s AND state = 'waiting'"
                " ORDER BY n",
                (batch, number),
            ).fetchall()
            if waiting:
                hashes = [str(row["sha256"]) for row in waiting]
                defer_files(connection, store_id, batch, order.priority, hashes)

        self._database.run(work)

    def _wait(self, batch: str, told: Told) -> None:
        """Until no file of the batch waits any more."""
        pause, began, warned = _PAUSE, time.monotonic(), False
        while True:
            asked = time.monotonic()
            (row,) = self._database.rows(
                "SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting,"
                " coalesce(sum((entry->>'pages_in')::int), 0) AS pages"
                " FROM hoso_files WHERE batch = %(batch)s",
                batch=batch,
            )
            told(int(row["pages"]), int(row["pages"] + row["waiting"]))
            if not row["waiting"]:
                return
            if not warned and time.monotonic() - began > _NO_WORKER:
                warned = True
                self._warn()
            # A large batch takes long to count: most of the time is the workers'.
            pause = min(max(pause * 1.2, 20 * (time.monotonic() - asked)), _LONGEST_PAUSE)
            time.sleep(pause)

    def _warn(self) -> None:
        (row,) = self._database.rows(
            "SELECT count(*) AS alive FROM procrastinate_workers"
            " WHERE last_heartbeat > now() - interval '1 minute'"
        )
        if not row["alive"]:
            self._say("queue.no_worker", {})


def close_batch(database: Database, store: Store, batch: str, summary: Summary) -> Summary:
    """Adds up a batch whose files have all ended, and keeps that in the store, once."""
    rows = database.rows(
        "SELECT name, sha256, code, entry, entry->>'batch' AS first_batch FROM hoso_files"
        " WHERE batch = %(batch)s ORDER BY n",
        batch=batch,
    )
    brought = False
    for row in rows:
        entry = row["entry"] or entry_of_fault(row["code"] or "cancelled")
        summary.add(text_of(row["name"]), entry, row["sha256"])
        brought = brought or row["first_batch"] == batch or bool(row["code"])
    (head,) = database.rows(
        "SELECT by_whom, finished_at FROM hoso_batches WHERE batch = %(batch)s", batch=batch
    )
    if head["finished_at"] is None:
        if brought:  # a batch that brought nothing new leaves no trace, as on one machine
            unread = [
                {"file": text_of(row["name"]), "code": row["code"] or "cancelled"}
                for row in rows
                if not row["sha256"]
            ]
            store.add_batch(batch, summary.ended(head["by_whom"], unread))
        database.rows(
            "UPDATE hoso_batches SET finished_at = now() WHERE batch = %(batch)s RETURNING batch",
            batch=batch,
        )
    return summary


def text_of(name: bytes) -> str:
    """A name as it was; names of files need not be UTF-8."""
    return name.decode("utf-8", "surrogateescape")


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def _own(one: Brought) -> Jsonb:
    """The entry without the file's name, which has its own place."""
    entry = one.entry or {}
    return Jsonb({key: value for key, value in entry.items() if key != "file"})


def _chunks(inputs: Iterable[Input]) -> Iterator[list[Input]]:
    coming = iter(inputs)
    while some := list(islice(coming, _SOME)):
        yield some
