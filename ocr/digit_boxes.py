"""Rows of printed boxes, one digit each: found among the cells of a page, read cell by cell.

In: the cells that rules enclose, the clean grey page, two or three readers. Out: one word per row,
``?`` for every digit on which the first reader agrees with no other; nothing for an empty row.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.engine.ctc import margin
from ocr.engine.grammar import Grammar
from ocr.engine.interface import Guesser, LineReader
from ocr.page import Method, Reading, Word
from ocr.picture import Grey, Ink, Rect, fraction, pieces_of, union

FEWEST = 9  # an old identity card has 9 digits, a personal number 12
MOST = 14
OLD_CARD = 9
_SEEDS = 3  # cells with whole borders that make a row
_HOLE = 4.5  # cells that may lack between two of a row
_RULE_MM = 0.7  # from a cell's edge to the far side of its rule
_RULED = 0.6  # of a cell's width over which its rules must be there
UNSURE = "?"
_SHORTEST = 0.2  # of a cell's height: lower ink is no digit
_BORDER = 0.07  # of a cell's height: thinner ink at its edge is what is left of the border
_NEAR = 0.1  # of a cell's height: pieces of one digit are no further apart
_DIGIT = 30  # height in pixels at which digits are handed to the reader


@dataclass(frozen=True, slots=True)
class BoxRow:
    """Cells of one row, left to right, in pixels."""

    cells: tuple[Rect, ...]

    @property
    def rect(self) -> Rect:
        """Outline of the row."""
        return union(list(self.cells))


def find_box_rows(cells: Sequence[Rect], ink: Ink, *, dpi: float) -> list[BoxRow]:
    """Rows of at least nine neighbouring cells of one size that are small enough for a digit.

    Where a border is broken its cell is not among ``cells``: a few of a row are enough, the others
    follow at the same distance as long as the ink of the rules goes on above and below them.
    """
    per_mm = dpi / 25.4
    small = [
        c for c in cells if 2.5 * per_mm < c[2] - c[0] < 13 * per_mm and c[3] - c[1] < 15 * per_mm
    ]
    rows: list[BoxRow] = []
    left = sorted(small, key=lambda c: c[0])
    while left:
        run = [c for c in left if _alike(left[0], c, per_mm)]
        left = [c for c in left if c not in run]
        for part in _parts(run):
            row = _completed(part, ink, round(_RULE_MM * per_mm))
            if FEWEST <= len(row) <= MOST:
                rows.append(BoxRow(tuple(row)))
    return sorted(rows, key=lambda row: row.rect[1])


def _alike(one: Rect, other: Rect, per_mm: float) -> bool:
    """Cells of one size on one level."""
    width, height = one[2] - one[0], one[3] - one[1]
    return (
        abs(other[1] - one[1]) < 1.0 * per_mm
        and abs(other[3] - one[3]) < 1.0 * per_mm
        and abs((other[2] - other[0]) - width) < 0.3 * width
        and height > 2.5 * per_mm
    )


def _parts(run: list[Rect]) -> list[list[Rect]]:
    """Cells in reach of one another; rows of boxes may stand beside one another."""
    parts = [[run[0]]]
    for cell in run[1:]:
        width = cell[2] - cell[0]
        if cell[0] - parts[-1][-1][2] > _HOLE * width:
            parts.append([])
        parts[-1].append(cell)
    return [part for part in parts if len(part) >= _SEEDS]


def _completed(run: list[Rect], ink: Ink, rule: int) -> list[Rect]:
    """The run with the cells that broken borders hid, between and beyond its own."""
    steps = np.diff([cell[0] for cell in run])
    pitch = float(np.median(steps[steps < 1.5 * steps.min()]))
    width = round(float(np.median([cell[2] - cell[0] for cell in run])))
    row = [run[0]]
    for cell in run[1:]:
        missing = round((cell[0] - row[-1][0]) / pitch) - 1
        step = (cell[0] - row[-1][0]) / (missing + 1)
        row += [_shifted(row[-1], step * (n + 1), width) for n in range(missing)]
        row.append(cell)
    while len(row) <= MOST and _is_ruled(cell := _shifted(row[0], -pitch, width), ink, rule):
        row.insert(0, cell)
    while len(row) <= MOST and _is_ruled(cell := _shifted(row[-1], pitch, width), ink, rule):
        row.append(cell)
    return row


def _shifted(cell: Rect, step: float, width: int) -> Rect:
    x0 = cell[0] + round(step)
    return x0, cell[1], x0 + width, cell[3]


def _is_ruled(cell: Rect, ink: Ink, rule: int) -> bool:
    """Does ink run along above and below?"""
    x0, y0, x1, y1 = cell
    if x0 < 0 or x1 > ink.shape[1]:
        return False
    above, below = ink[max(y0 - rule, 0) : y0 + 2, x0:x1], ink[y1 - 2 : y1 + rule, x0:x1]
    return all(
        part.size > 0 and float((part > 0).any(axis=0).mean()) >= _RULED for part in (above, below)
    )


def read_box_rows(
    rows: Sequence[BoxRow], clean: Grey, ink: Ink, readers: Sequence[LineReader]
) -> list[Word]:
    """One word per row that has ink in it; ``readings`` hold what each reader saw."""
    words = []
    for row in rows:
        digits = [_digit(cell, clean, ink) for cell in row.cells]
        filled = [n for n, digit in enumerate(digits) if digit is not None]
        if not filled:
            continue
        pictures = [digit for digit in digits if digit is not None]
        readings = [_read(pictures, reader) for reader in readers]
        text = [" "] * len(digits)
        for place, cell in enumerate(filled):
            text[cell] = _decided([reading[0][place] for reading in readings])
        number = _number("".join(text))
        sure = 0.0 if UNSURE in number else _sure(number, readings)
        words.append(
            Word(
                number,
                fraction(row.rect, clean.shape),
                sure,
                Method.DIGIT_BOXES,
                tuple(
                    Reading(reader.name, read, confidence)
                    for reader, (read, confidence) in zip(readers, readings, strict=True)
                ),
            )
        )
    return words


def _number(text: str) -> str:
    """The row's text. A cell that seems empty is uncertain, except behind the 9 of an old card."""
    old = text[:OLD_CARD], text[OLD_CARD:]
    if len(text) > OLD_CARD and " " not in old[0] and not old[1].strip():
        return old[0]
    return text.replace(" ", UNSURE)


def _decided(seen: Sequence[str]) -> str:
    """What the first reader and another one saw; the others are of one make and err alike."""
    return seen[0] if seen[0] in seen[1:] else UNSURE


def _sure(number: str, readings: Sequence[tuple[str, float]]) -> float:
    """The better confidence of two who read the whole number; else the least of all."""
    whole = [confidence for text, confidence in readings if text == number]
    return max(whole) if len(whole) > 1 else min(confidence for _, confidence in readings)


def _digit(cell: Rect, clean: Grey, ink: Ink) -> Grey | None:
    """The digit of a cell on white, at the reader's height; None when the cell is empty."""
    x0, y0, x1, y1 = cell
    rects = _strokes(ink[y0:y1, x0:x1])
    if not rects:
        return None
    rx0, ry0, rx1, ry1 = union(rects)
    if ry1 - ry0 < _SHORTEST * (y1 - y0):
        return None
    pad = 2
    part = clean[y0 + max(ry0 - pad, 0) : y0 + ry1 + pad, x0 + max(rx0 - pad, 0) : x0 + rx1 + pad]
    scale = _DIGIT / part.shape[0]
    size = (max(4, round(part.shape[1] * scale)), _DIGIT)
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _strokes(inside: Ink) -> list[Rect]:
    """The largest piece of ink in a cell and those near it: worn digits lie in several pieces."""
    height, width = inside.shape
    left = []
    for x, y, w, h, area in pieces_of(inside).stats[1:]:
        edge = x <= 1 or y <= 1 or x + w >= width - 1 or y + h >= height - 1
        border = edge and min(w, h) <= _BORDER * height
        if area >= 3 and not border:
            left.append((int(area), (int(x), int(y), int(x + w), int(y + h))))
    left.sort(reverse=True)
    near = _NEAR * height
    group = [rect for _, rect in left[:1]]
    for _ in range(2):  # a piece may be reached only through a smaller one
        x0, y0, x1, y1 = union(group) if group else (0, 0, 0, 0)
        group += [
            r
            for _, r in left
            if r not in group
            and max(x0 - r[2], r[0] - x1) < near
            and max(y0 - r[3], r[1] - y1) < near
        ]
    return group


def _read(pictures: Sequence[Grey], reader: LineReader) -> tuple[str, float]:
    """All digits set as one number, as typed numbers look; when their count differs, what is
    likeliest of so many, from a reader that tells, and else one by one."""
    strip = _strip(pictures)
    reading = reader.read([strip])[0]
    text = "".join(c for c in reading.text if c.isdigit())
    if len(text) == len(pictures):
        return text, reading.confidence
    if isinstance(reader, Guesser):
        so_many = Grammar("cells", ("9" * len(pictures),))
        found = reader.guesses([strip], grammar=so_many)[0]
        if found:
            return found[0].text, margin(found)
    singles = reader.read([_strip([picture]) for picture in pictures])
    digits = ["".join(c for c in single.text if c.isdigit()) for single in singles]
    text = "".join(d if len(d) == 1 else UNSURE for d in digits)
    return text, min(single.confidence for single in singles)


def _strip(pictures: Sequence[Grey]) -> Grey:
    gap, margin = _DIGIT // 6, _DIGIT // 2
    height = _DIGIT + 2 * margin
    white = np.full((height, gap), 255, np.uint8)
    parts = [np.full((height, margin), 255, np.uint8)]
    for picture in pictures:
        column = np.full((height, picture.shape[1]), 255, np.uint8)
        column[margin : margin + _DIGIT] = picture
        parts += [column, white]
    parts.append(np.full((height, margin), 255, np.uint8))
    return np.hstack(parts)
