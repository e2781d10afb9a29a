"""A SQLite file of this machine: one connection a thread, migrations, short transactions.

In: a path and the scripts that bring it from each version to the next. The file is opened for its
owner alone. Errors: a file of a newer version of this program is ``StoreRefused``.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from storage.errors import StoreRefused

_PATIENCE = 20.0  # seconds to wait for another writer


class Database:
    """One file, used by many threads."""

    def __init__(self, path: Path, migrations: Sequence[str], *, durable: bool) -> None:
        self.path = path
        self._synchronous = "FULL" if durable else "NORMAL"
        self._local = threading.local()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        self._migrate(migrations)

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, for reading."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
            found.row_factory = sqlite3.Row
            found.execute("PRAGMA journal_mode=WAL")
            found.execute(f"PRAGMA synchronous={self._synchronous}")
            found.execute("PRAGMA foreign_keys=ON")
            self._local.connection = found
        return found

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is whole or not at all; nobody else writes meanwhile."""
        connection = self.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def backup(self, target: Path) -> None:
        """A copy in one piece, also while others write; it takes the place of an older one."""
        new = target.with_suffix(".new")
        with suppress(FileNotFoundError):
            new.unlink()
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        copy = sqlite3.connect(new)
        with copy:
            self.connection.backup(copy)
        copy.close()
        new.replace(target)

    def _migrate(self, migrations: Sequence[str]) -> None:
        version = self.connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(migrations):
            raise StoreRefused(
                f"{self.path} was written by a newer version of this program", where=str(self.path)
            )
        if 0 < version < len(migrations):
            self.backup(self.path.with_suffix(f".v{version}"))
        for number, script in enumerate(migrations[version:], version + 1):
            with self.writing() as connection:
                # Another process may have come before us.
                if connection.execute("PRAGMA user_version").fetchone()[0] < number:
                    for statement in filter(str.strip, script.split(";")):
                        connection.execute(statement)
                    connection.execute(f"PRAGMA user_version={number}")
