"""Draws a text as a line picture like those of ``ocr.line_pictures``, remains of the form included.

In: a ``Text`` and seeded generators. Out: a grey picture, dark on white, and the truth. Leaders,
rules and neighbours' marks are drawn and not part of the truth; a gap of any width is one space.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from models.line_reader.faces import load, random_face
from models.line_reader.syllables import syllables
from models.line_reader.texts import Text

Grey = npt.NDArray[np.uint8]
Font = ImageFont.FreeTypeFont


@dataclass(frozen=True, slots=True)
class _Word:
    """A word at its place (pixels from the left), raised by ``rise`` pixels."""

    text: str
    x: float
    font: Font
    rise: float = 0.0
    spread: float = 0.0

    @property
    def end(self) -> float:
        return self.x + float(self.font.getlength(self.text)) + self.spread * len(self.text)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where a line is drawn; em ``size``, ``base`` line and ``width`` in pixels."""

    pen: ImageDraw.ImageDraw
    size: int
    base: int
    width: int


def draw_line(text: Text, rng: random.Random) -> Grey | None:
    """The line as printed, before any damage; None when it would be far too wide."""
    size = rng.randint(24, 44)
    margin = rng.randint(2, size)
    words = _set(text, rng, size, margin)
    width = int(words[-1].end + rng.randint(2, size))
    if width > 62 * size:
        return None
    base, height = int(size * 1.75), int(size * 2.7)
    image = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(image)
    ink = rng.choice((0, 0, 20, 50, 80))
    _remains(_Sheet(pen, size, base, width), words, rng)
    for word in words:
        _write(pen, word, base, ink)
    boxes = [word.font.getbbox(word.text, anchor="ls") for word in words]
    top = base + min(box[1] - word.rise for box, word in zip(boxes, words, strict=True))
    bottom = base + max(box[3] - word.rise for box, word in zip(boxes, words, strict=True))
    return _crop(np.asarray(image), rng, int(top), int(bottom), size)


def _set(text: Text, rng: random.Random, size: int, x: float) -> list[_Word]:
    """Places the words: faces, justification, wide gaps, letter-spacing, raised notes."""
    slanted = 0.45 if len(text.parts) == 1 and not text.heading else 0.12
    face = random_face(rng, bold=0.75 if text.heading else 0.2, italic=slanted)
    other = random_face(rng, bold=0.3) if rng.random() < 0.6 else face
    stretch = rng.choice(
        (1.0, 1.0, rng.uniform(0.7, 1.0), rng.uniform(1, 1.6), rng.uniform(1.2, 3))
    )
    wide = rng.choice((0.0, 0.0, 0.0, 0.05, 0.15))
    loose = rng.choices((0.0, -0.012, -0.025, 0.02, 0.06, 0.2), (80, 6, 4, 4, 4, 2))[0]
    spread = loose * size
    words: list[_Word] = []
    for number, part in enumerate(text.parts):
        own = round(size * (rng.uniform(0.85, 1.1) if number else 1))
        font = load(other if number else face, max(12, own))
        rise = size * rng.uniform(-0.08, 0.22) if number and rng.random() < 0.4 else 0.0
        space = float(load(face, size).getlength(" ")) * stretch + spread
        if number:
            apart = rng.choice((0.2, 0.3, 0.6, rng.uniform(0.2, 6)))
            x += (rng.uniform(0.0, 0.06) if text.tight else apart) * size - space
        for token in part.split(" "):
            if words:
                gap = space * rng.uniform(0.92, 1.08)
                x += rng.uniform(1, 7) * size if rng.random() < wide else gap
            placed = _notes(_Word(token, x, font, rise, spread), rng, face, size)
            words += placed
            x = placed[-1].end
    return words


def _notes(word: _Word, rng: random.Random, face: Path, size: int) -> list[_Word]:
    """A note's mark, as in ``gửi(1):``, is mostly set small and raised."""
    head, mark, tail = word.text.partition("(")
    if not (head and mark and tail[:1].isdigit() and tail[1:2] == ")") or rng.random() < 0.25:
        return [word]
    first = _Word(head, word.x, word.font, word.rise, word.spread)
    small = load(face, max(9, round(size * rng.uniform(0.55, 0.7))))
    note = _Word(f"({tail[0]})", first.end, small, rise=size * rng.uniform(0.25, 0.38))
    rest = tail[2:]
    return [first, note, *([_Word(rest, note.end, word.font, word.rise)] if rest else [])]


def _write(pen: ImageDraw.ImageDraw, word: _Word, base: float, ink: int) -> None:
    y = base - word.rise
    if not word.spread:
        pen.text((word.x, y), word.text, font=word.font, fill=ink, anchor="ls")
        return
    x = word.x
    for char in word.text:
        pen.text((x, y), char, font=word.font, fill=ink, anchor="ls")
        x += float(word.font.getlength(char)) + word.spread


def _remains(sheet: _Sheet, words: list[_Word], rng: random.Random) -> None:
    """Leader dots, bits of rules, marks of neighbouring lines."""
    pen, size, base, width = sheet.pen, sheet.size, sheet.base, sheet.width
    kind = rng.random()
    if kind < 0.3:
        _leader(sheet, words, rng)
    elif kind < 0.36:
        y = base + size * rng.uniform(0.08, 0.3)
        x0, x1 = sorted((rng.uniform(0, width), rng.uniform(0, width)))
        pen.line(
            (x0, y, x1, y + rng.choice((0, 0, 1))),
            fill=rng.choice((0, 90, 160)),
            width=rng.choice((1, 1, 2)),
        )
    elif kind < 0.42:
        x = rng.choice((rng.uniform(0, words[0].x), rng.uniform(words[-1].end, width)))
        pen.line((x, 0, x, size * 3), fill=rng.choice((0, 90)), width=rng.choice((1, 2, 3)))
    if rng.random() < 0.12:
        up = rng.random() < 0.5
        y = base + size * rng.uniform(1.15, 1.5) * (-1 if up else 1)
        font = load(random_face(rng, bold=0.2), size)
        pen.text(
            (rng.uniform(-size, width), y), syllables(rng, 1, 4), font=font, fill=0, anchor="ls"
        )
    for _ in range(rng.choice((0, 0, 0, 0, 1, 3, 8))):
        x, y, r = rng.uniform(0, width), rng.uniform(0, size * 2.7), rng.choice((0.4, 0.5, 1.0))
        pen.ellipse((x - r, y - r, x + r, y + r), fill=rng.randint(0, 150))


def _leader(sheet: _Sheet, words: list[_Word], rng: random.Random) -> None:
    """Dots along the base line: whole, or what their removal left; a little clear of word ends."""
    pen, size, base, width = sheet.pen, sheet.size, sheet.base, sheet.width
    step, radius = size * rng.uniform(0.16, 0.32), size * rng.uniform(0.03, 0.07)
    kept = rng.choice((1.0, 1.0, 0.6, 0.25, 0.1))
    under = rng.random() < 0.65
    ink = rng.choice((0, 0, 60, 130))
    y = base - radius + size * rng.choice((0.0, 0.0, rng.uniform(-0.02, 0.12)))
    x = rng.choice((0.0, words[0].x, words[-1].end + 0.3 * size))
    stop = rng.choice((width, width, words[-1].end))
    while x < stop:
        covered = any(word.x - 0.12 * size < x < word.end + 0.18 * size for word in words)
        near = any(0 <= x - word.end + 0.02 * size < 0.2 * size for word in words)
        if rng.random() < kept and (under or not covered) and not near:
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ink)
        x += step


def _crop(page: Grey, rng: random.Random, top: int, bottom: int, size: int) -> Grey:
    """Cut around the ink: mostly just outside, sometimes loose, seldom a pixel into it."""
    above = rng.choice((-1, 1, 2, 3, rng.uniform(0.1, 0.35) * size))
    below = rng.choice((-1, 1, 2, 3, rng.uniform(0.1, 0.35) * size))
    return page[max(0, int(top - above)) : min(len(page), int(bottom + below) + 1)]
