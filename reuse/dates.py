"""Days and how long papers are in force.

In: documents as JSON and their type's definition. Out: days. A date that is printed without its day
is a span; nothing is invented. Errors: none; what is not known is ``None`` or says so.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from extract.definitions import DocumentType
from reuse.fields import Json, accepted, fields_at, value_at, values_at


@dataclass(frozen=True)
class Span:
    """What ``2024-03-05``, ``2024-03`` or ``2024`` may mean: the first and the last day."""

    first: date
    last: date

    def is_before(self, other: "Span") -> bool:
        """For certain, whatever the missing days are."""
        return self.last < other.first


@dataclass(frozen=True)
class InForce:
    """``until``: the last day (``None``: without end). Not ``known``: the paper does not tell."""

    until: date | None = None
    known: bool = True

    def covers(self, day: date) -> bool:
        return self.known and (self.until is None or day <= self.until)


def span_of(value: str | None) -> Span | None:
    """The span of an ISO date, whole or in part."""
    try:
        year, *rest = (int(part) for part in (value or "").split("-"))
        first = date(year, *[*rest, 1, 1][:2])
    except (ValueError, TypeError):
        return None
    match len(rest):
        case 0:
            return Span(first, date(year, 12, 31))
        case 1:
            return Span(first, date(year, rest[0], calendar.monthrange(year, rest[0])[1]))
    return Span(first, first)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def in_force(document: Json, definition: DocumentType) -> InForce:
    """By the type's rule: the printed end, else so many months from the printed start."""
    rule = definition.validity
    ends = list(fields_at(document, rule.ends)) if rule.ends else []
    if ends and (value := accepted(ends[0])) is not None:
        span = span_of(value)
        return InForce(None if span is None else span.last)  # “Không thời hạn” has no end
    if rule.months:
        start = span_of(value_at(document, rule.starts))
        if start is None:
            return InForce(known=False)
        return InForce(months_after(start.first, rule.months))
    return InForce(known=not ends)


def dated(document: Json, paths: Iterable[str]) -> str | None:
    """The date of the paper, from the first of these fields that has one."""
    return next((value for path in paths if (value := value_at(document, path))), None)


def newest_fact(document: Json, definition: DocumentType, paths: Iterable[str]) -> Span | None:
    """How new what the paper says is: its latest entry, or its own date while it has none.

    ``None`` where an entry stands without a certain date: then nobody can tell.
    """
    rule = definition.newer
    own = span_of(dated(document, paths))
    if rule is None or "." not in rule.date:
        return span_of(value_at(document, rule.date)) if rule is not None else own
    written = list(fields_at(document, rule.date))
    spans = [span_of(value) for value in values_at(document, rule.date)]
    found = [span for span in (*spans, own) if span is not None]
    rows = document["fields"].get(rule.date.partition(".")[0]) or []
    if len(spans) < max(len(written), len(rows)) or not found:
        return None
    return max(found, key=lambda span: (span.last, span.first))
