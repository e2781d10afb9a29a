"""The document that an approval stores: what people decided, in the form of contract §2.

In: definition, stored document, cells. Out: a new document; the stored one is not touched. Pure.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from extract.definitions import DocumentType
from extract.reviewed import holders_after
from review_ui.cells import Cell, is_filing_number
from review_ui.sheet import FieldJson, slots_of
from storage.drafts import Verdict

Document = dict[str, Any]


@dataclass
class _Fields:
    """Fields in the making, and the paths (of the new document) that people confirmed."""

    made: dict[str, Any] = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)
    insisted: set[str] = field(default_factory=set)


def numbers_to_confirm(definition: DocumentType, document: Document) -> frozenset[str]:
    """Paths of numbers that would file the paper but are not certain: each needs its own Enter."""
    certain = {n for holder in document["holders"] if holder["certain"] for n in _numbers(holder)}
    return frozenset(
        slot.path
        for slot in slots_of(definition, document)
        if is_filing_number(definition, slot)
        and slot.read is not None
        and slot.read["value"]
        and slot.read["value"] not in certain
    )


def document_after(
    definition: DocumentType,
    document: Document,
    cells: Mapping[str, Cell],
    contradicted: Collection[str],
) -> Document:
    """The stored document with every decision in it, and the holders that follow from them.

    ``contradicted``: paths of numbers that something on the paper speaks against, unsettled.
    """
    fields = _Fields()
    for name in _names(definition, document):
        own = [cell for cell in cells.values() if (cell.slot.table or cell.path) == name]
        if any(cell.slot.row is not None for cell in own):
            _add_rows(fields, name, own, contradicted)
        elif any(cell.slot.table for cell in own):
            if kept := _add_row(fields, f"{name}.", own, contradicted):
                fields.made[name] = kept
        else:
            fields.made |= _add_row(fields, "", own, contradicted)
    holders = holders_after(
        definition,
        fields.made,
        fields.confirmed,
        before=document["holders"],
        insisted=fields.insisted,
    )
    holders += _unseen(definition, document, holders)
    citizens = (h["citizen_id"] for h in holders if h["certain"] and h.get("citizen_id"))
    return document | {
        "fields": fields.made,
        "holders": holders,
        "citizen_id": next(citizens, None),
        "doubts": [],
    }


def field_after(cell: Cell) -> FieldJson | None:
    """The field as an approval stores it; ``None``: it is not on the paper.

    What nobody decided on stays as it was read.
    """
    if not cell.decided or cell.standing.latest is None:
        return cell.slot.read
    if cell.standing.verdict is Verdict.ABSENT:
        return None
    made = cell.standing.latest
    read = cell.slot.read or {}
    pointed = made.page is not None
    return {
        "value": cell.value,
        "raw": read.get("raw", cell.value or ""),
        "confidence": 1.0,
        "status": "accepted" if cell.value is not None else "missing",
        "method": "person",
        "page": made.page if pointed else read.get("page"),
        "box": (list(made.box) if made.box else None) if pointed else read.get("box"),
        "doubts": [],
    }


def _names(definition: DocumentType, document: Document) -> list[str]:
    known = [name for name in definition.fields if not name.startswith("_")]
    return known + [name for name in document["fields"] if name not in definition.fields]


def _add_rows(fields: _Fields, name: str, own: list[Cell], contradicted: Collection[str]) -> None:
    """Rows that are left, numbered anew; no rows, no field."""
    rows: list[dict[str, FieldJson]] = []
    for number in sorted({cell.slot.row for cell in own if cell.slot.row is not None}):
        cells = [cell for cell in own if cell.slot.row == number]
        if row := _add_row(fields, f"{name}.{len(rows)}.", cells, contradicted):
            rows.append(row)
    if rows:
        fields.made[name] = rows


def _add_row(
    fields: _Fields, prefix: str, cells: Iterable[Cell], contradicted: Collection[str]
) -> dict[str, FieldJson]:
    row = {}
    for cell in cells:
        if (made := field_after(cell)) is None:
            continue
        row[cell.slot.name] = made
        if cell.standing.verdict is Verdict.VALUE and cell.value is not None and not cell.state:
            fields.confirmed.add(prefix + cell.slot.name)
            if cell.path not in contradicted:
                fields.insisted.add(prefix + cell.slot.name)
    return row


def _unseen(
    definition: DocumentType, document: Document, holders: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Holders that the machine found where no field stands (a certificate's changes): they stay.

    Nobody has looked at their numbers here, so nobody has changed them.
    """
    visible = {
        slot.read["value"]
        for slot in slots_of(definition, document)
        if slot.read is not None and is_filing_number(definition, slot)
    }
    there = {number for holder in holders for number in _numbers(holder)}
    return [
        holder
        for holder in document["holders"]
        if _numbers(holder) and not (visible | there) & set(_numbers(holder))
    ]


def _numbers(holder: dict[str, Any]) -> list[str]:
    return [holder[key] for key in ("citizen_id", "id_card_number") if holder.get(key)]
