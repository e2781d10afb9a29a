"""What the review page shows of each place: words, candidates, rivals, groups.

In: an ``OpenPaper``, labels. Out: ``CellView``s and groups of them, for templates and JSON.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from review_ui.cells import Cell, is_filing_number
from review_ui.labels import Labels
from review_ui.opening import OpenPaper
from review_ui.review import Blocker
from review_ui.sheet import Slot, tables_of
from review_ui.typed import normal, shown
from storage.drafts import Decision, Verdict

MAX_CANDIDATES = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be taken by its number: where it comes from, and how sure that is."""

    text: str
    source: str
    by: str = ""
    verdict: str = "value"
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class CellView:
    """One place as it is shown. ``box``: four numbers in a text, empty where there is none."""

    cell: Cell
    label: str
    place: str
    value: str  # in the input
    read: str  # what the machine read, as shown
    page: int | None
    box: str
    saw: str
    doubts: tuple[tuple[str, str], ...]  # code, sentence
    choices: tuple[Choice, ...]

    @property
    def id(self) -> str:
        return self.cell.path.replace(".", "-")


@dataclass(slots=True)
class Group:
    """Places that stand together: single fields, an object, or one row of a table."""

    table: str = ""
    row: int | None = None
    cells: list[CellView] = field(default_factory=list)
    removed: bool = False


def cell_views(paper: OpenPaper, labels: Labels) -> dict[str, CellView]:
    """Every place under its path."""
    return {path: _view(paper, cell, labels) for path, cell in paper.review.cells.items()}


def groups_of(views: dict[str, CellView]) -> tuple[list[Group], list[CellView]]:
    """Groups in the paper's order, and the places that have nothing on this paper."""
    groups: list[Group] = []
    absent: list[CellView] = []
    for view in views.values():
        slot = view.cell.slot
        if not slot.table and view.cell.status == "absent" and not view.cell.state:
            absent.append(view)
            continue
        if not groups or (groups[-1].table, groups[-1].row) != (slot.table, slot.row):
            groups.append(Group(slot.table, slot.row))
        groups[-1].cells.append(view)
    return groups, absent


def empty_rows(paper: OpenPaper, labels: Labels) -> dict[str, list[tuple[str, str, str, bool]]]:
    """For each table the columns of a row to be added: name, kind, label, does it file papers?"""
    tables = tables_of(paper.definition, paper.record.document)
    code = paper.definition.code
    return {
        table: [
            (
                name,
                kind,
                labels.field(code, f"{table}.0.{name}"),
                is_filing_number(paper.definition, Slot(f"{table}.0.{name}", kind, None, table, 0)),
            )
            for name, kind in columns.items()
        ]
        for table, columns in tables.items()
    }


def next_rows(paper: OpenPaper) -> dict[str, int]:
    """For each table the number of the next row."""
    tables = tables_of(paper.definition, paper.record.document)
    numbers = {name: len(paper.record.document["fields"].get(name) or []) for name in tables}
    for cell in paper.review.cells.values():
        if cell.slot.row is not None and cell.slot.table in numbers:
            numbers[cell.slot.table] = max(numbers[cell.slot.table], cell.slot.row + 1)
    for table, row in paper.review.removed:
        numbers[table] = max(numbers.get(table, 0), row + 1)
    return numbers


def blocker_sentence(blocker: Blocker, paper: OpenPaper, labels: Labels) -> str:
    """Why the paper cannot be approved yet, in words."""
    code = paper.definition.code
    if blocker.code == "other_name":
        return labels.word("blocker.other_name", names=blocker.path)
    place = labels.place(code, blocker.path) if blocker.path else ""
    doubt = blocker.detail.partition(":")[0]
    messages = {one.name: one.doubt.message for one in paper.review.contradictions}
    messages |= {one.code: one.message for one in paper.review.doubts}
    what = labels.doubt(doubt, messages.get(blocker.detail, "")) if doubt else ""
    return labels.word(f"blocker.{blocker.code}", place=place, what=what)


def decision_text(made: Decision, kind: str, labels: Labels) -> str:
    """What a decision says, in words."""
    if made.verdict is Verdict.VALUE:
        return shown(kind, normal(kind, made.value or "").value) or (made.value or "")
    return labels.word(f"verdict.{made.verdict}")


def _view(paper: OpenPaper, cell: Cell, labels: Labels) -> CellView:
    slot, read, standing = cell.slot, cell.slot.read, cell.standing
    code = paper.definition.code
    made = standing.latest
    pointed = made is not None and made.page is not None and standing.verdict is Verdict.VALUE
    page, box = (made.page, made.box) if pointed and made else ((read or {}).get("page"), None)
    box = box or (None if pointed else (read or {}).get("box"))
    return CellView(
        cell=cell,
        label=labels.field(code, cell.path),
        place=labels.place(code, cell.path),
        value=_in_input(cell),
        read=shown(slot.kind, (read or {}).get("value")),
        page=paper.page_of(page),
        box=" ".join(f"{side:g}" for side in box) if box else "",
        saw=made.id if made else "",
        doubts=tuple(_reasons(cell, labels)),
        choices=tuple(_choices(cell, labels)),
    )


def _in_input(cell: Cell) -> str:
    if cell.standing.open_text is not None:
        return cell.standing.open_text
    if cell.state == "unclear" and cell.standing.latest is not None:
        return cell.standing.latest.value or ""
    return shown(cell.slot.kind, cell.value)


def _reasons(cell: Cell, labels: Labels) -> Iterator[tuple[str, str]]:
    for doubt in cell.doubts:
        yield doubt.code, labels.doubt(doubt.code, doubt.message)
    if cell.state in {"confirm", "required", "rivals", "typing"}:
        yield cell.state, labels.word(f"state.{cell.state}")


def _choices(cell: Cell, labels: Labels) -> Iterable[Choice]:
    """What the input could be filled with: people's decisions first, then readings."""
    found: dict[tuple[str, str], Choice] = {}
    kind, read = cell.slot.kind, cell.slot.read or {}
    rivals = [*cell.standing.rivals]
    if rivals and cell.standing.latest is not None:
        rivals.append(cell.standing.latest)
    for made in rivals:
        text = decision_text(made, kind, labels)
        choice = Choice(text, "person", made.by, str(made.verdict))
        found.setdefault((text, str(made.verdict)), choice)
    readings: list[dict[str, Any]] = [
        {"reader": "read", "text": read.get("value"), "confidence": read.get("confidence")},
        *read.get("readings", []),
    ]
    for reading in readings:
        value = normal(kind, reading["text"] or "").value
        text = shown(kind, value)
        if text and (reading["reader"] == "read" or value):
            choice = Choice(text, reading["reader"], confidence=reading.get("confidence"))
            found.setdefault((text, "value"), choice)
    return list(found.values())[:MAX_CANDIDATES] if len(found) > 1 else []
