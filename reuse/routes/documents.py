"""Archive copies by their DocCode (CV 7197): what they are, and the PDF itself.

In: requests behind the gate. Out: answers, each written to the access log first. A copy is handed
out only while its version is the record's latest and approved. The PDF shows whole pages, others'
values too, and nothing can be covered in a signed file: it needs the scope ``original:file``.
"""

from collections.abc import Iterator
from typing import Annotated, Any, BinaryIO

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response, StreamingResponse

from reuse import handing_out
from reuse.access import Access, named, write
from reuse.fields import Json, is_field
from reuse.handing_out import Handed
from reuse.interface import Archive, ArchiveCopy
from reuse.openapi import problems
from reuse.permits import RECORDS, SOURCE_FILE, disclosed_by, need, need_any
from reuse.problems import Problem
from reuse.routes.parts import (
    Door,
    Errand,
    answer_unless_known,
    as_json,
    door_of,
    errand,
)
from reuse.schemas import DocumentAnswer

_BLOCK = 1 << 18
_PDF: dict[str, Any] = {"content": {"application/pdf": {}}, "description": "Bản lưu trữ, PDF"}
_WHY = "Mục đích; hoặc ghi ở tiêu đề X-Purpose."
Code = Annotated[
    str,
    Path(max_length=40, description="Mã định danh (DocCode)", examples=["G06.01_CT07_000021_V2"]),
]
router = APIRouter(tags=["documents"])


Asks = Annotated[Errand, Depends(errand)]


@router.get(
    "/documents/{doc_code}",
    summary="Siêu dữ liệu của một bản lưu trữ",
    responses={200: {"model": DocumentAnswer}, 304: {}, **problems(403, 404, 409, 422, 501)},
)
async def read_document(request: Request, doc_code: Code, asks: Asks) -> Response:
    """The fields of CV 7197, and what the copy is. What a record would withhold is null."""
    door = door_of(request)
    copy, handed, discloses = await _opened(door, "archive", doc_code, asks)
    seen = handing_out.shown(door.services, handed, discloses).document["fields"]
    shown = {name: _unless_withheld(name, copy, seen) for name in copy.metadata}
    body = shown | {"record_id": copy.record_id, "version": copy.version}
    return answer_unless_known(request, as_json(body), "application/json")


@router.get(
    "/documents/download/{doc_code}",
    summary="Bản lưu trữ (PDF)",
    response_class=Response,
    responses={200: _PDF, **problems(403, 404, 409, 422, 501)},
)
async def download(request: Request, doc_code: Code, asks: Asks) -> Response:
    """The whole copy as it lies in the archive, its signature intact: needs original:file."""
    door = door_of(request)
    need(asks.client, SOURCE_FILE)
    copy, _, _ = await _opened(door, "archive_file", doc_code, asks)
    file = await door.in_thread(_archive(door).open, copy)
    headers = {
        "Content-Disposition": f'attachment; filename="{copy.name}.pdf"',
        "Cache-Control": "no-store",
        "Content-Length": str(file.seek(0, 2)),
    }
    return StreamingResponse(_blocks(file), media_type="application/pdf", headers=headers)


async def _opened(
    door: Door, what: str, code: str, asks: Errand
) -> tuple[ArchiveCopy, Handed, frozenset[str]]:
    """The copy, its record and what the purpose discloses, written to the log."""
    need_any(asks.client, RECORDS)
    discloses = disclosed_by(door.services.rules, asks.purpose)
    archive = _archive(door)
    copy = await door.in_thread(archive.find, code)
    if copy is None:
        raise Problem(404, "not_found")
    handed = await door.in_thread(
        handing_out.find, door.services, asks.client, copy.record_id, asks.handle
    )
    access = Access(asks.client, what, asks.purpose, handed.handle, named([handed.record]))
    await write(door.services.store, access)
    handing_out.need_ready(door.services, handed)
    if handed.record.version != copy.version:
        more = {"record_id": copy.record_id, "version": handed.record.version}
        raise Problem(409, "copy_outdated", more=more)
    return copy, handed, discloses


def _archive(door: Door) -> Archive:
    if door.services.archive is None:
        raise Problem(501, "no_archive")
    return door.services.archive


def _unless_withheld(name: str, copy: ArchiveCopy, seen: Json) -> str | None:
    """Null where the record's field that it was taken from is withheld from this client."""
    fields = (seen.get(source) for source in copy.sources.get(name, ()))
    hidden = any(is_field(one) and one.get("withheld") for one in fields if one is not None)
    return None if hidden else copy.metadata[name]


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while block := file.read(_BLOCK):
            yield block
