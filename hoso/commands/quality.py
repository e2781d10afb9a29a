"""``hoso quality``: what is missing, expired, superseded or contradicting in the store."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extract.catalogue import document_types
from hoso.blind_checks import stopped_sentences
from hoso.commands.edge import OK, USAGE, complain, number_given, open_the_store, print_json
from hoso.messages import Texts
from hoso.settings import Settings
from reuse.definition_files import load_rules
from reuse.interface import today_in_vietnam
from reuse.quality import quality


def list_findings(number: str, url: str, settings: Settings, texts: Texts, *, as_json: bool) -> int:
    checked = number_given(number) if number else None
    if number and checked is None:
        complain(texts("get.bad_number"))
        return USAGE
    catalogue = document_types()
    store = open_the_store(url, settings, create=False)
    for sentence in stopped_sentences(store, settings, texts):
        complain(sentence)
    findings = quality(
        store,
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
