"""The contract of every way to work through a batch of files.

In: inputs and an ``Order``. Out: a ``Summary`` in which pages in = pages stored + pages set aside.
A job is one file, or a range of pages of a large one. It may be done twice (its worker was thought
dead), and its effects are there once: names follow from the file's hash, writes are put-if-absent,
and a file is finished when its ledger entry stands. Errors: ``StoreError`` where the store fails
for good, ``QueueAwayError`` where the database cannot be reached at the start; what goes away later
is waited for.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hoso.batch import Summary
from hoso.inputs import Input

TRIES = 3  # of a file that fails for a passing reason, or takes its worker with it


class Priority(StrEnum):
    """The counter, where a citizen waits, before the archive."""

    COUNTER = "counter"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A batch: its name (a new one when empty), who brought it, how urgent it is."""

    batch: str = ""
    by: str = ""
    priority: Priority = Priority.ARCHIVE


ROUTINE = Order()
Told = Callable[[int, int], None]  # pages that are done, pages known so far


def nobody(done: int, known: int) -> None:
    """Nobody is told how far a batch is."""
    del done, known


class Queue(Protocol):
    """Works through batches; batches share it fairly."""

    def scan(
        self,
        inputs: Iterable[Input],
        *,
        order: Order = ROUTINE,
        told: Told = nobody,
        summary: Summary | None = None,
    ) -> Summary:
        """Digitises all inputs into the store, and waits. ``summary``: one to add to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchFigures:
    """One batch that is not finished, or has files set aside."""

    batch: str
    by: str
    priority: str
    waiting: int
    done: int
    failed: int
    cancelled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The queue now: jobs waiting and running, files that failed, workers alive."""

    waiting: int
    running: int
    failed: int
    workers: int
    oldest_seconds: float  # how long the first of the waiting files has waited
    draining: bool
    batches: tuple[BatchFigures, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A file that was set aside after its tries, and why."""

    batch: str
    name: str
    sha256: str
    code: str
    tries: int
