"""A job's end and the claim of the next, in one statement, asked by the thread that did the job.

In: a ``Claim`` and how it ended. Out: the next ``Claim``, if there is one. A job's end and its
file's row change together: no state in between can be seen or left. A database that is away is
waited for, so that a job that is done is never left "doing"; but an answer that was lost may have
hidden a claim, and nobody would ever do that job: then ``lost`` is called, and the worker goes on
under a new id, since jobs of ids that are gone are taken back. Times are the database's, since
clocks of workers differ.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from hoso.queue.database import Database
from hoso.queue.jobs import queue_name
from hoso.queue.sending import text_of
from hoso.queue.taken import Outcome, Taken, TryAgainError

_COLUMNS = """
job.id, job.status, job.task_name, job.priority, job.lock, job.queueing_lock, job.args,
job.scheduled_at, job.queue_name, job.attempts, job.worker_id,
file.name, file.dossier, file.batch, file.tries, file.losses
"""
_FILE = """
LEFT JOIN LATERAL (
    SELECT name, dossier, batch, tries, losses FROM hoso_files
    WHERE sha256 = job.args->>'sha256' AND state = 'waiting' AND store_id = %(store)s
    ORDER BY batch, n LIMIT 1) AS file ON true
"""
# A claim that a crash of the database forgets is made again: it need not wait for the disk.
FETCH = f"""
SELECT {_COLUMNS}
FROM set_config('synchronous_commit', 'off', true),
     procrastinate_fetch_job_v2(%(queues)s::varchar[], %(worker)s) AS job {_FILE}
"""  # noqa: S608 - words of our own
_END = """
UPDATE hoso_files SET state = %(state)s, code = %(code)s, entry = %(entry)s, changed_at = now()
WHERE sha256 = %(sha256)s AND store_id = %(store)s AND state = 'waiting'
"""
_FINISH = "procrastinate_finish_job_v1(%(job)s, 'succeeded', true)"
# Nor need the end of a job whose file has its ledger entry: done again, it is found to be done.
_NEXT = f"""
SELECT {_COLUMNS}
FROM set_config('synchronous_commit',
       CASE WHEN %(stands)s THEN 'off' ELSE current_setting('synchronous_commit') END, true),
     {_FINISH},
     procrastinate_fetch_job_v2(%(queues)s::varchar[], %(worker)s) AS job {_FILE}
"""  # noqa: S608 - words of our own
AGAIN = """
WITH noted AS (
    UPDATE hoso_files SET tries = tries + %(count)s, code = %(code)s, changed_at = now()
    WHERE sha256 = %(sha256)s AND store_id = %(store)s AND state = 'waiting')
SELECT procrastinate_retry_job_v2(
    %(job)s, now() + make_interval(secs => %(seconds)s), NULL, NULL, NULL)
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that is ours now, under this worker's id. ``taken``: what is to be done, unless nobody
    waits for the file any more."""

    job_id: int
    sha256: str
    worker: int
    taken: Taken | None


def claim_of(row: dict[str, Any]) -> Claim | None:
    """What ``FETCH`` has found."""
    if row["id"] is None:
        return None
    taken = None if row["batch"] is None else _taken(row)
    return Claim(row["id"], row["args"]["sha256"], row["worker_id"], taken)


def again_values(claim: Claim, store_id: str, why: TryAgainError) -> dict[str, object]:
    """What ``AGAIN`` needs."""
    return {
        "job": claim.job_id,
        "sha256": claim.sha256,
        "store": store_id,
        "count": int(why.counts),
        "code": why.code if why.counts else None,
        "seconds": why.seconds,
    }


class Claims:
    """The claims of one worker; used by several threads."""

    def __init__(self, database: Database, store_id: str, *, lost: Callable[[], None]) -> None:
        self._database, self._store_id, self._lost = database, store_id, lost

    def next(self, claim: Claim, outcome: Outcome) -> Claim | None:
        """Ends the job, and claims another."""
        values = self._values(claim, outcome)
        own = {"queues": [queue_name(self._store_id)], "worker": claim.worker}
        stands = outcome.state == "done" and outcome.entry is not None
        try:
            row = self._database.once(
                f"WITH ended AS ({_END}) {_NEXT}" if outcome.state else _NEXT,
                **values,
                **own,
                stands=stands,
            )
        except psycopg.errors.RaiseException:  # somebody else has ended the job
            self.end(claim, outcome)
            return None
        except psycopg.Error:
            self._lost()
            self.end(claim, outcome)
            return None
        assert row is not None
        return claim_of(row)

    def end(self, claim: Claim, outcome: Outcome) -> None:
        """Ends the job."""
        values = self._values(claim, outcome)
        finish = f"SELECT {_FINISH}"
        try:
            self._database.patiently(
                f"WITH ended AS ({_END}) {finish}" if outcome.state else finish, **values
            )
        except psycopg.errors.RaiseException:  # somebody else has ended the job
            if outcome.state:
                self._database.patiently(_END, **values)

    def again(self, claim: Claim, why: TryAgainError) -> None:
        """The job goes back into the queue."""
        try:
            self._database.patiently(AGAIN, **again_values(claim, self._store_id, why))
        except psycopg.errors.RaiseException:
            return  # somebody else has it, or has ended it

    def _values(self, claim: Claim, outcome: Outcome) -> dict[str, object]:
        values: dict[str, object] = {"job": claim.job_id, "store": self._store_id}
        if outcome.state:
            entry = {k: v for k, v in (outcome.entry or {}).items() if k != "file"}
            values |= {
                "sha256": claim.sha256,
                "state": outcome.state,
                "code": outcome.code,
                "entry": Jsonb(entry),
            }
        return values


def _taken(row: dict[str, Any]) -> Taken:
    args: dict[str, Any] = row["args"]
    return Taken(
        job_id=row["id"],
        sha256=args["sha256"],
        priority=row["priority"],
        pages=range(args["first"], args["last"] + 1) if "first" in args else None,
        name=text_of(row["name"]),
        dossier=text_of(row["dossier"]),
        batch=row["batch"],
        tries=row["tries"],
        losses=row["losses"],
    )
