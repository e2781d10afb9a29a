"""``hoso scan``, ``read`` and ``lines``: papers in, records, tables or JSON out."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from hoso.approval import after_approval
from hoso.batch import Summary, read_batch, scan_batch
from hoso.commands.edge import OK, SET_ASIDE, USAGE, complain, open_the_store, print_json
from hoso.filing import document_json
from hoso.inputs import find_inputs
from hoso.intake import Intake
from hoso.messages import Texts
from hoso.settings import Settings
from hoso.show import Progress, show_document, show_summary


def add(app: typer.Typer, settings: Settings, texts: Texts) -> None:
    """Adds the commands, their help in the language chosen."""

    @app.command(help=texts("scan.help"))
    def scan(
        paths: Annotated[list[Path], typer.Argument(help=texts("scan.paths"))],
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
        workers: Annotated[
            int, typer.Option(help=texts("scan.workers"), min=1, max=256)
        ] = settings.workers,
        as_json: Annotated[bool, typer.Option("--json", help=texts("scan.json"))] = False,
    ) -> None:
        raise typer.Exit(
            _scan(paths, store, replace(settings, workers=workers), texts, as_json=as_json)
        )

    @app.command(help=texts("read.help"))
    def read(
        files: Annotated[list[Path], typer.Argument(help=texts("scan.paths"))],
        as_json: Annotated[bool, typer.Option("--json", help=texts("read.json"))] = False,
        debug: Annotated[Path | None, typer.Option(help=texts("read.debug"))] = None,
    ) -> None:
        raise typer.Exit(_read(files, settings, texts, as_json=as_json, debug=debug))

    @app.command(help=texts("lines.help"))
    def lines(
        images: Annotated[list[Path], typer.Argument()],
        as_json: Annotated[bool, typer.Option("--json", help=texts("lines.json"))] = False,
    ) -> None:
        from hoso.lines import read_lines

        raise typer.Exit(read_lines(images, settings, texts, as_json=as_json))


def _scan(paths: list[Path], url: str, settings: Settings, texts: Texts, *, as_json: bool) -> int:
    store = open_the_store(url, settings, create=True)
    if store.is_new:
        complain(texts("scan.new_store", where=store.where, secret=store.secret_path))
    with Progress(texts) as progress:
        summary = scan_batch(
            progress.count(find_inputs(paths)),
            store,
            settings,
            watch=progress.watch,
            approved=after_approval(store),
        )
    if not summary.files:
        complain(texts("app.no_input"))
        return USAGE
    _name_quarantined(summary, settings, texts)
    if as_json:
        print_json(summary.as_json())
    else:
        show_summary(summary, texts)
    return SET_ASIDE if summary.pages_quarantined else OK


def _name_quarantined(summary: Summary, settings: Settings, texts: Texts) -> None:
    """On stderr, each with its reason, and in a list that the clerk can open."""
    if not summary.quarantined:
        return
    listing = settings.state_folder / "quarantine.csv"
    rows = []
    for name, page, code in summary.quarantined:
        shown = texts("scan.page", page=page) if page else ""
        sentence = texts.fault(code)
        complain(texts("scan.quarantined", name=name, page=shown, sentence=sentence, code=code))
        rows.append([name, str(page or ""), code, sentence])
    _write_csv(listing, rows)
    complain(texts("scan.quarantine_list", path=listing))


def _write_csv(path: Path, rows: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("w", newline="", encoding="utf-8-sig") as stream:  # opens in a spreadsheet
        writer = csv.writer(stream)
        writer.writerow(["file", "page", "code", "reason"])
        writer.writerows(rows)


def _read(
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
