"""Files come in through the browser: dropped, streamed, counted; what could not be read is shown.

Each file is one request whose body is the file's bytes and whose name stands in a header, so that
names appear in no address and a body that is too long is refused while it streams in.
"""

import re
import tempfile
from typing import Annotated, Any, BinaryIO, cast
from urllib.parse import unquote

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from review_ui.door import Door, Refused, Visitor

_UPLOAD = re.compile(r".*/uploads/[^/]+/files")
_BATCH = re.compile(r"[A-Za-z0-9._-]{1,64}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_IN_MEMORY = 8 * 1024 * 1024


def is_upload(path: str) -> bool:
    """Does a file stream in at this path?"""
    return _UPLOAD.fullmatch(path) is not None


def routes(door: Door) -> APIRouter:
    """``/uploads`` and what lies under it."""
    router = APIRouter()
    services = door.services
    there = Annotated[Visitor, Depends(door.visitor)]
    acting = Annotated[Visitor, Depends(door.acting)]

    @router.get("/uploads")
    def uploads(request: Request, visitor: there) -> Response:
        services.index.follow(services.store)
        return door.page(
            request,
            "uploads.html",
            visitor,
            batches=services.index.batches(limit=30),
            limit=services.max_upload_bytes,
        )

    @router.post("/uploads")
    def start(visitor: acting) -> Response:
        return JSONResponse({"batch": services.uploads.start(visitor.name, visitor.texts.lang)})

    @router.post("/uploads/{batch}/files")
    async def add(request: Request, batch: str, visitor: acting) -> Response:
        del visitor
        await _take(door, _known(batch), request)
        return Response(status_code=204)

    @router.post("/uploads/{batch}/close")
    def close(batch: str, visitor: acting) -> Response:
        del visitor
        services.uploads.close(_known(batch))
        return Response(status_code=204)

    @router.get("/uploads/{batch}")
    def ledger(request: Request, batch: str, visitor: there) -> Response:
        return door.page(request, "batch.html", visitor, **_ledger(door, batch))

    @router.get("/uploads/{batch}/progress")
    def progress(request: Request, batch: str, visitor: there) -> Response:
        """The part of the ledger's page that renews itself while the batch runs."""
        return door.page(request, "progress.html", visitor, **_ledger(door, batch))

    @router.post("/uploads/{batch}/retry")
    def retry(
        request: Request, batch: str, sha256: Annotated[str, Form()], visitor: acting
    ) -> Response:
        _retry(door, _known(batch), sha256)
        return door.page(request, "progress.html", visitor, retried=True, **_ledger(door, batch))

    return router


async def _take(door: Door, batch: str, request: Request) -> None:
    """One file, held back until it is here whole."""
    name = file_name(request.headers.get("x-file-name", ""))
    if not name:
        raise Refused(422, "bad_request")
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        async for chunk in request.stream():
            await run_in_threadpool(file.write, chunk)
        file.seek(0)
        await run_in_threadpool(door.services.uploads.add, batch, name, cast(BinaryIO, file))


def _retry(door: Door, batch: str, sha256: str) -> None:
    if not _SHA256.fullmatch(sha256):
        raise Refused(422, "bad_request")
    door.services.uploads.retry(batch, sha256)


def file_name(header: str) -> str:
    """The file's path within what was dropped: no way up, no odd characters, not too long."""
    parts = re.split(r"[/\\]+", unquote(header, errors="replace"))
    kept = ["".join(c for c in part if c.isprintable())[-150:].strip() for part in parts]
    return "/".join(part for part in kept if part not in ("", ".", ".."))[-500:]


def _ledger(door: Door, batch: str) -> dict[str, Any]:
    services = door.services
    services.index.follow(services.store)
    files = services.index.files(_known(batch))
    try:
        progress = services.uploads.progress(batch)
    except ValueError:  # a batch of an earlier start of the server
        progress = None
    if progress is None and not files:
        raise Refused(404, "not_found")
    return {
        "batch": batch,
        "progress": progress,
        "files": files,
        "waiting": services.index.waiting_in(batch),
        "quarantined": [one for one in files if one.faults],
    }


def _known(batch: str) -> str:
    if not _BATCH.fullmatch(batch):
        raise Refused(404, "not_found")
    return batch
