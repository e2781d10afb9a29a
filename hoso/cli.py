"""The commands (contract §1): arguments in, work by ``hoso.batch`` and the store, exit codes out.

This is the outer edge: settings are read here, errors become exit codes and sentences here.
"""

import json
import os
import signal
import sys
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from hoso.batch import Summary, read_batch, scan_batch
from hoso.filing import document_json
from hoso.inputs import find_inputs
from hoso.intake import Intake
from hoso.messages import LANGUAGES, Texts
from hoso.settings import SettingError, Settings, read_settings
from hoso.show import Progress, show_document, show_records, show_summary
from ocr.errors import InputError
from storage.errors import StoreError, WrongAddress
from storage.store import Store, open_store

OK, SET_ASIDE, USAGE, STORE, INTERRUPTED = 0, 1, 2, 3, 130


def main() -> None:
    """Reads settings and language, runs the command, exits with its code."""
    argv = sys.argv[1:]
    try:
        settings = read_settings(os.environ)
    except SettingError as error:
        texts = Texts(os.environ.get("HOSO_LANG", ""))
        _complain(texts("app.bad_setting", name=error.name, value=error.value))
        sys.exit(USAGE)
    argv, lang = _take_lang(argv, settings.lang)
    texts = Texts(lang)
    app = _build(replace(settings, lang=texts.lang), texts)
    sys.exit(_run(app, argv, texts))


class Interrupted(BaseException):
    """Ctrl-C: leaves through every ``with``, so that workers end and what was done is kept."""


def _interrupt(*_: object) -> None:
    raise Interrupted


def _run(app: typer.Typer, argv: list[str], texts: Texts) -> int:
    signal.signal(signal.SIGINT, _interrupt)
    try:
        app(argv, prog_name="hoso")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else OK
    except Interrupted:
        _complain(texts("app.interrupted"))
        return INTERRUPTED
    except StoreError as error:
        _complain(texts.store_error(error.code, error.where))
        return USAGE if isinstance(error, WrongAddress) else STORE
    except InputError as error:
        _complain(texts.fault(error.fault))
        return USAGE
    except BrokenPipeError:  # the reader of our output went away: nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return OK


def _take_lang(argv: list[str], default: str) -> tuple[list[str], str]:
    """``--lang`` may stand anywhere, before or behind the command."""
    rest, lang = [], default
    words = iter(argv)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word == "--lang":
            lang = next(words, "")
        elif word.startswith("--lang="):
            lang = word.removeprefix("--lang=")
        else:
            rest.append(word)
            continue
    if lang not in LANGUAGES:
        _complain(f"--lang: {' | '.join(LANGUAGES)}")
        sys.exit(USAGE)
    return rest, lang


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _build(settings: Settings, texts: Texts) -> typer.Typer:
    """The commands with their help in the language chosen."""
    app = typer.Typer(
        help=texts("app.help"),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @app.callback(invoke_without_command=True)
    def _root(
        show_version: Annotated[
            bool, typer.Option("--version", help=texts("app.version"), is_eager=True)
        ] = False,
        lang: Annotated[str, typer.Option("--lang", help=texts("app.lang"))] = settings.lang,
    ) -> None:
        del lang  # taken before the commands were built
        if show_version:
            print(f"hoso {version('hoso')}")
            raise typer.Exit(OK)

    _add_reading(app, settings, texts)
    _add_asking(app, settings, texts)
    return app


def _add_reading(app: typer.Typer, settings: Settings, texts: Texts) -> None:
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


def _add_asking(app: typer.Typer, settings: Settings, texts: Texts) -> None:
    @app.command(help=texts("get.help"))
    def get(
        number: Annotated[str, typer.Argument(help=texts("get.number"))],
        kind: Annotated[str, typer.Option("--type", help=texts("get.type"))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=texts("get.json"))] = False,
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
    ) -> None:
        raise typer.Exit(_get(number, kind, store, settings, texts, as_json=as_json))

    @app.command(help=texts("doctor.help"))
    def doctor(
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
    ) -> None:
        from hoso.doctor import check

        raise typer.Exit(check(replace(settings, store=store), texts))

    @app.command(help=texts("evaluate.help"))
    def evaluate(
        count: Annotated[int, typer.Option(min=1)] = 6,
        seed: Annotated[int, typer.Option()] = 1,
        levels: Annotated[str, typer.Option()] = "print,worn,bad",
        samples: Annotated[Path | None, typer.Option()] = None,
    ) -> None:
        from hoso.evaluate import evaluate as run

        run(settings, count=count, seed=seed, levels=levels.split(","), samples=samples)


def _scan(paths: list[Path], url: str, settings: Settings, texts: Texts, *, as_json: bool) -> int:
    store = _open(url, settings, create=True)
    if store.is_new:
        _complain(texts("scan.new_store", where=store.where, secret=store.secret_path))
    with Progress(texts) as progress:
        summary = scan_batch(
            progress.count(find_inputs(paths)), store, settings, watch=progress.watch
        )
    if not summary.files:
        _complain(texts("app.no_input"))
        return USAGE
    _name_quarantined(summary, settings, texts)
    if as_json:
        print(json.dumps(summary.as_json()), flush=True)
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
        _complain(texts("scan.quarantined", name=name, page=shown, sentence=sentence, code=code))
        rows.append([name, str(page or ""), code, sentence])
    _write_csv(listing, rows)
    _complain(texts("scan.quarantine_list", path=listing))


def _write_csv(path: Path, rows: list[list[str]]) -> None:
    import csv

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
            _print_json(document_json(intake, document))
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
            _print_json({"source": source, "error": fault})
        shown = texts("scan.page", page=page) if page else ""
        _complain(
            texts(
                "scan.quarantined",
                name=intake.name,
                page=shown,
                sentence=sentence,
                code=error.fault,
            )
        )
    return bad


def _get(
    number: str, kind: str, url: str, settings: Settings, texts: Texts, *, as_json: bool
) -> int:
    if number == "-":
        number = sys.stdin.readline()
    number = number.strip().replace(" ", "").replace(".", "")
    if not number.isascii() or not number.isdigit() or len(number) not in {9, 12}:
        _complain(texts("get.bad_number"))
        return USAGE
    store = _open(url, settings, create=False)
    records = [r for r in store.records_of(number) if kind in {"", r.document["type"]}]
    if as_json:
        for record in records:
            own = {
                "record_id": record.record_id,
                "version": record.version,
                "state": str(record.state),
                "approved_by": record.approved_by,
                "approved_at": record.approved_at,
            }
            _print_json(own | record.document)
    else:
        show_records(records, texts)
    return OK


def _open(url: str, settings: Settings, *, create: bool) -> Store:
    return open_store(url, secrets_folder=settings.secrets_folder, s3=settings.s3, create=create)


def _print_json(data: dict[str, Any]) -> None:
    print(json.dumps(data, ensure_ascii=False), flush=True)
