"""What a watcher remembers beside the store's state: files that are done, and files held back.

In: keys of files, how they look. Out: is it done; ``Held``. A file is done when every sheet of it
is stored or set aside for good. One that a passing cause kept from that is held: named as long as
it lies there, tried again and again, less often each time, also after a restart.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from storage.sqlite import Database

_TABLES = (
    "CREATE TABLE done (path TEXT PRIMARY KEY, size INTEGER NOT NULL, changed INTEGER NOT NULL)",
    "CREATE TABLE held (path TEXT PRIMARY KEY, name TEXT NOT NULL, code TEXT NOT NULL,"
    " tries INTEGER NOT NULL)",
)
_QUICK = 3  # tries at once; then
_FIRST_WAIT, _LONGEST_WAIT = 600.0, 6 * 3600.0  # seconds between two tries, doubled each time
_STOPPED_BY_HAND = "cancelled"  # whoever did that does not want it back in a moment
Look = tuple[int, int]  # size, time of the last change in nanoseconds


@dataclass(frozen=True, slots=True)
class Held:
    """A file that is not stored yet, why, and how often that was tried."""

    name: str
    code: str
    tries: int


class Notes:
    """``clock``: seconds that only grow."""

    def __init__(self, path: Path, *, clock: Callable[[], float]) -> None:
        self._database = Database(path, _TABLES, durable=True)
        self._clock = clock
        self._next: dict[str, float] = {}  # when a held file is tried again; a restart tries it

    def is_done(self, key: str, look: Look) -> bool:
        row = self._database.connection.execute(
            "SELECT size, changed FROM done WHERE path=?", (key,)
        ).fetchone()
        return row is not None and (row["size"], row["changed"]) == look

    def is_waiting(self, key: str) -> bool:
        """Is it held, and not yet to be tried again?"""
        return self._next.get(key, 0.0) > self._clock()

    def note(self, done: Iterable[tuple[str, Look]], held: Iterable[tuple[str, Held]]) -> None:
        """Keeps both in one transaction; a file that is done is held no longer."""
        done, held = list(done), list(held)
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO done VALUES (?,?,?)", [(key, *look) for key, look in done]
            )
            connection.executemany("DELETE FROM held WHERE path=?", [(key,) for key, _ in done])
            connection.executemany(
                "INSERT OR REPLACE INTO held VALUES (?,?,?,?)",
                [(key, _plain(one.name), one.code, one.tries) for key, one in held],
            )
        for key, _ in done:
            self._next.pop(key, None)
        for key, one in held:
            self._next[key] = self._clock() + _wait_after(one)

    def held(self) -> dict[str, Held]:
        """All that are held, by key."""
        rows = self._database.connection.execute("SELECT * FROM held ORDER BY path")
        return {row["path"]: Held(row["name"], row["code"], row["tries"]) for row in rows}

    def forget(self, gone: Collection[str]) -> None:
        """Files that were taken out of the folder."""
        if gone:
            with self._database.writing() as connection:
                connection.executemany("DELETE FROM held WHERE path=?", [(key,) for key in gone])
            for key in gone:
                self._next.pop(key, None)


def _wait_after(one: Held) -> float:
    if one.code == _STOPPED_BY_HAND:
        return _LONGEST_WAIT
    if one.tries < _QUICK:
        return 0.0
    return float(min(_FIRST_WAIT * 2 ** min(one.tries - _QUICK, 20), _LONGEST_WAIT))


def _plain(name: str) -> str:
    """File names that are not UTF-8 hold lone surrogates, which SQLite refuses."""
    return name.encode("utf-8", "replace").decode()
