"""Jobs as procrastinate keeps them: which queue, which order, which files have one.

In: hashes of a store. Out: jobs in the database. Order is procrastinate's priority, used as a
virtual clock that runs backwards: a batch's next job stands one below its last, and a batch that
comes new begins where the waiting ones are now. So batches take turns, however large they are, and
the counter's stand above all of the archive's.
"""

from collections.abc import Sequence

from procrastinate.jobs import Job
from procrastinate.manager import JobManager
from procrastinate.sync_psycopg_connector import SyncPsycopgConnector

from hoso.queue.database import Connection
from hoso.queue.interface import Priority

TASK = "hoso.read"
_SPAN = 1_000_000_000  # jobs until the virtual clock of a class ends: it stands still there
TOPS = {Priority.COUNTER: 2 * _SPAN, Priority.ARCHIVE: _SPAN}
_DEFERRING = 0x686F736F  # "hoso"
ALIVE = "(j.status = 'todo' OR j.status = 'doing')"


def queue_name(store_id: str) -> str:
    """One database may serve several stores."""
    return f"hoso.{store_id}"


def job_of(store_id: str, priority: int, args: dict[str, object]) -> Job:
    """A job that reads a file, or some of its pages."""
    return Job(
        queue=queue_name(store_id),
        task_name=TASK,
        priority=priority,
        lock=None,
        queueing_lock=None,
        task_kwargs=args,  # type: ignore[arg-type]
    )


def defer(connection: Connection, jobs: list[Job]) -> None:
    """Puts jobs into the queue within the transaction of this connection."""
    if jobs:
        JobManager(SyncPsycopgConnector()).batch_defer_jobs(jobs, connection=connection)


def defer_files(
    connection: Connection, store_id: str, batch: str, kind: Priority, hashes: Sequence[str]
) -> None:
    """One job for each of the hashes that has none yet; one that has is as urgent as the most
    urgent batch that waits for it."""
    # One after the other for a store: two senders of one file must see one another's job.
    connection.execute(
        "SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (_DEFERRING, queue_name(store_id))
    )
    start = _start(connection, batch, kind)
    alive = connection.execute(
        "SELECT j.id, j.args->>'sha256' AS sha256 FROM procrastinate_jobs j"  # noqa: S608
        f" WHERE j.args->>'sha256' = ANY(%s) AND {ALIVE} AND j.queue_name = %s",
        (list(hashes), queue_name(store_id)),
    ).fetchall()
    if alive:
        connection.execute(
            "UPDATE procrastinate_jobs SET priority = %s"
            " WHERE id = ANY(%s) AND status = 'todo' AND priority < %s",
            (start, [row["id"] for row in alive], start),
        )
    there = {row["sha256"] for row in alive}
    new = [sha256 for sha256 in dict.fromkeys(hashes) if sha256 not in there]
    floor = TOPS[kind] - _SPAN + 1
    jobs = [
        job_of(store_id, max(start - n, floor), {"sha256": sha256}) for n, sha256 in enumerate(new)
    ]
    defer(connection, jobs)
    connection.execute(
        "UPDATE hoso_batches SET next_priority = %s WHERE batch = %s",
        (max(start - len(new), floor), batch),
    )


def _start(connection: Connection, batch: str, kind: Priority) -> int:
    """Where the virtual clock of the class stands, or the batch's own, whichever is later."""
    top = TOPS[kind]
    row = connection.execute(
        "SELECT (SELECT next_priority FROM hoso_batches WHERE batch = %(batch)s) AS own,"
        " (SELECT max(priority) FROM procrastinate_jobs WHERE status = 'todo'"
        "  AND priority > %(floor)s AND priority <= %(top)s) AS waiting,"
        " (SELECT min(next_priority) FROM hoso_batches WHERE finished_at IS NULL"
        "  AND priority = %(kind)s AND batch <> %(batch)s) AS others",
        {"batch": batch, "floor": top - _SPAN, "top": top, "kind": str(kind)},
    ).fetchone()
    assert row is not None
    clock = row["others"] if row["waiting"] is None else row["waiting"]
    known = [place for place in (row["own"], clock) if place is not None]
    return min(known, default=top)
