"""``hoso read``: digitises without storing; a table for people, or one JSON object a document."""

from pathlib import Path
from typing import Any

from hoso.batch import read_batch
from hoso.commands.edge import OK, SET_ASIDE, complain, print_json
from hoso.filing import document_json
from hoso.inputs import find_inputs
from hoso.intake import Intake
from hoso.messages import Texts
from hoso.settings import Settings
from hoso.show import Progress, show_document


def read_files(
    files: list[Path], settings: Settings, texts: Texts, *, as_json: bool, debug: Path | None
) -> int:
    if debug is not None:
        debug.mkdir(parents=True, exist_ok=True)
    code = OK
    with Progress(texts) as progress:
        found = progress.count(find_inputs(files))
        for intake in read_batch(found, settings, watch=progress.watch, debug=debug):
            if _show_intake(intake, texts, as_json=as_json):
                code = SET_ASIDE
    return code


def _show_intake(intake: Intake, texts: Texts, *, as_json: bool) -> bool:
    """Prints one file's documents and errors; True when something could not be read."""
    for document in intake.documents or []:
        if as_json:
            print_json(document_json(intake, document))
        else:
            show_document(intake.name, document, texts)
    bad = False
    for page, error in intake.faults():
        bad = True
        sentence = texts.fault(error.fault)
        if as_json:
            source: dict[str, Any] = {"file": intake.name, "sha256": intake.sha256 or None}
            source["pages"] = [] if page is None else [page]
            fault = {"code": str(error.fault), "message": sentence}
            print_json({"source": source, "error": fault})
        shown = texts("scan.page", page=page) if page else ""
        complain(
            texts(
                "scan.quarantined",
                name=intake.name,
                page=shown,
                sentence=sentence,
                code=error.fault,
            )
        )
    return bad
