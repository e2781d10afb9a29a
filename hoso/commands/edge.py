"""What every command shares at the edge: exit codes, complaints, the store, JSON lines."""

import json
import sys
from collections.abc import Callable
from typing import Any

from hoso.messages import Texts
from hoso.settings import Settings
from storage.store import Store, open_store

OK, SET_ASIDE, USAGE, STORE, INTERRUPTED = 0, 1, 2, 3, 130


def complain(sentence: str) -> None:
    """One line on stderr."""
    print(sentence, file=sys.stderr)


def print_json(data: Any) -> None:
    """One line of JSON on stdout, at once."""
    print(json.dumps(data, ensure_ascii=False), flush=True)


def open_the_store(url: str, settings: Settings, *, create: bool) -> Store:
    """The store of that address. Raises ``StoreError``."""
    return open_store(url, secrets_folder=settings.secrets_folder, s3=settings.s3, create=create)


def saying(texts: Texts) -> Callable[[str, dict[str, object]], None]:
    """What happens while a command runs, as lines on stderr: a key, and its values."""
    return lambda key, values: complain(texts(key, **values))


def number_given(number: str) -> str | None:
    """A citizen's number as typed, or from standard input (``-``); ``None`` when it is none."""
    if number == "-":
        number = sys.stdin.readline()
    number = number.strip().replace(" ", "").replace(".", "")
    well_formed = number.isascii() and number.isdigit() and len(number) in {9, 12}
    return number if well_formed else None
