"""Draws a text as a line picture like those of ``ocr.line_pictures``, remains of the form included.

In: a ``Text`` and a seeded generator. Out: a grey picture, dark on white, and the truth. Leaders,
rules and neighbours' marks are drawn and not part of the truth; a gap of any width is one space.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from models.line_reader.faces import random_style
from models.line_reader.glyphs import Setter, new_setter
from models.line_reader.remains import Sheet, add_remains, draw_boxes
from models.line_reader.seals import stamp
from models.line_reader.texts import Text

Grey = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word at its place (pixels from the left), raised by ``rise`` pixels."""

    text: str
    x: float
    setter: Setter
    rise: float = 0.0
    spread: float = 0.0

    @property
    def end(self) -> float:
        return self.x + self.setter.width(self.text) + self.spread * len(self.text)


def draw_line(
    text: Text, rng: random.Random, *, hand: bool = False, sealed: bool = False
) -> Grey | None:
    """The line as printed, before any damage; None when it would be far too wide.

    ``hand``: in a pen-like face; else most lines are in print. ``sealed``: a black seal lies over
    it; else seldom.
    """
    size = rng.randint(24, 44)
    if text.boxed:
        return _boxed(text.truth, rng, size, 1.0 if hand else 0.4)
    sealed = sealed or rng.random() < (0.02 if text.value else 0.1)
    words = _set(text, rng, size, _side(text, rng, size, sealed=sealed), hand)
    width = int(words[-1].end + _side(text, rng, size))
    if width > 66 * size:
        return None
    sheet = Sheet(Image.new("L", (width, int(size * 2.7)), 255), size, int(size * 1.75), width)
    ink = rng.choice((0, 0, 20, 50, 80, 100) if text.value else (0, 0, 20, 50, 80))
    for word in words:
        _write(sheet, word, ink)
    rows = np.flatnonzero((np.asarray(sheet.layer) < 200).any(axis=1))
    if not rows.size:
        return None
    spans = [(word.x, word.end) for word in words]
    barred = add_remains(sheet, spans, rng, leader=0.75 if text.value else 0.1)
    if sealed:
        stamp(sheet.layer, size, sheet.base, rng, start=words[0].x)
    rows_of_words = int(rows[0]), int(rows[-1]) + 1
    return _crop(np.asarray(sheet.layer), rng, rows_of_words, size, loose=barred)


def _side(text: Text, rng: random.Random, size: int, *, sealed: bool = False) -> int:
    """Pixels beside the words; a value is now and then cut with much of its leader, a line that
    begins under a seal with the seal's other half."""
    if sealed and rng.random() < 0.6:
        return round(size * rng.uniform(0, 5))
    if text.value and rng.random() < 0.2:
        return round(size * rng.uniform(1, 6))
    return rng.randint(2, size)


def _boxed(digits: str, rng: random.Random, size: int, hand: float) -> Grey:
    """Digits in a row of boxes, one each, neither centred nor level."""
    sheet, middles = draw_boxes(digits, rng, size)
    style = random_style(rng, bold=0.2, hand=hand, typed=0.2)
    setter = new_setter(rng, style, round(size * rng.uniform(0.75, 1.1)))
    ink, loose = rng.choice((0, 0, 30, 80)), rng.choice((0.02, 0.02, 0.1))
    for digit, middle in zip(digits, middles, strict=True):
        x = middle - setter.width(digit) / 2 + size * rng.uniform(-loose, loose)
        y = sheet.base + size * rng.uniform(-loose, loose) * 0.7
        setter.write(sheet.layer, x, y, digit, ink)
    page = np.asarray(sheet.layer)
    rows = np.flatnonzero((page < 200).any(axis=1))
    pad = rng.randint(-2, round(size * 0.3))
    return page[max(0, rows[0] - pad) : rows[-1] + pad + 1]


def _set(text: Text, rng: random.Random, size: int, x: float, by_hand: bool) -> list[_Word]:
    """Places the words: faces, justification, wide gaps, letter-spacing, raised notes."""
    slanted = 0.4 if len(text.parts) == 1 and not text.heading else 0.12
    bold = 0.75 if text.heading else 0.25
    hand = 1.0 if by_hand else 0.3 if text.value and len(text.parts) == 1 else 0.03
    typed = 0.15 if text.value else 0.0  # thin strokes, which a threshold tears
    face = random_style(rng, bold=bold, italic=slanted, hand=hand, typed=typed)
    alike = len(text.parts) == 1 or rng.random() < 0.4
    other = face if alike else random_style(rng, bold=0.3, hand=0.25, typed=typed)
    setter, second = new_setter(rng, face, size), new_setter(rng, other, size)
    stretch = rng.choice(
        (1.0, 1.0, rng.uniform(0.6, 1.0), rng.uniform(1, 1.6), rng.uniform(1.2, 3))
    )
    wide = rng.choice((0.0, 0.0, 0.0, 0.05, 0.15))
    loose = rng.choices((0.0, -0.012, -0.025, 0.02, 0.06, 0.2), (80, 6, 4, 4, 4, 2))[0]
    spread = loose * size
    words: list[_Word] = []
    for number, part in enumerate(text.parts):
        own = round(size * (rng.uniform(0.85, 1.1) if number else 1))
        hold = (second if number else setter).at(max(12, own))
        rise = size * rng.uniform(-0.08, 0.22) if number and rng.random() < 0.4 else 0.0
        space = max(setter.width(" "), 0.15 * size) * stretch + spread
        if number:
            apart = rng.choice((0.2, 0.3, 0.6, rng.uniform(0.2, 6)))
            x += (rng.uniform(0.0, 0.06) if text.tight else apart) * size - space
        for token in part.split(" "):
            if words:
                gap = space * rng.uniform(0.92, 1.08)
                column = rng.random() < wide
                x += rng.uniform(1, 7) * size if column else gap
                if column and rng.random() < 0.4:
                    rise = size * rng.uniform(-0.12, 0.12)
            placed = _notes(_Word(token, x, hold, rise, spread), rng, setter, start=not words)
            words += placed
            x = placed[-1].end
    return words


def _notes(word: _Word, rng: random.Random, setter: Setter, *, start: bool) -> list[_Word]:
    """A note's mark, as in ``gửi(1):``, is mostly set small and raised; m² as m and a small 2."""
    size = setter.size
    if word.text.endswith("m²") and rng.random() < 0.5:
        first = _Word(word.text[:-1], word.x, word.setter, word.rise, word.spread)
        small = word.setter.at(max(9, round(size * rng.uniform(0.55, 0.7))))
        return [first, _Word("2", first.end, small, word.rise + size * rng.uniform(0.3, 0.45))]
    head, mark, tail = word.text.partition("(")
    if not (mark and tail[:1].isdigit() and tail[1:2] == ")") or rng.random() < 0.25:
        return [word]
    if not head and (start or rng.random() < 0.4):  # "(7)" before its note is of the text's size
        return [word]
    first = _Word(head, word.x, word.setter, word.rise, word.spread)
    small = setter.at(max(9, round(size * rng.uniform(0.55, 0.7))))
    note = _Word(f"({tail[0]})", first.end, small, rise=size * rng.uniform(0.22, 0.42))
    rest = tail[2:]
    kept = [first] if head else []
    return [*kept, note, *([_Word(rest, note.end, word.setter, word.rise)] if rest else [])]


def _write(sheet: Sheet, word: _Word, ink: int) -> None:
    y = sheet.base - word.rise
    if not word.spread:
        word.setter.write(sheet.layer, word.x, y, word.text, ink)
        return
    x = word.x
    for char in word.text:
        word.setter.write(sheet.layer, x, y, char, ink)
        x += word.setter.width(char) + word.spread


def _crop(page: Grey, rng: random.Random, rows: tuple[int, int], size: int, *, loose: bool) -> Grey:
    """Cut around the ink: mostly just outside, sometimes ``loose``, seldom into marks or tails."""
    room = rng.uniform(0.15 if loose else 0.1, 0.35) * size
    above, below = (
        room if loose else rng.choice((-1, 1, 2, 3, room, room, -cut * size * rng.random()))
        for cut in (0.09, 0.05)
    )
    return page[max(0, int(rows[0] - above)) : min(len(page), int(rows[1] + below))]
