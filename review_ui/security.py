"""What every answer carries, and what no request may be: headers, sizes, where it comes from.

A plain ASGI middleware: it sees bodies as they stream in, so that an oversize one is refused before
it is held anywhere. Sources: OWASP ASVS 5.0 V3 (browser security), W3C CSP3.
"""

import logging
import traceback
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("hoso.review")

MAX_BODY = 2 * 1024 * 1024  # bytes of a form or a JSON body; uploads have their own limit
_CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "content-security-policy": _CSP,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "x-robots-tag": "noindex",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class TooLargeError(Exception):
    """The body is larger than it may be."""


class Guard:
    """Wraps the app. ``limit_of`` gives the most bytes for a path; ``refuse`` answers for us."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        limit_of: Callable[[str], int],
        refuse: Callable[[Scope, str], ASGIApp],
    ) -> None:
        self.app, self.limit_of, self.refuse = app, limit_of, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = self.limit_of(scope["path"])
        state = {"size": 0, "sent": 0}

        async def guarded_receive() -> Message:
            message = await receive()
            state["size"] += len(message.get("body", b""))
            if state["size"] > limit:
                raise TooLargeError
            return message

        async def guarded_send(message: Message) -> None:
            if state["size"] > limit and not state["sent"]:
                raise TooLargeError  # somebody on the way has made another answer of it
            state["sent"] = 1
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), secure=scope["scheme"] == "https")
            await send(message)

        code = _fault(scope, headers, limit)
        try:
            if code is None:
                await self.app(scope, guarded_receive, guarded_send)
                return
        except Exception as error:
            if state["sent"]:
                raise
            code = "too_large" if isinstance(error, TooLargeError) else "failed"
            log.error("failed: %s at %s path=%s", code, _place(error), scope["path"])
        state["size"] = 0
        await self.refuse(scope, code)(scope, receive, guarded_send)


def _fault(scope: Scope, headers: Headers, limit: int) -> str | None:
    """Why the request goes no further, as a code."""
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > limit:
        return "too_large"
    if scope["method"] not in _SAFE and _is_foreign(headers):
        return "origin"
    return None


def _is_foreign(headers: Headers) -> bool:
    """Does another site's page send this?"""
    if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        return True
    origin = headers.get("origin")
    return bool(origin) and urlsplit(origin or "").netloc != headers.get("host", "")


def _place(error: BaseException) -> str:
    """What went wrong and where; no values, which may be people's data."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = "".join(f" {frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in last)
    return type(error).__name__ + where


def _add_headers(headers: MutableHeaders, *, secure: bool) -> None:
    for name, value in _HEADERS.items():
        headers[name] = value
    headers.setdefault("cache-control", "no-store")
    if secure:
        headers["strict-transport-security"] = "max-age=31536000"
