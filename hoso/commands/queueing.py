"""``hoso worker`` and ``hoso queue``: many machines on one queue, and what it is doing."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated

import typer

from hoso.commands.edge import OK, USAGE, complain, open_the_store, print_json, saying
from hoso.messages import Texts
from hoso.queue.errors import check_client
from hoso.settings import Settings

if TYPE_CHECKING:
    from hoso.queue.desk import Desk


def add(app: typer.Typer, settings: Settings, texts: Texts) -> None:
    """Adds the commands, their help in the language chosen."""

    @app.command(help=texts("queue.worker_help"))
    def worker(
        workers: Annotated[
            int, typer.Option(help=texts("queue.worker_workers"), min=1, max=256)
        ] = settings.workers,
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
        queue: Annotated[str, typer.Option(help=texts("scan.queue"))] = "",
    ) -> None:
        own = replace(settings, store=store, workers=workers, queue=queue or settings.queue)
        _needs_queue(own, texts)
        opened = open_the_store(store, own, create=True)
        from hoso.approval import after_approval
        from hoso.blind_checks import Asked
        from hoso.queue.worker import Worker

        approved, accept = after_approval(opened), Asked(opened, own)
        Worker(opened, own, approved=approved, say=saying(texts), accept=accept).run()
        raise typer.Exit(OK)

    _add_queue(app, settings, texts)


def _add_queue(app: typer.Typer, settings: Settings, texts: Texts) -> None:
    group = typer.Typer(help=texts("queue.help"), invoke_without_command=True)
    app.add_typer(group, name="queue")
    store_option = Annotated[str, typer.Option(help=texts("scan.store"))]

    @group.callback()
    def show(
        context: typer.Context,
        store: store_option = settings.store,
        as_json: Annotated[bool, typer.Option("--json", help=texts("queue.json"))] = False,
    ) -> None:
        if context.invoked_subcommand is not None:
            context.obj = store
            return
        from hoso.show_queue import show_queue

        desk = _desk(store, settings, texts)
        figures, failed = desk.figures(), desk.failed()
        if as_json:
            print_json(asdict(figures) | {"files_failed": [asdict(one) for one in failed]})
        else:
            show_queue(figures, failed, texts)

    @group.command("retry", help=texts("queue.retry"))
    def retry(
        context: typer.Context,
        batch: Annotated[str, typer.Argument(help=texts("queue.batch_or_all"))] = "",
    ) -> None:
        count = _desk(context.obj, settings, texts).retry(batch)
        print(texts("queue.retried", count=count))

    @group.command("drain", help=texts("queue.drain"))
    def drain(context: typer.Context) -> None:
        _desk(context.obj, settings, texts).drain()
        print(texts("queue.drained"))

    @group.command("resume", help=texts("queue.resume"))
    def resume(context: typer.Context) -> None:
        _desk(context.obj, settings, texts).resume()
        print(texts("queue.resumed"))

    @group.command("cancel", help=texts("queue.cancel"))
    def cancel(
        context: typer.Context, batch: Annotated[str, typer.Argument(help=texts("queue.batch"))]
    ) -> None:
        count = _desk(context.obj, settings, texts).cancel(batch)
        if count is None:
            complain(texts("queue.no_batch", batch=batch))
            raise typer.Exit(USAGE)
        print(texts("queue.cancelled", count=count))


def _desk(store: str, settings: Settings, texts: Texts) -> "Desk":
    _needs_queue(settings, texts)
    from hoso.queue.database import Database
    from hoso.queue.desk import Desk

    opened = open_the_store(store, settings, create=False)
    return Desk(Database(settings.queue, say=saying(texts)), opened.store_id)


def _needs_queue(settings: Settings, texts: Texts) -> None:
    if not settings.queue:
        complain(texts("queue.not_set"))
        raise typer.Exit(USAGE)
    check_client()
