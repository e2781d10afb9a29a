"""Signing in and out, and the language. ``POST /login`` takes ``username`` and ``password``."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from review_ui.door import COOKIE, LANG_COOKIE, Door, Visitor, is_https, log
from storage.state import Refusal

_LONG = 365 * 24 * 3600


def routes(door: Door) -> APIRouter:
    """``/login``, ``/logout``, ``/language``, ``/session``."""
    router = APIRouter()
    acting = Depends(door.acting)
    state = door.services.state

    @router.get("/login")
    def form(request: Request, next: str = "") -> Response:  # noqa: A002 - the query's own word
        if door.perhaps(request) is not None:
            return RedirectResponse(own_path(next) or "/", 303)
        return door.page(request, "login.html", None, next=own_path(next), said="", name="")

    @router.post("/login")
    def sign_in(
        request: Request,
        username: Annotated[str, Form(max_length=200)] = "",
        password: Annotated[str, Form(max_length=2000)] = "",
        next: Annotated[str, Form(max_length=500)] = "",  # noqa: A002
    ) -> Response:
        name = username.strip().lower()
        found = state.accounts.check(name, password)
        if isinstance(found, Refusal):
            log.warning("refused: sign-in %s", found.reason)
            door.services.store.audit.submit("sign_in", {"by": name[:64], "done": found.reason})
            said = door.texts(request)(
                f"login.{found.reason}", minutes=max(1, round(found.seconds / 60 + 0.49))
            )
            status = 429 if found.reason == "locked" else 401
            return door.page(
                request, "login.html", None, status, next=own_path(next), said=said, name=username
            )
        session = state.sessions.open(found.name)
        door.services.store.audit.submit("sign_in", {"by": found.name, "done": "yes"})
        response = RedirectResponse(own_path(next) or "/", 303)
        response.set_cookie(
            COOKIE, session.id, httponly=True, samesite="lax", secure=is_https(request), path="/"
        )
        return response

    @router.post("/logout")
    def sign_out(visitor: Annotated[Visitor, acting]) -> Response:
        state.sessions.close(visitor.session.id)
        response = RedirectResponse("/login", 303)
        response.delete_cookie(COOKIE, path="/")
        return response

    @router.post("/language")
    async def language(
        request: Request,
        lang: Annotated[str, Form(max_length=5)] = "",
        back: Annotated[str, Form(max_length=500)] = "",
    ) -> Response:
        if await run_in_threadpool(door.perhaps, request) is not None:
            await door.acting(request)  # strangers may not change what somebody reads
        response = RedirectResponse(own_path(back) or "/", 303)
        if lang in door.services.texts:
            response.set_cookie(
                LANG_COOKIE,
                lang,
                max_age=_LONG,
                samesite="lax",
                httponly=True,
                secure=is_https(request),
                path="/",
            )
        return response

    @router.get("/session")
    def session(visitor: Annotated[Visitor, Depends(door.visitor)]) -> Response:
        """For a page that was open while its session ended and another began."""
        return JSONResponse({"account": visitor.name, "csrf": visitor.session.csrf})

    return router


def own_path(text: str) -> str:
    """A path of this site, or nothing: no way leads from here to strangers."""
    parts = urlsplit(text)
    if parts.scheme or parts.netloc or not text.startswith("/") or text.startswith(("//", "/\\")):
        return ""
    return text
