"""The machine-readable zone of an identity card (ICAO 9303 part 5, TD1; domain of our cards: Thông
tư 06/2021/TT-BCA, 16/2024/TT-BCA), read exactly or not at all.

In: what readers made of two neighbouring lines. Out: the two lines as they are printed. Readers of
running text take fillers (``<``) for any letter and a 0 for an O; but of the 60 places only the
digits and the sex tell anything, and six check digits cover the digits: a reading that all of them
confirm is right, any other is none. The sex, which none covers, must be that of the number.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from ocr.engine.grammar import Grammar
from ocr.picture import Rect

_WEIGHTS = (7, 3, 1)
_FILL = "<" * 11
_FIRST_LINE = Grammar("td1_first", ("IDVNM" + "9" * 22 + "<<9",))
_SECOND_LINE = Grammar("td1_second", tuple(f"9999999{sex}9999999VNM{_FILL}9" for sex in "MF"))
_FIRST = re.compile(r"I[DO]VNM(\d{9})(\d)(\d{12})<*(\d)")
_SECOND = re.compile(r"(\d{6})(\d)([MF])(\d{6})(\d)VNM<*(\d)")
# The same among what readers take fillers for, and the country's letters for.
_FIRST_HEARD = re.compile(r".{0,4}VNM(\d{9})(\d)(\d{12}).{0,6}?(\d)\W?")
_SECOND_HEARD = re.compile(r"\W?(\d{6})(\d)([MFE])(\d{6})(\d)VNM.{0,16}?(\d)\W?")
_LOOK_ALIKE = str.maketrans("OoQDIl|SsZzBGb", "00001115522866")
_LEAST = 18  # characters of a line of the zone, of which the fillers may be lost
_LEVEL = 0.5  # of a line's height: edges of both lines, as far apart as this times ten
_NEAR = 2.5  # line heights between the tops of both lines


@dataclass(frozen=True, slots=True)
class Mrz:
    """The two lines of figures of a card, all check digits right."""

    number: str
    born: str  # YYMMDD
    sex: str
    expires: str  # YYMMDD


@dataclass(frozen=True, slots=True)
class Heard:
    """A line of a page: where it is (pixels), and what each reader made of it."""

    rect: Rect
    texts: tuple[str, ...]


def check_digit(text: str) -> int:
    """ICAO 9303: weights 7, 3, 1; letters count from 10, ``<`` is nothing.

    >>> check_digit("185001234"), check_digit("850214"), check_digit("450214")
    (4, 2, 4)
    """
    values = (
        int(c) if c.isdigit() else 0 if c == "<" else ord(c) - ord("A") + 10 for c in text.upper()
    )
    return sum(value * _WEIGHTS[i % 3] for i, value in enumerate(values)) % 10


def parse_mrz(first: str, second: str) -> Mrz | None:
    """The two lines, or nothing when a single check digit is wrong.

    >>> parse_mrz("IDVNM1850012344036185001234<<9", "8502142F4502144VNM<<<<<<<<<<<4")
    Mrz(number='036185001234', born='850214', sex='Nữ', expires='450214')
    >>> parse_mrz("IDVNM1850012344036185001235<<9", "8502142F4502144VNM<<<<<<<<<<<4")
    """
    one, two = _FIRST.fullmatch(first), _SECOND.fullmatch(second)
    if one is None or two is None:
        return None
    short, c1, number, c2 = one.groups()
    born, c3, sex, expires, c4, c5 = two.groups()
    whole = f"{short}{c1}{number}<<{c2}{born}{c3}{expires}{c4}{_FILL}"
    right = (
        (short, c1),
        (f"{number}<<", c2),
        (born, c3),
        (expires, c4),
        (whole, c5),
    )
    if short != number[3:] or any(check_digit(text) != int(digit) for text, digit in right):
        return None
    return Mrz(number, born, "Nam" if sex == "M" else "Nữ", expires)


def zone_of(first: Iterable[str], second: Iterable[str]) -> tuple[str, str] | None:
    """The two lines as printed, from readings of each; nothing where none is right, or two are.

    >>> zone_of(["lDVNM18500l2344O36185001234ce9"], ["85O2142F4502144VNMececcecceee4"])
    ('IDVNM1850012344036185001234<<9', '8502142F4502144VNM<<<<<<<<<<<4')
    >>> zone_of(["IDVNM1850012344036185001234<<9"], ["8502142M4502144VNM<<<<<<<<<<<4"])
    """
    found = {
        pair
        for pair in product(set(_firsts(first)), set(_seconds(second)))
        if (mrz := parse_mrz(*pair)) and mrz.sex == ("Nữ" if int(mrz.number[3]) % 2 else "Nam")
    }
    return found.pop() if len(found) == 1 else None


def read_zones(
    lines: Sequence[Heard], again: Callable[[int, Grammar], Iterable[str]]
) -> dict[int, str]:
    """The lines of the zones of a page, by their place in ``lines``.

    ``again``: reads a line once more under a pattern; asked only where the readings will not do.
    """
    found: dict[int, str] = {}
    for one, two in _pairs(lines):
        texts = lines[one].texts, lines[two].texts
        zone = zone_of(*texts) or zone_of(
            (*texts[0], *again(one, _FIRST_LINE)), (*texts[1], *again(two, _SECOND_LINE))
        )
        if zone is not None:
            found[one], found[two] = zone
    return found


def _firsts(texts: Iterable[str]) -> Iterator[str]:
    for match in map(_FIRST_HEARD.fullmatch, map(_plain, texts)):
        if match:
            short, c1, number, c2 = match.groups()
            yield f"IDVNM{short}{c1}{number}<<{c2}"


def _seconds(texts: Iterable[str]) -> Iterator[str]:
    for match in map(_SECOND_HEARD.fullmatch, map(_plain, texts)):
        if match:
            born, c3, sex, expires, c4, c5 = match.groups()
            sex = "M" if sex == "M" else "F"  # an E is an F, if the number says so
            yield f"{born}{c3}{sex}{expires}{c4}VNM{_FILL}{c5}"


def _plain(text: str) -> str:
    """Without spaces and stops, and what looks like a digit a digit."""
    return re.sub(r"[\s.,]", "", text).translate(_LOOK_ALIKE)


def _pairs(lines: Sequence[Heard]) -> Iterator[tuple[int, int]]:
    """Lines that may be the first and the second of a zone, one below the other."""
    for one, first in enumerate(lines):
        if not any(_opens(text) for text in first.texts):
            continue
        for two, second in enumerate(lines):
            if two != one and _is_below(first.rect, second.rect) and _is_long(second):
                yield one, two


def _opens(text: str) -> bool:
    plain = _plain(text)
    return len(plain) >= _LEAST and "VNM" in plain[:8]


def _is_long(line: Heard) -> bool:
    return any(len(_plain(text)) >= _LEAST for text in line.texts)


def _is_below(one: Rect, two: Rect) -> bool:
    height = one[3] - one[1]
    down, aside = two[1] - one[1], abs(two[0] - one[0])
    return _LEVEL * height < down < _NEAR * height and aside < 10 * _LEVEL * height
