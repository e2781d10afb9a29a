"""What the routes share: threads for the store, purposes and handles of GETs, answers, ETags.

In: ``Services``. Out: answers as bytes. Errors: ``Problem``.
"""

import hashlib
import json
import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, TypeVar

import anyio
from fastapi import Depends, Header, Path, Query, Request
from fastapi.dependencies.models import Dependant
from fastapi.responses import Response
from fastapi.routing import APIRoute

from reuse.gate import client_of
from reuse.interface import Client, Services, Texts
from reuse.lookups import Lookups
from reuse.metrics import Metrics
from reuse.problems import Problem

T = TypeVar("T")
HANDLE = r"^([0-9a-f]{64})?$"
_WHY = (
    "Mục đích; hoặc ghi ở tiêu đề X-Purpose. Trong 15 phút sau lần tra cứu đã cho biết giấy này "
    "thì có thể bỏ trống: mục đích của lần đó."
)
FOR_WHOM = (
    "“citizen” của POST /citizens/lookup: đọc thay mặt ai; hoặc tiêu đề X-Citizen. Bỏ trống: người "
    "của lần tra cứu gần nhất, nếu không thì chủ duy nhất của giấy; giấy có nhiều chủ thì không "
    "ai, và dữ liệu của từng người bị giữ lại."
)
_LANGUAGE = re.compile(r"\s*([a-zA-Z]{2})\b[^,]*")
RecordId = Annotated[str, Path(max_length=64, examples=["mfrggzdfmztwq2lknnwg23tpob"])]
Lang = Annotated[Literal["", "vi", "en"], Query(description="vi (mặc định) hoặc en")]


@dataclass(frozen=True)
class Door:
    """What every route needs. ``seen``: what the last lookups have found."""

    services: Services
    metrics: Metrics
    limiter: anyio.CapacityLimiter = field(repr=False)
    lookups: Lookups = field(default_factory=Lookups, repr=False)
    seen: deque[tuple[str, ...]] = field(default_factory=lambda: deque(maxlen=256), repr=False)

    async def in_thread(self, work: Callable[..., T], *arguments: Any) -> T:
        """The store blocks: its calls run beside the loop, only so many at a time."""
        return await anyio.to_thread.run_sync(work, *arguments, limiter=self.limiter)

    def texts(self, request: Request, lang: str) -> Texts:
        """The language asked for: ``?lang=``, else ``Accept-Language``."""
        if not lang:
            wanted = _LANGUAGE.match(request.headers.get("accept-language", ""))
            lang = wanted.group(1).lower() if wanted else "vi"
        return self.services.texts.get(lang, self.services.texts["vi"])


def door_of(request: Request) -> Door:
    """The door that this app is."""
    found: Door = request.app.state.door
    return found


@dataclass(frozen=True)
class Errand:
    """What every GET says of itself: by whom, why, on whose behalf."""

    client: Client
    purpose: str
    handle: str | None


async def errand(
    request: Request,
    purpose: Annotated[str, Query(max_length=64, description=_WHY)] = "",
    citizen: Annotated[str, Query(max_length=64, pattern=HANDLE, description=FOR_WHOM)] = "",
    *,
    x_purpose: Annotated[str, Header(max_length=64, include_in_schema=False)] = "",
    x_citizen: Annotated[str, Header(max_length=64, pattern=HANDLE, include_in_schema=False)] = "",
) -> Errand:
    """From the query or from headers."""
    return Errand(client_of(request), purpose or x_purpose, citizen or x_citizen or None)


@dataclass(frozen=True)
class Asked:
    """What every GET of a record says: which, why, on whose behalf, and by whom."""

    client: Client
    record_id: str
    purpose: str
    handle: str | None


async def asked(
    request: Request, record_id: RecordId, said: Annotated[Errand, Depends(errand)]
) -> Asked:
    """What is not said is as in the client's last lookup."""
    last = door_of(request).lookups.errand(said.client.name, record_id)
    purpose, handle = said.purpose, said.handle
    if last is not None:
        purpose, handle = purpose or last.purpose, handle or last.handle
    return Asked(said.client, record_id, purpose, handle)


async def known_query(request: Request) -> None:
    """422 for a parameter that the route does not have: a number in a URL must not pass unseen."""
    if request.query_params:
        route: APIRoute = request.scope["route"]
        if set(request.query_params) - _parameters(route):
            raise Problem(422, "unknown_parameter")


def _parameters(route: APIRoute) -> frozenset[str]:
    """Names of the query of one route."""

    def names(part: Dependant) -> set[str]:
        inner = (names(dependency) for dependency in part.dependencies)
        return {parameter.alias for parameter in part.query_params}.union(*inner)

    return frozenset(names(route.dependant))


def as_json(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def answer(body: Mapping[str, Any]) -> Response:
    return Response(
        as_json(body), media_type="application/json", headers={"Cache-Control": "no-store"}
    )


def answer_unless_known(request: Request, data: bytes, media_type: str, **more: str) -> Response:
    """With an ``ETag``; 304 where the client has this very answer already."""
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"} | more
    known = request.headers.get("if-none-match", "")
    if known.strip() == "*" or tag in (
        part.strip().removeprefix("W/") for part in known.split(",")
    ):
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=media_type, headers=headers)
