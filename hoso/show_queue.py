"""The queue on a terminal. In: ``Figures`` and what failed. Out: tables on stdout."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from hoso.messages import Texts
from hoso.queue.interface import Failed, Figures


def show_queue(figures: Figures, failed: Sequence[Failed], texts: Texts) -> None:
    """How much waits, runs and failed; batches; files that failed, each with its reason."""
    console = Console()
    now = Table(title=texts("queue.title"), show_header=False)
    for key in ("waiting", "running", "failed", "workers"):
        now.add_row(texts(f"queue.{key}"), str(getattr(figures, key)))
    if figures.draining:
        now.add_row(texts("queue.is_draining"), "")
    console.print(now)
    if figures.batches:
        table = Table()
        for key in ("batch", "by", "priority", "waiting", "done", "failed", "cancelled_files"):
            table.add_column(texts(f"queue.{key}"))
        for one in figures.batches:
            counts = (one.waiting, one.done, one.failed, one.cancelled)
            kind = texts(f"queue.priority_{one.priority}")
            table.add_row(one.batch, escape(one.by), kind, *map(str, counts))
        console.print(table)
    for file in failed:
        sentence = texts.fault(file.code)
        shown = texts("queue.failed_file", name=file.name, sentence=sentence, code=file.code)
        console.print(escape(f"{file.batch}  {shown}"))
