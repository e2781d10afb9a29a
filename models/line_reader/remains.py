"""What stands in a cut line beside its words: leaders, rules, boxes, marks of neighbouring lines.

In: an ink layer, where the words stand, a seeded generator. Out: the same layer with remains on it.
None of it is part of the truth.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from models.line_reader.faces import load, random_style
from models.line_reader.syllables import syllables


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where a line is drawn; em ``size``, ``base`` line and ``width`` in pixels."""

    layer: Image.Image
    size: int
    base: int
    width: int

    @property
    def pen(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.layer)


Spans = Sequence[tuple[float, float]]  # left and right of every word


def add_remains(sheet: Sheet, words: Spans, rng: random.Random, *, leader: float) -> bool:
    """Remains by chance; ``leader`` is the chance of a leader. Whether an upright rule is among
    them: it must be seen to go on above and below the words, or it looks like a worn 1."""
    kind, barred = rng.random(), False
    if kind < leader:
        _leader(sheet, words, rng)
    elif kind < leader + 0.06:
        _underline(sheet, rng)
    elif kind < leader + 0.08:  # seldom: a thin 1 at the end of a date looks the same
        for x in _box_sides(words, sheet.width, rng):
            sheet.pen.line(
                (x, 0, x, sheet.size * 3), fill=rng.choice((0, 90)), width=rng.choice((1, 2, 3))
            )
        barred = True
        if rng.random() < 0.4:
            _box_edges(sheet, rng)
    if rng.random() < 0.4:
        barred |= _column_rules(sheet, words, rng)
    if rng.random() < 0.15:
        _neighbour(sheet, rng)
    if rng.random() < 0.06:
        _dash(sheet, rng)
    for _ in range(rng.choice((0, 0, 0, 0, 1, 3, 8))):
        x, y, r = (
            rng.uniform(0, sheet.width),
            rng.uniform(0, sheet.size * 2.7),
            rng.choice((0.4, 0.5, 1.0)),
        )
        sheet.pen.ellipse((x - r, y - r, x + r, y + r), fill=rng.randint(0, 150))
    return barred


def _underline(sheet: Sheet, rng: random.Random) -> None:
    y = sheet.base + sheet.size * rng.uniform(0.08, 0.3)
    x0, x1 = sorted((rng.uniform(0, sheet.width), rng.uniform(0, sheet.width)))
    if rng.random() < 0.4:
        x0, x1 = 0.0, float(sheet.width)
    y1 = y + rng.choice((0, 0, 1))
    sheet.pen.line((x0, y, x1, y1), fill=rng.choice((0, 90, 160)), width=rng.choice((1, 1, 2)))


def _dash(sheet: Sheet, rng: random.Random) -> None:
    """What is left of a rule or of a box of the line above."""
    x, y = rng.uniform(0, sheet.width), sheet.base - sheet.size * rng.uniform(0.72, 1.1)
    end = x + sheet.size * rng.uniform(0.2, 2.0)
    sheet.pen.line((x, y, end, y + rng.choice((0, 0, 1, -1))), fill=0, width=rng.choice((1, 2, 3)))


def _column_rules(sheet: Sheet, words: Spans, rng: random.Random) -> bool:
    """Upright rules where a row of a table goes from one column to the next; whether any."""
    ink, width = rng.choice((0, 0, 60, 120)), rng.choice((1, 1, 2, 3))
    ruled = False
    for (_, end), (start, _) in itertools.pairwise(words):
        if start - end > 0.9 * sheet.size:
            x = rng.uniform(end + 0.1 * sheet.size, start - 0.1 * sheet.size)
            sheet.pen.line((x, 0, x, sheet.size * 3), fill=ink, width=width)
            ruled = True
    return ruled


def _box_sides(words: Spans, width: int, rng: random.Random) -> list[float]:
    sides = [rng.uniform(0, words[0][0]), rng.uniform(words[-1][1], width)]
    return sides if rng.random() < 0.4 else [rng.choice(sides)]


def _box_edges(sheet: Sheet, rng: random.Random) -> None:
    """Rules above and below, as of a table's cell."""
    for y in (
        sheet.base - sheet.size * rng.uniform(1.1, 1.4),
        sheet.base + sheet.size * rng.uniform(0.3, 0.6),
    ):
        if rng.random() < 0.7:
            sheet.pen.line((0, y, sheet.width, y), fill=rng.choice((0, 90)), width=1)


def _neighbour(sheet: Sheet, rng: random.Random) -> None:
    """The ends of letters of the line above or below."""
    away = sheet.size * rng.uniform(1.15, 1.5) * (-1 if rng.random() < 0.5 else 1)
    font = load(random_style(rng, bold=0.2).path, sheet.size)
    sheet.pen.text(
        (rng.uniform(-sheet.size, sheet.width), sheet.base + away),
        syllables(rng, 1, 4),
        font=font,
        fill=0,
        anchor="ls",
    )


def _leader(sheet: Sheet, words: Spans, rng: random.Random) -> None:
    """Dots or dashes in true size, whole, or what their removal left.

    A form's leader runs on under whatever is set over it, a little above or below the base line, in
    a type of its own, from where the label ends; one set with the text keeps clear of it.
    """
    whole = rng.random() < 0.6
    size, width = sheet.size * (rng.uniform(0.8, 1.2) if whole else 1.0), sheet.width
    step, radius = size * rng.choice((0.25, 0.25, rng.uniform(0.16, 0.36))), size * 0.05
    radius *= rng.uniform(0.6, 1.3)
    kept = 1.0 if whole else rng.choice((1.0, 1.0, 0.6, 0.25, 0.1))
    under = rng.random() < (0.95 if whole else 0.6)
    clear = rng.random() < (0.05 if whole else 0.6)
    ink = rng.choice((0, 0, 60, 130))
    lift = rng.choice((0.0, 0.0, rng.uniform(-0.02, 0.12), rng.uniform(-0.22, 0.3)))
    y = sheet.base - radius + size * lift
    dash = rng.random() < 0.06
    label = rng.choice(words)[1] + rng.uniform(0.02, 0.3) * size
    x = rng.choice((0.0, 0.0, 0.0, words[0][0], label)) + rng.uniform(0, step)
    stop = width if whole else rng.choice((width, width, words[-1][1]))
    while x < stop:
        covered = any(left - 0.12 * size < x < right + 0.18 * size for left, right in words)
        near = clear and any(0 <= x - right + 0.02 * size < 0.2 * size for _, right in words)
        if rng.random() < kept and (under or not covered) and not near:
            sides = (x - radius, y - radius, x + radius, y + radius)
            if dash:
                sides = (x - step * 0.35, y - radius * 0.5, x + step * 0.35, y + radius * 0.5)
            sheet.pen.ellipse(sides, fill=ink)
        x += step


def draw_boxes(digits: str, rng: random.Random, size: int) -> tuple[Sheet, list[float]]:
    """A row of empty boxes for single digits, and the middle of each box.

    A third of the rows without boxes and set closer, as ``ocr.digit_boxes`` hands digits over.
    """
    bare = rng.random() < 0.35
    cell = size * (rng.uniform(0.55, 0.95) if bare else rng.uniform(0.85, 1.7))
    height = size * rng.uniform(1.15, 1.7)
    edge = rng.uniform(2, size * 0.4)
    width = int(cell * len(digits) + 2 * edge)
    sheet = Sheet(Image.new("L", (width, int(size * 2.7)), 255), size, int(size * 1.75), width)
    middle = sheet.base - size * 0.33 + size * rng.uniform(-0.12, 0.12)
    top, bottom = middle - height / 2, middle + height / 2
    places = [edge + (n + 0.5) * cell for n in range(len(digits))]
    if bare:
        return sheet, places
    ink, line = rng.choice((0, 0, 60, 120)), rng.choice((1, 1, 2, 3))
    if rng.random() < 0.9:
        sheet.pen.line((edge, top, width - edge, top), fill=ink, width=line)
        sheet.pen.line((edge, bottom, width - edge, bottom), fill=ink, width=line)
    apart = rng.choice((0.0, 0.0, 0.0, rng.uniform(0.05, 0.15) * cell))
    for n in range(len(digits) + 1):
        for x in {edge + n * cell - apart, edge + n * cell + apart}:
            sheet.pen.line((x, top, x, bottom), fill=ink, width=line)
    return sheet, places
