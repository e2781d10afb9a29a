"""What of a procedure's dossier is held already, until when, and why not (domain K5, K6).

In: a procedure, a citizen, the day of filing. Out: one answer per component, as contract §4 has it,
with a sentence that a clerk can say and its legal basis. Pure: nothing is read or written here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from extract.definitions import Catalogue
from extract.text import fold
from reuse.citizens import Citizen, definition_of, is_withheld, reason_not_ready
from reuse.dates import InForce, dated, in_force, months_after, span_of
from reuse.definitions import Accepted, Component, Paper, Procedure, Rules
from reuse.fields import Json, values_at
from reuse.interface import Texts
from storage.record import Record, State

_PRINTED = "document_number"  # how a clerk calls a paper, where it has one
_BY_RULE = "rule:"


class Held(StrEnum):
    """Contract §4. In the order in which one paper is better than another."""

    HELD = "held"
    ORIGINAL_NEEDED = "original_needed"
    NOT_READY = "not_ready"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    MISSING = "missing"


_ORDER = {state: i for i, state in enumerate(Held)}


@dataclass(frozen=True)
class Finding:
    """What one paper is worth for one component. ``why``: a key of the ``check`` sentences."""

    state: Held
    why: str
    record: Record | None = None
    until: date | None = None
    values: Mapping[str, str] = field(default_factory=dict)


def check(
    procedure: Procedure,
    citizen: Citizen,
    *,
    day: date,
    catalogue: Catalogue,
    rules: Rules,
    texts: Texts,
) -> list[dict[str, Any]]:
    """Each component in the procedure's order."""
    judge = _Judge(citizen, day, catalogue, rules)
    return [
        _answer(part, judge.best(part), procedure, rules, texts) for part in procedure.components
    ]


@dataclass(frozen=True)
class _Judge:
    citizen: Citizen
    day: date
    catalogue: Catalogue
    rules: Rules

    def best(self, component: Component) -> list[Finding]:
        """The best paper first, then others as good."""
        if component.made_anew:
            return [Finding(Held.MISSING, "made_anew")]
        found = [f for paper in component.papers for f in self._of(paper, component)]
        if not found:
            return [
                Finding(
                    Held.MISSING, "missing_original" if component.original_needed else "missing"
                )
            ]
        found.sort(key=lambda f: (_ORDER[f.state], _newest_first(f, self.rules)))
        return [f for f in found if f.state is found[0].state]

    def _of(self, accepted: Accepted, component: Component) -> Iterator[Finding]:
        paper = self.rules.papers[accepted.type]
        for record in self.citizen.records:
            if record.document["type"] != accepted.type:
                continue
            finding = self._one(record, accepted, paper)
            if finding is None:
                continue
            if finding.state is Held.HELD and component.original_needed:
                yield Finding(Held.ORIGINAL_NEEDED, "original_needed", record, finding.until)
            else:
                yield finding

    def _one(self, record: Record, accepted: Accepted, paper: Paper) -> Finding | None:
        """``None``: the paper is not to be spoken of."""
        definition = definition_of(self.catalogue, record)
        holder = self.citizen.holder_on(record.document)
        if definition is None or holder is None or is_withheld(record, definition):
            return None
        force = in_force(record.document, definition)
        if record.state is not State.APPROVED:
            return _not_approved(record, force)
        if accepted.roles and holder.get("role") not in accepted.roles:
            role = {"role": str(holder.get("role"))}
            return Finding(Held.SUPERSEDED, "other_role", record, force.until, role)
        if not _where(record.document, accepted):
            return Finding(Held.MISSING, "unfit", record, force.until)
        printed = span_of(dated(record.document, paper.dated))
        if accepted.max_age_months:
            force = _no_older(force, printed.first if printed else None, accepted.max_age_months)
        return self._in_force(record, accepted, force, printed.first if printed else None)

    def _in_force(
        self, record: Record, accepted: Accepted, force: InForce, start: date | None
    ) -> Finding:
        if not force.known:
            return Finding(Held.NOT_READY, "date_unknown", record)
        if not force.covers(self.day):
            return Finding(Held.EXPIRED, "expired", record, force.until)
        if start is not None and start > self.day:
            return Finding(Held.NOT_READY, "not_yet", record, force.until)
        if accepted.needs_person and str(record.approved_by).startswith(_BY_RULE):
            return Finding(Held.NOT_READY, "needs_person", record, force.until)
        return Finding(Held.HELD, "held" if force.until else "held_no_end", record, force.until)


def _not_approved(record: Record, force: InForce) -> Finding | None:
    if record.state is State.SUPERSEDED:
        return Finding(Held.SUPERSEDED, "superseded", record, force.until)
    if record.state is State.DRAFT:
        return Finding(Held.NOT_READY, str(reason_not_ready(record)), record, force.until)
    return None  # revoked: it was a mistake, as if it were not there


def _where(document: Json, accepted: Accepted) -> bool:
    """Every field that the component asks about says one of the words."""
    return all(
        any(fold(word) in fold(value) for value in values_at(document, name) for word in words)
        for name, words in accepted.where.items()
    )


def _no_older(force: InForce, start: date | None, months: int) -> InForce:
    if start is None:
        return InForce(known=False)
    end = months_after(start, months)
    return InForce(end if force.until is None else min(end, force.until), force.known)


def _newest_first(finding: Finding, rules: Rules) -> tuple[int, str]:
    record = finding.record
    if record is None:
        return (0, "")
    paper = rules.papers[str(record.document["type"])]
    span = span_of(dated(record.document, paper.dated))
    return (-span.last.toordinal() if span else 0, record.record_id)


def _answer(
    component: Component, found: list[Finding], procedure: Procedure, rules: Rules, texts: Texts
) -> dict[str, Any]:
    best = found[0]
    answer: dict[str, Any] = {
        "component": component.key,
        "name": component.name.said(texts.lang),
        "state": str(best.state),
        "reason": best.why,
        "record_id": best.record.record_id if best.record else None,
        "type": best.record.document["type"] if best.record else None,
        "valid_until": best.until.isoformat() if best.until else None,
        "sentence": _sentence(component, best, rules, texts),
        "legal_basis": component.legal_basis,
        "made_anew": component.made_anew,
        "others": [f.record.record_id for f in found[1:] if f.record],
    }
    if component.made_anew:
        answer["prefill"] = f"/procedures/{procedure.code}/prefill"
    return answer


def _sentence(component: Component, best: Finding, rules: Rules, texts: Texts) -> str:
    values = {
        "component": component.name.said(texts.lang),
        "paper": _called(best.record, rules, texts) if best.record else "",
        "until": f"{best.until:%d/%m/%Y}" if best.until else "",
        "reason": best.record.reason or "" if best.record and best.state is Held.SUPERSEDED else "",
    }
    if "role" in best.values:
        values["role"] = _role(best.values["role"], texts)
    said = texts(f"check.{best.why}", **values)
    if component.when is None:
        return said
    return texts("check.when", case=component.when.said(texts.lang), said=said)


def _role(role: str, texts: Texts) -> str:
    try:
        return texts(f"role.{role}")
    except KeyError:  # a role of a type that came as a file of data
        return texts("role.other")


def _called(record: Record, rules: Rules, texts: Texts) -> str:
    """``Xác nhận thông tin về cư trú số 12/XN ngày 05/03/2024``, as far as that is known."""
    paper = rules.papers[str(record.document["type"])]
    name = paper.name.said(texts.lang)
    number = next(iter(values_at(record.document, _PRINTED)), None)
    day = dated(record.document, paper.dated)
    if number:
        name = texts("check.with_number", paper=name, number=number)
    if day:
        name = texts("check.with_date", paper=name, date="/".join(reversed(day.split("-"))))
    return name
