"""Pictures of pages, and what stands in a rectangle of one."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from review_ui.door import Door, Refused, Visitor
from review_ui.opening import latest_of, open_paper
from review_ui.typed import normal, shown

_SIDE = Annotated[float, Field(ge=0.0, le=1.0)]


class Rectangle(BaseModel):
    """A part of a page (counted within the paper), to be read into the field at ``path``."""

    page: int = Field(ge=1)
    box: tuple[_SIDE, _SIDE, _SIDE, _SIDE]
    path: str = Field(max_length=200)
    kind: str = Field("free_text", max_length=40)


def routes(door: Door) -> APIRouter:
    """``/papers/{record_id}/pages/{n}`` and ``/region``."""
    router = APIRouter()
    services = door.services

    @router.get("/papers/{record_id}/pages/{n}")
    def page(
        record_id: str, n: int, visitor: Annotated[Visitor, Depends(door.visitor)]
    ) -> Response:
        del visitor
        record = latest_of(services, record_id)
        if not 1 <= n <= len(record.document["source"]["pages"]):
            raise Refused(404, "not_found")
        data = services.pictures.page(record, n)
        # The address carries the version: the picture behind it never changes.
        return Response(
            data, media_type="image/webp", headers={"cache-control": "private, max-age=900"}
        )

    @router.post("/papers/{record_id}/region")
    def region(
        record_id: str, body: Rectangle, visitor: Annotated[Visitor, Depends(door.acting)]
    ) -> Response:
        del visitor
        record = latest_of(services, record_id)
        x0, y0, x1, y1 = body.box
        if body.page > len(record.document["source"]["pages"]) or x1 <= x0 or y1 <= y0:
            raise Refused(422, "region")
        paper = open_paper(services, record)
        cell = paper.review.cells.get(body.path)
        kind = cell.slot.kind if cell else _row_kind(paper.definition.fields, body.path)
        read = services.pictures.region(record, body.page, body.box, kind)
        found: dict[str, dict[str, object]] = {}
        for one in read:
            text = shown(kind, normal(kind, one.text).value) or one.text.strip()
            how = {"reader": one.reader, "confidence": round(one.confidence, 3)}
            if text:
                found.setdefault(text, {"text": text} | how)
        return JSONResponse({"candidates": list(found.values())})

    return router


def _row_kind(fields: dict[str, object], path: str) -> str:
    """The kind of a place in a row that is being added."""
    columns = fields.get(path.partition(".")[0])
    kind = columns.get(path.rpartition(".")[2]) if isinstance(columns, dict) else None
    return str(kind or "free_text")
