"""``hoso types``: which papers hoso knows; ``hoso types check FILE``: is a definition sound?"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from hoso.commands.edge import OK, USAGE, complain
from hoso.messages import Texts
from hoso.settings import Settings


def add(app: typer.Typer, settings: Settings, texts: Texts) -> None:
    """Adds the commands, their help in the language chosen."""
    del settings
    types = typer.Typer(help=texts("types.help"), rich_markup_mode=None)

    @types.callback(invoke_without_command=True)
    def list_types(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            raise typer.Exit(_list(texts))

    @types.command(help=texts("types.check"))
    def check(file: Annotated[Path, typer.Argument(help=texts("types.file"))]) -> None:
        raise typer.Exit(_check(file, texts))

    app.add_typer(types, name="types")


def _list(texts: Texts) -> int:
    """One row per type: code, name, legal source, how many fields; a table on a terminal only."""
    from extract.catalogue import document_types

    catalogue = document_types()
    rows = [
        (item.code, item.name, item.source, str(item.field_count))
        for item in (*catalogue.types, catalogue.other)
    ]
    if not sys.stdout.isatty():
        print("\n".join("\t".join(row) for row in rows))
        return OK
    from rich.console import Console
    from rich.table import Column, Table

    heads = [texts(f"types.{name}") for name in ("code", "name", "source", "fields")]
    table = Table(Column(heads[0], no_wrap=True), *heads[1:])
    for row in rows:
        table.add_row(*row)
    Console().print(table)
    return OK


def _check(file: Path, texts: Texts) -> int:
    """Says what the definition is, or what is wrong with it: file, key and fix."""
    from extract.catalogue import check_definition
    from extract.definitions import DefinitionError

    if not file.is_file():
        complain(texts("types.no_file", file=file))
        return USAGE
    try:
        item = check_definition(file)
    except DefinitionError as error:
        complain(texts("types.wrong", file=error.file, place=error.key, fix=error.fix))
        return USAGE
    print(texts("types.sound", code=item.code, name=item.name, count=item.field_count))
    return OK
