"""Who has which paper open: a lease that ends by itself when nobody renews it.

It keeps two people of one server from the same paper. It is a courtesy, not a lock: what guards the
record is that a version builds on the one its writer has seen.
"""

from collections.abc import Callable

from storage.sqlite import Database


class Leases:
    """The leases of this machine. A holder is ``account/session``."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def take(self, record_id: str, holder: str, seconds: float) -> bool:
        """The paper is this holder's for a while; False when it is somebody else's."""
        now = self._clock()
        with self._database.writing() as connection:
            done = connection.execute(
                "INSERT INTO leases VALUES (?,?,?) ON CONFLICT (record_id) DO UPDATE"
                " SET holder=excluded.holder, until=excluded.until"
                " WHERE leases.holder=excluded.holder OR leases.until <= ?",
                (record_id, holder, now + seconds, now),
            )
            return done.rowcount > 0

    def renew(self, record_id: str, holder: str, seconds: float) -> bool:
        """A sign of life; False when the lease has gone to somebody else meanwhile."""
        return self.take(record_id, holder, seconds)

    def release(self, record_id: str, holder: str) -> None:
        """The paper is free again."""
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM leases WHERE record_id=? AND holder=?", (record_id, holder)
            )

    def held(self) -> dict[str, str]:
        """Every paper that somebody has open, and who."""
        rows = self._database.connection.execute(
            "SELECT record_id, holder FROM leases WHERE until > ?", (self._clock(),)
        )
        return {row["record_id"]: row["holder"] for row in rows}
