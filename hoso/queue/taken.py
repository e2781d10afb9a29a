"""What goes in and out of a job: the claim, how it ended, or why it goes back into the queue."""

from dataclasses import dataclass
from typing import Any


class TryAgainError(Exception):
    """The job goes back into the queue: ``code`` says why, ``counts`` whether that was a try."""

    def __init__(self, code: str, *, seconds: float = 0.0, counts: bool = True) -> None:
        super().__init__(code)
        self.code = code
        self.seconds = seconds
        self.counts = counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A job that is ours now. ``pages``: these alone."""

    job_id: int
    sha256: str
    priority: int
    pages: range | None
    name: str
    dossier: str
    batch: str
    tries: int
    losses: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the file ended; ``state`` empty: it has not, other jobs go on with it."""

    state: str = ""
    code: str | None = None
    entry: dict[str, Any] | None = None
