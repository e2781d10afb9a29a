"""``hoso prefill`` and ``quality``: what the second door does, from the command line."""

import json
import sys
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extract.pipeline import document_types
from hoso.commands.edge import OK, USAGE, complain, number_given, open_the_store, print_json
from hoso.messages import Texts
from hoso.settings import Settings
from reuse.citizens import Citizen, citizen_of
from reuse.definition_files import load_rules
from reuse.definitions import Form, Procedure
from reuse.forms.render import FontMissing, NoTemplate, render
from reuse.interface import today_in_vietnam
from reuse.prefill import prefill, records_used
from reuse.quality import quality
from storage.store import Store


class Format(StrEnum):
    """What comes out of ``hoso prefill``."""

    JSON = "json"
    DOCX = "docx"
    PDF = "pdf"


def add(app: typer.Typer, settings: Settings, texts: Texts) -> None:
    """Adds the commands, their help in the language chosen."""

    @app.command("prefill", help=texts("prefill.help"))
    def prefill_form(
        code: Annotated[str, typer.Argument(help=texts("prefill.code"))],
        number: Annotated[str, typer.Argument(help=texts("get.number"))],
        format_: Annotated[
            Format, typer.Option("--format", help=texts("prefill.format"))
        ] = Format.JSON,
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
    ) -> None:
        raise typer.Exit(_prefill(code, number, format_, replace(settings, store=store), texts))

    @app.command("quality", help=texts("quality.help"))
    def list_findings(
        number: Annotated[str, typer.Argument(help=texts("quality.number"))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=texts("quality.json"))] = False,
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
    ) -> None:
        raise typer.Exit(_quality(number, store, settings, texts, as_json=as_json))


def _prefill(code: str, number: str, format_: Format, settings: Settings, texts: Texts) -> int:
    catalogue = document_types()
    rules = load_rules(catalogue)
    procedure, checked = rules.procedures.get(code), number_given(number)
    if procedure is None:
        complain(texts("prefill.unknown_code", codes=", ".join(sorted(rules.procedures))))
        return USAGE
    if checked is None:
        complain(texts("get.bad_number"))
        return USAGE
    store = open_the_store(settings.store, settings, create=False)
    citizen = citizen_of(store, checked)
    filled = prefill(
        procedure, citizen, inputs={}, day=today_in_vietnam(), catalogue=catalogue, rules=rules
    )
    try:
        data = _printed(rules.forms[procedure.form], procedure, filled, format_)
    except NoTemplate:
        complain(texts("prefill.no_template"))
        return USAGE
    except FontMissing as error:
        complain(texts("prefill.font_missing", package=error.package))
        return USAGE
    _log(store, citizen, checked, code, records_used(filled))
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
    return OK


def _printed(form: Form, procedure: Procedure, filled: dict[str, Any], format_: Format) -> bytes:
    if format_ is Format.JSON:
        return json.dumps(filled, ensure_ascii=False).encode() + b"\n"
    return render(form, filled["fields"], format_, attachments=procedure.attachments)


def _log(store: Store, citizen: Citizen, number: str, code: str, used: set[str]) -> None:
    """A read like any other: in the access log before the answer goes out."""
    read = [
        {"record_id": record.record_id, "version": record.version}
        for record in citizen.records
        if record.record_id in used
    ]
    entry = {"client": "hoso prefill", "what": "prefill", "purpose": code, "procedure": code}
    store.audit.write("access", entry | {"citizen": store.key_of(number), "records": read})


def _quality(number: str, url: str, settings: Settings, texts: Texts, *, as_json: bool) -> int:
    checked = number_given(number) if number else None
    if number and checked is None:
        complain(texts("get.bad_number"))
        return USAGE
    catalogue = document_types()
    findings = quality(
        open_the_store(url, settings, create=False),
        checked,
        catalogue=catalogue,
        rules=load_rules(catalogue),
        texts=Texts(texts.lang, "reuse.messages"),
        day=today_in_vietnam(),
    )
    if as_json:
        for finding in findings:
            print_json(
                {
                    "kind": str(finding.kind),
                    "record_id": finding.record_id,
                    "type": finding.type,
                    "field": finding.field,
                    "other": finding.other,
                    "sentence": finding.sentence,
                }
            )
        return OK
    table = Table(texts("quality.kind"), texts("quality.sentence"), show_lines=False)
    count = 0
    for finding in findings:
        table.add_row(texts(f"quality.{finding.kind}"), escape(finding.sentence))
        count += 1
    if count:
        Console().print(table)
    else:
        print(texts("quality.nothing"))
    return OK
