"""The queue of many machines, for admins: what waits, runs and failed, and why."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from review_ui.door import Door, Refused, Visitor


def routes(door: Door) -> APIRouter:
    """``/queue``; 404 where this office works without one."""
    router = APIRouter()
    look = door.services.queue

    @router.get("/queue")
    def queue(request: Request, visitor: Annotated[Visitor, Depends(door.visitor)]) -> Response:
        visitor.needs("admin")
        if look is None:
            raise Refused(404, "not_found")
        return door.page(request, "queue.html", visitor, now=look())

    return router
