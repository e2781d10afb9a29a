"""Approval: a new version with what people decided, if nothing stands before it.

``POST /papers/{record_id}/approve`` with the version and the latest decision that the page showed;
the answer names the next paper, or what is still to be done.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from review_ui.changes import changes_between
from review_ui.door import Door, Refused, Visitor
from review_ui.evidence import name_blockers
from review_ui.opening import OpenPaper, filter_of, latest_of, link_of, next_item, open_paper
from review_ui.review import Blocker
from review_ui.view import blocker_sentence
from storage.drafts import BLIND
from storage.errors import Conflict
from storage.record import Record, State


class Approval(BaseModel):
    """``seen``: the id of the latest decision that the page had shown."""

    version: int = Field(ge=1)
    seen: str = Field("", max_length=64)


def routes(door: Door) -> APIRouter:
    """``/approve``, and ``/next`` for those who do not approve."""
    router = APIRouter()
    services = door.services
    acting = Annotated[Visitor, Depends(door.acting)]

    @router.post("/papers/{record_id}/approve")
    def approve(request: Request, record_id: str, body: Approval, visitor: acting) -> Response:
        visitor.needs("reviewer")
        record = latest_of(services, record_id)
        if record.version != body.version:
            raise Refused(409, "approved_meanwhile", by=record.created_by or "?")
        paper = open_paper(services, record)
        if _has_unseen(paper, body.seen, visitor):
            raise Refused(409, "changed_meanwhile")
        if blockers := paper.review.blockers() or name_blockers(services, paper):
            return JSONResponse(_still_open(blockers, paper, visitor), 422)
        following = _following(door, request, visitor, record_id)  # while this one is in the list
        stored = _save(door, paper, visitor)
        services.approved(stored)
        services.state.leases.release(record_id, visitor.holder)
        services.index.follow(services.store)
        return JSONResponse({"next": following})

    @router.post("/papers/{record_id}/next")
    def onward(request: Request, record_id: str, visitor: acting) -> Response:
        following = _following(door, request, visitor, record_id)
        services.state.leases.release(record_id, visitor.holder)
        return JSONResponse({"next": following})

    return router


def _still_open(blockers: list[Blocker], paper: OpenPaper, visitor: Visitor) -> dict[str, Any]:
    """What must be looked at first; ``agree``: what can be settled by a word."""
    return {
        "code": "open",
        "detail": visitor.texts("refused.open", count=len(blockers)),
        "blockers": [
            {
                "path": one.path if one.path in paper.review.cells else "",
                "detail": blocker_sentence(one, paper, visitor.labels),
                "agree": one.detail if one.code == "other_name" else "",
            }
            for one in blockers
        ],
    }


def _has_unseen(paper: OpenPaper, seen: str, visitor: Visitor) -> bool:
    """Has somebody else decided something that this person's page has not shown?"""
    return any(
        made.id > seen and made.by != visitor.name and not made.path.startswith(BLIND)
        for made in paper.decisions
    )


def _save(door: Door, paper: OpenPaper, visitor: Visitor) -> Record:
    """Stored, then noted: who, when, which fields. The values stand in the versions themselves."""
    services, record = door.services, paper.record
    new = approved(paper, by=visitor.name, at=datetime.now(UTC).isoformat(timespec="seconds"))
    try:
        stored = services.store.save_version(record.record_id, new, builds_on=record.version)
    except Conflict:
        other = services.store.latest(record.record_id)
        raise Refused(409, "approved_meanwhile", by=other.created_by or "?") from None
    services.store.audit.write(
        "approval",
        {
            "by": visitor.name,
            "record_id": stored.record_id,
            "version": stored.version,
            "changed": [one.path for one in changes_between(record.document, stored.document)],
        },
    )
    return stored


def approved(paper: OpenPaper, *, by: str, at: str) -> Record:
    """The version that an approval writes. A paper that a newer one has replaced stays replaced."""
    new = replace(
        paper.record,
        document=paper.review.after,
        approved_by=by,
        approved_at=at,
        created_by=by,
    )
    if paper.record.state is State.SUPERSEDED:
        return new
    return replace(new, state=State.APPROVED, superseded_by=None, reason=None)


def _following(door: Door, request: Request, visitor: Visitor, record_id: str) -> str:
    """Where the next paper is worked on."""
    services = door.services
    services.index.follow(services.store)
    return link_of(next_item(services, filter_of(request), visitor, after=record_id))
