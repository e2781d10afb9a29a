"""Marks and commas that were lost between and in the names of units.

In: an address (or the name of a body that ends in one) as it was read. Out: the same with the marks
of the list of units, where every level is named letter for letter and marks are missing or a tone
is another (``Đà Lat``, ``Hà Tỉnh``), and with the commas between them. Other spellings (Đắk, Đăk),
other tone places (Hoà) and print without marks stay as they are.

>>> mended("Căn hô 12 Hoàng Hoa Thám Tân Hiệp Biên Hòa. Đồng Nai")
'Căn hộ 12 Hoàng Hoa Thám, Tân Hiệp, Biên Hòa, Đồng Nai'
>>> mended("xã Đai Tâm, huyên Mỹ Xuyên, tỉnh Sóc Trăng")
'xã Đại Tâm, huyện Mỹ Xuyên, tỉnh Sóc Trăng'
>>> mended("Thắng Tam, Vũng Tàu, Bà Rịa Vũng Tàu"), mended("P. Nguyễn Du, TP. Hà Tỉnh, T. Hà Tĩnh")
('Thắng Tam, Vũng Tàu, Bà Rịa - Vũng Tàu', 'P. Nguyễn Du, TP. Hà Tĩnh, T. Hà Tĩnh')
>>> mended("Quảng Khê, Đắk Glong, Đắk Nông"), mended("ha noi")
('Quảng Khê, Đắk Glong, Đắk Nông', 'ha noi')
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from extract.addresses.matching import Match
from extract.addresses.reading import Way, read
from extract.addresses.spelling import TONES, accents, key
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
_PLACES = {
    key(word): (word,)
    for word in (
        "thôn", "xóm", "ấp", "tổ", "khu phố", "khóm", "khối", "bản", "buôn", "đội", "số", "ngõ",
        "ngách", "hẻm", "kiệt", "căn hộ", "tổ dân phố", "tiểu khu",
    )
}  # fmt: skip
_NUMBERED = re.compile(r"(?:^|(?<=, ))([^\W\d_]+(?: [^\W\d_]+){0,2})(?= \d)")
_Change = tuple[int, int, str]


def mended(text: str) -> str:
    """The text with what its units lost; as it is where they are not all named for certain."""
    if text.isascii():
        return text
    reading = read(text)
    changes = list(_places(text))
    if len(reading.ways) == 1 and _is_sure(reading.ways[0]):
        words = list(reading.words)
        changes += [*_changes(reading.ways[0], words), *_commas(text, reading.ways[0], words)]
    for start, end, right in sorted(changes, reverse=True):
        text = text[:start] + right + text[end:]
    return text


def _places(text: str) -> Iterator[_Change]:
    """``Căn hô 1312``: the word before a number lost its marks."""
    for found in _NUMBERED.finditer(text):
        printed = found.group(1)
        for right in _PLACES.get(key(printed), ()):
            if accents(printed) != accents(right) and _lost_some(printed, right):
                case = right[:1].upper() + right[1:] if printed[:1].isupper() else right
                yield found.start(1), found.end(1), case


def _commas(text: str, way: Way, words: list[Word]) -> Iterator[_Change]:
    """Between two units; before the first of them only where the whole text lost its commas.

    ``xã A huyện B`` without any comma is a usual way to write it; bare names one after another are
    not.
    """
    commas = "," in text
    found = [m for m in (way.ward, way.district, way.province) if m is not None and m.start]
    for match in found:
        first = match is found[0] and match is way.ward
        bare = match.start == match.name
        if (commas and first) or not (commas or bare):
            continue
        start, end = words[match.start - 1].end, words[match.start].start
        if text[start:end].strip() in ("", "."):
            yield start, end, ", "


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
    printed = words[match.name : match.end]
    yield from _marked(printed, official)
    before, dash, _ = match.unit.short.partition(" - ")  # Bà Rịa - Vũng Tàu
    place = len(before.split())
    if (
        dash
        and len(printed) == len(official)
        and printed[place].start - printed[place - 1].end == 1
    ):
        yield printed[place - 1].end, printed[place].start, dash


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
    """Marks are missing, or the tone is another (Hà Tỉnh); one that the list has not at all (Đắk
    Glong, Đăk Glong) is a spelling."""
    toned = _has_tone(right) or not _has_tone(printed)
    return toned and not Counter(_marks(printed)) - Counter(_marks(right))


def _has_tone(word: str) -> bool:
    return any(c in TONES for c in unicodedata.normalize("NFD", word))


def _marks(word: str) -> list[str]:
    split = unicodedata.normalize("NFD", word.lower())
    return [c for c in split if (unicodedata.combining(c) and c not in TONES) or c == "đ"]


def _in_case_of(printed: str, right: str) -> str:
    if printed.isupper() and len(printed) > 1:
        return right.upper()
    return right[:1].upper() + right[1:] if printed[:1].isupper() else right.lower()
