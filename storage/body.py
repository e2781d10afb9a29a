"""JSON bodies of objects. In: a dict. Out: UTF-8 bytes, keys sorted; and back.

Every body carries a random ``write_id``: by it a writer whose answer was lost knows his own.
Errors: bytes that are no JSON object are ``StoreDamaged``.
"""

import json
import secrets
from typing import Any

from storage.errors import StoreDamaged


def new_write_id() -> str:
    """128 random bits: never twice."""
    return secrets.token_hex(16)


def pack(body: dict[str, Any]) -> bytes:
    """The body as bytes, with a ``write_id`` of its own where it has none."""
    whole = {"write_id": new_write_id()} | body
    # On one line: the encoder that knows how to indent is ten times as slow.
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, allow_nan=False)
    # File names that are not UTF-8 arrive as lone surrogates: JSON writes them as \udcXX too.
    return text.encode("utf-8", "backslashreplace")


def unpack(name: str, data: bytes) -> dict[str, Any]:
    """The body of the object ``name``."""
    try:
        body = json.loads(data)
    except ValueError as error:
        raise StoreDamaged(f"{name} is not JSON", where=name) from error
    if not isinstance(body, dict):
        raise StoreDamaged(f"{name} is not a JSON object", where=name)
    return body
