"""What every kind of value answers with: a normal form or none, and the notes made on the way."""

from dataclasses import dataclass
from typing import Protocol

from extract.document import Doubt


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A value in its normal form (contract §2), or none; ``notes`` say what was odd or mended.

    ``mended`` is true when the value is not what was printed, letter for letter without marks.
    ``printed``: the value as it was before a reader's losses were mended from a list of names; what
    nobody had to recognise (a text layer) stays so.
    """

    value: str | None
    notes: tuple[Doubt, ...] = ()
    mended: bool = False
    printed: str | None = None


class Kind(Protocol):
    """The verbs that each module of ``extract.kinds`` has."""

    def clean(self, raw: str) -> Cleaned:
        """The normal form of what was printed."""

    def check(self, value: str) -> tuple[Doubt, ...]:
        """What is wrong with a value in normal form."""

    def show(self, value: str) -> str:
        """The value as a Vietnamese reader expects it."""


NOTHING = Cleaned(None)


def unreadable(code: str, message: str) -> Cleaned:
    """Something is printed, but it makes no value of this kind."""
    return Cleaned(None, (Doubt(code, message),))
