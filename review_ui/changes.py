"""What differs between two versions of a document, for the history and for the log.

In: two documents as JSON. Out: ``Change``s, the new document's order first. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """A path, and what stood and stands there; ``None``: nothing."""

    path: str
    before: str | None
    after: str | None
    status_before: str = ""
    status_after: str = ""


def changes_between(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """Fields whose value or standing changed, and the type."""
    before, after = dict(flat(old)), dict(flat(new))
    found = []
    if old["type"] != new["type"]:
        found.append(Change("type", old["type"], new["type"]))
    for path in dict.fromkeys([*after, *before]):
        one, other = before.get(path), after.get(path)
        told = (_value(one), _status(one)), (_value(other), _status(other))
        if told[0] != told[1]:
            found.append(Change(path, told[0][0], told[1][0], told[0][1], told[1][1]))
    return found


def flat(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field under its path."""
    for name, value in document["fields"].items():
        if isinstance(value, list):
            for number, row in enumerate(value):
                for key, one in row.items():
                    yield f"{name}.{number}.{key}", one
        elif "status" in value:
            yield name, value
        else:
            for key, one in value.items():
                yield f"{name}.{key}", one


def _value(field: dict[str, Any] | None) -> str | None:
    return None if field is None else field["value"]


def _status(field: dict[str, Any] | None) -> str:
    return "" if field is None else str(field["status"])
