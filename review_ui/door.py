"""What every page of the door shares: who is visiting, in which language, and how answers look.

In: requests. Out: ``Visitor``s, HTML pages, JSON, ``Refused`` (an HTTP status with a code that the
catalogue turns into a sentence).
"""

import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from hmac import compare_digest
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool

from review_ui.interface import Services, Texts
from review_ui.labels import Labels
from storage.state import Account, Role, Session

COOKIE = "hoso_session"
LANG_COOKIE = "hoso_lang"
_VIETNAM = timezone(timedelta(hours=7))  # no summer time
_RANK = {Role.CLERK: 0, Role.REVIEWER: 1, Role.ADMIN: 2}

log = logging.getLogger("hoso.review")


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """Not done: an HTTP status and a code of ``[refused]`` in the catalogue."""

    def __init__(self, status: int, code: str, **values: object) -> None:
        super().__init__(code)
        self.status, self.code, self.values = status, code, values


class SignInNeeded(Refused):
    """Nobody is signed in, or the session has ended."""

    def __init__(self) -> None:
        super().__init__(401, "sign_in")


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person who is signed in. ``holder`` names this browser in leases."""

    account: Account
    session: Session
    texts: Texts
    labels: Labels

    @property
    def name(self) -> str:
        return self.account.name

    @property
    def holder(self) -> str:
        return f"{self.account.name}/{self.session.key[:12]}"

    def may(self, role: str) -> bool:
        """Has this person the role, or one that includes it?"""
        return _RANK[self.account.role] >= _RANK[Role(role)]

    def needs(self, role: str) -> None:
        """``Refused`` without the role."""
        if not self.may(role):
            log.warning("refused: role account=%s needs=%s", self.account.name, role)
            raise Refused(403, "role")


class Door:
    """The services, the templates, and who is there."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.pages = Environment(
            loader=PackageLoader("review_ui"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.pages.filters["day"] = shown_day
        self.pages.filters["moment"] = shown_moment

    # Who

    def visitor(self, request: Request) -> Visitor:
        """Whose session the cookie names; ``SignInNeeded`` where it names none."""
        state = self.services.state
        session = state.sessions.find(request.cookies.get(COOKIE, ""))
        account = state.accounts.get(session.account) if session else None
        if session is None or account is None:
            raise SignInNeeded
        texts = self.texts(request, account)
        return Visitor(account, session, texts, Labels(self.services.catalogue, texts))

    def perhaps(self, request: Request) -> Visitor | None:
        """The visitor, if there is one."""
        with suppress(SignInNeeded):
            return self.visitor(request)
        return None

    async def acting(self, request: Request) -> Visitor:
        """A visitor whose request carries the session's CSRF token, in a header or in the form."""
        visitor = await run_in_threadpool(self.visitor, request)
        token = request.headers.get("x-csrf-token")
        kind = request.headers.get("content-type", "")
        if token is None and kind.startswith(
            ("application/x-www-form-urlencoded", "multipart/form-data")
        ):
            token = str((await request.form()).get("csrf_token", ""))
        if token is None or not _equal(token, visitor.session.csrf):
            log.warning("refused: csrf path=%s", request.url.path)
            raise Refused(403, "csrf")
        return visitor

    def texts(self, request: Request, account: Account | None = None) -> Texts:
        """The language that the person chose here, or has in the account, or Vietnamese."""
        own = account.lang if account else ""
        chosen = request.cookies.get(LANG_COOKIE, own)
        every = self.services.texts
        return every.get(chosen) or every.get(own) or next(iter(every.values()))

    # Answers

    def page(
        self,
        request: Request,
        template: str,
        visitor: Visitor | None,
        status: int = 200,
        **values: Any,
    ) -> HTMLResponse:
        """A whole page, or a part of one."""
        return HTMLResponse(self.part(request, template, visitor, **values), status)

    def part(self, request: Request, template: str, visitor: Visitor | None, **values: Any) -> str:
        texts = visitor.texts if visitor else self.texts(request)
        return self.pages.get_template(template).render(
            t=texts,
            lang=texts.lang,
            visitor=visitor,
            here=request.url.path,
            has_queue=self.services.queue is not None,
            labels=visitor.labels if visitor else Labels(self.services.catalogue, texts),
            **values,
        )

    def refuse(self, request: Request, refused: Refused) -> Response:
        """A refusal as the asker wants it: a page, a way to the sign-in page, or JSON."""
        texts = self.texts(request)
        sentence = texts(f"refused.{refused.code}", **refused.values)
        if not wants_page(request):
            return JSONResponse({"code": refused.code, "detail": sentence}, refused.status)
        if refused.status == 401 and request.method == "GET":
            there = request.url.path if request.url.path != "/" else ""
            return RedirectResponse(f"/login?next={there}" if there else "/login", 303)
        return self.page(
            request,
            "refused.html",
            self.perhaps(request),
            refused.status,
            status_code=refused.status,
            code=refused.code,
            sentence=sentence,
        )


def wants_page(request: Request) -> bool:
    """Does the asker look at pages, or is it a script?"""
    if "x-csrf-token" in request.headers or "hx-request" in request.headers:
        return False
    return "text/html" in request.headers.get("accept", "") or request.method == "GET"


def is_https(request: Request) -> bool:
    return request.url.scheme == "https"


def filtered(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {key: value for key, value in values.items() if value}


def _equal(one: str, other: str) -> bool:
    return compare_digest(one.encode("utf-8", "replace"), other.encode())


def shown_day(moment: str) -> str:
    """The day of an ISO moment, as Vietnamese and most others read it."""
    return "/".join(reversed(moment[:10].split("-")))


def shown_moment(moment: str) -> str:
    """An ISO moment by the clock in Vietnam; one without a zone as it stands."""
    found = datetime.fromisoformat(moment)
    here = found.astimezone(_VIETNAM) if found.tzinfo else found
    return f"{here:%H:%M:%S %d/%m/%Y}"
