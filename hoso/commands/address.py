"""``hoso address``: which units an address names, and what they are since July 2025."""

import json
import sys
from collections.abc import Iterable

from extract.addresses.address import Address, Successor, parse
from extract.addresses.words import LONGEST
from hoso.commands.edge import OK
from hoso.messages import Texts

_LEVELS = ("detail", "ward", "district", "province")


def show_addresses(given: Iterable[str], texts: Texts, *, as_json: bool) -> int:
    """One address after the other; ``-``: one a line from standard input."""
    lines = (line.rstrip("\n") for line in sys.stdin) if list(given) == ["-"] else iter(given)
    for line in lines:
        address = parse(line[:LONGEST])
        if as_json:
            print(json.dumps({"text": line} | address.as_json(), ensure_ascii=False))
        else:
            print("\n".join(_told(line, address, texts)), end="\n\n")
    return OK


def _told(line: str, address: Address, texts: Texts) -> Iterable[str]:
    yield line
    for level in _LEVELS:
        part = getattr(address, level)
        if part:
            yield f"  {texts(f'address.{level}')}: {part if level == 'detail' else part.name}"
    if not address.successors:
        yield f"  {texts('address.unknown')}"
    elif len(address.successors) > 1:
        yield f"  {texts('address.split')}"
    yield from (f"  → {_named(successor, texts)}" for successor in address.successors)


def _named(successor: Successor, texts: Texts) -> str:
    names = [part.name for part in (successor.ward, successor.province) if part]
    since = "/".join(reversed(successor.since.split("-")))
    return texts("address.since", units=", ".join(names), day=since, basis=successor.legal_basis)
