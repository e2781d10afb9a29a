"""What procrastinate is asked for: the first job of a thread; the thread ends it and claims others.

``hoso.queue.claims`` has the statements. Only a job that was claimed and never begun, because the
worker was stopped in between, goes back from here.
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

from hoso.queue.claims import AGAIN, FETCH, Claim, again_values, claim_of
from hoso.queue.taken import TryAgainError

_LONGEST_WAIT = 15.0
_GIVE_UP = 10.0  # seconds, when the worker is to end


class Manager(JobManager):
    """``claimed``: by a job's id, what the task takes up, and ends itself."""

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
        self.claimed: dict[int, Claim] = {}

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        row = await self.connector.execute_query_one_async(
            query=FETCH, queues=queues, worker=worker_id, store=self._store_id
        )
        claim = claim_of(row)
        if claim is None:
            return None
        self.claimed[claim.job_id] = claim
        return Job.from_row(row)

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        del job, status, delete_job  # who did it has ended it

    async def retry_job(
        self,
        job: Job,
        retry_at: datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        del retry_at, priority, queue, lock
        claim = self.claimed.pop(job.id or 0, None)
        if claim is not None:
            why = TryAgainError("stopped", counts=False)
            await self._patiently(AGAIN, **again_values(claim, self._store_id, why))

    async def _patiently(self, query: Any, **values: Any) -> None:
        wait, waited = 0.3, 0.0
        while True:
            try:
                await self.connector.execute_query_async(query, **values)
                return
            except ConnectorException as error:
                if isinstance(error.__cause__, psycopg.errors.RaiseException):
                    return  # the job is no longer there
                if self._stopping() and waited > _GIVE_UP:
                    raise
                self._say("queue.away", {"seconds": round(wait)})
            await asyncio.sleep(wait)
            waited += wait
            wait = min(wait * 2, _LONGEST_WAIT)
