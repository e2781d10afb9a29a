"""The contract of a line reader: pictures of single lines in, words with places out.

hoso finds the lines itself (``ocr.lines``), so a reader never sees a page. A second reader of
another make is a new file beside this one; ``ocr.reading`` then compares what both read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from ocr.engine.grammar import FREE, Grammar
from ocr.page import Reading
from ocr.picture import Grey

DIGITS = "0123456789"
# Characters of Tesseract's Vietnamese model that our papers are not printed with: a section sign
# for an 8, an eth for a Đ. Banned, the reader offers its next guess, which is nearly always right.
NEVER_PRINTED = "⁄§®©€£¥ŒœÐð|~^<>{}«»‹›¬¢•ƒ`´¨¸¶×÷ßæÆøØåÅçÇñÑäÄöÖüÜëËïÏ#$\\"


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word and where it stands in the line's picture: x0, y0, x1, y1 in its pixels."""

    text: str
    rect: tuple[int, int, int, int]
    confidence: float
    readings: tuple[Reading, ...] = ()  # of several readers, where there were several
    letters: tuple[float, ...] = ()  # confidence of each character, where the reader tells


@dataclass(frozen=True, slots=True)
class LineReading:
    """What was read in one line picture, left to right; no words when nothing was read."""

    words: tuple[ReadWord, ...]
    readings: tuple[Reading, ...] = ()

    @property
    def text(self) -> str:
        """Words joined by single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """Mean over the characters; 0 when nothing was read."""
        letters = sum(len(word.text) for word in self.words)
        if not letters:
            return 0.0
        return sum(len(word.text) * word.confidence for word in self.words) / letters


class Picture(Protocol):
    """A line for both kinds of readers (``ocr.line_pictures.LinePicture``); of the same size."""

    @property
    def image(self) -> Grey:
        """Without its leader."""
        ...

    @property
    def whole(self) -> Grey:
        """On its leader."""
        ...


class LineReader(Protocol):
    """Reads pictures of single lines (grey, dark on white, about 15 pixels from base to x-line)."""

    @property
    def name(self) -> str:
        """Short stable name, as it stands in ``readings`` of the contract."""
        ...

    @property
    def version(self) -> str:
        """Version of engine and model, noted on every page."""
        ...

    def read(self, lines: Sequence[Grey]) -> list[LineReading]:
        """One reading per picture, in order. Raises ``InputError(ENGINE_FAILED)``."""
        ...


@dataclass(frozen=True, slots=True)
class Guess:
    """A reading and its probability: the sum over all its alignments that were followed."""

    text: str
    chance: float


@runtime_checkable
class Guesser(Protocol):
    """A reader that can also say what else a line may be, and read it under a pattern."""

    @property
    def name(self) -> str:
        """As in ``LineReader``."""
        ...

    def guesses(
        self, lines: Sequence[Grey], *, grammar: Grammar = FREE, most: int = 5
    ) -> list[list[Guess]]:
        """The likeliest readings of each line that the grammar accepts, best first."""
        ...
