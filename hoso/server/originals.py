"""Originals of the store as files of this machine, for programs that need a path.

A cache: fetched when asked for, the ones not asked for longest go first. Errors: ``StoreError``.
"""

import threading
from collections import OrderedDict
from pathlib import Path

from storage.store import Store

_MOST_BYTES = 2 << 30


class Originals:
    """May be shared by threads. ``folder`` is emptied: the store has all of it."""

    def __init__(self, store: Store, folder: Path, *, most_bytes: int = _MOST_BYTES) -> None:
        self._store = store
        self._folder = folder
        self._most = most_bytes
        self._sizes: OrderedDict[str, int] = OrderedDict()
        self._locks: dict[str, threading.Lock] = {}
        self._own = threading.Lock()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in folder.iterdir():
            left.unlink()

    def path(self, sha256: str) -> Path:
        """The file, fetched if it is not here yet. It stays while others are few."""
        with self._own:
            lock = self._locks.setdefault(sha256, threading.Lock())
        target = self._folder / sha256
        with lock:
            if not target.exists():
                new = target.with_suffix(".new")
                new.unlink(missing_ok=True)
                self._store.fetch_original(sha256, new)
                new.replace(target)
            with self._own:
                self._sizes[sha256] = target.stat().st_size
                self._sizes.move_to_end(sha256)
                self._make_room()
        return target

    def _make_room(self) -> None:
        while len(self._sizes) > 8 and sum(self._sizes.values()) > self._most:
            oldest, _ = self._sizes.popitem(last=False)
            # A worker that has it open goes on reading: the name goes, not the bytes.
            (self._folder / oldest).unlink(missing_ok=True)
