"""The history of a record: all versions, who made them when, and what changed from what to what."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from review_ui.changes import changes_between
from review_ui.door import Door, Visitor
from review_ui.labels import type_of
from review_ui.opening import latest_of
from review_ui.typed import shown


def routes(door: Door) -> APIRouter:
    """``/papers/{record_id}/history``."""
    router = APIRouter()
    services = door.services

    @router.get("/papers/{record_id}/history")
    def history(
        request: Request, record_id: str, visitor: Annotated[Visitor, Depends(door.visitor)]
    ) -> Response:
        record = latest_of(services, record_id)
        versions = services.store.versions(record_id)
        steps = [
            (new, changes_between(old.document, new.document) if old else [])
            for old, new in zip([None, *versions], versions, strict=False)
        ]
        definition = type_of(services.catalogue, record.document["type"])

        def told(path: str, value: str | None) -> str:
            name, _, rest = path.partition(".")
            kinds = definition.fields.get(name, "free_text")
            kind = (
                kinds.get(rest.rpartition(".")[2], "free_text")
                if isinstance(kinds, dict)
                else kinds
            )
            return shown(str(kind), value) if value else visitor.texts("paper.nothing")

        return door.page(
            request, "history.html", visitor, record=record, steps=steps[::-1], told=told
        )

    return router
