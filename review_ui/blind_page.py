"""The page on which a person types a paper that a rule approved, without seeing what was read."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from review_ui.blind import compared, to_type
from review_ui.door import Door, Refused, Visitor
from review_ui.labels import type_of
from review_ui.opening import latest_of
from review_ui.paper_page import LEASE_SECONDS
from review_ui.typed import shown
from storage.drafts import BLIND
from storage.record import Record


def routes(door: Door) -> APIRouter:
    """``/papers/{record_id}/blind``."""
    router = APIRouter()
    services = door.services

    def waiting(record_id: str) -> Record:
        """The record, while it is drawn for a check that nobody has made."""
        record = latest_of(services, record_id)
        services.index.follow(services.store)
        item = services.index.item(record_id)
        if item is None or not item.blind:
            raise Refused(404, "not_blind")
        return record

    @router.get("/papers/{record_id}/blind")
    def form(
        request: Request, record_id: str, visitor: Annotated[Visitor, Depends(door.visitor)]
    ) -> Response:
        visitor.needs("reviewer")
        try:
            record = waiting(record_id)
        except Refused:
            return RedirectResponse(f"/papers/{record_id}", 303)
        services.state.leases.take(record_id, visitor.holder, LEASE_SECONDS)
        services.pictures.warm(record)
        definition = type_of(services.catalogue, record.document["type"])
        return door.page(
            request,
            "blind.html",
            visitor,
            record=record,
            document=record.document,
            slots=to_type(definition, record.document),
            typed={
                made.path.removeprefix(BLIND): made.value or ""
                for made in services.store.drafts.of(record_id, record.version)
                if made.by == visitor.name and made.path.startswith(BLIND)
            },
        )

    @router.post("/papers/{record_id}/blind")
    async def check(
        request: Request, record_id: str, visitor: Annotated[Visitor, Depends(door.acting)]
    ) -> Response:
        visitor.needs("reviewer")
        form = await request.form()
        typed = {key: str(value)[:20_000] for key, value in form.items()}
        record = await run_in_threadpool(waiting, record_id)
        return await run_in_threadpool(_checked, door, request, record, typed, visitor)

    return router


def _checked(
    door: Door,
    request: Request,
    record: Record,
    typed: dict[str, str],
    visitor: Visitor,
) -> Response:
    services, record_id = door.services, record.record_id
    definition = type_of(services.catalogue, record.document["type"])
    found = compared(definition, record.document, typed)
    services.store.audit.write(
        "blind_check",
        {
            "by": visitor.name,
            "record_id": record_id,
            "version": record.version,
            "type": record.document["type"],
            "rule": record.approved_by or "",
            "compared": found.compared,
            "differed": [one.path for one in found.differences],
            "checked": found.kinds,
        },
    )
    services.state.leases.release(record_id, visitor.holder)
    rows = [
        (
            visitor.labels.place(definition.code, one.path),
            shown(one.kind, one.typed),
            shown(one.kind, one.stored),
        )
        for one in found.differences
    ]
    return door.page(
        request, "blind_done.html", visitor, record=record, compared=found.compared, rows=rows
    )
