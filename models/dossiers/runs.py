"""Runs of text, values with their truth, and the breaking of both into lines.

In: runs (text with a face; a value run carries the path of its field). Out: words with widths, and
lines of words that fit between two margins. Markup of labels: `**bold**`, `__italic__`, `^(1)^`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.dossiers.fonts import Face, width
from models.dossiers.ops import BLACK, Colour

_MARKUP = re.compile(r"(\*\*.+?\*\*|__.+?__|\^.+?\^)")


@dataclass(frozen=True)
class Val:
    """A value to print: `shown` as on the paper (None: nothing), `norm` its normal form."""

    field: str
    shown: str | None
    norm: str | None = None

    @property
    def value(self) -> str | None:
        if self.shown is None:
            return None
        return self.shown if self.norm is None else self.norm


@dataclass(frozen=True)
class Run:
    """Text of one face; `space` is the gap before it in points (None: as the text has it)."""

    text: str
    face: Face
    size: float
    rise: float = 0.0
    colour: Colour = BLACK
    val: Val | None = None
    space: float | None = None


@dataclass(frozen=True)
class Piece:
    text: str
    run: Run

    @property
    def width(self) -> float:
        return width(self.text, self.run.face, self.run.size)


@dataclass(frozen=True)
class Word:
    """Pieces that stand together without a gap, and the gap before them."""

    pieces: tuple[Piece, ...]
    space: float

    @property
    def width(self) -> float:
        return sum(p.width for p in self.pieces)


@dataclass(frozen=True)
class Row:
    """A line of words from x on; `last` ends its paragraph (never justified)."""

    words: tuple[Word, ...]
    x: float
    last: bool = False

    @property
    def width(self) -> float:
        return sum(w.width + (w.space if i else 0.0) for i, w in enumerate(self.words))


def rich(text: str, face: Face, size: float, colour: Colour = BLACK) -> list[Run]:
    """Runs of a label with markup, which may be nested once."""
    runs: list[Run] = []
    for part in _MARKUP.split(text):
        if part.startswith("**") and len(part) > 4:
            runs += rich(part[2:-2], face.with_(bold=True), size, colour)
        elif part.startswith("__") and len(part) > 4:
            runs += rich(part[2:-2], face.with_(italic=True), size, colour)
        elif part.startswith("^") and len(part) > 2:
            runs.append(Run(part[1:-1], face, size * 0.62, rise=size * 0.36, colour=colour))
        elif part:
            runs.append(Run(part, face, size, colour=colour))
    return runs


def to_words(runs: Sequence[Run]) -> list[Word]:
    """Split runs at spaces; runs that touch are glued into one word."""
    words: list[Word] = []
    pending = True  # a gap precedes the next piece
    gap = 0.0
    for run in runs:
        if run.space is not None:
            pending, gap = True, run.space
        for token in re.split(r"(\s+)", run.text):
            if not token:
                continue
            if token.isspace():
                pending, gap = True, width(" ", run.face, run.size) * len(token)
            elif pending or not words:
                words.append(Word((Piece(token, run),), gap))
                pending = False
            else:
                last = words[-1]
                words[-1] = Word((*last.pieces, Piece(token, run)), last.space)
    return words


def break_lines(words: Sequence[Word], first: float, left: float, right: float) -> list[Row]:
    """Greedy lines: the first starts at `first`, the others at `left`; all end before `right`."""
    rows: list[Row] = []
    line: list[Word] = []
    x, start = first, first
    for word in words:
        step = word.width + (word.space if line else 0.0)
        if line and x + step > right + 0.01:
            rows.append(Row(tuple(line), start))
            line, x, start, step = [], left, left, word.width
        line.append(word)
        x += step
    if line:
        rows.append(Row(tuple(line), start, last=True))
    return rows
