"""Sessions of people who signed in: random ids, of which only a hash is kept.

A session ends after ``IDLE`` seconds without a sign of life, and in any case after ``LONGEST``.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from storage.sqlite import Database

IDLE, LONGEST = 8 * 3600.0, 16 * 3600.0  # seconds: a working day, and a long one
_STEP = 60.0  # seconds between two notes that a session lives


@dataclass(frozen=True, slots=True)
class Session:
    """``id`` is the cookie's value, known in full to the browser alone; ``key`` names it here."""

    id: str
    key: str
    csrf: str
    account: str
    expires: float


class Sessions:
    """The sessions of this machine."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def open(self, account: str) -> Session:
        """A new session of this account; old ones of anybody are swept."""
        now, identifier, csrf = self._clock(), secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        key = _hash(identifier)
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM sessions WHERE seen_at < ? OR created_at < ?",
                (now - IDLE, now - LONGEST),
            )
            connection.execute(
                "INSERT INTO sessions VALUES (?,?,?,?,?)", (key, account, csrf, now, now)
            )
        return Session(identifier, key, csrf, account, now + IDLE)

    def find(self, identifier: str) -> Session | None:
        """The session of this cookie, while it lives."""
        now, key = self._clock(), _hash(identifier)
        row = self._database.connection.execute(
            "SELECT * FROM sessions WHERE id=?", (key,)
        ).fetchone()
        if row is None or row["seen_at"] < now - IDLE or row["created_at"] < now - LONGEST:
            return None
        if row["seen_at"] < now - _STEP:
            with self._database.writing() as connection:
                connection.execute("UPDATE sessions SET seen_at=? WHERE id=?", (now, key))
        expires = min(now + IDLE, row["created_at"] + LONGEST)
        return Session(identifier, key, row["csrf"], row["account"], expires)

    def close(self, identifier: str) -> None:
        """Signed out."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE id=?", (_hash(identifier),))


def _hash(identifier: str) -> str:
    return hashlib.sha256(identifier.encode()).hexdigest()
