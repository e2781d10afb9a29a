"""CTC: what the frames of a recogniser say, as letters, as readings, under a grammar.

In: probabilities [frames, classes], class 0 the blank. Out: the best letters with their frames; the
likeliest few readings with their probabilities (prefix beam search: a reading's many alignments are
added up); under a ``Grammar`` only readings that it accepts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocr.engine.grammar import FREE, Grammar
from ocr.engine.interface import Guess
from ocr.engine.strips import Floats

WIDTH = 12  # prefixes kept after each frame
_FEWEST = 1e-4  # probability of a class in a frame that is worth following
_QUIET = 0.9995  # a frame this sure of its blank changes nothing


@dataclass(frozen=True, slots=True)
class Letter:
    """A character and the frames (first, last) that spoke it."""

    char: str
    first: int
    last: int
    confidence: float


def best_letters(scores: Floats, chars: Sequence[str]) -> list[Letter]:
    """Greedy: the best class of each frame, repeats joined, blanks dropped."""
    best = scores.argmax(axis=-1)
    sure = scores.max(axis=-1)
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(starts[1:], len(best))
    return [
        Letter(chars[best[a] - 1], int(a), int(b) - 1, float(sure[a:b].max()))
        for a, b in zip(starts, ends, strict=True)
        if best[a] > 0
    ]


@dataclass(slots=True)
class _Prefix:
    """Chances of the alignments of a prefix: those that end in a blank, those that do not."""

    blank: float = 0.0
    letter: float = 0.0

    @property
    def total(self) -> float:
        return self.blank + self.letter


_Beam = dict[tuple[int, ...], _Prefix]


def guesses(
    scores: Floats,
    chars: Sequence[str],
    *,
    most: int = 5,
    grammar: Grammar = FREE,
    width: int = WIDTH,
) -> list[Guess]:
    """The likeliest readings, best first; at most ``most``, none where the grammar accepts none."""
    allowed = [0, *(n for n, char in enumerate(chars, start=1) if grammar.knows(char))]
    beam: _Beam = {(): _Prefix(blank=1.0)}
    for frame in scores.astype(np.float64):
        if frame[0] > _QUIET:
            beam = {prefix: _Prefix(blank=old.total) for prefix, old in beam.items()}
            continue
        heard = [n for n in allowed if frame[n] > _FEWEST]
        beam = _pruned(_stepped(beam, frame, heard, chars, grammar), width)
    found: dict[str, float] = {}
    for prefix, chance in beam.items():
        text = _spell(prefix, chars)
        if grammar.accepts(text):
            found[text] = found.get(text, 0.0) + chance.total
    ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Guess(text, float(min(chance, 1.0))) for text, chance in ranked[:most]]


def _stepped(
    beam: _Beam,
    frame: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    heard: Sequence[int],
    chars: Sequence[str],
    grammar: Grammar,
) -> _Beam:
    """Every prefix stays (blank, or its last letter again) or grows by a letter it may have."""
    after: _Beam = {}
    for prefix, old in beam.items():
        stay = after.setdefault(prefix, _Prefix())
        stay.blank += old.total * frame[0]
        last = prefix[-1] if prefix else 0
        if last:
            stay.letter += old.letter * frame[last]
        so_far = _spell(prefix, chars)
        for number in heard:
            if number == 0 or not grammar.may_follow(so_far, chars[number - 1]):
                continue
            before = old.blank if number == last else old.total
            if before:
                after.setdefault((*prefix, number), _Prefix()).letter += before * frame[number]
    return after


def _pruned(beam: _Beam, width: int) -> _Beam:
    kept = sorted(beam.items(), key=lambda pair: (-pair[1].total, pair[0]))[:width]
    return {prefix: chance for prefix, chance in kept if chance.total > 0}


def _spell(prefix: Sequence[int], chars: Sequence[str]) -> str:
    return "".join(chars[number - 1] for number in prefix)


def margin(found: Sequence[Guess]) -> float:
    """How many times likelier the best reading is than the next, as a share from 0 to 1.

    1: nothing else was heard; 0.5: two readings are as likely; 0: nothing was read.
    """
    if not found:
        return 0.0
    rest = found[1].chance if len(found) > 1 else 0.0
    return found[0].chance / (found[0].chance + rest)
