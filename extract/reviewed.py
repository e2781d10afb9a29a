"""Whose paper it is after a person has checked its fields: JSON in (contract §2), JSON out.

A machine's certainty rests on its readings (``extract.holders``); a person's on having looked at
the very number. A number counts as certain only when its structure holds, a person confirmed it,
and the birth date and sex beside it do not contradict it, unless the person has insisted.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from extract.cross_checks import number_matches_person
from extract.definitions import DocumentType, HolderRule
from extract.document import Doubt, Field, Status
from extract.kinds import citizen_id, id_card_number

Json = dict[str, Any]


def holders_after(
    definition: DocumentType,
    fields: Json,
    confirmed: Collection[str],
    *,
    before: Sequence[Json] = (),
    insisted: Collection[str] = (),
) -> list[Json]:
    """The holders that the reviewed fields tell, in the order printed; nobody twice.

    ``confirmed``: paths of numbers that a person has looked at and confirmed. ``before``: the
    holders so far; one whose number stands as it was keeps its role and its certainty.
    ``insisted``: paths of numbers confirmed although birth date or sex contradict them.
    """
    found: dict[tuple[str | None, str | None], Json] = {}
    for rule in definition.holders:
        for prefix, row in _claims(rule, fields):
            holder = _holder(
                rule, prefix, row, confirmed=confirmed, before=before, insisted=insisted
            )
            if holder is None:
                continue
            number = holder.get("citizen_id") or holder.get("id_card_number")
            key = (number, None if number else holder["full_name"])
            if key not in found or (holder["certain"] and not found[key]["certain"]):
                found[key] = holder
    return list(found.values())


def contradictions(rule_fields: HolderRule, row: Json) -> tuple[Doubt, ...]:
    """What birth date and sex beside a number say against it."""
    names = (rule_fields.citizen_id, rule_fields.birth, rule_fields.sex)
    return number_matches_person([_as_field(row.get(name)) if name else None for name in names])


def number_paths(definition: DocumentType, fields: Json) -> list[str]:
    """Paths of the numbers under which the paper would be filed."""
    return [
        prefix + name
        for rule in definition.holders
        for prefix, row in _claims(rule, fields)
        for name in (rule.citizen_id, rule.id_card_number, rule.old_card)
        if name and name in row
    ]


def _claims(rule: HolderRule, fields: Json) -> Iterator[tuple[str, Json]]:
    if not rule.rows:
        yield "", fields
        return
    rows = fields.get(rule.rows, [])
    if isinstance(rows, dict):  # an object of fields: the wife, the husband
        yield f"{rule.rows}.", rows
        return
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        yield f"{rule.rows}.{number}.", row


def _holder(
    rule: HolderRule,
    prefix: str,
    row: Json,
    *,
    confirmed: Collection[str],
    before: Sequence[Json],
    insisted: Collection[str],
) -> Json | None:
    name = _value(row, rule.full_name)
    long = _value(row, rule.citizen_id)
    short = _value(row, rule.id_card_number) if rule.id_card_number else None
    if not (name or long or short):
        return None
    path = prefix + (rule.citizen_id if long else rule.id_card_number)
    known = next((h for h in before if _same(h, long, short, name)), None)
    sure = bool(name) and _well_formed(long, short)
    if path in confirmed:
        sure = sure and (not long or path in insisted or not contradictions(rule, row))
    else:
        sure = sure and bool(known and known.get("certain"))
    role = known["role"] if known else rule.role_of(_value(row, rule.role_field))
    holder: Json = {"role": role, "full_name": name}
    if long:
        holder["citizen_id"] = long
        card = _card_beside(rule, prefix, row, confirmed=confirmed, known=known)
        if sure and card:
            holder["id_card_number"] = card
    elif short:
        holder["id_card_number"] = short
    return holder | {"certain": sure}


def _card_beside(
    rule: HolderRule, prefix: str, row: Json, *, confirmed: Collection[str], known: Json | None
) -> str | None:
    """The 9 digits printed beside the 12 of one holder, where a person or the machine was sure of
    them: they link what is filed under both."""
    for name in (rule.id_card_number, rule.old_card):
        card = _value(row, name)
        before = known is not None and known.get("id_card_number") == card
        if card and not id_card_number.check(card) and (prefix + name in confirmed or before):
            return card
    return None


def _well_formed(long: str | None, short: str | None) -> bool:
    if long:
        return len(long) == citizen_id.LENGTH and not citizen_id.check(long)
    return bool(short) and not id_card_number.check(short or "")


def _same(holder: Json, long: str | None, short: str | None, name: str | None) -> bool:
    if long or short:
        return bool(
            (long and holder.get("citizen_id") == long)
            or (short and not long and holder.get("id_card_number") == short)
        )
    return bool(holder["full_name"] == name)


def _value(row: Json, name: str) -> str | None:
    field = row.get(name) if name else None
    return field["value"] if isinstance(field, dict) and field.get("value") else None


def _as_field(data: Any) -> Field | None:
    if not isinstance(data, dict) or not data.get("value"):
        return None
    return Field(data["value"], "", 1.0, Status.ACCEPTED, "person", None, None)
