"""The worklist: papers that wait, the riskiest filing first; filters, counts, search."""

from dataclasses import fields
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from review_ui.door import Door, Visitor
from review_ui.opening import FILTER_COOKIE, cookie_of, filter_of, link_of, next_item
from storage.index import Query, Search

_SIZE = 50
_FROM_LINKS = ("type", "batch", "reason", "state")  # what may stand in an address
_SEARCH = tuple(one.name for one in fields(Search))


def routes(door: Door) -> APIRouter:
    """``/``, ``/filter``, ``/next``, ``/search``."""
    router = APIRouter()
    services = door.services
    there = Annotated[Visitor, Depends(door.visitor)]
    acting = Annotated[Visitor, Depends(door.acting)]

    @router.get("/")
    def worklist(request: Request, visitor: there, offset: int = 0, done: int = 0) -> Response:
        linked = {k: request.query_params[k] for k in _FROM_LINKS if k in request.query_params}
        if linked:
            response: Response = RedirectResponse("/", 303)
            _keep(response, Query(**linked))
            return response
        return door.page(
            request,
            "worklist.html",
            visitor,
            done=bool(done),
            **_listed(door, filter_of(request), visitor, max(0, min(offset, 100_000))),
        )

    @router.post("/filter")
    async def narrow(request: Request, visitor: acting) -> Response:
        form = await request.form()
        known = {one.name for one in fields(Query)}
        query = Query(**{k: str(v).strip()[:200] for k, v in form.items() if k in known})
        if "hx-request" in request.headers:
            listed = await run_in_threadpool(_listed, door, query, visitor, 0)
            response: Response = HTMLResponse(door.part(request, "papers.html", visitor, **listed))
        else:
            response = RedirectResponse("/", 303)
        _keep(response, query)
        return response

    @router.get("/next")
    def following(request: Request, visitor: there) -> Response:
        services.index.follow(services.store)
        item = next_item(services, filter_of(request), visitor)
        return RedirectResponse(link_of(item), 303)

    @router.get("/search")
    def ask(request: Request, visitor: there) -> Response:
        values = dict.fromkeys(_SEARCH, "")
        return door.page(
            request,
            "search.html",
            visitor,
            items=None,
            values=values,
            names=_SEARCH,
        )

    @router.post("/search")
    async def search(request: Request, visitor: acting) -> Response:
        form = await request.form()
        values = {name: str(form.get(name, "")).strip()[:200] for name in _SEARCH}
        items = await run_in_threadpool(_found, door, values)
        return door.page(request, "search.html", visitor, items=items, values=values, names=_SEARCH)

    return router


def _listed(door: Door, query: Query, visitor: Visitor, offset: int) -> dict[str, Any]:
    services = door.services
    services.index.follow(services.store)
    held = services.state.leases.held()
    counts = services.index.counts(query)
    return {
        "query": query,
        "items": services.index.worklist(query, limit=_SIZE, offset=offset),
        "counts": counts,
        "everything": services.index.counts(Query()),
        "held": {
            record_id: holder.partition("/")[0]
            for record_id, holder in held.items()
            if holder != visitor.holder
        },
        "offset": offset,
        "size": _SIZE,
        "types": [*services.catalogue.types, services.catalogue.other],
        "batches": services.index.batches(limit=30),
        "link_of": link_of,
    }


def _found(door: Door, values: dict[str, str]) -> list[Any]:
    services = door.services
    services.index.follow(services.store)
    own = dict(values)
    own["card"] = "".join(own["card"].split())
    if own["card"] and not (own["card"].isdecimal() and len(own["card"]) in {9, 12}):
        return []
    return list(services.index.search(Search(**own), key_of=services.store.key_of))


def _keep(response: Response, query: Query) -> None:
    response.set_cookie(FILTER_COOKIE, cookie_of(query), httponly=True, samesite="lax", path="/")
