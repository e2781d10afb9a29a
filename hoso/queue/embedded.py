"""The default: this machine's own processes (``hoso.pool``), nothing to install."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from hoso.batch import Summary, scan_batch
from hoso.filing import Approved
from hoso.inputs import Input
from hoso.intake import Intake
from hoso.queue.interface import ROUTINE, Order, Told, nobody
from hoso.settings import Acceptance, Settings
from storage.store import Store

Accept = Callable[[], Acceptance]


class Embedded:
    """A ``Queue`` that lives as long as its batch. ``approved``: see ``scan_batch``."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        *,
        approved: Approved,
        accept: Accept | None = None,
    ) -> None:
        self._store = store
        self._settings = settings
        self._approved = approved
        self._accept = accept or (lambda: settings.acceptance)

    def scan(
        self,
        inputs: Iterable[Input],
        *,
        order: Order = ROUTINE,
        told: Told = nobody,
        summary: Summary | None = None,
    ) -> Summary:
        """Whatever stops it, the same call again finishes it. Nobody waits behind anybody else:
        each batch has processes of its own."""
        done: dict[int, int] = {}
        known: dict[int, int] = {}

        def watch(intake: Intake) -> None:
            key = id(intake)
            known[key] = intake.page_count
            now = len(intake.pages) + len(intake.lost)
            if now != done.get(key):
                done[key] = now
                told(sum(done.values()), sum(known.values()))

        return scan_batch(
            inputs,
            self._store,
            replace(self._settings, acceptance=self._accept()),
            watch=watch,
            batch=order.batch,
            by=order.by,
            approved=self._approved,
            summary=summary,
        )
