"""Decisions come in one by one, as they are typed, and are durable before the answer goes out.

``POST /papers/{record_id}/decisions`` with ``Batch``; the answer tells what changed on the page.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field, field_validator

from review_ui.cells import Cell
from review_ui.door import Door, Visitor
from review_ui.draft import AGREED
from review_ui.opening import OpenPaper, latest_of, open_paper
from review_ui.typed import normal
from review_ui.view import blocker_sentence, cell_views
from storage.drafts import BLIND, TYPING, Decision, Verdict
from storage.record import Record

_SIDE = Annotated[float, Field(ge=0.0, le=1.0)]
_MOST_ROWS = 2000


class Made(BaseModel):
    """One decision of the page. ``accept``: the value is what the machine read. ``again``: a number
    under which papers are filed, typed a second time. ``page`` counts within the paper."""

    path: str = Field(max_length=200, pattern=r"^[a-z0-9_.:~-]+$")
    verdict: Verdict
    value: str | None = Field(None, max_length=20_000)
    accept: bool = False
    again: str | None = Field(None, max_length=200)
    page: int | None = Field(None, ge=1, le=100_000)
    box: tuple[_SIDE, _SIDE, _SIDE, _SIDE] | None = None
    saw: str | None = Field(None, max_length=64)

    @field_validator("saw")
    @classmethod
    def _known(cls, saw: str | None) -> str | None:
        return saw or None


class Batch(BaseModel):
    """Decisions on the draft of one version; ``have``: the latest decision the page knows of."""

    version: int = Field(ge=1)
    have: str = Field("", max_length=64)
    decisions: list[Made] = Field(max_length=500)


def routes(door: Door) -> APIRouter:
    """``POST /papers/{record_id}/decisions``."""
    router = APIRouter()
    services = door.services

    @router.post("/papers/{record_id}/decisions")
    def save(
        request: Request,
        record_id: str,
        batch: Batch,
        visitor: Annotated[Visitor, Depends(door.acting)],
    ) -> Response:
        record = latest_of(services, record_id)
        base = _version(door, record, batch.version)
        paper = open_paper(services, base)
        refused = []
        for made in batch.decisions:
            if (code := _fault(made, paper)) is not None:
                refused.append({"path": made.path, "detail": visitor.texts(f"refused.{code}")})
            else:
                services.store.drafts.add(record_id, base.version, _decision(made, paper, visitor))
        if all(made.path.startswith(BLIND) for made in batch.decisions) and batch.decisions:
            return JSONResponse({"have": "", "refused": refused})  # nothing of the paper is told
        paper = open_paper(services, base)
        answer = _changed(door, request, paper, visitor, batch)
        stale = record.version != base.version
        return JSONResponse(
            answer | {"refused": refused, "stale": stale, "by": record.created_by or ""}
        )

    return router


def _version(door: Door, record: Record, version: int) -> Record:
    """The version that the page shows; a page of a version that never was is an old one's."""
    if version == record.version:
        return record
    found = [r for r in door.services.store.versions(record.record_id) if r.version == version]
    return found[0] if found else record


def _fault(made: Made, paper: OpenPaper) -> str | None:
    """Why a decision cannot be taken, as a code."""
    if made.path.startswith((AGREED, BLIND)):
        return None
    path = made.path.removesuffix(TYPING)
    if made.verdict is Verdict.REMOVED:
        return None if _is_row(path, paper) else "path"
    cell = paper.review.cells.get(path)
    if cell is None:
        return None if _may_begin(path, paper) else "path"
    if made.path.endswith(TYPING) or made.verdict is not Verdict.VALUE:
        return None
    return _number_fault(made, cell)


def _number_fault(made: Made, cell: Cell) -> str | None:
    """A number decides whose paper it is: typed, it must have been typed twice, alike."""
    if not cell.files or made.accept:
        return None
    value = normal(cell.slot.kind, made.value or "").value
    standing = cell.standing.latest
    if standing is not None and standing.verdict is Verdict.VALUE and cell.value == value:
        return None  # confirms what has been typed twice before
    again = normal(cell.slot.kind, made.again or "").value
    return None if value is not None and value == again else "twice"


def _is_row(path: str, paper: OpenPaper) -> bool:
    table, _, number = path.partition(".")
    return isinstance(paper.definition.fields.get(table), dict) and number.isdecimal()


def _may_begin(path: str, paper: OpenPaper) -> bool:
    """A place of a row that is not there yet (or was removed)."""
    parts = path.split(".")
    if len(parts) != 3 or not parts[1].isdecimal() or int(parts[1]) >= _MOST_ROWS:
        return False
    columns = paper.definition.fields.get(parts[0])
    return isinstance(columns, dict) and parts[2] in columns and not parts[0].startswith("_")


def _decision(made: Made, paper: OpenPaper, visitor: Visitor) -> Decision:
    cell = paper.review.cells.get(made.path)
    value = made.value
    if made.accept and cell is not None and cell.slot.read is not None:
        value = cell.slot.read["value"]
    page = made.page if made.page is not None and made.page <= len(paper.pages) else None
    return Decision(
        path=made.path,
        verdict=made.verdict,
        value=value,
        page=None if page is None else paper.pages[page - 1],
        box=made.box if page is not None else None,
        by=visitor.name,
        saw=made.saw,
    )


def _changed(
    door: Door, request: Request, paper: OpenPaper, visitor: Visitor, batch: Batch
) -> dict[str, Any]:
    """What the page must show anew: places that were decided on since it last heard."""
    views = cell_views(paper, visitor.labels)
    touched = {made.path.removesuffix(TYPING) for made in paper.decisions if made.id > batch.have}
    touched |= {made.path.removesuffix(TYPING) for made in batch.decisions}
    cells = [
        {
            "path": path,
            "value": view.value,
            "normal": view.cell.value or "",
            "status": view.cell.status,
            "state": view.cell.state,
            "verdict": str(view.cell.standing.verdict or ""),
            "by": view.cell.standing.latest.by if view.cell.standing.latest else "",
            "saw": view.saw,
            "page": view.page,
            "box": view.box,
            "why": door.part(request, "why.html", visitor, view=view),
        }
        for path in sorted(touched)
        if (view := views.get(path)) is not None
    ]
    return {
        "cells": cells,
        "have": paper.decisions[-1].id if paper.decisions else "",
        "open": len(paper.review.stops()),
        "blockers": [
            {"path": one.path, "detail": blocker_sentence(one, paper, visitor.labels)}
            for one in paper.review.blockers()
        ],
        "notices": door.part(request, "notices.html", visitor, paper=paper),
        "filing": door.part(request, "filing.html", visitor, paper=paper),
        "removed": [f"{table}.{row}" for table, row in sorted(paper.review.removed)],
    }
