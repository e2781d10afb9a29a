"""Marks that were lost in the names of units: the list of units knows how they are written.

In: an address (or the name of a body that ends in one) as it was read. Out: the same with the marks
of the list, where every level is named letter for letter and marks are missing (``Đà Lat``). Other
spellings (Đắk, Đăk), other tone places (Hoà) and print without marks stay as they are.

>>> with_marks("xã Đai Tâm, huyên Mỹ Xuyên, tỉnh Sóc Trăng")
'xã Đại Tâm, huyện Mỹ Xuyên, tỉnh Sóc Trăng'
>>> with_marks("Quảng Khê, Đắk Glong, Đắk Nông"), with_marks("ha noi")
('Quảng Khê, Đắk Glong, Đắk Nông', 'ha noi')
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator

from extract.addresses.matching import Match
from extract.addresses.reading import Way, read
from extract.addresses.spelling import accents, key
from extract.addresses.units import Level
from extract.addresses.words import Word, words_of

_UNIT_WORDS = (
    "phường",
    "xã",
    "thị trấn",
    "đặc khu",
    "quận",
    "huyện",
    "thị xã",
    "thành phố",
    "tỉnh",
)
_Change = tuple[int, int, str]


def with_marks(text: str) -> str:
    """The text with the marks that its units have."""
    reading = read(text)
    if text.isascii() or len(reading.ways) != 1 or not _is_sure(reading.ways[0]):
        return text
    changes = sorted(_changes(reading.ways[0], list(reading.words)), reverse=True)
    for start, end, marked in changes:
        text = text[:start] + marked + text[end:]
    return text


def _is_sure(way: Way) -> bool:
    """Every level of its system is named, each letter for letter, none by a name of before."""
    matches = [way.province, way.ward, *([way.district] if way.district else [])]
    if way.district is None and way.ward is not None and way.ward.unit.old:
        return False
    return all(match is not None and match.exact for match in matches)


def _changes(way: Way, words: list[Word]) -> Iterator[_Change]:
    for level in Level:
        match = way.at(level)
        if match is not None:
            yield from _names(match, words)
            yield from _unit_words(match, words)


def _names(match: Match, words: list[Word]) -> Iterator[_Change]:
    official = [word.text for word in words_of(match.unit.short)]
    yield from _marked(words[match.name : match.end], official)


def _unit_words(match: Match, words: list[Word]) -> Iterator[_Change]:
    printed = words[match.start : match.name]
    joined = "".join(word.key for word in printed)
    official = next((unit for unit in _UNIT_WORDS if key(unit) == joined), "")
    yield from _marked(printed, official.split())


def _marked(printed: list[Word], official: list[str]) -> Iterator[_Change]:
    """Word for word, where the letters are the same and the marks are not."""
    if [word.key for word in printed] != [key(word) for word in official]:
        return
    for word, right in zip(printed, official, strict=True):
        if accents(word.text) != accents(right) and _lost_some(word.text, right):
            yield word.start, word.end, _in_case_of(word.text, right)


def _lost_some(printed: str, right: str) -> bool:
    """Marks are only missing; one that the list has not (Đắk Glong, Đăk Glong) is a spelling."""
    return not Counter(_marks(printed)) - Counter(_marks(right))


def _marks(word: str) -> list[str]:
    split = unicodedata.normalize("NFD", word.lower())
    return [c for c in split if unicodedata.combining(c) or c == "đ"]


def _in_case_of(printed: str, right: str) -> str:
    if printed.isupper() and len(printed) > 1:
        return right.upper()
    return right[:1].upper() + right[1:] if printed[:1].isupper() else right.lower()
