"""Work on pages: type, split, merge, order, turn. Each reads the paper anew and makes a version.

Every request names the version that the page showed; another one is refused (409).
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from review_ui.door import Door, Refused, Visitor
from review_ui.opening import latest_of
from storage.index import Query
from storage.record import Record

_MOST_NEIGHBOURS = 20


def routes(door: Door) -> APIRouter:
    """``/papers/{record_id}/work`` and ``POST …/retype|split|merge|reorder|rotate``."""
    router = APIRouter()
    services, papers = door.services, door.services.papers
    work = Annotated[_Work, Depends(_work_of(door))]

    @router.get("/papers/{record_id}/work")
    def offer(
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
    def retype(work: work, code: Annotated[str, Form(alias="type")]) -> Response:
        known = {one.code for one in (*services.catalogue.types, services.catalogue.other)}
        work.must(code in known, "bad_request")
        return _to(papers.retype(work.record, code, by=work.by))

    @router.post("/papers/{record_id}/split")
    def split(work: work, first_page: Annotated[int, Form()]) -> Response:
        work.must(2 <= first_page <= work.pages, "pages")
        return _to(papers.split(work.record, first_page, by=work.by)[0])

    @router.post("/papers/{record_id}/merge")
    def merge(work: work, other: Annotated[str, Form()]) -> Response:
        second = latest_of(services, other)
        work.must(_is_neighbour(work.record, second), "other_file")
        return _to(papers.merge(work.record, second, by=work.by))

    @router.post("/papers/{record_id}/reorder")
    def reorder(work: work, order: Annotated[str, Form(max_length=20_000)]) -> Response:
        numbers = [int(one) for one in order.replace(",", " ").split() if one.isdecimal()]
        work.must(sorted(numbers) == list(range(1, work.pages + 1)), "pages")
        return _to(papers.reorder(work.record, numbers, by=work.by))

    @router.post("/papers/{record_id}/rotate")
    def rotate(work: work, page: Annotated[int, Form()], turns: Annotated[int, Form()]) -> Response:
        work.must(1 <= page <= work.pages and turns % 4 != 0, "pages")
        return _to(papers.rotate(work.record, page, turns % 4, by=work.by))

    return router


@dataclass(frozen=True, slots=True)
class _Work:
    """The record as its page showed it, and who works on it."""

    record: Record
    by: str

    @property
    def pages(self) -> int:
        return len(self.record.document["source"]["pages"])

    def must(self, holds: bool, code: str) -> None:
        """``Refused`` unless it holds."""
        if not holds:
            raise Refused(422, code)


def _work_of(door: Door):  # type: ignore[no-untyped-def]  # a dependency: FastAPI reads it itself
    def current(
        record_id: str,
        version: Annotated[int, Form()],
        visitor: Annotated[Visitor, Depends(door.acting)],
    ) -> _Work:
        visitor.needs("reviewer")
        record = latest_of(door.services, record_id)
        if record.version != version:
            raise Refused(409, "approved_meanwhile", by=record.created_by or "?")
        return _Work(record, visitor.name)

    return current


def _neighbours(door: Door, record: Record) -> list[Record]:
    """Other papers of the same file, which could be merged with this one."""
    services, source = door.services, record.document["source"]
    items = services.index.worklist(Query(dossier=source["dossier"], state="all"), limit=200)
    same_name = [one for one in items if one.file == source["file"]][:_MOST_NEIGHBOURS]
    others = [services.store.latest(one.record_id) for one in same_name]
    return [one for one in others if _is_neighbour(record, one)]


def _is_neighbour(record: Record, other: Record) -> bool:
    same = record.document["source"]["sha256"] == other.document["source"]["sha256"]
    return same and record.record_id != other.record_id


def _to(record: Record) -> Response:
    return RedirectResponse(f"/papers/{record.record_id}", 303)
