"""What labels left open, from mentions in running text (``extract.free_text``).

In go the paper on hand and what is still wanted, out come pieces that say they were ``found``: a
person looks at each of them. Where a label told a value nothing is added and nothing is compared.
Options: ``fields`` (field = label), ``parties`` (list = label of its role), ``parcels`` (the list
of parcels), ``within`` (fields whose print is searched; without it the whole paper is).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extract.context import Context, PieceRow, Pieces
from extract.free_text import Mention
from extract.layout import Token

_OF_PERSON = {"BORN": "date_of_birth", "ADDRESS": "address"}
_OF_PARCEL = {
    "PARCEL": "parcel_number", "MAP_SHEET": "map_sheet", "AREA": "area",
    "PARCEL_ADDRESS": "parcel_address", "LAND_USE": "land_use",
}  # fmt: skip


def read(context: Context, options: Mapping[str, Any]) -> Pieces:
    """The mentions of what is missing; nothing is read where nothing is."""
    pieces = Pieces()
    fields: Mapping[str, str] = options.get("fields", {})
    parties: Mapping[str, str] = options.get("parties", {})
    parcels: str | None = options.get("parcels")
    open_fields = [name for name in fields if not context.pieces.single.get(name)]
    open_parties = [name for name in parties if not context.pieces.rows.get(name)]
    open_parcels = parcels is not None and not context.pieces.rows.get(parcels)
    if context.free_text is None or not (open_fields or open_parties or open_parcels):
        return pieces
    found = context.free_text.of(_print(context, options.get("within", ())))
    for name in open_fields:
        told = [mention.piece for mention in found if mention.label == fields[name]]
        for piece in told:
            pieces.add(name, piece)
    for name in open_parties:
        rows = list(_people(found, parties[name], set(parties.values())))
        if rows:
            pieces.rows[name] = rows
    if parcels is not None and open_parcels:
        rows = list(_parcels(found))
        if len(rows) == 1:  # with several nobody knows which number belongs to which area
            pieces.rows[parcels] = rows
    return pieces


def _print(context: Context, within: Sequence[str]) -> list[Token]:
    if not within:
        return list(context.layout.tokens)
    return [t for name in within for p in context.pieces.single.get(name, ()) for t in p.tokens]


def _people(found: Sequence[Mention], role: str, roles: set[str]) -> Iterator[PieceRow]:
    """The people behind the first words that name the role, up to the next role or the land."""
    row: PieceRow = {}
    inside = False
    for mention in found:
        if mention.label in roles:
            if inside and row and mention.label != role:
                break
            inside = mention.label == role
        elif inside and mention.label in {"PARCEL", "AREA", "PRICE", "SERIAL"}:
            break
        elif inside and mention.label == "PARTY":
            if row:
                yield row
            row = {"full_name": mention.piece}
        elif inside and row:
            name = _name_of(mention)
            if name and name not in row:
                row[name] = mention.piece
    if row:
        yield row


def _name_of(mention: Mention) -> str:
    if mention.label == "NUMBER":
        digits = sum(c.isdigit() for c in mention.piece.text)
        return {12: "citizen_id", 9: "id_card_number"}.get(digits, "")
    return _OF_PERSON.get(mention.label, "")


def _parcels(found: Sequence[Mention]) -> Iterator[PieceRow]:
    """One row for every number of a parcel, or for the first of the other data."""
    row: PieceRow = {}
    for mention in found:
        name = _OF_PARCEL.get(mention.label, "")
        if not name:
            continue
        if name == "parcel_number" and name in row:
            yield row
            row = {}
        row.setdefault(name, mention.piece)
    if "parcel_number" in row:
        yield row
