"""What differs between two versions of a document, for the history and for the log.

In: two documents as JSON. Out: ``Change``s, the new document's order first. Pure.
"""

from dataclasses import dataclass
from typing import Any

from storage.record import flat_fields


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
    before, after = dict(flat_fields(old)), dict(flat_fields(new))
    found = []
    if old["type"] != new["type"]:
        found.append(Change("type", old["type"], new["type"]))
    for path in dict.fromkeys([*after, *before]):
        one, other = before.get(path), after.get(path)
        told = (_value(one), _status(one)), (_value(other), _status(other))
        if told[0] != told[1]:
            found.append(Change(path, told[0][0], told[1][0], told[0][1], told[1][1]))
    return found


def _value(field: dict[str, Any] | None) -> str | None:
    return None if field is None else field["value"]


def _status(field: dict[str, Any] | None) -> str:
    return "" if field is None else str(field["status"])
