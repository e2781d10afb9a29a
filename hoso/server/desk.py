"""Worker processes behind a front that many threads may use: one lane, one process, one queue.

In: a job of ``hoso.work`` with its arguments. Out: what it yields. A lane's process has the limits
of ``hoso.pool``: a hostile page costs one answer, never the server. Errors: ``InputError``.
"""

import itertools
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from hoso.pool import Job, Pool

Work = Callable[..., Iterator[Any]]
_SOON, _LATER = 0, 1


@dataclass(order=True)
class _Task:
    urgency: int
    turn: int
    job: Job | None = field(compare=False)
    done: "Future[list[Any]]" = field(compare=False)


class Lane:
    """One worker process and the jobs that wait for it. The process starts at once."""

    def __init__(self, name: str, *, memory: int) -> None:
        self._pool = Pool(1, memory=memory)
        self._tasks: queue.PriorityQueue[_Task] = queue.PriorityQueue()
        self._turns = itertools.count()
        self._thread = threading.Thread(target=self._serve, daemon=True, name=f"lane-{name}")

    def start(self) -> None:
        """From now on jobs are worked on."""
        self._thread.start()

    def ask(self, run: Work, *args: Any, seconds: float) -> list[Any]:
        """Runs a job before all that may wait; all that it yielded. Raises ``InputError``."""
        return self._put(_SOON, run, args, seconds).result()

    def later(self, run: Work, *args: Any, seconds: float) -> "Future[list[Any]]":
        """Runs a job when nothing else waits."""
        return self._put(_LATER, run, args, seconds)

    def close(self) -> None:
        """Ends the process; jobs that still wait are given up."""
        self._tasks.put(_Task(-1, next(self._turns), None, Future()))
        if self._thread.is_alive():
            self._thread.join(5)
        self._pool.__exit__()

    def _put(
        self, urgency: int, run: Work, args: tuple[Any, ...], seconds: float
    ) -> "Future[list[Any]]":
        done: Future[list[Any]] = Future()
        self._tasks.put(_Task(urgency, next(self._turns), Job(run, args, None, seconds), done))
        return done

    def _serve(self) -> None:
        while (task := self._tasks.get()).job is not None:
            try:
                task.done.set_result(self._run(task.job))
            except Exception as error:
                task.done.set_exception(error)

    def _run(self, job: Job) -> list[Any]:
        self._pool.give(job)
        items: list[Any] = []
        while True:
            for event in self._pool.events():
                if event.fault is not None:
                    raise event.fault
                if event.done:
                    return items
                items.append(event.item)
