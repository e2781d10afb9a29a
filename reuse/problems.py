"""What goes wrong, as ``application/problem+json`` (RFC 9457) with ``code`` and both languages.

In: exceptions. Out: responses. Nothing that came in is repeated, no exception's text goes out, and
what is logged names the client, the code and the route, never the path.
"""

import json
import logging
import traceback
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from reuse.interface import Texts
from storage.errors import NotFound, StoreError, StoreUnreachable

MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger("hoso.reuse")
_TITLES = {
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 406: "Not Acceptable", 409: "Conflict", 413: "Content Too Large",
    422: "Unprocessable Content", 429: "Too Many Requests", 500: "Internal Server Error",
    501: "Not Implemented", 503: "Service Unavailable",
}  # fmt: skip
_OF_STATUS = {404: "not_found", 405: "not_allowed", 413: "too_large"}
_SAFE_WORDS = {"body", "query", "header", "path"}


class Problem(Exception):  # noqa: N818 - it need not be an error of ours
    """A refusal or failure with a status and a code; ``values`` fill the sentences, ``more`` are
    further members of the answer."""

    def __init__(
        self,
        status: int,
        code: str,
        *,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
        **values: str,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.values = status, code, values
        self.headers, self.more = dict(headers or {}), dict(more or {})

    def response(self, texts: Mapping[str, Texts]) -> Response:
        body = {
            "type": "about:blank",
            "title": _TITLES.get(self.status, "Error"),
            "status": self.status,
            "code": self.code,
            "detail": {
                lang: said(f"problem.{self.code}", **self.values) for lang, said in texts.items()
            },
        }
        data = json.dumps(body | self.more, ensure_ascii=False).encode()
        headers = {"Cache-Control": "no-store"} | self.headers
        return Response(data, self.status, headers, media_type=MEDIA_TYPE)


def unauthorized() -> Problem:
    return Problem(401, "unauthorized", headers={"WWW-Authenticate": "Bearer"})


def answer_problems(app: FastAPI, texts: Mapping[str, Texts]) -> None:
    """Every error of the routes becomes a problem."""

    async def problem(request: Request, error: Exception) -> Response:
        found = _of(error)
        if found.status >= 500:
            log_failure(request.scope, error)
        else:
            log_refusal(request.scope, found)
        return found.response(texts)

    for kind in (Problem, HTTPException, RequestValidationError, StoreError):
        app.add_exception_handler(kind, problem)


def log_refusal(scope: Mapping[str, Any], found: Problem) -> None:
    """Who was refused what, and why."""
    client = scope.get("state", {}).get("client")
    name = client.name if client is not None else "-"
    _LOG.info("refused client=%s code=%s route=%s", name, found.code, _route(scope))


def log_failure(scope: Mapping[str, Any], error: BaseException) -> None:
    """Where our own code failed. The error's text stays out: it may repeat what came in."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    _LOG.error("%s failed: %s\n%s", _route(scope), type(error).__name__, frames)


def _route(scope: Mapping[str, Any]) -> str:
    return str(getattr(scope.get("route"), "path", "-"))


def _of(error: Exception) -> Problem:
    match error:
        case Problem():
            return error
        case RequestValidationError():
            return _malformed(error)
        case NotFound():
            return Problem(404, "not_found")
        case StoreUnreachable():
            return Problem(503, "store_unavailable", headers={"Retry-After": "5"})
        case HTTPException():
            # 400 is FastAPI's answer to a body that is no UTF-8
            status = 422 if error.status_code == 400 else error.status_code
            code = _OF_STATUS.get(status, "malformed_request")
            return Problem(status, code, headers=dict(error.headers or {}))
    return Problem(500, "internal")


def _malformed(error: RequestValidationError) -> Problem:
    """Which of our fields, and which rule it broke: never what stood there."""
    places = []
    for one in error.errors():
        words = [str(word) for word in one.get("loc", ())]
        known = words[:2] if words[:1] and words[0] in _SAFE_WORDS and _is_ours(one) else words[:1]
        places.append({"field": ".".join(known), "rule": str(one.get("type"))})
    fields = {place["field"] for place in places}
    if "body.citizen_id" in fields and all(p["rule"] != "missing" for p in places):
        return Problem(422, "malformed_number", more={"errors": places})
    if any(p["field"] == "body.purpose" and p["rule"] == "missing" for p in places):
        return Problem(422, "purpose_missing", more={"errors": places})
    return Problem(422, "malformed_request", more={"errors": places})


def _is_ours(one: Mapping[str, Any]) -> bool:
    """Is the last word of the place a name of ours, and not a key that came in?"""
    return one.get("type") not in {"extra_forbidden", "json_invalid"}
