"""The review page of one paper: its picture, its fields, the cursor on the first doubtful one."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from review_ui.carried import carried_over
from review_ui.door import Door, Visitor
from review_ui.evidence import claims_of
from review_ui.opening import (
    OpenPaper,
    filter_of,
    latest_of,
    link_of,
    next_item,
    open_paper,
)
from review_ui.undoing import undoable
from review_ui.view import cell_views, empty_rows, groups_of, next_rows

LEASE_SECONDS = 45.0


def routes(door: Door) -> APIRouter:
    """``/papers/{record_id}`` and the sign of life of its browser."""
    router = APIRouter()
    services = door.services
    there = Annotated[Visitor, Depends(door.visitor)]
    acting = Annotated[Visitor, Depends(door.acting)]

    @router.get("/papers/{record_id}")
    def show(request: Request, record_id: str, visitor: there) -> HTMLResponse:
        record = latest_of(services, record_id)
        services.pictures.warm(record)
        mine = services.state.leases.take(record_id, visitor.holder, LEASE_SECONDS)
        other = "" if mine else services.state.leases.held().get(record_id, "").partition("/")[0]
        paper = open_paper(services, record)
        services.store.audit.submit(
            "review",
            {"by": visitor.name, "record_id": record_id, "version": record.version},
        )
        return door.page(
            request,
            "paper.html",
            visitor,
            other=other,
            **_shown(door, request, paper, visitor),
        )

    @router.get("/papers/{record_id}/evidence")
    def evidence(request: Request, record_id: str, visitor: there) -> HTMLResponse:
        """What speaks for the numbers that are not certain: part of the page, asked for later."""
        services.index.follow(services.store)
        paper = open_paper(services, latest_of(services, record_id))
        return door.page(request, "evidence.html", visitor, claims=claims_of(services, paper))

    @router.post("/papers/{record_id}/lease")
    def renew(record_id: str, visitor: acting) -> Response:
        mine = services.state.leases.renew(record_id, visitor.holder, LEASE_SECONDS)
        return JSONResponse({"mine": mine})

    @router.post("/papers/{record_id}/release")
    def release(record_id: str, visitor: acting) -> Response:
        services.state.leases.release(record_id, visitor.holder)
        return Response(status_code=204)

    return router


def _shown(door: Door, request: Request, paper: OpenPaper, visitor: Visitor) -> dict[str, Any]:
    services = door.services
    views = cell_views(paper, visitor.labels)
    groups, absent = groups_of(views)
    following = next_item(services, filter_of(request), visitor, after=paper.record.record_id)
    if following is not None:
        services.pictures.warm(services.store.latest(following.record_id))
    return {
        "paper": paper,
        "record": paper.record,
        "document": paper.record.document,
        "views": views,
        "groups": groups,
        "absent": absent,
        "empty_rows": empty_rows(paper, visitor.labels),
        "next_rows": next_rows(paper),
        "carried": carried_over(services, paper, visitor),
        "following": following,
        "following_link": link_of(following),
        "undoable": undoable(paper, visitor),
    }
