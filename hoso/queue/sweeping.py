"""Nothing stays stuck: jobs of dead workers, files without a job, batches that nobody waits for.

Every worker does this now and then; doing it twice does no harm. A worker is dead when its
heartbeat, by the database's clock, is older than ``stalled`` seconds.
"""

from hoso.batch import Summary
from hoso.queue.database import Connection, Database
from hoso.queue.interface import Priority
from hoso.queue.jobs import ALIVE, defer_files, queue_name
from hoso.queue.sending import close_batch
from storage.store import Store

_LOST = """
WITH dead AS (
    SELECT j.id, j.args->>'sha256' AS sha256 FROM procrastinate_jobs j
    LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
    WHERE j.status = 'doing' AND j.queue_name = %(queue)s
      AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => %(stalled)s))
    FOR UPDATE OF j SKIP LOCKED),
noted AS (
    UPDATE hoso_files SET losses = losses + 1, code = 'worker_lost', changed_at = now()
    WHERE sha256 IN (SELECT sha256 FROM dead) AND store_id = %(store)s AND state = 'waiting')
SELECT procrastinate_retry_job_v2(id, now(), NULL, NULL, NULL) FROM dead
"""
_ORPHANS = f"""
SELECT DISTINCT ON (f.sha256) f.sha256, f.batch, b.priority
FROM hoso_files f JOIN hoso_batches b USING (batch)
WHERE f.state = 'waiting' AND f.store_id = %(store)s
  AND f.changed_at < now() - make_interval(secs => %(stalled)s)
  AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs j WHERE j.args->>'sha256' = f.sha256
                  AND {ALIVE} AND j.queue_name = %(queue)s)
LIMIT 1000
"""  # noqa: S608 - words of our own
_ENDED = """
SELECT batch FROM hoso_batches b
WHERE store_id = %(store)s AND finished_at IS NULL
  AND (sealed OR began_at < now() - interval '1 day')
  AND NOT EXISTS (SELECT 1 FROM hoso_files f WHERE f.batch = b.batch AND f.state = 'waiting')
"""
_OLD = """
WITH parts AS (
    DELETE FROM hoso_parts p WHERE p.store_id = %(store)s AND NOT EXISTS (
        SELECT 1 FROM hoso_files f WHERE f.sha256 = p.sha256 AND f.state = 'waiting')),
old AS (
    DELETE FROM hoso_files USING hoso_batches b
    WHERE b.batch = hoso_files.batch AND b.finished_at < now() - interval '30 days'
      AND hoso_files.state <> 'failed' AND b.store_id = %(store)s RETURNING 1)
DELETE FROM hoso_batches b WHERE b.finished_at < now() - interval '31 days'
  AND b.store_id = %(store)s AND NOT EXISTS (SELECT 1 FROM hoso_files f WHERE f.batch = b.batch)
RETURNING batch
"""


class Sweeper:
    """One store's queue is put right. Blocks; raises ``StoreError`` when a batch cannot be kept."""

    def __init__(self, database: Database, store: Store, *, stalled: float) -> None:
        self._database = database
        self._store = store
        self._stalled = stalled

    def sweep(self, *, thoroughly: bool) -> int:
        """How many jobs were taken from dead workers, or made anew. ``thoroughly``: also what takes
        long in a full queue."""
        values = {
            "queue": queue_name(self._store.store_id),
            "store": self._store.store_id,
            "stalled": self._stalled,
        }
        found = len(self._database.rows(_LOST, **values))
        if thoroughly or self._idle(values["queue"]):
            found += self._adopt(values)
            self._database.rows(_OLD, **values)
        for row in self._database.rows(_ENDED, **values):
            close_batch(self._database, self._store, row["batch"], Summary())
        return found

    def draining(self) -> bool:
        """Is nothing new to be begun?"""
        return bool(
            self._database.rows(
                "SELECT since FROM hoso_drains WHERE store_id = %(store)s",
                store=self._store.store_id,
            )
        )

    def _idle(self, queue: object) -> bool:
        return not self._database.rows(
            "SELECT id FROM procrastinate_jobs WHERE status = 'todo' AND queue_name = %(queue)s"
            " LIMIT 1",
            queue=queue,
        )

    def _adopt(self, values: dict[str, object]) -> int:
        """Files that wait without a job: it was lost between two transactions."""

        def work(connection: Connection) -> int:
            orphans = connection.execute(_ORPHANS, values).fetchall()
            for row in orphans:
                kind = Priority(row["priority"])
                defer_files(connection, self._store.store_id, row["batch"], kind, [row["sha256"]])
            return len(orphans)

        return self._database.run(work)
