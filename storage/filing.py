"""Under whom a paper is filed (contract §2, "holders"): its certain holders, and nobody else.

In: a document as JSON, a citizen's 12-digit or 9-digit number. Out: numbers, yes or no, a changed
document. Errors: a certain holder without a well-formed number is ``BadRecord``; no number stands
in any text.
"""

import re
from typing import Any

from storage.errors import BadRecord
from storage.record import Record, State

_FORMS = {"citizen_id": re.compile(r"[0-9]{12}"), "id_card_number": re.compile(r"[0-9]{9}")}


def check_number(number: str) -> str:
    """The number itself, or ``ValueError``."""
    if not any(form.fullmatch(number) for form in _FORMS.values()):
        raise ValueError("a citizen's number has 12 digits, that of an old card 9")
    return number


def numbers_of_holders(document: dict[str, Any]) -> list[tuple[str, ...]]:
    """For each certain holder the numbers to file under, 12 digits before 9."""
    return [_numbers(holder) for holder in document.get("holders", ()) if holder.get("certain")]


def is_holder(document: dict[str, Any], number: str) -> bool:
    """Is this the number of a certain holder?"""
    return any(number in numbers for numbers in numbers_of_holders(document))


def is_card_of(document: dict[str, Any], card: str, number: str) -> bool:
    """Is the card a certain holder's, who has no other 12-digit number than this one?"""
    return any(numbers in ((card,), (number, card)) for numbers in numbers_of_holders(document))


def cards_shown_with(record: Record, number: str) -> set[str]:
    """9-digit cards that an approved paper prints beside this 12-digit number, for one holder.

    A superseded paper was approved, too: a newer paper does not make the link untrue.
    """
    if record.state not in {State.APPROVED, State.SUPERSEDED} or record.approved_by is None:
        return set()
    holders = numbers_of_holders(record.document)
    return {numbers[1] for numbers in holders if numbers[0] == number and len(numbers) == 2}


def without_holder(document: dict[str, Any], number: str) -> dict[str, Any]:
    """The document with this holder no longer certain."""
    holders = [
        holder | {"certain": False}
        if holder.get("certain") and number in _numbers(holder)
        else holder
        for holder in document["holders"]
    ]
    citizens = (h["citizen_id"] for h in holders if h.get("certain") and h.get("citizen_id"))
    return document | {"holders": holders, "citizen_id": next(citizens, None)}


def _numbers(holder: dict[str, Any]) -> tuple[str, ...]:
    numbers = {name: holder[name] for name in _FORMS if holder.get(name)}
    if not numbers or not all(_FORMS[name].fullmatch(text) for name, text in numbers.items()):
        raise BadRecord("a certain holder needs a number of 12 digits, or of an old card of 9")
    return tuple(numbers.values())
