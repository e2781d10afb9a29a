"""``hoso separators``, ``batch`` and ``collate``: what a scanner room needs beside ``scan``."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from hoso.commands.edge import OK, SET_ASIDE, USAGE, complain, open_the_store, print_json
from hoso.messages import Texts
from hoso.new_file import new_file
from hoso.settings import Settings
from storage.index import Index
from storage.store import Store


def add(app: typer.Typer, settings: Settings, texts: Texts) -> None:
    """Adds the commands, their help in the language chosen."""

    @app.command(help=texts("stacks.help"))
    def separators(
        out: Annotated[Path, typer.Argument(help=texts("stacks.out"))],
        batch: Annotated[str, typer.Option(help=texts("stacks.batch_help"))],
        dossier: Annotated[
            list[str] | None, typer.Option(help=texts("stacks.dossier_help"))
        ] = None,
        count: Annotated[int, typer.Option(min=1, max=2000, help=texts("stacks.count"))] = 10,
        kind: Annotated[str, typer.Option("--type", help=texts("stacks.type_help"))] = "",
    ) -> None:
        names = dossier or [f"{n:04}" for n in range(1, count + 1)]
        raise typer.Exit(_separators(out, batch, names, kind=kind, texts=texts))

    @app.command(help=texts("batch.help"))
    def batch(
        batch_id: Annotated[str, typer.Argument(help=texts("batch.id"))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=texts("batch.json"))] = False,
        pdf: Annotated[Path | None, typer.Option(help=texts("batch.pdf"))] = None,
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
    ) -> None:
        from hoso.server.beside import index_of
        from hoso.stacks.account import batch_ids

        opened = open_the_store(store, settings, create=False)
        index = index_of(settings, opened)
        if not batch_id:
            for one in batch_ids(opened, index):
                print(one)
            raise typer.Exit(OK)
        raise typer.Exit(_batch(opened, index, batch_id, texts, as_json=as_json, pdf=pdf))

    @app.command(help=texts("collate.help"))
    def collate(
        fronts: Annotated[Path, typer.Argument(help=texts("collate.fronts"))],
        backs: Annotated[Path, typer.Argument(help=texts("collate.backs"))],
        out: Annotated[Path, typer.Argument(help=texts("collate.out"))],
        same_order: Annotated[bool, typer.Option(help=texts("collate.same_order"))] = False,
    ) -> None:
        from hoso.stacks.collate import Uneven
        from hoso.stacks.collate import collate as write

        try:
            pages = write(fronts, backs, out, settings.limits, reverse=not same_order)
        except Uneven as error:
            complain(texts("collate.uneven", fronts=error.fronts, backs=error.backs))
            raise typer.Exit(USAGE) from None
        except OSError as error:
            raise typer.Exit(_not_made(error, out, texts)) from None
        complain(texts("collate.done", pages=pages, out=out))


def _separators(out: Path, batch: str, names: list[str], *, kind: str, texts: Texts) -> int:
    from extract.catalogue import document_types
    from hoso.stacks.separator import BadName, Separator
    from hoso.stacks.sheets import separator_sheets

    types = {item.code: item.name for item in document_types().types}
    if kind and kind not in types:
        complain(texts("stacks.no_type", type=kind))
        return USAGE
    try:
        made = [Separator(batch, name, kind) for name in names]
    except BadName as error:
        complain(texts("stacks.bad_name", place=texts(f"stacks.{error}")))
        return USAGE
    data = separator_sheets(made, types, texts)
    try:
        with new_file(out) as stream:
            stream.write(data)
    except OSError as error:
        return _not_made(error, out, texts)
    complain(texts("stacks.done", count=len(made), out=out))
    return OK


def _not_made(error: OSError, out: Path, texts: Texts) -> int:
    if isinstance(error, FileExistsError):
        complain(texts("stacks.exists", out=out))
    else:
        complain(texts("stacks.not_written", out=out, reason=error.strerror or error))
    return USAGE


def _batch(
    opened: Store, index: Index, batch_id: str, texts: Texts, *, as_json: bool, pdf: Path | None
) -> int:
    from hoso.stacks.account import account_of

    account = account_of(opened, batch_id, index)
    if account is None:
        complain(texts("batch.none", batch=batch_id))
        return USAGE
    if pdf is not None:
        from hoso.stacks.sheets import batch_report

        printed = f"{datetime.now():%d/%m/%Y %H:%M}"
        pdf.write_bytes(batch_report(account, texts, printed=printed))
        complain(texts("batch.printed", pdf=pdf))
    if as_json:
        print_json(account.as_json())
    elif pdf is None:
        from hoso.show import show_account

        show_account(account, texts)
    return OK if account.balanced and not account.total("pages_quarantined") else SET_ASIDE
