"""A folder that a scanner fills: files are digitised when they are complete, as long as it runs.

In: a folder, a store. Out: batches, as of ``hoso scan``, and a line for whatever goes wrong. A file
is complete when its size and time stand still. What is done is noted beside the store's state, so a
restart looks at nothing twice; even without the note nothing would be stored twice. A store or a
share that is away is waited for. Polling, since network shares tell nobody of new files.
"""

import sqlite3
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from hoso.inputs import Input, find_inputs
from storage.errors import StoreUnreachable
from storage.sqlite import Database

_TABLES = (
    "CREATE TABLE done (path TEXT PRIMARY KEY, size INTEGER NOT NULL, changed INTEGER NOT NULL)",
)
_MOST = 200  # files of one batch: what comes later waits, and a stop loses little time
_LONGEST_WAIT = 300.0  # seconds between two tries when the store is away
_TRIES = 3
_ALIVE = 600.0  # seconds between two signs of life
Look = tuple[int, int]  # size, time of the last change in nanoseconds


class BadFolder(ValueError):  # noqa: N818 - the names say what happened
    """The folder cannot be watched; the text is a code."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: between two looks, and for which a file must stand still."""

    every: float = 2.0
    still: float = 4.0


def check_folder(folder: Path, store: str) -> Path:
    """The folder's real path. ``BadFolder`` when it is a link, no folder, or lies in the store."""
    if folder.is_symlink():
        raise BadFolder("link")
    if not folder.is_dir():
        raise BadFolder("no_folder")
    real = folder.resolve()
    if "://" not in store:
        there = Path(store).resolve()
        if real == there or there in real.parents or real in there.parents:
            raise BadFolder("in_store")
    return real


class Watch:
    """One folder. ``scan`` digitises inputs and names those worth another try; ``say`` tells
    people; ``sleep`` and ``clock`` are given for tests."""

    def __init__(
        self,
        folder: Path,
        notes: Path,
        *,
        scan: Callable[[Sequence[Input]], Collection[str]],
        say: Callable[[str, dict[str, object]], None],
        pace: Pace = Pace(),
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder = folder
        self._done = Database(notes, _TABLES, durable=True)
        self._scan, self._say = scan, say
        self._pace, self._sleep, self._clock = pace, sleep, clock
        self._seen: dict[str, tuple[Look, float]] = {}
        self._tries: dict[str, int] = {}
        self._away = False

    def run(self) -> None:
        """Until the process is stopped."""
        wait, alive = self._pace.every, self._clock()
        while True:
            try:
                count = self.round()
                wait = self._pace.every
            except StoreUnreachable as error:
                self._say("store_away", {"where": error.where, "code": error.code})
                wait = min(wait * 2, _LONGEST_WAIT)
                count = 0
            except (OSError, sqlite3.Error) as error:  # this machine's disk is full, mostly
                self._say("notes_away", {"kind": type(error).__name__})
                wait = min(wait * 2, _LONGEST_WAIT)
                count = 0
            if count or self._clock() - alive > _ALIVE:
                alive = self._clock()
                self._say("alive", {"count": count})
            if not count:
                self._sleep(wait)

    def round(self) -> int:
        """Takes what is complete, some at a time; how many files that were. ``StoreError``."""
        ready = list(islice(self._complete(), _MOST))
        if ready:
            again = self._scan([found for found, _ in ready])
            done = [(found, look) for found, look in ready if not self._tries_again(found, again)]
            with self._done.writing() as connection:
                connection.executemany(
                    "INSERT OR REPLACE INTO done VALUES (?,?,?)",
                    [(_key(found.path), *look) for found, look in done],
                )
        return len(ready)

    def _tries_again(self, found: Input, again: Collection[str]) -> bool:
        """A passing fault (time, memory, a crash) has three tries; then the file is set aside."""
        key = _key(found.path)
        tries = self._tries[key] = self._tries.get(key, 0) + 1
        if found.name in again and tries < _TRIES:
            return True
        del self._tries[key]
        return False

    def _complete(self) -> Iterator[tuple[Input, Look]]:
        """Complete files that are not done, those that changed first before others."""
        now = self._clock()
        found = []
        seen: dict[str, tuple[Look, float]] = {}
        for one in self._inputs():
            if (look := _look(one.path)) is None:
                continue
            key = _key(one.path)
            before, since = self._seen.get(key, (None, now))
            since = since if before == look else now
            seen[key] = (look, since)
            # By our own clock what we have seen; by the share's, which may be hours off, how long
            # before its folder changed last: then it was moved into place, or others came after it.
            still = max(now - since, _before_its_folder(one.path, look))
            if still >= self._pace.still and not self._is_done(key, look):
                found.append((one, look))
        self._seen = seen
        return iter(sorted(found, key=lambda item: item[1][1]))

    def _inputs(self) -> list[Input]:
        """Empty while the folder is away, such as a share without its network."""
        try:
            found = list(find_inputs([self._folder])) if self._folder.is_dir() else None
        except OSError:
            found = None
        if (found is None) != self._away:
            self._away = found is None
            self._say("away" if self._away else "back", {"folder": str(self._folder)})
        return found or []

    def _is_done(self, key: str, look: Look) -> bool:
        row = self._done.connection.execute(
            "SELECT size, changed FROM done WHERE path=?", (key,)
        ).fetchone()
        return row is not None and (row["size"], row["changed"]) == look


def _before_its_folder(path: Path, look: Look) -> float:
    """Seconds by which the file is older than the last change of its folder."""
    try:
        return (path.parent.stat().st_mtime_ns - look[1]) / 1e9
    except OSError:
        return 0.0


def _look(path: Path) -> Look | None:
    """``None``: gone since it was listed."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _key(path: Path) -> str:
    return str(path).encode("utf-8", "backslashreplace").decode()
