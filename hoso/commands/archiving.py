"""``hoso export``: copies for the archive."""

from typing import Annotated

import typer

from hoso.messages import Texts
from hoso.settings import Settings


def add(app: typer.Typer, settings: Settings, texts: Texts) -> None:
    """Adds the command, its help in the language chosen."""

    @app.command(help=texts("export.help"))
    def export(
        archive: Annotated[
            str, typer.Option(help=texts("export.archive"), show_default=bool(settings.archive))
        ] = settings.archive,
        agency: Annotated[
            str, typer.Option(envvar="HOSO_AGENCY_CODE", help=texts("export.agency"))
        ] = "",
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
    ) -> None:
        from hoso.commands.export import export_copies

        raise typer.Exit(export_copies(archive, store, agency, settings, texts))
