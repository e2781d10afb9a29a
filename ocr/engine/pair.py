"""Two independent readers for every line, as in double keying: where they agree, they are right.

In: pictures of lines. Out: one reading per line, its words with what each reader read. Words on
which they agree keep the better confidence; elsewhere the first reader's words stand, the better of
the two by far on drawn lines, with a confidence that sends the value to a person. A word that only
the second saw (mostly a rule or a speck) puts its neighbours in doubt, unless it is mere dots and
dashes; it stands in the line's readings, and as the text where the first saw nothing at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from ocr.engine.interface import LineReader, LineReading, ReadWord
from ocr.page import Reading
from ocr.picture import Grey

DISPUTED = 0.7  # at most, where the readers differ: below every level of trust
LEAD = 1.0  # of confidence, that the second reader must be ahead of the first to be preferred


class PairReader:
    """A line reader made of two others; ``first`` is preferred when both are as sure."""

    def __init__(self, first: LineReader, second: LineReader, *, lead: float = LEAD) -> None:
        self._first = first
        self._second = second
        self._lead = lead
        self.name = f"{first.name}+{second.name}"
        self.version = f"{first.version}; {second.version}"

    def read(self, lines: Sequence[Grey]) -> list[LineReading]:
        """See ``LineReader.read``."""
        pairs = zip(self._first.read(lines), self._second.read(lines), strict=True)
        return [self._merged(one, other) for one, other in pairs]

    def _merged(self, one: LineReading, other: LineReading) -> LineReading:
        words: list[ReadWord] = []
        missed = False  # the second reader saw something just before that is not taken
        for mine, theirs in _blocks(one.words, other.words):
            if not mine and one.words:
                if any(char.isalnum() for word in theirs for char in word.text):
                    words[-1:] = [_doubted(word) for word in words[-1:]]
                    missed = True
                continue
            if [w.text for w in mine] == [w.text for w in theirs]:
                block = [self._agreed(a, b) for a, b in zip(mine, theirs, strict=True)]
            else:
                block = list(self._disputed(mine, theirs))
            if missed:
                block[:1] = [_doubted(word) for word in block[:1]]
            missed = False
            words += block
        return LineReading(
            tuple(words),
            (
                Reading(self._first.name, one.text, one.confidence),
                Reading(self._second.name, other.text, other.confidence),
            ),
        )

    def _agreed(self, mine: ReadWord, theirs: ReadWord) -> ReadWord:
        sure = max(mine.confidence, theirs.confidence)
        return replace(mine, confidence=sure, readings=self._readings((mine,), (theirs,)))

    def _disputed(self, mine: Sequence[ReadWord], theirs: Sequence[ReadWord]) -> Iterator[ReadWord]:
        """The surer side; a side that saw nothing is not sure of anything."""
        ahead = _sure(mine) + self._lead >= _sure(theirs)
        chosen = mine if (ahead and mine) or not theirs else theirs
        readings = self._readings(mine, theirs)
        for place, word in enumerate(chosen):
            own = readings
            if len(mine) == len(theirs):
                own = self._readings((mine[place],), (theirs[place],))
            yield replace(word, confidence=min(word.confidence, DISPUTED), readings=own)

    def _readings(
        self, mine: Sequence[ReadWord], theirs: Sequence[ReadWord]
    ) -> tuple[Reading, ...]:
        return (
            Reading(self._first.name, " ".join(w.text for w in mine), _sure(mine)),
            Reading(self._second.name, " ".join(w.text for w in theirs), _sure(theirs)),
        )


def _doubted(word: ReadWord) -> ReadWord:
    return replace(word, confidence=min(word.confidence, DISPUTED))


def _sure(words: Sequence[ReadWord]) -> float:
    return min((word.confidence for word in words), default=0.0)


def _blocks(
    one: Sequence[ReadWord], other: Sequence[ReadWord]
) -> Iterator[tuple[Sequence[ReadWord], Sequence[ReadWord]]]:
    """Stretches of words that are the same, and those in between that are not."""
    matcher = SequenceMatcher(None, [w.text for w in one], [w.text for w in other], autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        yield one[a:b], other[c:d]
