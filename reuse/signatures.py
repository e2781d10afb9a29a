"""Digital signatures of the file a record came in, as they may be handed out.

In: the signatures as the record holds them, the citizen on whose behalf it is read. Out: the same
without the field's name (a program's own word, in which anything may stand) and without a signer
who is a private person other than the citizen (domain P12). One who signs for an organisation acts
for it, and is named.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from extract.text import letters
from reuse.citizens import Citizen
from reuse.fields import Json

_SHOWN = (
    *("signer", "organisation", "time", "timestamp", "digest", "covers_whole_file"),
    *("intact", "trusted", "reason", "trust_reason"),
)
_NUMBER = re.compile(r"(?<!\d)(?:\d{9}|\d{12})(?!\d)")


def seen(signatures: Iterable[Mapping[str, Any]], document: Json, citizen: Citizen) -> list[Json]:
    """One entry for each signature; ``withheld`` where a name was taken out."""
    own = letters(str((citizen.holder_on(document) or {}).get("full_name") or ""))
    return [_one(signature, own) for signature in signatures]


def _one(signature: Mapping[str, Any], own: str) -> Json:
    found = {name: signature.get(name) for name in _SHOWN}
    signer, organisation = (str(found[name] or "") for name in ("signer", "organisation"))
    is_own = bool(own) and letters(signer) == own
    hidden = [
        name
        for name, text, may in (
            ("signer", signer, is_own or bool(organisation)),
            ("organisation", organisation, True),
        )
        if text and (not may or _NUMBER.search(text))
    ]
    return found | dict.fromkeys(hidden) | ({"withheld": True} if hidden else {})
