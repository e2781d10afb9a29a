"""Records: found by citizen, read by id (contract §4).

In: requests behind the gate. Out: answers, each written to the access log first.
"""

import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from functools import partial
from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response, StreamingResponse

from reuse import handing_out
from reuse.access import Access, named, write
from reuse.citizens import citizen_of, definition_of, is_withheld
from reuse.gate import client_of
from reuse.handing_out import Handed
from reuse.interface import Client, PictureError
from reuse.lookups import Errand
from reuse.openapi import problems
from reuse.permits import RECORDS, SOURCE_FILE, covers, disclosed_by, need, need_any
from reuse.problems import Problem
from reuse.routes.parts import (
    Asked,
    Door,
    answer,
    answer_unless_known,
    as_json,
    asked,
    door_of,
)
from reuse.schemas import Lookup, LookupAnswer, RecordAnswer, VersionsAnswer
from storage.errors import StoreError
from storage.record import Record

_BLOCK = 1 << 18
_PICTURE: dict[str, Any] = {"content": {"image/webp": {}}, "description": "Ảnh WebP của trang"}
_PDF: dict[str, Any] = {"content": {"application/pdf": {}, "application/octet-stream": {}}}
Asks = Annotated[Asked, Depends(asked)]
router = APIRouter(tags=["records"])


@router.post(
    "/citizens/lookup",
    summary="Giấy tờ của một công dân",
    responses={200: {"model": LookupAnswer}, **problems(403, 422)},
)
async def lookup(request: Request, body: Lookup) -> Response:
    """Every paper filed under the number, also those that are not ready, and why. Somebody unknown:
    an empty list, in like time."""
    door, client = door_of(request), client_of(request)
    need_any(client, RECORDS)
    disclosed_by(door.services.rules, body.purpose)
    began = time.monotonic()
    handle, found, data = await door.in_thread(_filed, door, client, body.citizen_id)
    access = Access(client, "lookup", body.purpose, handle, named(found))
    await write(door.services.store, access)
    errand = Errand(body.purpose, handle)
    door.lookups.remember(client.name, (record.record_id for record in found), errand)
    await anyio.sleep(max(0.0, door.services.floor - (time.monotonic() - began)))
    return Response(data, media_type="application/json", headers={"Cache-Control": "no-store"})


@router.get(
    "/records/{record_id}",
    summary="Một giấy tờ đã duyệt",
    responses={200: {"model": RecordAnswer}, 304: {}, **problems(403, 404, 409, 422)},
)
async def read_record(request: Request, asks: Asks) -> Response:
    """Values about other persons are withheld unless the purpose names them. ``page`` of a field
    is a page of the file, as in ``source.pages``."""
    door = door_of(request)
    handed, discloses = await _opened(door, "record", asks)
    handing_out.need_ready(door.services, handed)
    seen = handing_out.shown(door.services, handed, discloses)
    data = as_json(handing_out.as_json(door.services, handed, seen))
    return answer_unless_known(request, data, "application/json")


@router.get(
    "/records/{record_id}/versions",
    summary="Lịch sử của một giấy tờ",
    responses={200: {"model": VersionsAnswer}, **problems(403, 404, 422)},
)
async def versions(
    request: Request,
    asks: Asks,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """Who made which version and when; not what stood in it."""
    door = door_of(request)
    handed, _ = await _opened(door, "versions", asks)
    every = await door.in_thread(door.services.store.versions, handed.record.record_id)
    page = [version for version in every if version.version > after]
    more = str(page[limit - 1].version) if len(page) > limit else None
    shown = [_version(version) for version in page[:limit]]
    return answer({"record_id": handed.record.record_id, "versions": shown, "next": more})


@router.get(
    "/records/{record_id}/pages/{n}",
    summary="Ảnh một trang của giấy tờ",
    response_class=Response,
    responses={200: _PICTURE, 304: {}, **problems(403, 404, 409, 422, 501)},
)
async def read_page(
    request: Request, asks: Asks, n: Annotated[int, Path(ge=1, le=10_000)]
) -> Response:
    """Pages count from 1 within the record. Withheld values are covered."""
    door = door_of(request)
    handed, discloses = await _opened(door, "page", asks)
    handing_out.need_ready(door.services, handed)
    if n > len(handed.pages):
        raise Problem(404, "not_found")
    cover = handing_out.covers_of(handed, handing_out.shown(door.services, handed, discloses))
    draw = partial(door.services.pictures.page, handed.record, n, cover=cover[n])
    return answer_unless_known(request, await _drawn(door, draw), "image/webp")


@router.get(
    "/records/{record_id}/original",
    summary="PDF các trang của giấy tờ",
    response_class=Response,
    responses={200: _PDF, 304: {}, **problems(403, 404, 409, 422, 501)},
)
async def read_original(
    request: Request,
    asks: Asks,
    *,
    whole: Annotated[
        bool, Query(description="Cả tệp gốc, kể cả trang của giấy khác: cần quyền original:file")
    ] = False,
) -> Response:
    """The record's own pages. Withheld values are covered."""
    door = door_of(request)
    if whole:
        need(asks.client, SOURCE_FILE)
    handed, discloses = await _opened(door, "source" if whole else "original", asks)
    handing_out.need_ready(door.services, handed)
    name = f'attachment; filename="{handed.record.record_id}'
    if whole:
        headers = {"Content-Disposition": f'{name}"', "Cache-Control": "no-store"}
        blocks = _source(door, handed.record)
        return StreamingResponse(blocks, media_type="application/octet-stream", headers=headers)
    cover = handing_out.covers_of(handed, handing_out.shown(door.services, handed, discloses))
    draw = partial(door.services.pictures.pdf, handed.record, cover=cover)
    more = {"Content-Disposition": f'{name}.pdf"'}
    return answer_unless_known(request, await _drawn(door, draw), "application/pdf", **more)


def _filed(door: Door, client: Client, number: str) -> tuple[str, list[Record], bytes]:
    """The handle, the records that this client may know of, and the answer. Blocks."""
    services = door.services
    found = [r for r in citizen_of(services.store, number).records if _may_know(door, client, r)]
    if found:
        door.seen.append(tuple(record.record_id for record in found))
    else:
        _work_for_nothing(door)
    handle = services.store.key_of(number)
    shown = [handing_out.summary(services, record) for record in found]
    return handle, found, as_json({"citizen": handle, "records": shown})


def _may_know(door: Door, client: Client, record: Record) -> bool:
    definition = definition_of(door.services.catalogue, record)
    code = str(record.document["type"])
    return covers(client, code, definition) and not is_withheld(record, definition)


def _work_for_nothing(door: Door) -> None:
    """The lookup of somebody unknown takes as long as others': it reads again what one of the last
    lookups has found."""
    with suppress(StoreError, IndexError):
        for record_id in random.choice(door.seen):  # noqa: S311 - nothing to guess
            door.services.store.latest(record_id)


async def _opened(door: Door, what: str, asks: Asked) -> tuple[Handed, frozenset[str]]:
    """The record and what the purpose discloses, written to the log."""
    need_any(asks.client, RECORDS)
    discloses = disclosed_by(door.services.rules, asks.purpose)
    handed = await door.in_thread(
        handing_out.find, door.services, asks.client, asks.record_id, asks.handle
    )
    access = Access(asks.client, what, asks.purpose, handed.handle, named([handed.record]))
    await write(door.services.store, access)
    return handed, discloses


async def _drawn(door: Door, draw: Callable[[], bytes]) -> bytes:
    try:
        return await door.in_thread(draw)
    except PictureError as error:
        raise Problem(501, "picture_failed") from error


async def _source(door: Door, record: Record) -> AsyncIterator[bytes]:
    source = door.services.pictures.source_file(record)
    path = await door.in_thread(source.__enter__)
    try:
        async with await anyio.open_file(path, "rb") as file:
            while block := await file.read(_BLOCK):
                yield block
    finally:
        with anyio.CancelScope(shield=True):
            await door.in_thread(source.__exit__, None, None, None)


def _version(record: Record) -> dict[str, Any]:
    return {
        "version": record.version,
        "state": str(record.state),
        "created_at": record.created_at,
        "created_by": record.created_by,
        "approved_by": record.approved_by,
        "approved_at": record.approved_at,
        "superseded_by": record.superseded_by,
    }
