"""One paper as what can be compared: people, a certificate, parcels.

In: a ``Document``, or the JSON of a stored one (contract §2), and its definition. Out: ``Paper``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extract.definitions import DocumentType
from extract.document import Document, Status

_EXACT = frozenset({"qr", "mrz", "barcode", "person"})
_ACCEPTED = str(Status.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Told:
    """One value. ``sure``: may be used without a person; ``exact``: from a code or a person."""

    path: str
    value: str
    sure: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the paper who has a name or a number."""

    name: Told | None
    number: Told | None
    card: Told | None
    birth: Told | None
    sex: Told | None


@dataclass(frozen=True, slots=True)
class Parcel:
    number: Told | None
    sheet: Told | None
    area: Told | None


@dataclass(frozen=True, slots=True)
class Paper:
    """``told``: every value by its path. ``owners``: folded names and numbers of all holders."""

    type: str
    name: str
    told: Mapping[str, Told]
    people: tuple[Person, ...]
    parcels: tuple[Parcel, ...]
    holders: tuple[tuple[str | None, str | None], ...]  # name, number


def paper_of(document: Document, definition: DocumentType) -> Paper:
    """A document that was just read."""
    told = {
        path: Told(path, item.value, item.status is Status.ACCEPTED, item.method in _EXACT)
        for path, item in document.flat_fields().items()
        if item.value
    }
    holders = tuple((holder.full_name, holder.number) for holder in document.holders)
    return _paper(definition, told, holders)


def stored_paper(document: Mapping[str, Any], definition: DocumentType) -> Paper:
    """A document of the store."""
    told = {
        path: Told(
            path, item["value"], item.get("status") == _ACCEPTED, item.get("method") in _EXACT
        )
        for path, item in _flat(document.get("fields", {}))
        if item.get("value")
    }
    holders = tuple(
        (h.get("full_name"), h.get("citizen_id") or h.get("id_card_number"))
        for h in document.get("holders", ())
    )
    return _paper(definition, told, holders)


def _paper(
    definition: DocumentType,
    told: Mapping[str, Told],
    holders: tuple[tuple[str | None, str | None], ...],
) -> Paper:
    return Paper(
        definition.code,
        definition.name,
        told,
        tuple(_people(definition, told)),
        tuple(_parcels(told)),
        holders,
    )


def _people(definition: DocumentType, told: Mapping[str, Told]) -> Iterator[Person]:
    """Those whom the rules for holders name, each once."""
    for rule in definition.holders:
        for prefix in _prefixes(rule.rows, told):
            get = _getter(told, prefix)
            card = rule.id_card_number if rule.id_card_number else "id_card_number"
            person = Person(
                get(rule.full_name), get(rule.citizen_id), get(card), get(rule.birth), get(rule.sex)
            )
            if person.name or person.number or person.card:
                yield person


def _getter(told: Mapping[str, Told], prefix: str) -> Callable[[str], Told | None]:
    return lambda name: told.get(prefix + name) if name else None


def _parcels(told: Mapping[str, Told]) -> Iterator[Parcel]:
    for prefix in _prefixes("parcels", told):
        get = _getter(told, prefix)
        yield Parcel(get("parcel_number"), get("map_sheet"), get("area"))


def _prefixes(rows: str, told: Mapping[str, Told]) -> list[str]:
    """``""``, or ``members.0.``, ``members.1.``; of an object ``wife.``."""
    if not rows:
        return [""]
    tails = (path.removeprefix(f"{rows}.") for path in told if path.startswith(f"{rows}."))
    return list(dict.fromkeys(f"{rows}.{_row(tail)}" for tail in tails))


def _row(tail: str) -> str:
    first, _, rest = tail.partition(".")
    return f"{first}." if rest else ""


def _flat(fields: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, value in fields.items():
        if isinstance(value, list):
            for number, row in enumerate(value):
                yield from ((f"{name}.{number}.{key}", item) for key, item in row.items())
        elif "status" in value:
            yield name, value
        else:
            yield from ((f"{name}.{key}", item) for key, item in value.items())
