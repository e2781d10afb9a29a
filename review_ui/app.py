"""The door for people: one app of pages, each part in a module of its own.

In: ``Services``. Out: a FastAPI app that serves ``/`` (contract §4).
"""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from ocr.errors import InputError
from review_ui import (
    approving,
    blind_page,
    history_page,
    page_work,
    paper_page,
    pictures,
    queue_page,
    saving,
    sign_in,
    statistics_page,
    upload_page,
    withdrawing,
    worklist_page,
)
from review_ui.door import Door, Refused, log
from review_ui.interface import Services
from review_ui.security import MAX_BODY, Guard
from storage.errors import Conflict, NotFound, StoreError

_PARTS = (
    sign_in,
    worklist_page,
    paper_page,
    saving,
    approving,
    pictures,
    page_work,
    withdrawing,
    history_page,
    blind_page,
    statistics_page,
    upload_page,
    queue_page,
)

_SENSELESS = {
    "too_large": (413, "too_large"),
    "unknown_batch": (404, "not_found"),
    "batch_closed": (409, "batch_closed"),
    "nothing_to_retry": (409, "nothing_to_retry"),
    "bad_name": (422, "bad_request"),
    "unknown_type": (422, "bad_request"),
    "bad_order": (422, "pages"),
    "bad_split": (422, "pages"),
    "no_such_page": (422, "pages"),
    "other_file": (422, "other_file"),
    "same_paper": (422, "other_file"),
}


def review_app(services: Services) -> FastAPI:
    """The pages of the review door."""
    door = Door(services)

    def limit_of(path: str) -> int:
        return services.max_upload_bytes if upload_page.is_upload(path) else MAX_BODY

    def refuse(scope: Scope, code: str) -> Response:
        log.warning("refused: %s path=%s", code, scope["path"])
        status = {"too_large": 413, "failed": 500}.get(code, 403)
        return door.refuse(Request(scope), Refused(status, code))

    app = FastAPI(
        title="hoso",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        middleware=[Middleware(Guard, limit_of=limit_of, refuse=refuse)],
    )
    static = Path(str(files("review_ui").joinpath("static")))
    app.mount("/static", StaticFiles(directory=static), name="static")
    for part in _PARTS:
        app.include_router(part.routes(door))
    _answer_errors(app, door)
    return app


def _answer_errors(app: FastAPI, door: Door) -> None:
    """Every error becomes a page or JSON with a sentence, in this one place."""

    @app.exception_handler(Refused)
    def refused(request: Request, error: Refused) -> Response:
        return door.refuse(request, error)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        code = {404: "not_found", 405: "not_found", 413: "too_large"}.get(
            error.status_code, "bad_request"
        )
        return door.refuse(request, Refused(error.status_code, code))

    @app.exception_handler(InputError)
    def unreadable(request: Request, error: InputError) -> Response:
        log.warning("unreadable: %s path=%s", error.fault, request.url.path)
        return door.refuse(request, Refused(422, "unreadable"))

    @app.exception_handler(ValueError)
    def senseless(request: Request, error: ValueError) -> Response:
        """What services refuse comes with a code; any other is an error of ours."""
        if str(error) not in _SENSELESS:
            raise error
        return door.refuse(request, Refused(*_SENSELESS[str(error)]))

    @app.exception_handler(StoreError)
    def store(request: Request, error: StoreError) -> Response:
        if isinstance(error, NotFound):
            return door.refuse(request, Refused(404, "not_found"))
        if isinstance(error, Conflict):
            return door.refuse(request, Refused(409, "conflict"))
        log.error("store: %s path=%s", error.code, request.url.path)
        return door.refuse(request, Refused(503, "store"))
