"""The rest: the access log, the catalogue, health and figures.

In: requests behind the gate. Out: answers; reading the access log is logged, too.
"""

import base64
import heapq
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from reuse.access import KIND, Access, write
from reuse.definitions import Rules
from reuse.gate import client_of, lets_see_metrics
from reuse.metrics import MEDIA_TYPE as METRICS_TYPE
from reuse.openapi import problems
from reuse.permits import ACCESS_LOG, need
from reuse.problems import Problem
from reuse.routes.parts import answer, answer_unless_known, as_json, door_of
from reuse.schemas import CatalogAnswer, Health, LogAnswer

_NOBODY = "0" * 64
_SHOWN = ("id", "at", "client", "what", "purpose", "citizen", "records", "procedure")
Entry = dict[str, Any]


router = APIRouter(tags=["service"])


@router.get(
    "/access-log",
    summary="Ai đã xem gì, khi nào, để làm gì",
    responses={200: {"model": LogAnswer}, **problems(403, 422)},
)
async def access_log(
    request: Request,
    since: Annotated[
        str, Query(max_length=40, description="Thời điểm ISO 8601", examples=["2026-11-01"])
    ] = "",
    citizen: Annotated[str, Query(pattern=r"^([0-9a-f]{64})?$", max_length=64)] = "",
    after: Annotated[str, Query(max_length=120, description="“next” của trang trước")] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Response:
    """The oldest first; ``next`` is the cursor of the following page."""
    door, client = door_of(request), client_of(request)
    store = door.services.store
    need(client, ACCESS_LOG)
    moment, last = _moment(since), ""
    if after:
        moment, last = _cursor(after)
    found = await door.in_thread(
        lambda: _page(store.audit.entries(moment, KIND), last, citizen, limit + 1)
    )
    await write(store, Access(client, "log", citizen=citizen or None))
    more = _as_cursor(found[limit - 1]) if len(found) > limit else None
    shown = [{name: e.get(name) for name in _SHOWN} for e in found[:limit]]
    return answer({"entries": shown, "next": more})


@router.get(
    "/catalog",
    summary="Loại giấy, thủ tục, mục đích, mẫu",
    responses={200: {"model": CatalogAnswer}, 304: {}, **problems()},
)
async def catalog(request: Request) -> Response:
    """What there is. It changes with the program only."""
    rules = door_of(request).services.rules
    return answer_unless_known(request, as_json(_catalogue(rules)), "application/json")


@router.get(
    "/healthz",
    summary="Máy chủ và kho có chạy không",
    responses={200: {"model": Health}, **problems()},
)
async def health(request: Request) -> Response:
    """Open to everybody. It asks the store, too: 503 when that does not answer."""
    door = door_of(request)
    await door.in_thread(door.services.store.has_ledger, _NOBODY)
    return answer({"status": "ok"})


@router.get("/metrics", include_in_schema=False)
async def figures(request: Request) -> Response:
    """For Prometheus on this machine."""
    if not lets_see_metrics(request.scope):
        raise Problem(404, "not_found")
    door = door_of(request)
    counted = await to_thread.run_sync(door.services.figures)
    return Response(door.metrics.text(counted), media_type=METRICS_TYPE)


def _page(entries: Iterator[Entry], last: str, citizen: str, most: int) -> list[Entry]:
    """The first entries behind ``last``. They come day by day, within a day in no order: once there
    are enough, the next day cannot hold earlier ones."""
    found: list[Entry] = []
    day = ""
    for entry in entries:
        if len(found) >= most and entry["at"][:10] > day:
            break
        if entry["id"] > last and citizen in {"", entry.get("citizen")}:
            found.append(entry)
            day = max(day, entry["at"][:10])
            if len(found) >= 20 * most:
                found = heapq.nsmallest(most, found, key=_identity)
    return heapq.nsmallest(most, found, key=_identity)


def _identity(entry: Entry) -> str:
    return str(entry["id"])


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        raise Problem(422, "malformed_request") from None
    if found is None or found.year < 1970:  # before any log
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _as_cursor(entry: Entry) -> str:
    return base64.urlsafe_b64encode(json.dumps([entry["at"], entry["id"]]).encode()).decode()


def _cursor(text: str) -> tuple[datetime | None, str]:
    try:
        at, last = json.loads(base64.urlsafe_b64decode(text))
    except (ValueError, TypeError):
        raise Problem(422, "malformed_request") from None
    if not isinstance(at, str) or not isinstance(last, str):
        raise Problem(422, "malformed_request")
    return _moment(at), last


def _catalogue(rules: Rules) -> dict[str, Any]:
    return {
        "types": [
            {"code": item.code, "name": item.name.as_json()} for item in rules.papers.values()
        ],
        "procedures": [
            {
                "code": p.code,
                "name": p.name.as_json(),
                "body": p.body.as_json(),
                "legal_basis": p.legal_basis,
                "form": p.form,
                "components": [
                    {
                        "key": part.key,
                        "name": part.name.as_json(),
                        "types": [paper.type for paper in part.papers],
                        "made_anew": part.made_anew,
                        "original_needed": part.original_needed,
                        "legal_basis": part.legal_basis,
                    }
                    for part in p.components
                ],
            }
            for p in rules.procedures.values()
        ],
        "purposes": [
            {"code": p.code, "name": p.name.as_json(), "legal_basis": p.legal_basis}
            for p in rules.purposes.values()
        ],
        "forms": [
            {
                "code": form.code,
                "name": form.name.as_json(),
                "printable": bool(form.template),
                "fields": [
                    {
                        "name": f.name,
                        "label": f.label.as_json(),
                        "required": f.required,
                        "editable": f.editable,
                        "columns": sorted(f.rows),
                    }
                    for f in form.fields
                ],
            }
            for form in rules.forms.values()
        ],
    }
