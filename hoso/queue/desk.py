"""What people ask the queue and tell it: figures, what failed and why, again, not now, never mind.

In: the queue's database, a store's id. Out: ``Figures``, ``Failed``. Blocks.
"""

import time

from hoso.queue.database import Connection, Database
from hoso.queue.interface import BatchFigures, Failed, Figures, Priority
from hoso.queue.jobs import ALIVE, defer_files, queue_name
from hoso.queue.sending import text_of

_FIGURES = """
SELECT
  (SELECT count(*) FROM procrastinate_jobs WHERE queue_name = %(queue)s AND status = 'todo')
    AS waiting,
  (SELECT count(*) FROM procrastinate_jobs WHERE queue_name = %(queue)s AND status = 'doing')
    AS running,
  (SELECT count(*) FROM hoso_files WHERE store_id = %(store)s AND state = 'failed') AS failed,
  (SELECT count(*) FROM procrastinate_workers
   WHERE last_heartbeat > now() - interval '1 minute') AS workers,
  (SELECT coalesce(extract(epoch FROM now() - min(b.began_at)), 0)::float FROM hoso_batches b
   WHERE b.store_id = %(store)s AND b.finished_at IS NULL) AS oldest_seconds,
  EXISTS (SELECT 1 FROM hoso_drains WHERE store_id = %(store)s) AS draining
"""
_BATCHES = """
SELECT b.batch, b.by_whom AS by, b.priority,
       count(*) FILTER (WHERE f.state = 'waiting') AS waiting,
       count(*) FILTER (WHERE f.state = 'done') AS done,
       count(*) FILTER (WHERE f.state = 'failed') AS failed,
       count(*) FILTER (WHERE f.state = 'cancelled') AS cancelled
FROM hoso_batches b JOIN hoso_files f USING (batch)
WHERE b.store_id = %(store)s AND (b.finished_at IS NULL
      OR b.finished_at > now() - interval '1 day'
      OR EXISTS (SELECT 1 FROM hoso_files x WHERE x.batch = b.batch AND x.state = 'failed'))
GROUP BY b.batch ORDER BY b.began_at DESC LIMIT 50
"""


class Desk:
    """One store's queue."""

    def __init__(self, database: Database, store_id: str) -> None:
        self._database = database
        self._values: dict[str, object] = {"store": store_id, "queue": queue_name(store_id)}
        self._store_id = store_id

    def figures(self, *, batches: bool = True) -> Figures:
        """The queue now."""
        (row,) = self._database.rows(_FIGURES, **self._values)
        found = self._database.rows(_BATCHES, **self._values) if batches else []
        return Figures(**row, batches=tuple(BatchFigures(**one) for one in found))

    def failed(self, most: int = 200) -> list[Failed]:
        """Files that were set aside after their tries, the latest first."""
        rows = self._database.rows(
            "SELECT batch, name, sha256, coalesce(code, '') AS code,"
            " greatest(tries + 1, losses) AS tries FROM hoso_files"
            " WHERE store_id = %(store)s AND state = 'failed' ORDER BY changed_at DESC"
            " LIMIT %(most)s",
            most=most,
            **self._values,
        )
        return [Failed(**row | {"name": text_of(row["name"])}) for row in rows]

    def retry(self, batch: str = "") -> int:
        """Failed files (of one batch) are read again; how many those are."""

        def work(connection: Connection) -> int:
            rows = connection.execute(
                "UPDATE hoso_files f SET state = 'waiting', tries = 0, losses = 0, entry = NULL,"
                " code = NULL, changed_at = now() FROM hoso_batches b WHERE b.batch = f.batch"
                " AND f.store_id = %s AND f.state = 'failed' AND %s IN ('', f.batch)"
                " RETURNING f.sha256, f.batch, b.priority",
                (self._store_id, batch),
            ).fetchall()
            for row in rows:
                kind = Priority(row["priority"])
                defer_files(connection, self._store_id, row["batch"], kind, [row["sha256"]])
            return len(rows)

        return self._database.run(work)

    def drain(self) -> None:
        """Nothing new is begun; returns when nothing runs any more."""
        self._database.rows(
            "INSERT INTO hoso_drains (store_id) VALUES (%(store)s) ON CONFLICT DO NOTHING"
            " RETURNING store_id",
            store=self._store_id,
        )
        while self.figures(batches=False).running:
            time.sleep(0.5)

    def resume(self) -> None:
        """Work begins again."""
        self._database.rows(
            "DELETE FROM hoso_drains WHERE store_id = %(store)s RETURNING store_id",
            store=self._store_id,
        )

    def cancel(self, batch: str) -> int | None:
        """Files of the batch that nobody has begun are left; how many. ``None``: no such batch.

        Their originals stay in the store: the same scan again goes on with them.
        """

        def work(connection: Connection) -> int | None:
            head = connection.execute(
                "SELECT 1 AS one FROM hoso_batches WHERE batch = %s AND store_id = %s FOR UPDATE",
                (batch, self._store_id),
            ).fetchone()
            if head is None:
                return None
            connection.execute(  # not those that another batch waits for, too
                "DELETE FROM procrastinate_jobs j WHERE j.status = 'todo' AND j.queue_name = %s"
                " AND j.args->>'sha256' IN (SELECT f.sha256 FROM hoso_files f"
                "  WHERE f.batch = %s AND f.state = 'waiting' AND NOT EXISTS ("
                "   SELECT 1 FROM hoso_files o WHERE o.sha256 = f.sha256 AND o.batch <> f.batch"
                "   AND o.state = 'waiting' AND o.store_id = f.store_id))",
                (self._values["queue"], batch),
            )
            return connection.execute(
                "UPDATE hoso_files f SET state = 'cancelled', code = 'cancelled',"  # noqa: S608
                " changed_at = now() WHERE f.batch = %s AND f.state = 'waiting' AND NOT EXISTS ("
                f" SELECT 1 FROM procrastinate_jobs j WHERE j.args->>'sha256' = f.sha256"
                f" AND {ALIVE} AND j.queue_name = %s)",
                (batch, self._values["queue"]),
            ).rowcount

        return self._database.run(work)
