"""The queue as the doors show it: figures and failures, without ever waiting for its database.

In: settings and a store. Out: ``Look``s for the page, numbers for ``/metrics``; ``None`` and
nothing while the database is away.
"""

import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from hoso.messages import Texts
from hoso.queue.errors import QueueAwayError
from hoso.settings import Settings
from storage.store import Store

if TYPE_CHECKING:
    from hoso.queue.desk import Desk

_METRICS = ("waiting", "running", "failed", "workers", "oldest_seconds")


@dataclass(frozen=True, slots=True)
class Look:
    """What an admin sees; ``sentence`` says in a language why a file failed."""

    figures: Mapping[str, Any]
    failed: tuple[Any, ...]

    @staticmethod
    def sentence(lang: str, code: str) -> str:
        return Texts(lang).fault(code)


class QueueView:
    """May be shared by threads."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._own = threading.Lock()
        self._desk: Desk | None = None

    def look(self) -> Look | None:
        """The queue now."""
        try:
            desk = self._opened()
            return Look(asdict(desk.figures()), tuple(desk.failed()))
        except QueueAwayError:
            return None

    def numbers(self) -> dict[str, float]:
        """The same figures by the names of their metrics."""
        try:
            figures = self._opened().figures(batches=False)
        except QueueAwayError:
            return {"hoso_queue_up": 0.0}
        own = {f"hoso_queue_{name}": float(getattr(figures, name)) for name in _METRICS}
        return own | {"hoso_queue_up": 1.0}

    def _opened(self) -> "Desk":
        from hoso.queue.database import Database
        from hoso.queue.desk import Desk

        with self._own:
            if self._desk is None:
                # "Stopped" from the start: whoever asks for a page does not wait for a database.
                database = Database(self._settings.queue, say=_silent, stopped=lambda: True)
                self._desk = Desk(database, self._store.store_id)
            return self._desk


def _silent(key: str, values: dict[str, object]) -> None:
    del key, values
