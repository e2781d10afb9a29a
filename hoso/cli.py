"""The outer edge (contract §1): settings are read, errors become exit codes and sentences."""

import os
import signal
import sys
from dataclasses import replace
from importlib.metadata import version
from typing import Annotated

import typer

from hoso.commands import (
    archiving,
    asking,
    queueing,
    scanning,
    serving,
    stacks,
    types,
)
from hoso.commands.edge import INTERRUPTED, OK, STORE, USAGE, complain
from hoso.messages import LANGUAGES, Texts
from hoso.queue.errors import QueueAwayError, QueueError
from hoso.settings import SettingError, Settings, read_settings
from ocr.errors import InputError
from storage.errors import StoreError, WrongAddress


def main() -> None:
    """Reads settings and language, runs the command, exits with its code."""
    argv = sys.argv[1:]
    try:
        settings = read_settings(os.environ)
    except SettingError as error:
        texts = Texts(os.environ.get("HOSO_LANG", ""))
        complain(texts("app.bad_setting", name=error.name, value=error.value))
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
        complain(texts("app.interrupted"))
        return INTERRUPTED
    except StoreError as error:
        complain(texts.store_error(error.code, error.where))
        return USAGE if isinstance(error, WrongAddress) else STORE
    except QueueError as error:
        complain(texts(f"queue.{error.code}"))
        return STORE if isinstance(error, QueueAwayError) else USAGE
    except InputError as error:
        complain(texts.fault(error.fault))
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
        complain(f"--lang: {' | '.join(LANGUAGES)}")
        sys.exit(USAGE)
    return rest, lang


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

    for group in (scanning, asking, stacks, types, serving, queueing, archiving):
        group.add(app, settings, texts)
    return app
