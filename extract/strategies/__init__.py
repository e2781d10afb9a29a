"""Ways to read a part of a paper that is no label with a value: each TOML ``[[blocks]]`` names one.

In go the paper on hand and the options of the block, out come pieces of print by field.
"""

from collections.abc import Callable, Mapping
from typing import Any

from extract.context import Context, Pieces
from extract.strategies import (
    card_codes,
    land,
    letter_body,
    letterhead,
    mentions,
    persons,
    phrases,
    signature,
)

Strategy = Callable[[Context, Mapping[str, Any]], Pieces]

STRATEGIES: dict[str, Strategy] = {
    "barcode": land.barcode,
    "behind_title": phrases.behind_title,
    "card_codes": card_codes.read,
    "card_issuer": card_codes.issuer,
    "card_numbers": card_codes.numbers,
    "identities": phrases.identities,
    "letter_body": letter_body.read,
    "letterhead": letterhead.read,
    "mentions": mentions.read,
    "new_owners": land.new_owners,
    "one_person": persons.read_one,
    "parties": phrases.parties,
    "pattern": phrases.pattern,
    "personal_code": phrases.personal_code,
    "persons": persons.read,
    "serial": land.serial,
    "signature": signature.read,
}
