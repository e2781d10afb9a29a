"""What people see on a terminal: progress, the table at the end, a paper's fields.

In: intakes, documents, records. Out: text on stdout (results) and stderr (progress).
"""

import sys
import time
from collections.abc import Hashable, Iterable, Iterator
from types import TracebackType
from typing import Self

from rich import progress as rich_progress
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extract.document import Document, Field
from hoso.batch import Summary
from hoso.inputs import Input
from hoso.intake import Intake
from hoso.messages import Texts
from hoso.stacks.account import Account
from storage.record import Record

_PLAIN_SECONDS = 10.0  # between lines where there is no terminal


class Progress:
    """Pages per second and time left: a bar on a terminal, plain lines elsewhere."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._files = 0
        self._pages = 0
        self._seen: dict[Hashable, int] = {}
        self._total: dict[Hashable, int] = {}
        self._started = time.monotonic()
        self._last = self._started
        self._bar: rich_progress.Progress | None = None
        if sys.stderr.isatty():
            self._bar = rich_progress.Progress(
                rich_progress.TextColumn("{task.description}"),
                rich_progress.BarColumn(),
                rich_progress.MofNCompleteColumn(),
                rich_progress.TextColumn("{task.fields[rate]}"),
                rich_progress.TimeRemainingColumn(),
                console=Console(stderr=True),
                auto_refresh=False,  # its thread and our forks do not go together
            )
            self._task = self._bar.add_task(texts("scan.progress"), total=None, rate="")

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def count(self, inputs: Iterable[Input]) -> Iterator[Input]:
        """Passes inputs on and counts them; on a terminal all are counted first."""
        known = list(inputs) if self._bar is not None else inputs
        if self._bar is not None and isinstance(known, list):
            self._files = len(known)
        yield from known

    def watch(self, intake: Intake) -> None:
        """Told after every event of an intake."""
        key = intake.name, intake.only  # an id would be given again to a later file
        self._total[key] = intake.page_count
        now = len(intake.pages) + len(intake.lost)
        if now != self._seen.get(key, 0):
            self._pages += now - self._seen.get(key, 0)
            self._seen[key] = now
            self._show()

    def told(self, done: int, known: int) -> None:
        """How many pages are done, of how many that are known: where no intake can be watched."""
        changed = done != self._pages
        self._pages, self._total[0] = done, known
        if changed:
            self._show()

    def _show(self) -> None:
        rate = self._pages / max(time.monotonic() - self._started, 0.001)
        shown = f"{rate:.2f} {self._texts('scan.rate')}"
        if self._bar is not None:
            self._bar.update(
                self._task, completed=self._pages, total=self._likely(), rate=shown, refresh=True
            )
        elif time.monotonic() - self._last > _PLAIN_SECONDS:
            self._last = time.monotonic()
            print(f"{self._texts('scan.progress')}: {self._pages}, {shown}", file=sys.stderr)

    def _likely(self) -> int:
        """How many pages there will be: files that are not opened yet are like the others."""
        if 0 in self._total:
            return max(self._total[0], self._files)
        opened = max(len(self._total), 1)
        return round(sum(self._total.values()) * max(self._files, opened) / opened)


def show_summary(summary: Summary, texts: Texts) -> None:
    """The table at the end of a scan."""
    table = Table(title=texts("scan.title"), show_header=False)
    for name, count in summary.as_json().items():
        table.add_row(texts(f"scan.{name}"), str(count))
    table.add_section()
    for kind, count in summary.types.most_common():
        table.add_row(f"{texts('scan.by_type')}: {kind}", str(count))
    Console().print(table)


def show_document(name: str, document: Document, texts: Texts) -> None:
    """One paper with its fields and the reasons to look at them."""
    pages = ", ".join(map(str, document.pages))
    title = f"{name} · {texts('read.pages', pages=pages)} · {document.type}"
    table = Table(title=escape(title), title_justify="left")
    for key in ("field", "value", "status", "confidence", "doubts"):
        table.add_column(texts(f"read.{key}"), overflow="fold")
    for path, field in document.flat_fields().items():
        table.add_row(path, escape(field.value or ""), *_judgement(field, texts))
    console = Console()
    console.print(table)
    for holder in document.holders:
        sure = texts("read.certain" if holder.certain else "read.uncertain")
        number = holder.number or "–"
        console.print(
            escape(f"{texts('read.holder')}: {holder.full_name or '?'} · {number} ({sure})")
        )
    for doubt in document.doubts:
        console.print(escape(f"! {doubt.message} [{doubt.code}]"))


def _judgement(field: Field, texts: Texts) -> tuple[str, str, str]:
    doubts = "; ".join(doubt.message for doubt in field.doubts)
    return texts(f"read.{field.status}"), f"{field.confidence:.2f}", escape(doubts)


def show_records(records: list[Record], texts: Texts) -> None:
    """A citizen's records, one row each."""
    console = Console()
    if not records:
        console.print(texts("get.nothing"))
        return
    table = Table()
    for key in ("record", "paper", "state", "source"):
        table.add_column(texts(f"get.{key}"), overflow="fold")
    for record in records:
        source = record.document["source"]
        pages = ", ".join(map(str, source["pages"]))
        where = f"{source['file']} · {texts('read.pages', pages=pages)}"
        table.add_row(record.record_id, record.document["type"], str(record.state), escape(where))
    console.print(table)


def show_account(account: Account, texts: Texts) -> None:
    """What became of a batch's sheets, file by file."""
    table = Table(title=escape(texts("batch.title", batch=account.batch)), title_justify="left")
    for key in ("file", "pages_in", "pages_stored", "pages_quarantined", "blanks", "separators"):
        table.add_column(texts(f"batch_short.{key}"), overflow="fold")
    for file in account.files:
        counts = (file.pages_in, file.pages_stored, file.pages_quarantined)
        name = " ".join([file.name, *(f"({texts(f'batch.{note}')})" for note in file.notes)])
        table.add_row(escape(name), *map(str, (*counts, file.blanks, file.separators)))
    console = Console()
    console.print(table)
    for key in ("pages_in", "pages_stored", "pages_quarantined", "blanks", "separators"):
        console.print(f"{texts(f'batch.{key}')}: {account.total(key)}")
    console.print(texts("batch.balanced" if account.balanced else "batch.unbalanced"))
