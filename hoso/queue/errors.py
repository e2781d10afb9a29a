"""What can go wrong with the queue itself; apart, since the outer edge needs it at every start."""

from importlib.util import find_spec
from typing import ClassVar


class QueueError(Exception):
    """``code`` becomes a sentence; nothing of the queue's address stands in the text."""

    code: ClassVar[str]


class QueueAwayError(QueueError):
    """The queue's database cannot be reached."""

    code = "unreachable"


class QueueMissingError(QueueError):
    """The database's client is not installed."""

    code = "missing"


def check_client() -> None:
    """Raises ``QueueMissingError``; loads nothing."""
    if any(find_spec(name) is None for name in ("procrastinate", "psycopg")):
        raise QueueMissingError
