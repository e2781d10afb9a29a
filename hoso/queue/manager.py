"""What procrastinate is asked at the beginning and end of each job, with our own rows beside it.

A job's end and its file's row change in one statement: no state in between can be seen or left. A
database that is away is waited for here, so that a job that is done is never left "doing". Times
are the database's, since clocks of workers differ.
"""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import psycopg
from procrastinate.connector import BaseConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from psycopg.types.json import Jsonb

from hoso.queue.sending import text_of
from hoso.queue.taken import Outcome, Taken, TryAgainError

_FETCH = """
SELECT job.id, job.status, job.task_name, job.priority, job.lock, job.queueing_lock, job.args,
       job.scheduled_at, job.queue_name, job.attempts, job.worker_id,
       file.name, file.dossier, file.batch, file.tries, file.losses
FROM set_config('synchronous_commit', 'off', true),
     procrastinate_fetch_job_v2(%(queues)s::varchar[], %(worker_id)s) AS job
LEFT JOIN LATERAL (
    SELECT name, dossier, batch, tries, losses FROM hoso_files
    WHERE sha256 = job.args->>'sha256' AND state = 'waiting' AND store_id = %(store)s
    ORDER BY batch, n LIMIT 1) AS file ON true
"""  # a claim that a crash of the database forgets is made again: it need not wait for the disk
_END = """
UPDATE hoso_files SET state = %(state)s, code = %(code)s, entry = %(entry)s, changed_at = now()
WHERE sha256 = %(sha256)s AND store_id = %(store)s AND state = 'waiting'
"""
_FINISH = "SELECT procrastinate_finish_job_v1(%(job)s, 'succeeded', true)"
_AGAIN = """
WITH noted AS (
    UPDATE hoso_files SET tries = tries + %(count)s, code = %(code)s, changed_at = now()
    WHERE sha256 = %(sha256)s AND store_id = %(store)s AND state = 'waiting')
SELECT procrastinate_retry_job_v2(
    %(job)s, now() + make_interval(secs => %(seconds)s), NULL, NULL, NULL)
"""
_LONGEST_WAIT = 15.0
_GIVE_UP = 10.0  # seconds, when the worker is to end


class Manager(JobManager):
    """``taken`` and ``ended``: by a job's id, what the task needs and what it leaves."""

    def __init__(
        self,
        connector: BaseConnector,
        store_id: str,
        *,
        stopping: Callable[[], bool],
        say: Callable[[str, dict[str, object]], None],
    ) -> None:
        super().__init__(connector)
        self._store_id, self._stopping, self._say = store_id, stopping, say
        self.taken: dict[int, Taken] = {}
        self.ended: dict[int, Outcome | TryAgainError] = {}

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        row = await self.connector.execute_query_one_async(
            query=_FETCH, queues=queues, worker_id=worker_id, store=self._store_id
        )
        if row["id"] is None:
            return None
        job = Job.from_row(row)
        if row["batch"] is not None and job.id is not None:
            self.taken[job.id] = _taken(job, row)
        return job

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        del status, delete_job  # a task that failed is retried, one that ended leaves no job
        outcome = self.ended.pop(job.id or 0, None)
        if not isinstance(outcome, Outcome) or not outcome.state:
            await self._patiently(_FINISH, job=job.id)
            return
        values = {
            "sha256": job.task_kwargs["sha256"],
            "store": self._store_id,
            "state": outcome.state,
            "code": outcome.code,
            "entry": Jsonb({k: v for k, v in (outcome.entry or {}).items() if k != "file"}),
        }
        together = f"WITH ended AS ({_END}) {_FINISH}"
        if not await self._patiently(together, job=job.id, **values):
            await self._patiently(_END, **values)  # somebody else has ended the job

    async def retry_job(
        self,
        job: Job,
        retry_at: datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        del retry_at, priority, queue, lock  # ours says when, by the database's clock
        why = self.ended.pop(job.id or 0, None)
        again = why if isinstance(why, TryAgainError) else TryAgainError("crashed", seconds=2.0)
        await self._patiently(
            _AGAIN,
            job=job.id,
            sha256=job.task_kwargs["sha256"],
            store=self._store_id,
            count=int(again.counts),
            code=again.code if again.counts else None,
            seconds=again.seconds,
        )

    async def _patiently(self, query: Any, **values: Any) -> bool:
        """False when the job is no longer there to be ended."""
        wait, waited = 0.3, 0.0
        while True:
            try:
                await self.connector.execute_query_async(query, **values)
                return True
            except ConnectorException as error:
                if isinstance(error.__cause__, psycopg.errors.RaiseException):
                    return False
                if self._stopping() and waited > _GIVE_UP:
                    raise
                self._say("queue.away", {"seconds": round(wait)})
            await asyncio.sleep(wait)
            waited += wait
            wait = min(wait * 2, _LONGEST_WAIT)


def _taken(job: Job, row: dict[str, Any]) -> Taken:
    args: dict[str, Any] = job.task_kwargs
    part = range(args["first"], args["last"] + 1) if "first" in args else None
    return Taken(
        job_id=job.id or 0,
        sha256=args["sha256"],
        priority=job.priority,
        pages=part,
        name=text_of(row["name"]),
        dossier=text_of(row["dossier"]),
        batch=row["batch"],
        tries=row["tries"],
        losses=row["losses"],
    )
