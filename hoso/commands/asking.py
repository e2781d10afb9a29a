"""``hoso get``, ``prefill``, ``quality``, ``doctor``, ``evaluate``: questions, and answers."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from hoso.commands.edge import OK, USAGE, complain, number_given, open_the_store, print_json
from hoso.messages import Texts
from hoso.settings import Settings
from hoso.show import show_records


def add(app: typer.Typer, settings: Settings, texts: Texts) -> None:
    """Adds the commands, their help in the language chosen."""

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


def _get(
    number: str, kind: str, url: str, settings: Settings, texts: Texts, *, as_json: bool
) -> int:
    checked = number_given(number)
    if checked is None:
        complain(texts("get.bad_number"))
        return USAGE
    store = open_the_store(url, settings, create=False)
    records = [r for r in store.records_of(checked) if kind in {"", r.document["type"]}]
    if as_json:
        for record in records:
            own = {
                "record_id": record.record_id,
                "version": record.version,
                "state": str(record.state),
                "approved_by": record.approved_by,
                "approved_at": record.approved_at,
            }
            print_json(own | record.document)
    else:
        show_records(records, texts)
    return OK
