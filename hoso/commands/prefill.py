"""``hoso prefill``: a procedure's form, filled from the papers on record."""

import json
import sys
from typing import Any

from extract.catalogue import document_types
from hoso.commands.edge import OK, USAGE, complain, number_given, open_the_store
from hoso.messages import Texts
from hoso.settings import Settings
from reuse.citizens import Citizen, citizen_of
from reuse.definition_files import load_rules
from reuse.definitions import Form, Procedure
from reuse.forms.render import FontMissing, NoTemplate, render
from reuse.interface import today_in_vietnam
from reuse.prefill import prefill, records_used
from storage.store import Store


def prefill_form(code: str, number: str, format_: str, settings: Settings, texts: Texts) -> int:
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


def _printed(form: Form, procedure: Procedure, filled: dict[str, Any], format_: str) -> bytes:
    if format_ == "json":
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
