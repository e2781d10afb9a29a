"""The true values of a drawn paper that a reader must be able to find.

In: the fields of the truth (contract, section 2). Out: groups and values as they are printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_GROUPS = {
    "full_name": "names",
    "citizen_id": "numbers",
    "id_card_number": "numbers",
    "phone": "numbers",
    "serial_number": "serials",
    "register_number": "serials",
    "permanent_address": "addresses",
    "temporary_address": "addresses",
    "current_address": "addresses",
    "address": "addresses",
    "parcel_address": "addresses",
}


def values_of(fields: Any, page: int, name: str = "") -> Iterator[tuple[str, str]]:
    """Pairs (group, value) of the values that stand on a page."""
    if isinstance(fields, list):
        for item in fields:
            yield from values_of(item, page, name)
    elif isinstance(fields, dict) and "value" in fields:
        value = fields["value"]
        if name in _GROUPS and isinstance(value, str) and fields.get("page") == page:
            yield _GROUPS[name], value
    elif isinstance(fields, dict):
        for key, item in fields.items():
            yield from values_of(item, page, key)
