"""Reading a stored document (contract §2): accepted values only, by path.

In: the document as JSON. Out: values, or ``None`` where there is none that may be used without a
person. A field is an object with ``value`` and ``status``; an object of fields and rows of fields
have neither.
"""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def is_field(found: object) -> bool:
    """A field, and no object or row of fields."""
    return isinstance(found, dict) and "value" in found


def accepted(found: object) -> str | None:
    """The value of a field that may be used."""
    if isinstance(found, dict) and found.get("status") == "accepted" and found.get("value"):
        return str(found["value"])
    return None


def rows_of(document: Json, name: str) -> list[Json]:
    """The rows of a table, or the one object under that name; none where it is absent."""
    found = document["fields"].get(name)
    if isinstance(found, list):
        return [row for row in found if isinstance(row, dict)]
    return [found] if isinstance(found, dict) and not is_field(found) else []


def fields_at(document: Json, path: str) -> Iterator[Json]:
    """The field of ``full_name``, or that of each row of ``members.full_name``."""
    first, _, rest = path.partition(".")
    if not rest:
        found = document["fields"].get(first)
        if isinstance(found, dict) and is_field(found):
            yield found
        return
    for row in rows_of(document, first):
        if is_field(row.get(rest)):
            yield row[rest]


def values_at(document: Json, path: str) -> list[str]:
    """The accepted values of that path."""
    return [value for field in fields_at(document, path) if (value := accepted(field)) is not None]


def value_at(document: Json, path: str) -> str | None:
    """The accepted value of that path, the first of several rows."""
    return next(iter(values_at(document, path)), None)
