"""Worker processes that may crash, hang or swell without harm: one job is lost, never the batch.

A job is a module-level generator function of this project and its arguments. What it yields comes
back as events, one by one; so when a worker dies it is known how far it came. Each worker has a
memory limit, and every step of a job (the time between two yields) a deadline. Workers are our
children, so the system counts their CPU time as ours: forks of this process where it has a single
thread (what it has imported is there at once), fresh ones where it has more (a fork would wait for
locks that nobody gives back).
"""

import ctypes
import gc
import multiprocessing
import os
import resource
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from hoso.pages_kept import Kept, Sent
from ocr.errors import Fault, InputError

_COLLECTED_AFTER = 5_000  # new objects: a page has thousands, in no cycles
_PR_SET_PDEATHSIG = 1  # prctl(2): what a child gets when its parent is gone


@dataclass(eq=False, slots=True)
class Job:
    """What to run, with which deadline per step, and a tag for the one who asked."""

    run: Callable[..., Iterator[Any]]
    args: tuple[Any, ...]
    tag: Any
    step_seconds: float
    started: float = field(default=0.0)


@dataclass(frozen=True, slots=True)
class Event:
    """Something a job yielded, its end, or its failure (``fault`` set: the job is over)."""

    job: Job
    item: Any = None
    done: bool = False
    fault: InputError | None = None


class _Worker:
    def __init__(self, memory: int) -> None:
        alone = len(list(Path("/proc/self/task").iterdir())) == 1
        context: Any = multiprocessing.get_context("fork" if alone else "spawn")
        self.pipe, theirs = context.Pipe()
        args = (theirs, memory, os.getpid())
        self.process = context.Process(target=_serve, args=args, daemon=True)
        self.process.start()
        theirs.close()
        self.job: Job | None = None
        self.deadline = 0.0
        self.sent = Sent()
        self._tag: Any = None

    def give(self, job: Job) -> None:
        self.job = job
        begins = job.tag is not self._tag
        if begins:
            self._tag = job.tag
            self.sent.forget()
        job.started = time.monotonic()
        self.deadline = job.started + job.step_seconds
        self.pipe.send_bytes(self.sent.dumps((begins, job.run, job.args)))

    def kill(self) -> None:
        self.process.kill()
        self.process.join(5)
        self.pipe.close()


class Pool:
    """``workers`` processes: give jobs while ``free``, take ``events`` while ``busy``."""

    def __init__(self, workers: int, *, memory: int) -> None:
        self._memory = memory
        self._workers = [_Worker(memory) for _ in range(workers)]

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.kill()

    @property
    def free(self) -> int:
        """How many jobs can be given now."""
        return sum(worker.job is None for worker in self._workers)

    @property
    def busy(self) -> bool:
        """Is any job under way?"""
        return any(worker.job is not None for worker in self._workers)

    def give(self, job: Job) -> None:
        """Starts a job on a free worker."""
        idle = next((worker for worker in self._workers if worker.job is None), None)
        if idle is None:
            raise RuntimeError("no worker is free")
        idle.give(job)

    def events(self) -> list[Event]:
        """Waits until something happened; all that happened since the last call."""
        running = {worker.pipe: worker for worker in self._workers if worker.job is not None}
        if not running:
            return []
        soonest = min(worker.deadline for worker in running.values())
        ready = wait(list(running), timeout=max(0.0, soonest - time.monotonic()))
        events = [self._receive(running[pipe]) for pipe in ready if isinstance(pipe, Connection)]
        now = time.monotonic()
        late = [
            worker
            for pipe, worker in running.items()
            if worker.job is not None and worker.deadline <= now and pipe not in ready
        ]
        return events + [self._lost(worker, Fault.TOO_SLOW) for worker in late]

    def _receive(self, worker: _Worker) -> Event:
        assert worker.job is not None
        job = worker.job
        try:
            kind, item = worker.pipe.recv()
        except (EOFError, OSError):
            return self._lost(worker, Fault.CRASHED)
        if kind == "item":
            worker.deadline = time.monotonic() + job.step_seconds
            worker.sent.note(item)
            return Event(job, item=item)
        worker.job = None
        if kind == "fault":
            return Event(job, fault=item)
        return Event(job, done=True)

    def _lost(self, worker: _Worker, fault: Fault) -> Event:
        """The worker is dead or must die; another takes its place."""
        assert worker.job is not None
        job = worker.job
        worker.kill()
        self._workers[self._workers.index(worker)] = _Worker(self._memory)
        code = worker.process.exitcode
        return Event(job, fault=InputError(fault, f"worker ended with {code}"))


def _serve(pipe: Connection, memory: int, parent: int) -> None:
    """Runs jobs until the parent is gone."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before it could be watched
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.freeze()  # what was imported stays: it need not be looked through again and again
    gc.set_threshold(_COLLECTED_AFTER)
    kept = Kept()
    while True:
        try:
            data = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        try:
            begins, run, args = kept.loads(data)
            if begins:
                kept.forget()
            for item in run(*args):
                pipe.send(("item", item))
                kept.note(item)
            pipe.send(("done", None))
        except InputError as error:
            pipe.send(("fault", error))
        except MemoryError as error:
            pipe.send(("fault", InputError(Fault.OUT_OF_MEMORY, str(error))))
        except BrokenPipeError:
            return
        except Exception as error:  # a bug of ours costs one job, and says where it is
            pipe.send(("fault", InputError(Fault.CRASHED, place_of(error))))


def place_of(error: Exception) -> str:
    """Kind of the error, file and line; never its text, which may hold what was on the page."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"
