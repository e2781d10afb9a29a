"""Đủ, sạch, sống, thống nhất (domain §4.4): what is missing, expired, superseded, contradicting.

In: the store, a citizen's number or ``None`` for everybody. Out: ``Finding``s, each about one
record, with a sentence; no number stands in them. Errors: those of the store; a malformed number is
a ``ValueError``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from extract.definitions import Catalogue, DocumentType, HolderRule
from extract.kinds import citizen_id
from reuse.alive import plan
from reuse.citizens import Citizen, citizen_of, definition_of, numbers_of, own_rows
from reuse.dates import in_force
from reuse.definitions import Rules
from reuse.fields import accepted, is_field, rows_of, values_at
from reuse.interface import Texts
from storage.record import Record, State
from storage.store import Store

_LENGTH = 12


class Kind(StrEnum):
    """What is wrong."""

    MISSING = "missing"
    NOT_APPROVED = "not_approved"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    CONTRADICTING = "contradicting"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Finding:
    """``other``: the record it contradicts. ``citizen``: the handle, where it concerns one."""

    kind: Kind
    record_id: str
    type: str
    sentence: str
    citizen: str | None = None
    field: str | None = None
    other: str | None = None


@dataclass(frozen=True)
class _Judge:
    store: Store
    catalogue: Catalogue
    rules: Rules
    texts: Texts
    day: date

    def of_citizen(self, number: str) -> Iterator[Finding]:
        citizen, handle = citizen_of(self.store, number), self.store.key_of(number)
        for record in citizen.records:
            yield from self.of_record(record, handle)
        yield from self.between(citizen, handle, number)

    def of_record(self, record: Record, handle: str | None) -> Iterator[Finding]:
        """What one paper lacks."""
        definition = definition_of(self.catalogue, record)
        match record.state:
            case State.DRAFT:
                yield self._found(Kind.NOT_APPROVED, "not_approved", record, handle)
            case State.SUPERSEDED:
                reason = record.reason or ""
                yield self._found(Kind.SUPERSEDED, "superseded", record, handle, reason=reason)
        if record.state is not State.APPROVED or definition is None:
            return
        for name in definition.required:
            if not _is_filled(record, name):
                yield self._found(Kind.MISSING, "missing", record, handle, field=name)
        force = in_force(record.document, definition)
        if not force.known:
            yield self._found(Kind.MISSING, "expiry_unknown", record, handle)
        elif not force.covers(self.day):
            until = f"{force.until:%d/%m/%Y}"
            yield self._found(Kind.EXPIRED, "expired", record, handle, until=until)

    def between(self, citizen: Citizen, handle: str, number: str) -> Iterator[Finding]:
        """What papers of one citizen say differently, and what follows whom nobody knows."""
        first: dict[str, tuple[str, Record]] = {}
        for record in citizen.records:
            definition = definition_of(self.catalogue, record)
            if record.state is not State.APPROVED or definition is None:
                continue
            for fact, path, value in _said_of(record, definition, citizen):
                if not _fits_number(fact, value, number):
                    yield self._found(
                        Kind.CONTRADICTING, "unlike_number", record, handle, field=path
                    )
                known = first.setdefault(fact, (value, record))
                if not _alike(known[0], value):
                    yield self._found(
                        Kind.CONTRADICTING, "contradicting", record, handle, known[1], field=path
                    )
        for doubt in plan(citizen, self.catalogue, self.rules).doubtful:
            yield self._found(Kind.UNCLEAR, doubt.why, doubt.one, handle, doubt.other)

    def _found(
        self,
        kind: Kind,
        key: str,
        record: Record,
        handle: str | None,
        other: Record | None = None,
        **values: str,
    ) -> Finding:
        said = self.texts(
            f"quality.{key}",
            paper=self._called(record),
            other=self._called(other) if other is not None else "",
            **values,
        )
        return Finding(
            kind=kind,
            record_id=record.record_id,
            type=str(record.document["type"]),
            sentence=said,
            citizen=handle,
            field=values.get("field"),
            other=other.record_id if other is not None else None,
        )

    def _called(self, record: Record) -> str:
        paper = self.rules.papers.get(str(record.document["type"]))
        name = paper.name.said(self.texts.lang) if paper else str(record.document["type"])
        return f"{name} [{record.record_id}]"


def quality(
    store: Store,
    number: str | None,
    *,
    catalogue: Catalogue,
    rules: Rules,
    texts: Texts,
    day: date,
) -> Iterator[Finding]:
    """The findings, one citizen after the other; nothing twice."""
    judge = _Judge(store, catalogue, rules, texts, day)
    if number is not None:
        yield from judge.of_citizen(number)
        return
    told: set[tuple[str, str | None, str | None, str]] = set()
    for finding in _of_everybody(judge):
        key = (finding.record_id, finding.field, finding.other, str(finding.kind))
        if key not in told:
            told.add(key)
            yield finding


def _of_everybody(judge: _Judge) -> Iterator[Finding]:
    numbers: set[str] = set()
    for record_id in judge.store.record_ids():
        record = judge.store.latest(record_id)
        holders = [h for h in record.document.get("holders", ()) if h.get("certain")]
        found = {max(numbers_of(holder), key=len) for holder in holders if numbers_of(holder)}
        if not found:
            yield from judge.of_record(record, None)
        for number in found - numbers:
            numbers.add(number)
            yield from judge.of_citizen(number)


def _is_filled(record: Record, name: str) -> bool:
    found = record.document["fields"].get(name)
    if is_field(found):
        return accepted(found) is not None
    return any(accepted(item) for row in rows_of(record.document, name) for item in row.values())


def _said_of(
    record: Record, definition: DocumentType, citizen: Citizen
) -> Iterator[tuple[str, str, str]]:
    """Name, birth and sex of the citizen on this paper: which fact, its path, its value."""
    for rule in definition.holders:
        for fact, name in (("name", rule.full_name), ("birth", rule.birth), ("sex", rule.sex)):
            for value in _values(record, rule, name, citizen):
                yield fact, f"{rule.rows}.{name}" if rule.rows else name, value


def _values(record: Record, rule: HolderRule, name: str, citizen: Citizen) -> list[str]:
    if not name:
        return []
    if rule.rows:
        rows = rows_of(record.document, rule.rows)
        mine = [rows[i].get(name) for i in own_rows(rule, rows, citizen.numbers)]
        return [value for item in mine if (value := accepted(item)) is not None]
    own = values_at(record.document, rule.citizen_id)
    if rule.id_card_number:
        own += values_at(record.document, rule.id_card_number)
    return values_at(record.document, name) if citizen.numbers & set(own) else []


def _alike(one: str, other: str) -> bool:
    """Tone marks count; a year agrees with a day in it."""
    if one[:1].isdigit() and other[:1].isdigit():
        return one.startswith(other) or other.startswith(one)
    return one.casefold().split() == other.casefold().split()


def _fits_number(fact: str, value: str, number: str) -> bool:
    """Birth year and sex stand in a 12-digit number, too (Nghị định 137/2015/NĐ-CP Điều 13)."""
    if len(number) != _LENGTH or citizen_id.check(number):
        return True
    if fact == "birth":
        return value[:4] == str(citizen_id.birth_year(number))
    return fact != "sex" or value == citizen_id.sex(number)
