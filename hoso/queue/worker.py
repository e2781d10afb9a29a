"""``hoso worker``: takes jobs from the queue until it is stopped.

In: a store, the queue's address, how many jobs at once. Out: records in the store. procrastinate
claims and heartbeats; each job has a worker process of its own (``hoso.pool``). A database that is
away is waited for; a store that refuses ends the worker with its error. Asked to stop, it finishes
what it has in hand; asked twice, or after ``patience`` seconds, it gives the jobs back.
"""

import asyncio
import contextlib
import gc
import logging
import queue
import signal
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg
import psycopg_pool
from procrastinate import App
from procrastinate.exceptions import ConnectorException
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from hoso.filing import Approved
from hoso.pool import Pool, place_of
from hoso.queue.claims import Claim, Claims
from hoso.queue.database import LIVELY, Database
from hoso.queue.embedded import Accept
from hoso.queue.errors import QueueAwayError
from hoso.queue.jobs import TASK, queue_name
from hoso.queue.manager import Manager
from hoso.queue.parts import Parts
from hoso.queue.reading import Reader
from hoso.queue.sweeping import Sweeper
from hoso.queue.taken import Outcome, Taken, TryAgainError
from hoso.server.originals import Originals
from hoso.settings import Settings
from hoso.work import STEPS, Steps
from storage.errors import StoreError, StoreUnreachable
from storage.store import Store

Say = Callable[[str, dict[str, object]], None]
_GIVE_UP = 10.0  # seconds a database is waited for, when the worker is to end


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds: between heartbeats, without one until a worker is dead, between two sweeps (and two
    thorough ones), between two looks for jobs, of work that may be finished when stopped, and
    before a second try."""

    heartbeat: float = 5.0
    stalled: float = 30.0
    sweep: float = 5.0
    thorough: float = 60.0
    poll: float = 2.0
    patience: float = 30.0
    back_off: float = 2.0


class _Always(BaseRetryStrategy):
    """Whatever ends a job without an outcome, it goes back: ``Manager.retry_job`` knows when."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        del exception, job
        return RetryDecision()


async def _one_by_one(connection: psycopg.AsyncConnection[object]) -> None:
    """Each statement is a transaction: one way to the database and back."""
    await connection.set_autocommit(True)


class Worker:
    """One process that works for one store. ``say`` tells people what goes on; ``accept`` is asked
    for every file what may be accepted."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        *,
        approved: Approved,
        say: Say,
        accept: Accept | None = None,
        steps: Steps = STEPS,
        pace: Pace = Pace(),
    ) -> None:
        self._store, self._settings = store, settings
        self._accept = accept or (lambda: settings.acceptance)
        self._approved, self._say, self._steps, self._pace = approved, say, steps, pace
        self._stopping = asyncio.Event()
        self._now = self._hurried = False
        self._calling_off = threading.Event()  # who has done a job claims no other
        self._fatal: StoreError | None = None
        self._lanes: queue.SimpleQueue[Pool] = queue.SimpleQueue()
        # Processes first, threads later: forks of a clean process are there at once.
        self._pools = [self._pool() for _ in range(settings.workers)]
        for pool in self._pools:
            self._lanes.put(pool)

    def run(self) -> None:
        """Until it is stopped. Raises ``StoreError`` when the store refuses."""
        # Its log lines hold names of files, and tracebacks what stood on pages: ours say enough.
        for noisy in ("procrastinate", "psycopg.pool", "asyncio"):
            logging.getLogger(noisy).setLevel(logging.CRITICAL + 1)
        gc.freeze()  # what was imported stays: it need not be looked through again and again
        try:
            with tempfile.TemporaryDirectory(prefix="hoso-worker-") as folder:
                self._database = Database(
                    self._settings.queue,
                    say=self._say,
                    patient=True,
                    stopped=self._stopping.is_set,
                )
                own = Database(
                    self._settings.queue,
                    say=self._say,
                    patient=True,
                    stopped=lambda: self._hurried,
                )
                self._claims = Claims(own, self._store.store_id, lost=self._begin_anew)
                self._sweeper = Sweeper(self._database, self._store, stalled=self._pace.stalled)
                self._reader = Reader(
                    self._store,
                    self._settings,
                    Originals(self._store, Path(folder)),
                    Parts(self._database, self._store.store_id),
                    steps=self._steps,
                    approved=self._approved,
                    accept=self._accept,
                    stopped=lambda: self._now,
                    say=self._say,
                    back_off=self._pace.back_off,
                )
                asyncio.run(self._live())
        finally:
            for pool in self._pools:
                pool.__exit__()
        if self._fatal is not None:
            raise self._fatal

    async def _live(self) -> None:
        self._loop = loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop)
        # One thread more than jobs: the sweeper's.
        self._threads = ThreadPoolExecutor(self._settings.workers + 1, thread_name_prefix="job")
        wait = 0.5
        self._say("queue.ready", {"workers": self._settings.workers, "where": self._store.where})
        while not self._stopping.is_set():
            try:
                await self._serve()
                wait = 0.5
            except (ConnectorException, QueueAwayError, psycopg.Error, OSError):
                self._say("queue.away", {"seconds": round(wait)})
                await self._pause(wait)
                wait = min(wait * 2, 30.0)
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _stop(self) -> None:
        if self._stopping.is_set():
            self._give_up()
            return
        self._say("queue.stopping", {})
        self._stopping.set()
        self._calling_off.set()
        loop = asyncio.get_running_loop()
        loop.call_later(min(_GIVE_UP, self._pace.patience), self._hurry)
        loop.call_later(self._pace.patience, self._give_up)

    def _hurry(self) -> None:
        """A database that is away is waited for no longer."""
        self._hurried = True

    def _give_up(self) -> None:
        self._now = self._hurried = True

    def _begin_anew(self) -> None:
        """A claim may be lost: what was claimed under this worker's id is done, and no more."""
        self._calling_off.set()
        self._loop.call_soon_threadsafe(self._anew.set)

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _serve(self) -> None:
        """Works until it is stopped, the queue is drained, or the database goes away."""
        if await self._in_thread(self._sweeper.draining):
            await self._pause(self._pace.poll)
            return
        count = self._settings.workers
        pool: psycopg_pool.AsyncConnectionPool = psycopg_pool.AsyncConnectionPool(
            self._settings.queue,
            open=False,
            min_size=1,
            max_size=min(count + 2, 8),
            timeout=10,
            kwargs=LIVELY,
            configure=_one_by_one,
        )
        app = App(connector=PsycopgConnector())
        manager = Manager(
            app.connector,
            self._store.store_id,
            stopping=self._stopping.is_set,
            say=self._say,
        )
        app.job_manager = manager
        self._anew = asyncio.Event()
        self._calling_off.clear()
        self._add_task(app, manager)
        await pool.open(wait=True, timeout=10)
        try:
            async with app.open_async(pool):
                await self._until_any(app, count)
        finally:
            await pool.close()

    async def _until_any(self, app: App, count: int) -> None:
        pace = self._pace
        runner = asyncio.create_task(
            app.run_worker_async(
                queues=[queue_name(self._store.store_id)],
                concurrency=count,
                fetch_job_polling_interval=pace.poll,
                install_signal_handlers=False,
                update_heartbeat_interval=pace.heartbeat,
                stalled_worker_timeout=pace.stalled,
            )
        )
        sweeper = asyncio.create_task(self._sweep())
        stopping = asyncio.create_task(self._stopping.wait())
        anew = asyncio.create_task(self._anew.wait())
        tasks = (anew, stopping, sweeper, runner)
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._calling_off.set()
            for task in tasks:  # the last one finishes its jobs first
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
        for error in ended:
            if isinstance(error, Exception):
                raise error
        if not self._stopping.is_set() and sweeper not in done:
            # Or a claim of it may be lost.
            raise ConnectorException("the worker ended by itself: its listener or heartbeat failed")

    async def _sweep(self) -> None:
        """Ends when the queue is to be drained."""
        since = self._pace.thorough
        while not await self._in_thread(self._sweeper.draining):
            thoroughly = since >= self._pace.thorough
            since = 0.0 if thoroughly else since + self._pace.sweep
            with contextlib.suppress(StoreUnreachable):  # the next sweep keeps the batch
                await self._in_thread(partial(self._sweeper.sweep, thoroughly=thoroughly))
            await asyncio.sleep(self._pace.sweep)

    async def _in_thread(self, work: Callable[[], object]) -> object:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _add_task(self, app: App, manager: Manager) -> None:
        @app.task(name=TASK, pass_context=True, retry=_Always())
        async def read(context: JobContext, /, **_: object) -> None:
            claim = manager.claimed.pop(context.job.id or 0)
            await self._in_thread(partial(self._do_all, claim))

    def _do_all(self, claim: Claim | None) -> None:
        """This job and those after it, without a way through the loop for each."""
        while claim is not None:
            claim = self._do_one(claim)

    def _do_one(self, claim: Claim) -> Claim | None:
        try:
            outcome = self._do(claim.taken) if claim.taken else Outcome()
        except StoreError as error:
            self._fatal = self._fatal or error
            self._loop.call_soon_threadsafe(self._stop)
            why = TryAgainError(error.code, counts=False)
        except TryAgainError as again:
            why = again
        except Exception as error:  # whatever it is: the job is not left "doing"
            self._say("queue.bug", {"place": place_of(error)})
            why = TryAgainError("crashed", seconds=self._pace.back_off)
        else:
            if not self._calling_off.is_set():
                return self._claims.next(claim, outcome)
            self._claims.end(claim, outcome)
            return None
        self._claims.again(claim, why)
        return None

    def _do(self, taken: Taken) -> Outcome:
        pool = self._lanes.get()
        try:
            return self._reader.run(taken, pool)
        finally:
            if pool.busy:  # given up in the middle: its process goes with it
                pool.__exit__()
                self._pools.remove(pool)
                pool = self._pool()
                self._pools.append(pool)
            self._lanes.put(pool)

    def _pool(self) -> Pool:
        return Pool(1, memory=self._settings.worker_memory)
