"""Replies kept under idempotency keys: the same request again gets the same answer for a day."""

from collections.abc import Callable
from dataclasses import dataclass

from storage.sqlite import Database

_KEPT = 24 * 3600.0  # seconds


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered. ``fingerprint`` is the request's, so that another one is noticed."""

    fingerprint: str
    status: int
    body: str


class Replies:
    """The kept replies of this machine."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def find(self, client: str, key: str) -> Reply | None:
        """What this client was answered under this key."""
        row = self._database.connection.execute(
            "SELECT * FROM replies WHERE client=? AND key=? AND at > ?",
            (client, key, self._clock() - _KEPT),
        ).fetchone()
        return None if row is None else Reply(row["fingerprint"], row["status"], row["body"])

    def keep(self, client: str, key: str, reply: Reply) -> None:
        """The first reply under a key stays; old ones are swept."""
        now = self._clock()
        with self._database.writing() as connection:
            connection.execute("DELETE FROM replies WHERE at <= ?", (now - _KEPT,))
            connection.execute(
                "INSERT OR IGNORE INTO replies VALUES (?,?,?,?,?,?)",
                (client, key, reply.fingerprint, reply.status, reply.body, now),
            )
