"""What contradicts what on a paper under review: the definition's checks, run on reviewed values.

In: definition, cells, standings. Out: ``Contradiction``s that nobody has settled. Pure.

A doubt that stood beside fields which a person has accepted since is settled; one that appeared
with what a person typed is not, and one about a number under which papers are filed never is by
itself: somebody must say that the paper really says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract.cross_checks import CHECKS
from extract.definitions import CheckRule, DocumentType
from extract.document import Doubt, Field, Status
from extract.kinds import kind
from review_ui.cells import Cell
from review_ui.draft import Standing, agreed


@dataclass(frozen=True, slots=True)
class Contradiction:
    """``name``: what a person agrees to (with the row); ``paths``: the places that disagree."""

    name: str
    doubt: Doubt
    paths: tuple[str, ...]


def contradictions_of(
    definition: DocumentType, cells: Mapping[str, Cell], found: Mapping[str, Standing]
) -> list[Contradiction]:
    """Checks that fail and that nobody has settled, then numbers that cannot be."""
    every = [*_cross(definition, cells), *_structure(cells)]
    return [
        one for one in every if not agreed(found, one.name, one.paths) and not _settled(one, cells)
    ]


def _cross(definition: DocumentType, cells: Mapping[str, Cell]) -> Iterator[Contradiction]:
    for rule in definition.checks:
        for prefix in _prefixes(rule, cells):
            paths = [prefix + name for name in rule.fields]
            items = [_field(cells.get(path)) for path in paths]
            present = tuple(p for p, item in zip(paths, items, strict=True) if item is not None)
            for doubt in CHECKS[rule.name](items):
                yield Contradiction(f"{doubt.code}:{prefix}".rstrip(".:"), doubt, present)


def _prefixes(rule: CheckRule, cells: Mapping[str, Cell]) -> list[str]:
    if not rule.rows:
        return [""]
    rows = {cell.slot.row for cell in cells.values() if cell.slot.table == rule.rows}
    return [
        f"{rule.rows}." if row is None else f"{rule.rows}.{row}."
        for row in sorted(rows, key=lambda row: -1 if row is None else row)
    ]


def _structure(cells: Mapping[str, Cell]) -> Iterator[Contradiction]:
    """A number that papers are filed under must be one that can exist."""
    for cell in cells.values():
        if cell.files and cell.value:
            for doubt in kind(cell.slot.kind).check(cell.value):
                yield Contradiction(f"{doubt.code}:{cell.path}", doubt, (cell.path,))


def _settled(one: Contradiction, cells: Mapping[str, Cell]) -> bool:
    """Was it shown beside values that a person then accepted as they were?"""
    return all(
        not cells[path].files
        and cells[path].decided
        and cells[path].slot.read is not None
        and (cells[path].slot.read or {})["value"] == cells[path].value
        and any(
            doubt["code"] == one.doubt.code for doubt in (cells[path].slot.read or {})["doubts"]
        )
        for path in one.paths
    )


def _field(cell: Cell | None) -> Field | None:
    if cell is None or cell.value is None:
        return None
    changed = cell.slot.read is None or cell.slot.read["value"] != cell.value
    raw = cell.value if changed else str((cell.slot.read or {})["raw"])
    return Field(cell.value, raw, 1.0, Status.ACCEPTED, "person", None, None)
