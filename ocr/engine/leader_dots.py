"""What a reader took of a leader for print: full stops where no text has any.

In: readings of lines on their leaders. Out: the same without those stops. Beside the slashes of a
date on a form (``18/.07./1959``) stands nothing but figures, and no word is made of stops alone.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ocr.engine.interface import LineReading, ReadWord
from ocr.picture import Grey

_DATE_PART = re.compile(r"[\d.]*/[\d/.]*")
_BESIDE_SLASH = re.compile(r"\.+(?=/)|(?<=/)\.+")


def without_dots_of(
    readings: Sequence[LineReading], whole: Sequence[Grey], clean: Sequence[Grey]
) -> list[LineReading]:
    """The readings of lines ``whole``; those that look otherwise ``clean`` stand on a leader."""
    return [
        one if line is other else without_leader_dots(one)
        for one, line, other in zip(readings, whole, clean, strict=True)
    ]


def without_leader_dots(reading: LineReading) -> LineReading:
    """The reading without stops that only a leader can have given."""
    words = [_without(word) for word in reading.words]
    return replace(reading, words=tuple(word for word in words if word.text))


def _without(word: ReadWord) -> ReadWord:
    if not word.text.strip("."):
        return replace(word, text="", letters=())
    if not _DATE_PART.fullmatch(word.text):
        return word
    gone = {n for m in _BESIDE_SLASH.finditer(word.text) for n in range(*m.span())}
    return replace(
        word,
        text="".join(char for n, char in enumerate(word.text) if n not in gone),
        letters=tuple(sure for n, sure in enumerate(word.letters) if n not in gone),
    )
