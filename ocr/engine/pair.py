"""Two independent readers for every line, as in double keying: where they agree, they are right.

In: pictures of lines. Out: one reading per line, its words with what each reader read. Words on
which they agree keep the better confidence; elsewhere the first reader's words stand, the better of
the two by far on drawn lines, with a confidence that sends the value to a person. A word that only
the second saw (mostly a rule or a speck) puts its neighbours in doubt, unless it is mere dots and
dashes; it stands in the line's readings, and as the text where the first saw nothing at all.

The second reader costs three times the first. A line's first words that are known print, the same
on every copy of a form, are read once (``sparing``): nobody's answer depends on them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import numpy as np

from ocr.engine.interface import LineReader, LineReading, ReadWord
from ocr.engine.leader_dots import without_dots_of
from ocr.page import Reading
from ocr.picture import Grey

DISPUTED = 0.7  # at most, where the readers differ: below every level of trust
LEAD = 1.0  # of confidence, that the second reader must be ahead of the first to be preferred
_INK = 160  # greys below are ink
_CRUMBS = 12  # pixels of ink behind the last word that are not worth reading
Known = Callable[[Sequence[str]], int]  # how many of a line's first words are known print


def _nothing_known(_: Sequence[str]) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class _Rest:
    """What of a line is read again: from the pixel column ``left`` on, after ``known`` words."""

    known: int
    left: int
    empty: bool


class PairReader:
    """A line reader made of two others; ``first`` is preferred when both are as sure."""

    def __init__(
        self,
        first: LineReader,
        second: LineReader,
        *,
        lead: float = LEAD,
        known: Known = _nothing_known,
    ) -> None:
        self._first = first
        self._second = second
        self._lead = lead
        self._known = known
        self.name = f"{first.name}+{second.name}"
        self.version = f"{first.version}; {second.version}"

    def sparing(self, known: Known) -> "PairReader":
        """The same readers; a line's first words that are ``known`` are not read a second time."""
        return PairReader(self._first, self._second, lead=self._lead, known=known)

    def read(
        self, lines: Sequence[Grey], *, again: Sequence[Grey] | None = None
    ) -> list[LineReading]:
        """See ``LineReader.read``. ``again``: what the second reader reads, where it differs."""
        again = lines if again is None else again
        ones = without_dots_of(self._first.read(lines), lines, again)
        rests = [self._rest(line, one) for line, one in zip(again, ones, strict=True)]
        asked = [n for n, rest in enumerate(rests) if not rest.empty]
        others = self._second.read([again[n][:, rests[n].left :] for n in asked])
        seen = {n: _moved(other, rests[n].left) for n, other in zip(asked, others, strict=True)}
        return [
            self._merged(one, seen.get(n, LineReading(())), known=rests[n].known)
            for n, one in enumerate(ones)
        ]

    def _rest(self, line: Grey, one: LineReading) -> _Rest:
        known = self._known([word.text for word in one.words])
        if not known:
            return _Rest(0, 0, empty=False)
        end = one.words[known - 1].rect[2]
        if known < len(one.words):
            return _Rest(known, (end + one.words[known].rect[0]) // 2, empty=False)
        left = min(end + (line.shape[0] >> 3), line.shape[1])  # past the last letter's serif
        return _Rest(known, left, empty=int(np.count_nonzero(line[:, left:] < _INK)) <= _CRUMBS)

    def _merged(self, one: LineReading, other: LineReading, *, known: int) -> LineReading:
        words: list[ReadWord] = list(one.words[:known])
        missed = False  # the second reader saw something just before that is not taken
        for mine, theirs in _blocks(one.words[known:], other.words):
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


def _moved(reading: LineReading, left: int) -> LineReading:
    """The words where they are in the whole line."""
    if not left:
        return reading
    words = (
        replace(w, rect=(w.rect[0] + left, w.rect[1], w.rect[2] + left, w.rect[3]))
        for w in reading.words
    )
    return replace(reading, words=tuple(words))


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
