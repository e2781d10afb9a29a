"""A paper was filed under the wrong person: the filing is withdrawn, with a reason.

The paper goes back to the worklist, and the page lists who fetched it in between.
"""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from review_ui.door import Door, Refused, Visitor
from review_ui.opening import latest_of
from storage.errors import Conflict, NotFound
from storage.record import Record, State

_NUMBERS = ("citizen_id", "id_card_number")


def routes(door: Door) -> APIRouter:
    """``/papers/{record_id}/withdraw``."""
    router = APIRouter()
    services = door.services

    @router.get("/papers/{record_id}/withdraw")
    def ask(
        request: Request, record_id: str, visitor: Annotated[Visitor, Depends(door.visitor)]
    ) -> Response:
        visitor.needs("admin")
        record = latest_of(services, record_id)
        holders = _certain(record)
        return door.page(
            request, "withdraw.html", visitor, record=record, holders=holders, done=None, fetched=[]
        )

    @router.post("/papers/{record_id}/withdraw")
    def withdraw(  # noqa: PLR0917 - FastAPI names them
        request: Request,
        record_id: str,
        version: Annotated[int, Form()],
        holder: Annotated[int, Form()],
        reason: Annotated[str, Form(max_length=1000)],
        visitor: Annotated[Visitor, Depends(door.acting)],
    ) -> Response:
        visitor.needs("admin")
        record = latest_of(services, record_id)
        holders = _certain(record)
        if not reason.strip():
            raise Refused(422, "reason")
        if record.version != version or not 0 <= holder < len(holders):
            raise Refused(409, "approved_meanwhile", by=record.created_by or "?")
        wrong = holders[holder]
        since = _filed_since(services.store.versions(record_id), _number(wrong))
        try:
            new = _withdrawn(door, record, wrong, by=visitor.name, reason=reason.strip())
        except (Conflict, NotFound):
            raise Refused(409, "approved_meanwhile", by=record.created_by or "?") from None
        return door.page(
            request,
            "withdraw.html",
            visitor,
            record=new,
            holders=_certain(new),
            done=wrong["full_name"],
            fetched=services.fetched(record_id, since),
        )

    return router


def _withdrawn(
    door: Door, record: Record, wrong: dict[str, str], *, by: str, reason: str
) -> Record:
    """Withdrawn, noted, and a draft again: whose paper it is must be found out anew."""
    store, number = door.services.store, _number(wrong)
    new = store.withdraw_filing(
        record.record_id, number, builds_on=record.version, by=by, reason=reason
    )
    store.audit.write(
        "withdrawal",
        {
            "by": by,
            "record_id": record.record_id,
            "version": new.version,
            "citizen": store.key_of(number),
            "reason": reason,
        },
    )
    draft = replace(new, state=State.DRAFT, approved_by=None, approved_at=None, created_by=by)
    return store.save_version(record.record_id, draft, builds_on=new.version)


def _number(holder: dict[str, str]) -> str:
    return next(holder[name] for name in _NUMBERS if holder.get(name))


def _filed_since(versions: list[Record], number: str) -> str | None:
    """When the paper first stood under this number."""
    for record in versions:
        for holder in _certain(record):
            if number in (holder.get(name) for name in _NUMBERS):
                return record.created_at
    return None


def _certain(record: Record) -> list[dict[str, str]]:
    return [holder for holder in record.document["holders"] if holder["certain"]]
