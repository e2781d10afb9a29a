"""The gate before every route: who asks, how often, how much.

An ASGI middleware, so that nothing of a request is looked at before its token was. In: requests.
Out: the same with ``state.client``, or a problem (401, 413, 429). Errors: none of its own.
"""

import math
import time
from collections.abc import Mapping
from typing import Any

import anyio
from fastapi import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reuse.interface import Client, Rate, Services
from reuse.limits import Buckets
from reuse.metrics import Metrics
from reuse.problems import Problem, log_failure, log_refusal, unauthorized
from storage.errors import StoreError

_OPEN = {"/healthz", "/openapi.json", "/metrics"}
_STRANGERS = Rate(per_second=5, burst=50)  # wrong tokens from one address
_SCHEME = b"bearer "
_SAFE = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"))
_REMEMBERED = 2.0  # seconds
_MOST_TOKENS = 1000


class Gate:
    """``app`` behind it sees only requests of known clients (and the open paths)."""

    def __init__(self, app: ASGIApp, services: Services, metrics: Metrics) -> None:
        self._app, self._services, self._metrics = app, services, metrics
        self._clients, self._strangers = Buckets(services.rate), Buckets(_STRANGERS)
        self._lately: dict[str, tuple[float, Client]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with self._metrics.measured(scope, _hardened(send)) as counted:
            try:
                await self._admit(scope)
                limited = _Limited(receive, self._services.largest_body, _length(scope))
                await self._app(scope, limited, counted)
            except Problem as problem:
                log_refusal(scope, problem)
                await problem.response(self._services.texts)(scope, receive, counted)
            except StoreError:
                failed = Problem(503, "store_unavailable", headers={"Retry-After": "5"})
                await failed.response(self._services.texts)(scope, receive, counted)
            except Exception as error:
                log_failure(scope, error)
                failed = Problem(500, "internal")
                await failed.response(self._services.texts)(scope, receive, counted)

    async def _admit(self, scope: Scope) -> None:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if path in _OPEN:
            return
        client = await self._client(scope)
        scope.setdefault("state", {})["client"] = client
        if (wait := self._clients.wait(client.name)) > 0:
            raise _too_many(wait)

    async def _client(self, scope: Scope) -> Client:
        header = dict(scope["headers"]).get(b"authorization", b"")
        found = None
        if header[: len(_SCHEME)].lower() == _SCHEME:
            found = await self._known(header[len(_SCHEME) :].strip().decode("ascii", "replace"))
        if found is None:
            address = (scope.get("client") or ("-",))[0]
            await anyio.sleep(self._strangers.wait(address))  # who guesses, guesses slowly
            raise unauthorized()
        return found

    async def _known(self, token: str) -> Client | None:
        """The client of this token, remembered for a moment: a revoked token ends that soon."""
        now = time.monotonic()
        until, client = self._lately.get(token, (0.0, None))
        if client is None or until < now:
            client = await anyio.to_thread.run_sync(self._services.clients.find, token)
            if client is None:
                return None
            if len(self._lately) >= _MOST_TOKENS:
                self._lately.clear()
            self._lately[token] = (now + _REMEMBERED, client)
        return client


def _hardened(send: Send) -> Send:
    """Answers are taken for what they say they are, and links out of them tell nothing."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *_SAFE]
        await send(message)

    return sending


class _Limited:
    """A request's body, up to so many bytes."""

    def __init__(self, receive: Receive, largest: int, announced: int) -> None:
        if announced > largest:
            raise Problem(413, "too_large")
        self._receive, self._left = receive, largest

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise HTTPException(413)  # the one kind that FastAPI lets through while it reads
        return message


def client_of(request: Request) -> Client:
    """The client whom the gate let in."""
    found: Client = request.state.client
    return found


def _length(scope: Scope) -> int:
    text = dict(scope["headers"]).get(b"content-length", b"0")
    return int(text) if text.isdigit() and len(text) < 16 else 0


def _too_many(wait: float) -> Problem:
    return Problem(429, "too_many", headers={"Retry-After": str(math.ceil(wait))})


def lets_see_metrics(scope: Mapping[str, Any]) -> bool:
    """Only a program on this machine itself, not through a proxy."""
    address = (scope.get("client") or ("-",))[0]
    names = {name for name, _ in scope["headers"]}
    is_forwarded = bool(names & {b"x-forwarded-for", b"forwarded", b"x-real-ip"})
    return address in {"127.0.0.1", "::1"} and not is_forwarded
