"""Procedures: what is held of a dossier, and its form filled (contract §4).

In: requests behind the gate. Out: answers, each written to the access log first. The values of
other persons that an answer may show are those the procedure of the path names.
"""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from reuse.access import Access, named, write
from reuse.check import check
from reuse.citizens import Citizen, citizen_of
from reuse.definitions import Form, Procedure
from reuse.forms.render import MEDIA_TYPES, FontMissing, NoTemplate, render
from reuse.gate import client_of
from reuse.openapi import problems
from reuse.permits import PROCEDURES, disclosed_by, need_any, need_procedure
from reuse.prefill import InputError, prefill, records_used
from reuse.problems import Problem
from reuse.routes.parts import Door, Lang, answer, door_of
from reuse.schemas import Check, CheckAnswer, Prefill, PrefillAnswer

Code = Annotated[str, Path(max_length=16, examples=["1.004222"])]
_FILLED: dict[str, Any] = {
    "model": PrefillAnswer,
    "content": {kind: {} for kind in MEDIA_TYPES.values()},
}


router = APIRouter(tags=["procedures"])


@router.post(
    "/procedures/{code}/check",
    summary="Hồ sơ của thủ tục đã có gì",
    responses={200: {"model": CheckAnswer}, **problems(403, 404, 422)},
)
async def check_dossier(request: Request, code: Code, body: Check, lang: Lang = "") -> Response:
    """For each component: is it held, until when, and what a clerk says to the citizen."""
    door = door_of(request)
    services, texts = door.services, door.texts(request, lang)
    procedure = _known(door, request, code, body.purpose)
    day = _day(body.date) or services.today()

    def work() -> tuple[Citizen, list[dict[str, Any]]]:
        citizen = citizen_of(services.store, body.citizen_id)
        return citizen, check(
            procedure,
            citizen,
            day=day,
            catalogue=services.catalogue,
            rules=services.rules,
            texts=texts,
        )

    citizen, parts = await door.in_thread(work)
    used = {record_id for part in parts for record_id in (part["record_id"], *part["others"])}
    await _log(door, request, "check", body, code=code, citizen=citizen, used=used)
    for part in parts:
        if not part["made_anew"]:
            door.metrics.component(code, part["state"])
    name = procedure.name.said(texts.lang)
    return answer({"procedure": code, "name": name, "date": f"{day}", "components": parts})


@router.post(
    "/procedures/{code}/prefill",
    summary="Điền sẵn mẫu đơn, tờ khai",
    responses={200: _FILLED, **problems(403, 404, 406, 422, 501)},
)
async def prefill_form(
    request: Request,
    code: Code,
    body: Prefill,
    format_: Annotated[Literal["json", "docx", "pdf"], Query(alias="format")] = "json",
) -> Response:
    """Every value with its evidence; where papers disagree, all of them and no choice."""
    door = door_of(request)
    services = door.services
    procedure = _known(door, request, code, body.purpose)
    form = services.rules.forms[procedure.form]

    def work() -> tuple[Citizen, dict[str, Any], bytes]:
        citizen = citizen_of(services.store, body.citizen_id)
        filled = prefill(
            procedure,
            citizen,
            inputs=body.inputs,
            day=services.today(),
            catalogue=services.catalogue,
            rules=services.rules,
        )
        printed = b"" if format_ == "json" else _printed(form, procedure, filled, format_)
        return citizen, filled, printed

    try:
        citizen, filled, printed = await door.in_thread(work)
    except InputError as error:
        raise Problem(422, error.code, field=error.field) from None
    used = records_used(filled)
    await _log(door, request, "prefill", body, code=code, citizen=citizen, used=used)
    if format_ == "json":
        return answer(filled)
    name = f'attachment; filename="{form.code}.{format_}"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return Response(printed, media_type=MEDIA_TYPES[format_], headers=headers)


def _known(door: Door, request: Request, code: str, purpose: str) -> Procedure:
    """The procedure, when this client may ask for it for this purpose."""
    client = client_of(request)
    need_any(client, PROCEDURES)
    if (procedure := door.services.rules.procedures.get(code)) is None:
        raise Problem(404, "procedure_unknown")
    need_procedure(client, code)
    disclosed_by(door.services.rules, purpose)
    return procedure


async def _log(
    door: Door,
    request: Request,
    what: str,
    body: Check | Prefill,
    *,
    code: str,
    citizen: Citizen,
    used: set[str],
) -> None:
    store = door.services.store
    records = named(record for record in citizen.records if record.record_id in used)
    handle = store.key_of(body.citizen_id)
    await write(store, Access(client_of(request), what, body.purpose, handle, records, code))


def _printed(blank: Form, procedure: Procedure, filled: dict[str, Any], format_: str) -> bytes:
    try:
        return render(blank, filled["fields"], format_, attachments=procedure.attachments)
    except NoTemplate:
        raise Problem(406, "no_template") from None
    except FontMissing as error:
        raise Problem(501, "font_missing", package=error.package) from None


def _day(text: str | None) -> date | None:
    """``2026-11-25``, and none of the other forms of ISO 8601."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Problem(422, "malformed_request") from None
    if day.isoformat() != text:
        raise Problem(422, "malformed_request")
    return day
