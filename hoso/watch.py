"""A folder that a scanner fills: files are digitised when they are complete, as long as it runs.

In: a folder, a store. Out: batches, as of ``hoso scan``, and a line for whatever goes wrong. A file
is complete when its size and time stand still. What is done is noted beside the store's state, so a
restart looks at nothing twice; even without the note nothing would be stored twice. A file that a
passing cause keeps from being stored is held: named, and tried again. A store or a share that is
away is waited for. Polling, since network shares tell nobody of new files.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from hoso.inputs import Input, find_inputs
from hoso.watch_notes import Held, Look, Notes
from storage.errors import StoreUnreachable

_MOST = 200  # files of one batch: what comes later waits, and a stop loses little time
_LONGEST_WAIT = 300.0  # seconds between two tries when the store is away
_ALIVE = 600.0  # seconds between two signs of life
_NAMED = 20  # held files in one sign of life


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
    """One folder. ``scan`` digitises inputs; names and codes of those that are not stored because
    of something that passes. ``say`` tells people; ``sleep`` and ``clock`` are given for tests."""

    def __init__(
        self,
        folder: Path,
        notes: Path,
        *,
        scan: Callable[[Sequence[Input]], Mapping[str, str]],
        say: Callable[[str, dict[str, object]], None],
        pace: Pace = Pace(),
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder = folder
        self._notes = Notes(notes, clock=clock)
        self._scan, self._say = scan, say
        self._pace, self._sleep, self._clock = pace, sleep, clock
        self._seen: dict[str, tuple[Look, float]] = {}
        self._away = False

    def run(self) -> None:
        """Until the process is stopped."""
        wait, alive, named = self._pace.every, self._clock(), self._clock()
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
            if self._clock() - named > _ALIVE:
                named = self._clock()
                self._name_held()
            if not count:
                self._sleep(wait)

    def round(self) -> int:
        """Takes what is complete, some at a time; how many files are done. ``StoreError``."""
        ready = list(islice(self._complete(), _MOST))
        if not ready:
            return 0
        unfinished = self._scan([found for found, _ in ready])
        known = self._notes.held()
        done: list[tuple[str, Look]] = []
        held: list[tuple[str, Held]] = []
        for found, look in ready:
            key, code = _key(found.path), unfinished.get(found.name)
            if code is None:
                done.append((key, look))
            else:
                tries = known[key].tries + 1 if key in known else 1
                held.append((key, Held(found.name, code, tries)))
        self._notes.note(done, held)
        return len(done)

    def _name_held(self) -> None:
        """Now and then: nobody forgets what is not stored."""
        held = list(self._notes.held().values())
        for one in held[:_NAMED]:
            self._say("held", {"name": one.name, "code": one.code, "tries": one.tries})
        if len(held) > _NAMED:
            self._say("held_more", {"count": len(held) - _NAMED})

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
            if before not in {None, look}:  # other bytes have tries of their own
                self._notes.forget([key])
            seen[key] = (look, since)
            # Only what we saw ourselves counts: a share's clock may be hours off, and a copy may be
            # given its old time before its last byte.
            if now - since < self._pace.still or self._notes.is_done(key, look):
                continue
            if not self._notes.is_waiting(key):
                found.append((one, look))
        self._seen = seen
        if not self._away:
            self._notes.forget(self._notes.held().keys() - seen.keys())
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


def _look(path: Path) -> Look | None:
    """``None``: gone since it was listed."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _key(path: Path) -> str:
    return str(path).encode("utf-8", "backslashreplace").decode()
