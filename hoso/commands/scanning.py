"""``hoso scan``, ``watch``, ``read`` and ``lines``: papers in, records, tables or JSON out.

What a command works with is loaded when it runs: engines and libraries take seconds.
"""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from hoso.messages import Texts
from hoso.settings import Settings


def add(app: typer.Typer, settings: Settings, texts: Texts) -> None:
    """Adds the commands, their help in the language chosen."""

    @app.command(help=texts("scan.help"))
    def scan(
        paths: Annotated[list[Path], typer.Argument(help=texts("scan.paths"))],
        *,
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
        workers: Annotated[
            int, typer.Option(help=texts("scan.workers"), min=1, max=256)
        ] = settings.workers,
        as_json: Annotated[bool, typer.Option("--json", help=texts("scan.json"))] = False,
        queue: Annotated[str, typer.Option(help=texts("scan.queue"))] = "",
        counter: Annotated[bool, typer.Option("--counter", help=texts("scan.counter"))] = False,
    ) -> None:
        from hoso.commands.scan import scan_paths
        from hoso.queue.interface import Priority

        own = replace(settings, store=store, workers=workers, queue=queue or settings.queue)
        priority = Priority.COUNTER if counter else Priority.ARCHIVE
        raise typer.Exit(scan_paths(paths, own, texts, as_json=as_json, priority=priority))

    @app.command(help=texts("watch.help"))
    def watch(
        folder: Annotated[Path, typer.Argument(help=texts("watch.folder"))],
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
    ) -> None:
        from hoso.commands.scan import watch_folder

        raise typer.Exit(watch_folder(folder, replace(settings, store=store), texts))

    @app.command(help=texts("read.help"))
    def read(
        files: Annotated[list[Path], typer.Argument(help=texts("scan.paths"))],
        as_json: Annotated[bool, typer.Option("--json", help=texts("read.json"))] = False,
        debug: Annotated[Path | None, typer.Option(help=texts("read.debug"))] = None,
    ) -> None:
        from hoso.commands.read import read_files

        raise typer.Exit(read_files(files, settings, texts, as_json=as_json, debug=debug))

    @app.command(help=texts("lines.help"))
    def lines(
        images: Annotated[list[Path], typer.Argument()],
        as_json: Annotated[bool, typer.Option("--json", help=texts("lines.json"))] = False,
    ) -> None:
        from hoso.lines import read_lines

        raise typer.Exit(read_lines(images, settings, texts, as_json=as_json))
