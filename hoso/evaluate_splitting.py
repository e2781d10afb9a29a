"""How well files of several papers are cut: in go papers that were read, out comes a table.

The pages are those of ``hoso evaluate``, put together anew (``models.dossiers.compose``): papers
mixed, the same type for several people, sheets in the wrong order, blank backs, a first page lost,
a sheet behind another paper. A document with pages of two papers is the worst fault; it counts as
unnoticed unless it bears the doubt that a page may not belong to it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from extract.document import Document
from hoso.settings import Settings
from hoso.work import documents_of
from models.dossiers.compose import Composed, Read, composed

FILES = 20  # of every kind and level
_DOUBT = "pages_unsure"


@dataclass(slots=True)
class Cuts:
    """Counts of one kind of file. ``whole``: papers that can be found whole; ``mixed``: documents
    with pages of two papers; ``doubted``: right ones that a person must look at."""

    files: int = 0
    whole: int = 0
    right: int = 0
    typed: int = 0
    doubted: int = 0
    mixed: int = 0
    unnoticed: int = 0
    wrong_holders: int = 0

    @property
    def share(self) -> float:
        """Papers whose pages are one document, and nothing else in it."""
        return self.right / max(self.whole, 1)


def evaluate_splitting(
    levels: Mapping[str, Sequence[Read]], settings: Settings, *, seed: int, console: Console
) -> None:
    """Prints the table."""
    table = Table("level", "file", "files", "papers", "split right", "of these type right")
    for column in ("right but doubted", "pages of two papers", "unnoticed", "wrong holders"):
        table.add_column(column)
    for level, papers in levels.items():
        cuts = cuts_of(composed(papers, seed=seed, count=FILES), settings)
        for kind, c in cuts.items():
            counts = (c.doubted, c.mixed, c.unnoticed, c.wrong_holders)
            share = f"{c.right} = {c.share:.3f}"
            row = (level, kind, str(c.files), str(c.whole), share, str(c.typed))
            table.add_row(*row, *map(str, counts))
    console.print(table)


def cuts_of(files: Iterable[Composed], settings: Settings) -> dict[str, Cuts]:
    """Counts by kind of file."""
    cuts: dict[str, Cuts] = {}
    for file in files:
        documents = documents_of(file.pages, settings.acceptance)
        count_cuts(file, documents, cuts.setdefault(file.kind, Cuts()))
    return cuts


def count_cuts(file: Composed, documents: Sequence[Document], cuts: Cuts) -> None:
    """Holds the documents found against the papers of the file."""
    blank = {page.number for page in file.pages if not page.lines}
    owner = {number: n for n, part in enumerate(file.parts) for number in part.pages}
    found = {frozenset(document.pages) - blank: document for document in documents}
    cuts.files += 1
    for numbers, document in found.items():
        owners = {owner[number] for number in numbers}
        unsure = any(doubt.code == _DOUBT for doubt in document.doubts)
        cuts.mixed += len(owners) > 1
        cuts.unnoticed += len(owners) > 1 and not unsure
        theirs = {n for part in owners for n in _numbers(file.parts[part].truth)}
        cuts.wrong_holders += sum(
            holder.certain and holder.number not in theirs for holder in document.holders
        )
    for part in (part for part in file.parts if part.whole):
        hit = found.get(frozenset(part.pages) - blank)
        cuts.whole += 1
        if hit is not None:
            cuts.right += 1
            cuts.typed += hit.type == part.truth["type"]
            cuts.doubted += any(doubt.code == _DOUBT for doubt in hit.doubts)


def _numbers(truth: dict[str, object]) -> Iterator[object]:
    holders = truth["holders"]
    assert isinstance(holders, list)
    yield from (holder.get("citizen_id") or holder.get("id_card_number") for holder in holders)
