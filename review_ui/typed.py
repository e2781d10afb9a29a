"""What a person typed becomes a value in its normal form, or a reason why it is none.

In: the kind's name and text as typed or shown. Out: ``Typed``. Nothing raises: odd text is a value
that is ``None`` with a doubt.
"""

import unicodedata
from dataclasses import dataclass

from extract.document import Doubt
from extract.kinds import kind

_UNCLEAR = Doubt("not_understood", "Không hiểu giá trị này.")


@dataclass(frozen=True, slots=True)
class Typed:
    """``value`` is the normal form (contract §2). ``problems`` with a value are warnings."""

    value: str | None
    problems: tuple[Doubt, ...] = ()


def shown(kind_name: str, value: str | None) -> str:
    """The value as a Vietnamese reader expects it, for the input."""
    if not value:
        return ""
    try:
        text = kind(kind_name).show(value)
    except (ValueError, IndexError):  # a value of an older version, in another form
        return value
    # What is shown must come back as the value that it was, or people would change it unawares.
    return text if _cleaned(kind_name, text).value == value else value


def normal(kind_name: str, text: str) -> Typed:
    """The normal form of what was typed; text that is in normal form already stays."""
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    if not tidy:
        return Typed(None)
    cleaned = _cleaned(kind_name, tidy)
    if cleaned.value is None and _is_normal(kind_name, tidy):
        cleaned = Typed(tidy)
    if cleaned.value is None:
        return Typed(None, cleaned.problems or (_UNCLEAR,))
    return Typed(cleaned.value, cleaned.problems + _checked(kind_name, cleaned.value))


def _cleaned(kind_name: str, text: str) -> Typed:
    try:
        cleaned = kind(kind_name).clean(text)
    except (ValueError, IndexError):
        return Typed(None, (_UNCLEAR,))
    return Typed(cleaned.value, cleaned.notes)


def _is_normal(kind_name: str, text: str) -> bool:
    """Is it what ``show`` turns into something that means just this?"""
    try:
        return _cleaned(kind_name, kind(kind_name).show(text)).value == text
    except (ValueError, IndexError):
        return False


def _checked(kind_name: str, value: str) -> tuple[Doubt, ...]:
    try:
        return kind(kind_name).check(value)
    except (ValueError, IndexError):
        return (_UNCLEAR,)
