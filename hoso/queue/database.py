"""One connection to the queue's database, for code that blocks: made again whenever it breaks.

In: the address, and whom to tell. Out: results of transactions. A database that is away is waited
for, longer each time, until ``stopped``; at the very beginning it is a ``QueueAwayError``, unless
``patient``. Whatever is run must bear to be run again: its first answer may have been lost.
"""

import threading
import time
from collections.abc import Callable
from typing import Any, LiteralString, TypeVar

import psycopg
from psycopg.rows import DictRow, dict_row

from hoso.queue.errors import QueueAwayError
from hoso.queue.tables import make_tables

T = TypeVar("T")
Say = Callable[[str, dict[str, object]], None]
Connection = psycopg.Connection[DictRow]
# A dead network is noticed within seconds, not after the system's two hours.
LIVELY: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15000,
}
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0


class Database:
    """May be shared by threads: one transaction at a time."""

    def __init__(
        self,
        url: str,
        *,
        say: Say,
        patient: bool = False,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._url = url
        self._say = say
        self._stopped = stopped
        self._own = threading.Lock()
        self._connection: Connection | None = None
        if patient:
            return
        try:
            self._connect()
        except psycopg.Error as error:
            raise QueueAwayError(type(error).__name__) from error

    def run(self, work: Callable[[Connection], T]) -> T:
        """Runs ``work`` in a transaction; again as long as the database is away."""

        def in_one(connection: Connection) -> T:
            with connection.transaction():
                return work(connection)

        return self._again(in_one)

    def patiently(self, query: LiteralString, **values: object) -> None:
        """One statement, which is a transaction: one way to the database and back."""
        self._again(lambda c: c.execute(query, values))

    def once(self, query: LiteralString, **values: object) -> DictRow | None:
        """The first row of one statement. ``psycopg.Error``: nobody knows whether it was done."""
        try:
            return self._do(lambda c: c.execute(query, values).fetchone())
        except (psycopg.OperationalError, psycopg.InterfaceError):
            self.close()
            raise

    def _do(self, work: Callable[[Connection], T]) -> T:
        with self._own:
            return work(self._connection or self._connect())

    def _again(self, work: Callable[[Connection], T]) -> T:
        wait = _FIRST_WAIT
        while True:
            try:
                return self._do(work)
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                self._say("queue.away", {"seconds": round(wait)})
                self.close()
                end = time.monotonic() + wait
                while time.monotonic() < end:
                    if self._stopped():
                        raise QueueAwayError("stopped while it was away") from error
                    time.sleep(0.1)
                wait = min(wait * 2, _LONGEST_WAIT)

    def rows(self, query: str, **values: object) -> list[DictRow]:
        """What a single question gives."""
        return self.run(lambda c: c.execute(query, values).fetchall())

    def close(self) -> None:
        """Gives the connection back; it is made anew when it is needed."""
        with self._own:
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    def _connect(self) -> Connection:
        made = psycopg.connect(self._url, row_factory=dict_row, autocommit=True, **LIVELY)
        try:
            make_tables(made)
        except BaseException:
            made.close()
            raise
        self._connection = made
        return made
