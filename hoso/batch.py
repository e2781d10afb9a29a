"""Many files: inputs in, every one of them stored or set aside, and counts that balance.

Nothing is remembered outside the store: a file is finished when its ledger entry stands there, and
is passed over from then on. Whatever stops a batch, the same command again finishes it.
"""

import secrets
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hoso.filing import Approved, file_intake
from hoso.inputs import Input
from hoso.intake import Intake
from hoso.pool import Pool
from hoso.settings import Settings
from storage.store import Store

Watcher = Callable[[Intake], None]


@dataclass(slots=True)
class Summary:
    """The count at the end: pages in = pages stored + pages set aside."""

    files: int = 0
    pages_in: int = 0
    pages_stored: int = 0
    pages_quarantined: int = 0
    documents: int = 0
    fields_accepted: int = 0
    fields_review: int = 0
    types: Counter[str] = field(default_factory=Counter)
    citizens: set[str] = field(default_factory=set)
    quarantined: list[tuple[str, int | None, str]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # of files, by SHA-256
    again: list[tuple[str, str]] = field(default_factory=list)  # further names of the same bytes

    def add(self, name: str, entry: dict[str, Any], sha256: str = "") -> None:
        """Adds one file's ledger entry."""
        self.files += 1
        if sha256 in self.names:
            self.again.append((name, sha256))
        elif sha256:
            self.names[sha256] = name
        self.pages_in += entry["pages_in"]
        self.pages_stored += entry["pages_stored"]
        self.pages_quarantined += entry["pages_quarantined"]
        self.documents += entry["documents"]
        self.fields_accepted += entry["fields_accepted"]
        self.fields_review += entry["fields_review"]
        self.types.update(entry["types"])
        self.citizens.update(entry["citizens"])
        for fault in entry["faults"]:
            self.quarantined.append((name, fault["page"], fault["code"]))

    def ended(self, by: str, unread: list[dict[str, str]]) -> dict[str, Any]:
        """What the store keeps of the batch, and ``hoso batch`` accounts for."""
        again = [{"file": name, "sha256": sha256} for name, sha256 in self.again]
        own = {"by": by, "counts": self.as_json(), "files": self.names, "unread": unread}
        return own | ({"again": again} if again else {})

    def as_json(self) -> dict[str, int]:
        """The last line of ``hoso scan --json`` (contract §1)."""
        return {
            "files": self.files,
            "pages_in": self.pages_in,
            "pages_stored": self.pages_stored,
            "pages_quarantined": self.pages_quarantined,
            "documents": self.documents,
            "fields_accepted": self.fields_accepted,
            "fields_review": self.fields_review,
            "citizens": len(self.citizens),
        }


def new_batch_id() -> str:
    """A name for a batch: when it began, and four letters that make it this one."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"


def scan_batch(
    inputs: Iterable[Input],
    store: Store,
    settings: Settings,
    *,
    watch: Watcher,
    batch: str = "",
    by: str = "",
    approved: Approved = lambda _: None,
    summary: Summary | None = None,
) -> Summary:
    """Digitises all inputs into the store. Raises ``StoreError`` when the store fails.

    ``by``: the account that brought them. ``approved`` is called for every record that a rule
    approved. ``summary``: one to add to, for somebody who watches it grow.
    """
    batch = batch or new_batch_id()
    summary = summary or Summary()
    entries: dict[str, dict[str, Any]] = {}
    unread: list[dict[str, str]] = []  # files of which there are no bytes
    brought = False  # something that the store had not seen

    def known(intake: Intake) -> bool:
        entry = entries.get(intake.sha256) or store.ledger(intake.sha256)
        if entry is not None:
            entries[intake.sha256] = entry
        return entry is not None

    with Pool(settings.workers, memory=settings.worker_memory) as pool:
        for intake in run_intakes(inputs, settings, pool, known=known, watch=watch):
            entry = entries.get(intake.sha256)
            if entry is None:
                brought = True
                entry = file_intake(intake, store, batch=batch, approved=approved)
                if intake.sha256:
                    entries[intake.sha256] = entry
                else:
                    unread.append({"file": intake.name, "code": entry["faults"][0]["code"]})
            summary.add(intake.name, entry, intake.sha256)
    if brought:
        store.add_batch(batch, summary.ended(by, unread))
    return summary


def read_batch(
    inputs: Iterable[Input], settings: Settings, *, watch: Watcher, debug: Path | None = None
) -> Iterator[Intake]:
    """Reads all inputs without storing; intakes in the order of the inputs."""
    finished: dict[int, Intake] = {}
    order: list[Intake] = []
    given = 0
    with Pool(settings.workers, memory=settings.worker_memory) as pool:

        def started(intake: Intake) -> None:
            order.append(intake)

        for intake in run_intakes(
            inputs, settings, pool, watch=watch, started=started, debug=debug
        ):
            finished[id(intake)] = intake
            while given < len(order) and id(order[given]) in finished:
                yield finished.pop(id(order[given]))
                given += 1


def run_intakes(
    inputs: Iterable[Input],
    settings: Settings,
    pool: Pool,
    *,
    watch: Watcher,
    known: Callable[[Intake], bool] = lambda _: False,
    started: Watcher = lambda _: None,
    debug: Path | None = None,
) -> Iterator[Intake]:
    """Intakes as they finish. A few files are under way at once, so that no worker waits.

    ``known`` is asked once a file's hash is known; when it says yes, the file is not read.
    """
    coming = iter(inputs)
    under_way: deque[Intake] = deque()
    finished: list[Intake] = []
    exhausted = False
    while True:
        while pool.free:
            ready = next((intake for intake in under_way if intake.waiting), None)
            if ready is not None:
                pool.give(ready.next_job())
                continue
            following = None if exhausted else next(coming, None)
            if following is None:
                exhausted = True
                break
            intake = Intake(following.path, following.name, following.dossier, settings, debug)
            started(intake)
            under_way.append(intake)
            pool.give(intake.opening())
        yield from finished  # only now: workers have something to do while these are filed
        finished = []
        if not pool.busy:
            return
        for event in pool.events():
            intake = event.job.tag
            intake.take(event)
            watch(intake)
            known_already = bool(intake.sha256) and not intake.pages and known(intake)
            if intake in under_way and (intake.done or known_already):
                under_way.remove(intake)
                finished.append(intake)
