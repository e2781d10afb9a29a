"""``state.sqlite``: the one file beside the store that must be backed up, part by part."""

import time
from collections.abc import Callable
from pathlib import Path

from storage.sqlite import Database
from storage.state.accounts import Accounts
from storage.state.clients import Clients
from storage.state.leases import Leases
from storage.state.sessions import Sessions
from storage.state.tables import TABLES


def open_state(path: Path, *, clock: Callable[[], float] = time.time) -> "State":
    """The state in this file; a new one where nothing is yet. ``clock``: seconds, for tests."""
    return State(Database(path, TABLES, durable=True), clock)


class State:
    """May be shared by threads; several servers of one machine may use one file."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self.accounts = Accounts(database, clock)
        self.sessions = Sessions(database, clock)
        self.leases = Leases(database, clock)
        self.clients = Clients(database, clock)

    @property
    def path(self) -> Path:
        return self._database.path

    def backup(self, target: Path) -> None:
        """A copy in one piece, also while the server runs."""
        self._database.backup(target)
