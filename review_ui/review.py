"""A paper under review: every place, what contradicts what, and what stands before its approval.

In: definition, stored document, decisions. Out: ``Review``. Pure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from extract.definitions import DocumentType
from extract.document import Doubt
from review_ui.cells import Cell, cell_of
from review_ui.contradictions import Contradiction, contradictions_of
from review_ui.draft import NOTHING, Standing, agreed, standings
from review_ui.outcome import document_after, numbers_to_confirm
from review_ui.sheet import slots_of
from storage.drafts import Decision, Verdict


@dataclass(frozen=True, slots=True)
class Blocker:
    """What stands between the paper and its approval: a code, where, and what it is about."""

    code: str
    path: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A paper with its draft. ``after``: the document as an approval would store it."""

    definition: DocumentType
    document: dict[str, Any]
    standings: dict[str, Standing]
    cells: dict[str, Cell]
    removed: frozenset[tuple[str, int]]  # rows
    contradictions: tuple[Contradiction, ...]
    doubts: tuple[Doubt, ...]  # of the paper as a whole, still open
    after: dict[str, Any]

    def stops(self) -> list[Cell]:
        """The places that a person must still look at."""
        return [cell for cell in self.cells.values() if cell.state]

    def blockers(self) -> list[Blocker]:
        """Empty when the paper may be approved."""
        return list(_blockers(self))

    @property
    def unfiled(self) -> bool:
        """Would an approval leave a paper, whose type has holders, without any certain one?"""
        return bool(self.definition.holders) and not any(
            holder["certain"] for holder in self.after["holders"]
        )


def review_of(
    definition: DocumentType, document: dict[str, Any], decisions: Iterable[Decision]
) -> Review:
    """The paper as its draft makes it now."""
    found = standings(decisions)
    removed = frozenset(_rows_removed(found))
    begun = [path for path, one in found.items() if one.verdict is not None or one.typing]
    to_confirm = numbers_to_confirm(definition, document)
    cells = {
        slot.path: cell_of(definition, slot, found.get(slot.path, NOTHING), to_confirm)
        for slot in slots_of(definition, document, begun)
        if slot.row is None or (slot.table, slot.row) not in removed
    }
    against = tuple(contradictions_of(definition, cells, found))
    contradicted = {path for one in against for path in one.paths}
    return Review(
        definition=definition,
        document=document,
        standings=found,
        cells=cells,
        removed=removed,
        contradictions=against,
        doubts=tuple(_paper_doubts(document, found)),
        after=document_after(definition, document, cells, contradicted),
    )


def _rows_removed(found: dict[str, Standing]) -> Iterator[tuple[str, int]]:
    for path, standing in found.items():
        table, _, number = path.partition(".")
        if standing.verdict is Verdict.REMOVED and number.isdecimal():
            yield table, int(number)


def _paper_doubts(document: dict[str, Any], found: dict[str, Standing]) -> Iterator[Doubt]:
    """Doubts of the whole paper; missing fields are told of beside their inputs."""
    for one in document["doubts"]:
        if one["code"] != "required_missing" and not agreed(found, one["code"], ()):
            yield Doubt(one["code"], one["message"])


def _blockers(review: Review) -> Iterator[Blocker]:
    for cell in review.stops():
        yield Blocker(cell.state, cell.path)
    for name in review.definition.required:
        wants_rows = isinstance(review.definition.fields.get(name), dict)
        said = agreed(review.standings, f"no_rows:{name}", ())
        if wants_rows and not said and not review.after["fields"].get(name):
            yield Blocker("rows_required", name, f"no_rows:{name}")
    for one in review.contradictions:
        yield Blocker("contradiction", one.paths[0] if one.paths else "", one.name)
    for doubt in review.doubts:
        yield Blocker("paper_doubt", "", doubt.code)
    if review.unfiled and not agreed(review.standings, "unfiled", filing_paths(review)):
        yield Blocker("unfiled", "", "unfiled")


def filing_paths(review: Review) -> list[str]:
    """Where the numbers stand that the paper is filed under."""
    return [cell.path for cell in review.cells.values() if cell.files]
