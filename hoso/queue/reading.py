"""One job: a file, or some pages of a large one, read by a worker process and put into the store.

In: ``Taken``, a job with what the database knows of its file. Out: ``Outcome``, or
``TryAgainError`` with the reason. A store that is away is waited for with the job in hand: it costs
no try. Everything here may be done twice, or stop anywhere.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from hoso.filing import Approved, file_intake
from hoso.intake import TRANSIENT, Intake
from hoso.pool import Pool, place_of
from hoso.queue.bringing import entry_of_fault
from hoso.queue.embedded import Accept
from hoso.queue.interface import TRIES
from hoso.queue.parts import PART, Parts
from hoso.queue.taken import Outcome, Taken, TryAgainError
from hoso.server.originals import Originals
from hoso.settings import Settings
from hoso.work import Steps, hash_file
from ocr.errors import Fault, InputError
from storage.errors import (
    BadRecord,
    Conflict,
    NotFound,
    StoreDamaged,
    StoreError,
    StoreUnreachable,
)
from storage.store import Store

T = TypeVar("T")
Say = Callable[[str, dict[str, object]], None]
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0
# An original that stands in the store can be none of these: the store's folder was away.
_AWAY = frozenset({Fault.NOT_FOUND, Fault.NOT_READABLE, Fault.NOT_A_FILE, Fault.SYMBOLIC_LINK})


class Reader:
    """What a job works with; used by several threads. ``stopped`` says that all must end now;
    ``back_off``: seconds before a second try, more before a third."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        originals: Originals,
        parts: Parts,
        *,
        steps: Steps,
        approved: Approved,
        accept: Accept,
        stopped: Callable[[], bool],
        say: Say,
        back_off: float,
    ) -> None:
        self._back_off = back_off
        self._store, self._settings, self._originals = store, settings, originals
        self._parts, self._steps, self._approved = parts, steps, approved
        self._accept, self._stopped, self._say = accept, stopped, say

    def run(self, taken: Taken, pool: Pool) -> Outcome:
        """Does the job. Raises ``TryAgainError``, and ``StoreError`` where the store refuses."""
        try:
            return self._run(taken, pool)
        except (Conflict, NotFound, StoreDamaged, BadRecord) as error:
            # The store's business with this one file: others go on, somebody must look.
            return Outcome("failed", error.code, entry_of_fault(error.code))
        except (StoreError, TryAgainError):
            raise
        except Exception as error:  # a bug of ours costs one file, and says where it is
            place = place_of(error)
            self._say("queue.bug", {"place": place})
            if taken.tries + 1 < TRIES:
                raise TryAgainError("crashed", seconds=self._wait_after(taken)) from error
            intake = self._intake(taken)
            intake.error = InputError(Fault.CRASHED, place)
            return self._file(intake, taken)

    def _run(self, taken: Taken, pool: Pool) -> Outcome:
        entry = self._patiently(lambda: self._store.ledger(taken.sha256))
        if entry is not None:
            return _ended(entry)
        intake = self._intake(taken)
        if taken.losses >= TRIES:
            intake.error = InputError(Fault.WORKER_LOST, f"{taken.losses} times")
            return self._file(intake, taken)
        if taken.pages is not None:
            return self._read_part(intake, taken, taken.pages, pool)
        self._work(intake, taken, pool, until=lambda: intake.done or intake.page_count > 2 * PART)
        if not intake.done:
            return self._large(intake, taken, pool)
        return self._try(intake, taken)

    def _large(self, intake: Intake, taken: Taken, pool: Pool) -> Outcome:
        """Many pages: other jobs read them, and the last of these makes the documents."""
        pages, lost = self._parts.gathered(taken, intake.page_count)
        if len(pages) + len(lost) < intake.page_count:
            return Outcome()
        whole = self._intake(taken)
        whole.sha256, whole.page_count = taken.sha256, intake.page_count
        whole.pages, whole.lost = pages, lost
        if intake.may_be_signed:
            whole.check_signatures()
        self._work(whole, taken, pool, until=lambda: whole.done)
        if whole.error is not None:  # pages had their tries before
            self._again_if_passing(whole, taken)
        outcome = self._file(whole, taken)
        self._parts.forget(taken.sha256)
        return outcome

    def _read_part(self, intake: Intake, taken: Taken, numbers: range, pool: Pool) -> Outcome:
        intake.only = numbers

        def read() -> bool:
            return intake.done or (
                intake.page_count > 0
                and all(n in intake.pages or n in intake.lost for n in numbers)
            )

        self._work(intake, taken, pool, until=read)
        self._again_if_passing(intake, taken)
        if intake.error is not None:
            return self._file(intake, taken)
        self._parts.keep(taken, numbers, intake)
        return Outcome()

    def _intake(self, taken: Taken) -> Intake:
        path = self._patiently(lambda: self._path(taken.sha256))
        settings = replace(self._settings, acceptance=self._patiently(self._accept))
        return Intake(path, taken.name, taken.dossier, settings, steps=self._steps, kept=True)

    def _path(self, sha256: str) -> Path:
        """The store's own file, where that lies on this machine: nothing is copied then."""
        return self._store.original_here(sha256) or self._originals.path(sha256)

    def _work(self, intake: Intake, taken: Taken, pool: Pool, *, until: Callable[[], bool]) -> None:
        """Runs the file's next jobs in the worker process, as ``hoso.batch`` does for many."""
        if not intake.page_count:
            pool.give(intake.opening())
        while pool.busy or not until():
            if self._stopped():
                raise TryAgainError("stopped", counts=False)
            if pool.free and intake.waiting:
                pool.give(intake.next_job())
            for event in pool.events():
                intake.take(event)
        self._check(intake, taken)

    def _check(self, intake: Intake, taken: Taken) -> None:
        """What was read has the hash that the job names, or nothing is made of it."""
        away = next((e.fault for _, e in intake.faults() if e.fault in _AWAY), None)
        if away is not None:
            raise TryAgainError(str(away), seconds=self._back_off, counts=False)
        # A file that cannot be opened was not hashed yet: is it the citizen's, or the store's harm?
        seen = intake.sha256 or self._patiently(lambda: hash_file(intake.path))
        if seen != taken.sha256:
            raise StoreDamaged(f"original {taken.sha256} is damaged", where=taken.sha256)

    def _try(self, intake: Intake, taken: Taken) -> Outcome:
        self._again_if_passing(intake, taken)
        return self._file(intake, taken)

    def _again_if_passing(self, intake: Intake, taken: Taken) -> None:
        """Nothing is filed before the last try: what fails for want of time may succeed yet."""
        passing = [error.fault for _, error in intake.faults() if error.fault in TRANSIENT]
        if passing and taken.tries + 1 < TRIES:
            raise TryAgainError(str(passing[0]), seconds=self._wait_after(taken))

    def _wait_after(self, taken: Taken) -> float:
        return float(self._back_off * 4**taken.tries)

    def _file(self, intake: Intake, taken: Taken) -> Outcome:
        intake.sha256 = taken.sha256
        entry = self._patiently(
            lambda: file_intake(intake, self._store, batch=taken.batch, approved=self._approved)
        )
        return _ended(entry)

    def _patiently(self, work: Callable[[], T]) -> T:
        """Does it, as soon as the store is there; nothing is given up for its sake."""
        wait = _FIRST_WAIT
        while True:
            try:
                return work()
            except (StoreUnreachable, OSError) as error:
                where = getattr(error, "where", "") or type(error).__name__
                self._say("queue.store_away", {"where": where, "seconds": round(wait)})
                end = time.monotonic() + wait
                while time.monotonic() < end:
                    if self._stopped():
                        raise TryAgainError("stopped", counts=False) from error
                    time.sleep(0.1)
                wait = min(wait * 2, _LONGEST_WAIT)


def _ended(entry: dict[str, Any]) -> Outcome:
    """Failed where another try may give more: then there is no ledger entry either."""
    passing = [fault["code"] for fault in entry["faults"] if fault["code"] in TRANSIENT]
    code = passing[0] if passing else None
    return Outcome("failed" if passing else "done", code, entry)
