"""``hoso serve``, ``user``, ``client`` and ``reindex``: the web doors and who may pass them."""

import sys
from typing import Annotated

import typer

from hoso.commands.edge import OK, USAGE, complain, open_the_store, print_json
from hoso.messages import Texts
from hoso.settings import Settings
from storage.state.accounts import Role


def add(app: typer.Typer, settings: Settings, texts: Texts) -> None:
    """Adds the commands, their help in the language chosen."""

    @app.command(help=texts("serve.help"))
    def serve(
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
        host: Annotated[str, typer.Option(help=texts("serve.host"))] = "127.0.0.1",
        port: Annotated[int, typer.Option(help=texts("serve.port"), min=0, max=65535)] = 8000,
    ) -> None:
        from hoso.blind_checks import stopped_sentences
        from hoso.server.run import serve_store

        opened = open_the_store(store, settings, create=True)
        for sentence in stopped_sentences(opened, settings, texts):
            complain(sentence)
        raise typer.Exit(serve_store(opened, settings, texts, host=host, port=port))

    @app.command(help=texts("reindex.help"))
    def reindex(
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
    ) -> None:
        from hoso.server.beside import index_of

        opened = open_the_store(store, settings, create=False)
        count = index_of(settings, opened).rebuild(opened)
        print(texts("reindex.done", count=count))

    _add_users(app, settings, texts)
    _add_clients(app, settings, texts)


def _add_users(app: typer.Typer, settings: Settings, texts: Texts) -> None:
    user = typer.Typer(help=texts("user.help"), no_args_is_help=True)
    app.add_typer(user, name="user")

    @user.command("add", help=texts("user.add"))
    def add_user(
        name: Annotated[str, typer.Argument(help=texts("user.name"))],
        role: Annotated[Role, typer.Option(help=texts("user.role"))],
        password_stdin: Annotated[
            bool, typer.Option("--password-stdin", help=texts("user.password"))
        ] = False,
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
    ) -> None:
        from hoso.server.beside import state_of

        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else _asked(texts)
        opened = open_the_store(store, settings, create=True)
        try:
            state_of(settings, opened).accounts.add(name, role, password, lang=settings.lang)
        except ValueError as error:
            complain(texts(f"user.{error}"))
            raise typer.Exit(USAGE) from None
        print(texts("user.added", name=name, role=role))

    @user.command("disable", help=texts("user.disable"))
    def disable_user(
        name: Annotated[str, typer.Argument(help=texts("user.name"))],
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
    ) -> None:
        from hoso.server.beside import state_of

        done = state_of(settings, open_the_store(store, settings, create=False)).accounts.disable(
            name
        )
        print(texts("user.disabled" if done else "user.unknown", name=name))
        raise typer.Exit(OK if done else USAGE)

    @user.command("list", help=texts("user.list"))
    def list_users(
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
    ) -> None:
        from hoso.server.beside import state_of

        for account in state_of(
            settings, open_the_store(store, settings, create=False)
        ).accounts.all():
            print(f"{account.name}\t{account.role}")


def _asked(texts: Texts) -> str:
    if not sys.stdin.isatty():
        complain(texts("user.no_password"))
        raise typer.Exit(USAGE)
    return str(
        typer.prompt(texts("user.password_prompt"), hide_input=True, confirmation_prompt=True)
    )


def _add_clients(app: typer.Typer, settings: Settings, texts: Texts) -> None:
    client = typer.Typer(help=texts("client.help"), no_args_is_help=True)
    app.add_typer(client, name="client")

    @client.command("add", help=texts("client.add"))
    def add_client(
        name: Annotated[str, typer.Argument(help=texts("client.name"))],
        scopes: Annotated[str, typer.Option(help=texts("client.scopes"))],
        as_json: Annotated[bool, typer.Option("--json", help=texts("client.json"))] = False,
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
    ) -> None:
        from hoso.server.beside import state_of

        opened = open_the_store(store, settings, create=True)
        try:
            token = state_of(settings, opened).clients.add(name, scopes)
        except ValueError as error:
            complain(texts(f"client.{error}"))
            raise typer.Exit(USAGE) from None
        if as_json:
            print_json(
                {"name": name, "scopes": " ".join(sorted(set(scopes.split()))), "token": token}
            )
        else:
            print(texts("client.added", name=name, token=token))

    @client.command("revoke", help=texts("client.revoke"))
    def revoke_client(
        name: Annotated[str, typer.Argument(help=texts("client.name"))],
        store: Annotated[str, typer.Option(help=texts("scan.store"))] = settings.store,
    ) -> None:
        from hoso.server.beside import state_of

        done = state_of(settings, open_the_store(store, settings, create=False)).clients.revoke(
            name
        )
        print(texts("client.revoked" if done else "client.unknown", name=name))
        raise typer.Exit(OK if done else USAGE)
