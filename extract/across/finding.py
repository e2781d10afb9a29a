"""What a comparison of two papers found: which values disagree, as a doubt."""

from collections.abc import Iterable
from dataclasses import dataclass

from extract.across.facts import Told


@dataclass(frozen=True, slots=True)
class Finding:
    """``one`` and ``other``: paths of the values on either paper to be doubted; empty where the
    other side is not sure enough to cast a doubt. ``numbers``: of people under whom neither paper
    may be filed before somebody has looked, as far as their side is doubted."""

    code: str
    message: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    numbers_of_one: tuple[str, ...] = ()
    numbers_of_other: tuple[str, ...] = ()

    def turned(self) -> "Finding":
        """As seen from the other paper."""
        return Finding(
            self.code,
            self.message,
            self.other,
            self.one,
            self.numbers_of_other,
            self.numbers_of_one,
        )


def differ(one: Told, other: Told, code: str, message: str) -> Finding:
    """Two values that should be equal: what is sure casts a doubt on what is not, not the reverse;
    of two alike, both are in doubt."""
    return Finding(code, message, *_sides(one, other))


def people_differ(one: Iterable[Told], other: Iterable[Told], code: str, message: str) -> Finding:
    """Whose number it is is in doubt: values of both papers; the numbers are the first of each.

    A number from a code (or typed by a person) stands against one that was read from print.
    """
    mine, yours = list(one), list(other)
    doubt_mine = not (mine[0].exact and not yours[0].exact)
    doubt_yours = not (yours[0].exact and not mine[0].exact)
    return Finding(
        code,
        message,
        tuple(told.path for told in mine) if doubt_mine else (),
        tuple(told.path for told in yours) if doubt_yours else (),
        (mine[0].value,) if doubt_mine else (),
        (yours[0].value,) if doubt_yours else (),
    )


def _sides(one: Told, other: Told) -> tuple[tuple[str, ...], tuple[str, ...]]:
    mine = () if _stronger(one, other) else (one.path,)
    yours = () if _stronger(other, one) else (other.path,)
    return mine, yours


def _stronger(one: Told, other: Told) -> bool:
    return (one.sure, one.exact) > (other.sure, other.exact)
