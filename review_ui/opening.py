"""One paper, opened: its record, its draft, what they make together, and which paper comes next.

In: services, a record's id. Out: ``OpenPaper``, ``Item``s. Errors: ``NotFound``.
"""

import json
import re
from dataclasses import asdict, dataclass, fields
from typing import Any
from urllib.parse import quote, unquote

from fastapi import Request

from extract.definitions import DocumentType
from review_ui.door import Refused, Visitor
from review_ui.interface import Services
from review_ui.labels import type_of
from review_ui.review import Review, review_of
from storage.drafts import Decision
from storage.index import Item, Query
from storage.record import Record

FILTER_COOKIE = "hoso_filter"
_ID = re.compile(r"[a-z2-7]{26}")
_LOOK_AHEAD = 300  # papers of the worklist


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """A record with the decisions on the draft that builds on its version."""

    record: Record
    definition: DocumentType
    decisions: list[Decision]
    review: Review

    @property
    def pages(self) -> list[int]:
        """Numbers of its pages in the source file."""
        return list(self.record.document["source"]["pages"])

    def page_of(self, source_page: int | None) -> int | None:
        """A page of the source file, counted from 1 within the paper."""
        return self.pages.index(source_page) + 1 if source_page in self.pages else None


def latest_of(services: Services, record_id: str) -> Record:
    """The record; ``Refused`` where the id cannot be one."""
    if not _ID.fullmatch(record_id):
        raise Refused(404, "not_found")
    return services.store.latest(record_id)


def open_paper(services: Services, record: Record) -> OpenPaper:
    """The record with its draft."""
    definition = type_of(services.catalogue, record.document["type"])
    decisions = services.store.drafts.of(record.record_id, record.version)
    return OpenPaper(
        record, definition, decisions, review_of(definition, record.document, decisions)
    )


# Which papers this person works through


def filter_of(request: Request) -> Query:
    """The worklist's filter, as the browser keeps it: names of people stand in no address."""
    try:
        kept = json.loads(unquote(request.cookies.get(FILTER_COOKIE, "{}")))
        known = {one.name for one in fields(Query)}
        return Query(**{k: str(v)[:200] for k, v in kept.items() if k in known})
    except (ValueError, AttributeError, TypeError):
        return Query()


def cookie_of(query: Query) -> str:
    """The filter as a cookie's value."""
    own: dict[str, Any] = {k: v for k, v in asdict(query).items() if v}
    return quote(json.dumps(own, ensure_ascii=False))


def next_item(
    services: Services, query: Query, visitor: Visitor, *, after: str = ""
) -> Item | None:
    """The next paper of the filter that nobody else has open: behind ``after`` where that stands
    in the list, so that a paper left for later does not come back at once; else the riskiest."""
    held = services.state.leases.held()
    items = services.index.worklist(query, limit=_LOOK_AHEAD)
    place = next((n for n, one in enumerate(items) if one.record_id == after), -1)
    for item in items[place + 1 :] + items[: max(place, 0)]:
        if held.get(item.record_id, visitor.holder) == visitor.holder:
            return item
    return None


def link_of(item: Item | None) -> str:
    """Where a paper of the worklist is worked on."""
    if item is None:
        return "/?done=1"
    return f"/papers/{item.record_id}" + ("/blind" if item.blind else "")
