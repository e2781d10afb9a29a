"""What a field may say, letter by letter: a reader that knows it hears no letter in a number.

In: what was read so far and a character. Out: whether it may follow, whether a text is whole.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


def _any(_: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Grammar:
    """A set of texts as templates: ``9`` stands for a digit, ``A`` for a capital, else itself.

    ``templates`` empty: everything may be said, in the characters of ``alphabet`` (empty: all).
    ``holds``: a last word on whole texts (a day that is in the calendar).
    """

    name: str
    templates: tuple[str, ...] = ()
    alphabet: str = ""
    holds: Callable[[str], bool] = _any

    def knows(self, char: str) -> bool:
        """Whether the character may stand anywhere."""
        if not self.templates:
            return not self.alphabet or char in self.alphabet
        return any(_fits(place, char) for template in self.templates for place in set(template))

    def may_follow(self, text: str, char: str) -> bool:
        """Whether some text of the grammar begins with ``text`` and then ``char``."""
        if not self.templates:
            return self.knows(char)
        return any(_begins(template, text + char) for template in self.templates)

    def accepts(self, text: str) -> bool:
        """Whether the text is whole and right."""
        if self.templates and not any(
            len(template) == len(text) and _begins(template, text) for template in self.templates
        ):
            return False
        return self.holds(text)


_CAPITALS = frozenset("ABCDEĐGHIKLMNOPQRSTUVXY")


def _fits(place: str, char: str) -> bool:
    if place == "9":
        return char in "0123456789"
    return char in _CAPITALS if place == "A" else char == place


def _begins(template: str, text: str) -> bool:
    return len(text) <= len(template) and all(map(_fits, template, text))


def _in_calendar(text: str) -> bool:
    parts = [int(part) for part in re.findall(r"[0-9]+", text)]
    if len(parts) != 3:
        return False
    try:
        date(parts[2], parts[1], parts[0])
    except ValueError:
        return False
    return 1900 <= parts[2] <= 2100


FREE = Grammar("free")
DIGITS = Grammar("digits", alphabet="0123456789")
PERSONAL_NUMBER = Grammar("personal_number", ("9" * 12,))  # Law on identity 26/2023, article 12
ID_CARD = Grammar("id_card", ("9" * 9, "9" * 12))
DATE = Grammar(
    "date",
    tuple(
        mark.join((day, month, "9999"))
        for mark in "/-."
        for day in ("9", "99")
        for month in ("9", "99")
    ),
    holds=_in_calendar,
)
SERIAL = Grammar(  # of land certificates: two letters and six digits, from 2025 eight
    "serial", tuple("AA" + gap + "9" * count for gap in ("", " ") for count in (6, 8))
)
