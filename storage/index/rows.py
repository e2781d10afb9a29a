"""What the index keeps of a record: pure functions from a ``Record`` to rows.

Names of fields are those of contract §3; no type of paper is named here. Citizens' numbers become
keys before they are kept.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from extract.text import fold
from storage.record import Record, State, flat_fields

Term = tuple[str, str]  # kind, value
Parcel = tuple[str, str, str]  # folded address, map sheet, parcel number

_TERMS = {
    "full_name": "name",
    "date_of_birth": "birth_date",
    "serial_number": "serial_number",
    "register_number": "register_number",
    "dossier_code": "dossier_code",
}
_NUMBERS = ("citizen_id", "id_card_number", "old_id_card_number")


@dataclass(frozen=True, slots=True)
class Need:
    """Why a person should look, and how much depends on it (higher is riskier)."""

    reason: str
    risk: int


def need_of(record: Record, filed_types: frozenset[str]) -> Need:
    """What waits for a person on this record: the riskiest filing first.

    A paper that may belong to somebody it is not filed under comes before one with doubtful fields.
    """
    document = record.document
    if record.state is not State.DRAFT:
        return Need("", 0)
    doubts = min(doubts_of(document), 99)
    if document["type"] in filed_types and not is_filed(document):
        claimed = any(h.get("citizen_id") or h.get("id_card_number") for h in document["holders"])
        return (
            Need("holder_uncertain", 900 + doubts) if claimed else Need("no_holder", 800 + doubts)
        )
    if any(not holder.get("certain") for holder in document["holders"]):
        return Need("other_holder_uncertain", 700 + doubts)
    if document["doubts"]:
        return Need("paper_doubt", 600 + doubts)
    if doubts:
        return Need("field_doubt", 300 + doubts)
    return Need("to_approve", 100 if document["type"] in filed_types else 10)


def is_filed(document: dict[str, Any]) -> bool:
    """Is it filed under anybody?"""
    return any(holder.get("certain") for holder in document["holders"])


def doubts_of(document: dict[str, Any]) -> int:
    """How many fields a person must look at."""
    return sum(field["status"] == "review" for _, field in flat_fields(document))


def is_audited(record_id: str, share: float) -> bool:
    """Is a rule's approval of this record among those shown to a person? The same everywhere."""
    drawn = int.from_bytes(hashlib.sha256(f"audit {record_id}".encode()).digest()[:4])
    return drawn < share * 2**32


def terms_of(record: Record, key_of: Callable[[str], str]) -> set[Term]:
    """What the record is found by."""
    terms: set[Term] = set()
    for path, field in flat_fields(record.document):
        name, value = path.rpartition(".")[2], field["value"]
        if not value:
            continue
        if name in _TERMS:
            terms.add((_TERMS[name], _plain(value)))
        if name in _NUMBERS and len(value) in {9, 12} and value.isdigit():
            terms.add(("card", key_of(value)))
    for holder in record.document["holders"]:
        if holder.get("full_name"):
            terms.add(("name", _plain(holder["full_name"])))
    return terms | {("folded_name", fold(value)) for kind, value in terms if kind == "name"}


def parcels_of(record: Record) -> set[Parcel]:
    """The parcels it tells of."""
    found: set[Parcel] = set()
    for rows in record.document["fields"].values():
        for row in rows if isinstance(rows, list) else []:
            if "parcel_number" in row:
                address, sheet, number = (
                    row.get(name, {}).get("value") or ""
                    for name in ("parcel_address", "map_sheet", "parcel_number")
                )
                found.add((fold(address), sheet, number))
    return found


def issue_date_of(document: dict[str, Any]) -> str | None:
    """The day the paper was issued, where it says so."""
    field = document["fields"].get("issue_date")
    return field["value"] if isinstance(field, dict) and field.get("value") else None


def _plain(text: str) -> str:
    return " ".join(text.split()).upper()
