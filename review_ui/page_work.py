"""Work on pages (type, split, merge, order, turn) and on filings (withdraw). Each reads anew."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from review_ui.door import Door, Refused, Visitor
from review_ui.opening import latest_of
from storage.errors import Conflict, NotFound
from storage.index import Query
from storage.record import Record

_NUMBERS = ("citizen_id", "id_card_number")


def routes(door: Door) -> APIRouter:
    """``POST /papers/{record_id}/retype|split|merge|reorder|rotate|withdraw``."""
    router = APIRouter()
    services = door.services
    papers = services.papers
    acting = Annotated[Visitor, Depends(door.acting)]
    version = Annotated[int, Form()]

    def current(record_id: str, seen: int, visitor: Visitor) -> Record:
        visitor.needs("reviewer")
        record = latest_of(services, record_id)
        if record.version != seen:
            raise Refused(409, "approved_meanwhile", by=record.created_by or "?")
        return record

    @router.get("/papers/{record_id}/work")
    def work(
        request: Request, record_id: str, visitor: Annotated[Visitor, Depends(door.visitor)]
    ) -> Response:
        """What can be done with the pages, as the dialog's content."""
        visitor.needs("reviewer")
        record = latest_of(services, record_id)
        return door.page(
            request,
            "page_work.html",
            visitor,
            record=record,
            document=record.document,
            pages=record.document["source"]["pages"],
            neighbours=_neighbours(door, record),
            types=[*services.catalogue.types, services.catalogue.other],
        )

    @router.post("/papers/{record_id}/retype")
    def retype(
        record_id: str,
        version: version,
        type: Annotated[str, Form()],
        visitor: acting,  # noqa: A002
    ) -> Response:
        record = current(record_id, version, visitor)
        if type not in {one.code for one in (*services.catalogue.types, services.catalogue.other)}:
            raise Refused(422, "bad_request")
        return _to(papers.retype(record, type, by=visitor.name))

    @router.post("/papers/{record_id}/split")
    def split(
        record_id: str, version: version, first_page: Annotated[int, Form()], visitor: acting
    ) -> Response:
        record = current(record_id, version, visitor)
        if not 2 <= first_page <= _pages(record):
            raise Refused(422, "pages")
        first, _ = papers.split(record, first_page, by=visitor.name)
        return _to(first)

    @router.post("/papers/{record_id}/merge")
    def merge(
        record_id: str, version: version, other: Annotated[str, Form()], visitor: acting
    ) -> Response:
        record = current(record_id, version, visitor)
        second = latest_of(services, other)
        same_file = record.document["source"]["sha256"] == second.document["source"]["sha256"]
        if not same_file or other == record_id:
            raise Refused(422, "other_file")
        return _to(papers.merge(record, second, by=visitor.name))

    @router.post("/papers/{record_id}/reorder")
    def reorder(
        record_id: str, version: version, order: Annotated[str, Form()], visitor: acting
    ) -> Response:
        record = current(record_id, version, visitor)
        numbers = [int(one) for one in order.replace(",", " ").split() if one.isdecimal()]
        if sorted(numbers) != list(range(1, _pages(record) + 1)):
            raise Refused(422, "pages")
        return _to(papers.reorder(record, numbers, by=visitor.name))

    @router.post("/papers/{record_id}/rotate")
    def rotate(
        record_id: str,
        version: version,
        page: Annotated[int, Form()],
        turns: Annotated[int, Form()],
        visitor: acting,
    ) -> Response:
        record = current(record_id, version, visitor)
        if not 1 <= page <= _pages(record) or turns % 4 == 0:
            raise Refused(422, "pages")
        return _to(papers.rotate(record, page, turns % 4, by=visitor.name))

    @router.get("/papers/{record_id}/withdraw")
    def ask(
        request: Request, record_id: str, visitor: Annotated[Visitor, Depends(door.visitor)]
    ) -> Response:
        visitor.needs("admin")
        record = latest_of(services, record_id)
        return door.page(
            request,
            "withdraw.html",
            visitor,
            record=record,
            done=None,
            fetched=[],
            holders=_certain(record),
        )

    @router.post("/papers/{record_id}/withdraw")
    def withdraw(
        request: Request,
        record_id: str,
        version: version,
        holder: Annotated[int, Form()],
        reason: Annotated[str, Form(max_length=1000)],
        visitor: acting,
    ) -> Response:
        visitor.needs("admin")
        record = latest_of(services, record_id)
        holders = _certain(record)
        if not reason.strip():
            raise Refused(422, "reason")
        if record.version != version or not 0 <= holder < len(holders):
            raise Refused(409, "approved_meanwhile", by=record.created_by or "?")
        return _withdrawn(door, request, record, holders[holder], reason.strip(), visitor)

    return router


def _withdrawn(
    door: Door,
    request: Request,
    record: Record,
    holder: dict[str, str],
    reason: str,
    visitor: Visitor,
) -> Response:
    services = door.services
    number = next(holder[name] for name in _NUMBERS if holder.get(name))
    since = _filed_since(services.store.versions(record.record_id), number)
    try:
        new = services.store.withdraw_filing(
            record.record_id, number, builds_on=record.version, by=visitor.name, reason=reason
        )
    except (Conflict, NotFound):
        raise Refused(409, "approved_meanwhile", by=record.created_by or "?") from None
    services.store.audit.write(
        "withdrawal",
        {
            "by": visitor.name,
            "record_id": record.record_id,
            "version": new.version,
            "citizen": services.store.key_of(number),
            "reason": reason,
        },
    )
    return door.page(
        request,
        "withdraw.html",
        visitor,
        record=new,
        holders=_certain(new),
        done=holder["full_name"],
        fetched=services.fetched(record.record_id, since),
    )


def _neighbours(door: Door, record: Record) -> list[Record]:
    """Other papers of the same file, which could be merged with this one."""
    services, source = door.services, record.document["source"]
    items = services.index.worklist(Query(dossier=source["dossier"], state="all"), limit=200)
    same_name = [one for one in items if one.file == source["file"]][:20]
    others = [services.store.latest(one.record_id) for one in same_name]
    return [
        one
        for one in others
        if one.record_id != record.record_id
        and one.document["source"]["sha256"] == source["sha256"]
    ]


def _filed_since(versions: list[Record], number: str) -> str | None:
    """When the paper first stood under this number."""
    for record in versions:
        for holder in record.document["holders"]:
            if holder["certain"] and number in (holder.get(name) for name in _NUMBERS):
                return record.created_at
    return datetime.now(UTC).isoformat()


def _certain(record: Record) -> list[dict[str, str]]:
    return [holder for holder in record.document["holders"] if holder["certain"]]


def _pages(record: Record) -> int:
    return len(record.document["source"]["pages"])


def _to(record: Record) -> Response:
    return RedirectResponse(f"/papers/{record.record_id}", 303)
