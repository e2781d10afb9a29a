"""An address as words: where each stands, which of the parts between commas it is in, its key.

A line break counts as a comma, only that a name may go on behind it: a comma adds two to the
number of the part, a line break one. Words that were printed together are cut (``P12``, ``TP.HCM``,
``TỉnhThái``); what stands in brackets and a closing ``Việt Nam`` is left out.

>>> [word.text for word in words_of("12 Lê Lợi, P.3,Q1\\nTP.HCM (trước đây là X), Việt Nam")]
['12', 'Lê', 'Lợi', 'P', '3', 'Q', '1', 'TP', 'HCM']
>>> [word.part for word in words_of("Thôn Đoài\\nxã Nam Hồng, Hà Nội")]
[0, 0, 1, 1, 1, 3, 3]
"""

import re
from dataclasses import dataclass

from extract.addresses.spelling import key

LONGEST = 1000  # characters: no address is longer, and time is bounded
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+", re.UNICODE)
_BRACKETS = re.compile(r"\([^()]*\)")
_COMMAS = re.compile(r"[,;|]")
_COUNTRY = re.compile(r"[\s,.;-]*\b(?:việt\s*nam|viet\s*nam|vn)\b[\s.]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """``start`` and ``end``: places in the text; ``part``: which part between commas."""

    text: str
    key: str
    start: int
    end: int
    part: int


def words_of(text: str) -> list[Word]:
    """The words in order."""
    text = _BRACKETS.sub(lambda found: " " * len(found.group()), text[:LONGEST])
    text = _COUNTRY.sub("", text)
    words: list[Word] = []
    part, last = 0, 0
    for found in _WORD.finditer(text):
        between = text[last : found.start()] if words else ""
        part += 2 if _COMMAS.search(between) else int("\n" in between)
        last = found.end()
        start = found.start()
        for piece in _cut(found.group()):
            name = key(piece)
            if name:
                words.append(Word(piece, name, start, start + len(piece), part))
            start += len(piece)
    return words


def _cut(word: str) -> list[str]:
    """``TỉnhThái`` → Tỉnh, Thái; ``TBình`` → T, Bình; ``TPHồ`` → TP, Hồ."""
    cuts = [0]
    for place in range(1, len(word)):
        here, before = word[place], word[place - 1]
        after = word[place + 1 : place + 2]
        if here.isupper() and (
            before.islower() or (before.isupper() and after.islower() and place <= 2)
        ):
            cuts.append(place)
    return [word[a:b] for a, b in zip(cuts, [*cuts[1:], len(word)], strict=True)]
