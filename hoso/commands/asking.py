"""``hoso get``, ``address``, ``prefill``, ``quality``, ``doctor``, ``evaluate``: questions."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from hoso.messages import Texts
from hoso.settings import Settings


class Format(StrEnum):
    """What comes out of ``hoso prefill``."""

    JSON = "json"
    DOCX = "docx"
    PDF = "pdf"


def add(app: typer.Typer, settings: Settings, texts: Texts) -> None:
    """Adds the commands, their help in the language chosen."""

    @app.command(help=texts("get.help"))
    def get(
        number: Annotated[str, typer.Argument(help=texts("get.number"))],
        kind: Annotated[str, typer.Option("--type", help=texts("get.type"))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=texts("get.json"))] = False,
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
    ) -> None:
        from hoso.commands.get import get_records

        raise typer.Exit(get_records(number, kind, store, settings, texts, as_json=as_json))

    @app.command(help=texts("address.help"))
    def address(
        text: Annotated[list[str], typer.Argument(help=texts("address.text"))],
        as_json: Annotated[bool, typer.Option("--json", help=texts("address.json"))] = False,
    ) -> None:
        from hoso.commands.address import show_addresses

        raise typer.Exit(show_addresses(text, texts, as_json=as_json))

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
        page: Annotated[Path | None, typer.Option("--html", help=texts("evaluate.html"))] = None,
    ) -> None:
        from hoso.evaluate import evaluate as run

        run(settings, count=count, seed=seed, levels=levels.split(","), samples=samples, page=page)

    @app.command("prefill", help=texts("prefill.help"))
    def prefill_form(
        code: Annotated[str, typer.Argument(help=texts("prefill.code"))],
        number: Annotated[str, typer.Argument(help=texts("get.number"))],
        format_: Annotated[
            Format, typer.Option("--format", help=texts("prefill.format"))
        ] = Format.JSON,
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
    ) -> None:
        from hoso.commands.prefill import prefill_form as run

        raise typer.Exit(run(code, number, format_, replace(settings, store=store), texts))

    @app.command("quality", help=texts("quality.help"))
    def list_findings(
        number: Annotated[str, typer.Argument(help=texts("quality.number"))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=texts("quality.json"))] = False,
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
    ) -> None:
        from hoso.commands.quality import list_findings as run

        raise typer.Exit(run(number, store, settings, texts, as_json=as_json))
