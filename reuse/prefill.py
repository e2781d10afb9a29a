"""A form filled from what the citizen has: every value with its evidence (domain §3.5).

In: a procedure, a citizen, what the applicant has entered. Out: contract §4's JSON. Only papers
that are approved and in force are used, and of them only accepted values that the procedure may
show. Of the levels of trust the first that has a value speaks; where papers of one level disagree
nobody chooses: the value is empty and ``conflicts`` has them all. Errors: ``InputError``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from extract.definitions import Catalogue, DocumentType
from extract.kinds import kind
from extract.text import letters
from reuse.citizens import Citizen, definition_of, is_withheld, own_rows
from reuse.dates import in_force
from reuse.definitions import Form, FormField, Procedure, Rules, Source
from reuse.fields import Json, accepted, is_field, rows_of
from reuse.masking import masked
from storage.record import Record, State

_DATES = {"date", "year"}
Row = dict[str, str]
Inputs = Mapping[str, str | list[Row]]


class InputError(Exception):
    """An input that cannot be used: which field of the form, and a code. It repeats no value."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


@dataclass(frozen=True)
class _Paper:
    """A record as this procedure may see it."""

    record: Record
    document: Json
    definition: DocumentType
    until: date | None


@dataclass(frozen=True)
class _Value:
    """One value and where it comes from; ``value`` is a text, or a table's rows."""

    value: str | list[Row]
    paper: _Paper | None = None
    field: Json | None = None
    method: str = "derived"

    def as_json(self) -> dict[str, Any]:
        """Contract §4; pages count from 1 within the record."""
        found: dict[str, Any] = dict.fromkeys(_EVIDENCE) | {
            "value": self.value,
            "method": self.method,
        }
        if self.paper is not None:
            record = self.paper.record
            found |= {
                "record_id": record.record_id,
                "type": record.document["type"],
                "approved_by": record.approved_by,
                "approved_at": record.approved_at,
                "valid_until": self.paper.until.isoformat() if self.paper.until else None,
            }
        if self.field is not None:
            found["page"] = self._page()
            found["box"] = self.field.get("box")
        return found

    def _page(self) -> int | None:
        pages = self.paper.document["source"]["pages"] if self.paper else []
        page = (self.field or {}).get("page")
        return pages.index(page) + 1 if page in pages else None


_EVIDENCE = (
    *("value", "record_id", "type", "page", "box", "method"),
    *("approved_by", "approved_at", "valid_until"),
)


def prefill(
    procedure: Procedure,
    citizen: Citizen,
    *,
    inputs: Inputs,
    day: date,
    catalogue: Catalogue,
    rules: Rules,
) -> dict[str, Any]:
    """The procedure's form, as far as papers and inputs fill it."""
    form = rules.forms[procedure.form]
    entered = _entered(form, inputs)
    papers = _papers(procedure, citizen, day, catalogue, rules)
    for field in form.fields:
        if field.selects and isinstance(wanted := entered.get(field.name), str):
            papers = [p for p in papers if _agrees(p, field, wanted, citizen)]
    fields = {f.name: _filled(f, entered.get(f.name), papers, citizen) for f in form.fields}
    for name, text in procedure.texts.items():
        if name not in entered:
            fields[name] = _composed(text, fields, form, fields[name])
    return {
        "procedure": procedure.code,
        "form": form.code,
        "fields": fields,
        "missing": [f.name for f in form.fields if f.required and not fields[f.name]["value"]],
    }


def records_used(filled: Mapping[str, Any]) -> set[str]:
    """Every record that some value or conflict comes from."""
    used = set()
    for field in filled["fields"].values():
        used |= {item["record_id"] for item in (field, *field["conflicts"]) if item["record_id"]}
    return used


def _entered(form: Form, inputs: Inputs) -> dict[str, str | list[Row]]:
    """The inputs in normal form."""
    fields = {field.name: field for field in form.fields}
    entered: dict[str, str | list[Row]] = {}
    for name, value in inputs.items():
        if (field := fields.get(name)) is None:
            raise InputError("", "unknown_input")
        if not field.editable:
            raise InputError(name, "not_editable")
        if field.rows and not isinstance(value, str):
            entered[name] = [_entered_row(field, row) for row in value]
        elif isinstance(value, str) and not field.rows:
            entered[name] = _normal(field.kind, value, name)
        else:
            raise InputError(name, "malformed_input")
    return entered


def _entered_row(field: FormField, row: Row) -> Row:
    if not set(row) <= set(field.rows):
        raise InputError(field.name, "unknown_input")
    return {
        name: _normal(field.rows[name], value, field.name) for name, value in row.items() if value
    }


def _normal(kind_name: str, value: str, field: str) -> str:
    cleaned = kind(kind_name).clean(value)
    if cleaned.value is None or cleaned.mended:
        raise InputError(field, "malformed_input")
    return cleaned.value


def _papers(
    procedure: Procedure, citizen: Citizen, day: date, catalogue: Catalogue, rules: Rules
) -> list[_Paper]:
    """What may be used: approved, in force, this citizen's; values of others away."""
    found = []
    for record in citizen.records:
        definition = definition_of(catalogue, record)
        if record.state is not State.APPROVED or is_withheld(record, definition):
            continue
        force = in_force(record.document, definition) if definition else None
        if definition is None or force is None or not force.covers(day):
            continue
        holder = citizen.holder_on(record.document)
        if holder is None or not _in_role(procedure, definition.code, holder):
            continue
        paper = rules.papers[definition.code]
        seen = masked(record.document, definition, paper, citizen, procedure.discloses)
        found.append(_Paper(record, seen.document, definition, force.until))
    return found


def _in_role(procedure: Procedure, type_: str, holder: Json) -> bool:
    """Where the procedure takes this paper from some roles only, so does its form: who has passed
    the land on does not apply with its certificate."""
    takes = [p for part in procedure.components for p in part.papers if p.type == type_]
    if not takes or any(not paper.roles for paper in takes):
        return True
    return any(holder.get("role") in paper.roles for paper in takes)


def _filled(
    field: FormField,
    entered: str | list[Row] | None,
    papers: list[_Paper],
    citizen: Citizen,
) -> dict[str, Any]:
    levels = [
        [v for source in level for paper in papers for v in _values(source, paper, field, citizen)]
        for level in field.sources
    ]
    found = [_distinct(field, level) for level in levels if level]
    rest = _distinct(field, [value for level in levels for value in level])
    chosen: _Value | None = None
    if entered is not None:
        chosen = _Value(entered, method="input")
    elif found and len(found[0]) == 1:
        chosen = found[0][0]
    others = [v for v in rest if chosen is None or not _same(field, v.value, chosen.value)]
    shown = dict.fromkeys(_EVIDENCE) if chosen is None else chosen.as_json()
    return shown | {
        "label": field.label.as_json(),
        "editable": field.editable,
        "conflicts": [value.as_json() for value in others],
    }


def _values(source: Source, paper: _Paper, field: FormField, citizen: Citizen) -> Iterator[_Value]:
    """What one paper says: nothing or one value."""
    if paper.definition.code != source.type:
        return
    first, *rest = source.path
    if field.rows:
        if table := _table(rows_of(paper.document, first), field):
            yield _Value(table, paper, method="derived")
        return
    found = _fields(paper, first, rest, citizen)
    said = [value for item in found if (value := accepted(item)) is not None]
    if said and len(said) == len(found):  # of several parcels all, or none
        yield _Value("; ".join(said), paper, found[0], str(found[0].get("method")))


def _fields(paper: _Paper, first: str, rest: list[str], citizen: Citizen) -> list[Json]:
    """The field, or that of the citizen's own row, or of every row that is no person's."""
    if not rest:
        found = paper.document["fields"].get(first)
        return [found] if isinstance(found, dict) and is_field(found) else []
    rows = rows_of(paper.document, first)
    rules = [rule for rule in paper.definition.holders if rule.rows == first]
    chosen = {i for rule in rules for i in own_rows(rule, rows, citizen.numbers)}
    if rules:
        rows = [rows[i] for i in sorted(chosen)[:1]]
    return [row[rest[0]] for row in rows if is_field(row.get(rest[0]))]


def _table(rows: list[Json], field: FormField) -> list[Row]:
    read = [
        {name: value for name in field.rows if (value := accepted(row.get(name))) is not None}
        for row in rows
    ]
    return [row for row in read if row]


def _distinct(field: FormField, values: list[_Value]) -> list[_Value]:
    found: list[_Value] = []
    for value in values:
        if not any(_same(field, value.value, other.value) for other in found):
            found.append(value)
    return found


def _same(field: FormField, one: str | list[Row], other: str | list[Row]) -> bool:
    """Do they say the same? Tone marks count, case, spaces and punctuation do not; a year is no
    contradiction to a day in it."""
    if isinstance(one, str) and isinstance(other, str):
        if field.kind in _DATES:
            return one.startswith(other) or other.startswith(one)
        return _plain(one) == _plain(other)
    return one == other


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum()) or letters(text)


def _agrees(paper: _Paper, field: FormField, wanted: str, citizen: Citizen) -> bool:
    """Does the paper say this, or nothing of the kind?"""
    sources = [source for level in field.sources for source in level]
    said = [v for source in sources for v in _values(source, paper, field, citizen)]
    return not said or any(_same(field, value.value, wanted) for value in said)


def _composed(
    text: str, fields: dict[str, dict[str, Any]], form: Form, plain: dict[str, Any]
) -> dict[str, Any]:
    """A free text of the procedure, with values of other fields; empty while one is missing."""
    kinds = {field.name: field.kind for field in form.fields}
    used = [name for name in kinds if "{" + name + "}" in text]
    if plain["value"] or not all(fields[name]["value"] for name in used):
        return plain
    said = {name: kind(kinds[name]).show(str(fields[name]["value"])) for name in used}
    first = fields[used[0]] if used else plain
    evidence = {name: first[name] for name in _EVIDENCE if name not in {"value", "method"}}
    return plain | evidence | {"value": text.format(**said), "method": "derived"}
