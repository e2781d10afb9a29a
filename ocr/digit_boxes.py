"""Rows of printed boxes, one digit each: found among the cells of a page, read cell by cell.

In: the cells that rules enclose, the clean grey page, two or three readers. Out: one word per row,
``?`` for every digit on which the first reader agrees with no other; nothing for an empty row.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.engine.interface import LineReader
from ocr.page import Method, Reading, Word
from ocr.picture import Grey, Ink, Rect, fraction, pieces_of, union

FEWEST = 9  # an old identity card has 9 digits, a personal number 12
UNSURE = "?"
_DIGIT = 30  # height in pixels at which digits are handed to the reader


@dataclass(frozen=True, slots=True)
class BoxRow:
    """Cells of one row, left to right, in pixels."""

    cells: tuple[Rect, ...]

    @property
    def rect(self) -> Rect:
        """Outline of the row."""
        return union(list(self.cells))


def find_box_rows(cells: Sequence[Rect], *, dpi: float) -> list[BoxRow]:
    """Runs of at least nine neighbouring cells of one size that are small enough for a digit."""
    per_mm = dpi / 25.4
    small = [
        c for c in cells if 2.5 * per_mm < c[2] - c[0] < 13 * per_mm and c[3] - c[1] < 15 * per_mm
    ]
    rows: list[BoxRow] = []
    left = sorted(small, key=lambda c: c[0])
    while left:
        run = [left.pop(0)]
        for cell in list(left):
            if _follows(run[-1], cell, per_mm):
                run.append(cell)
                left.remove(cell)
        if FEWEST <= len(run) <= 14:
            rows.append(BoxRow(tuple(run)))
    return sorted(rows, key=lambda row: row.rect[1])


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
        number = "".join(text).strip().replace(" ", UNSURE)
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


def _decided(seen: Sequence[str]) -> str:
    """What the first reader and another one saw; the others are of one make and err alike."""
    return seen[0] if seen[0] in seen[1:] else UNSURE


def _sure(number: str, readings: Sequence[tuple[str, float]]) -> float:
    """The better confidence of two who read the whole number; else the least of all."""
    whole = [confidence for text, confidence in readings if text == number]
    return max(whole) if len(whole) > 1 else min(confidence for _, confidence in readings)


def _follows(one: Rect, other: Rect, per_mm: float) -> bool:
    width, height = one[2] - one[0], one[3] - one[1]
    return (
        abs(other[1] - one[1]) < 1.0 * per_mm
        and abs(other[3] - one[3]) < 1.0 * per_mm
        and -0.2 * per_mm <= other[0] - one[2] < 1.5 * per_mm
        and abs((other[2] - other[0]) - width) < 0.3 * width
        and height > 2.5 * per_mm
    )


def _digit(cell: Rect, clean: Grey, ink: Ink) -> Grey | None:
    """The digit of a cell on white, at the reader's height; None when the cell is empty."""
    x0, y0, x1, y1 = cell
    inside = ink[y0:y1, x0:x1]
    height, width = inside.shape
    rects = [
        (int(x), int(y), int(x + w), int(y + h))
        for x, y, w, h, area in pieces_of(inside).stats[1:]
        if area >= 0.004 * height * width and h > 0.12 * height
    ]
    tall = [r for r in rects if r[3] - r[1] > 0.25 * height]
    if not tall:
        return None
    rx0, ry0, rx1, ry1 = union(rects)
    pad = 2
    part = clean[y0 + max(ry0 - pad, 0) : y0 + ry1 + pad, x0 + max(rx0 - pad, 0) : x0 + rx1 + pad]
    scale = _DIGIT / part.shape[0]
    size = (max(4, round(part.shape[1] * scale)), _DIGIT)
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _read(pictures: Sequence[Grey], reader: LineReader) -> tuple[str, float]:
    """All digits set as one number, as typed numbers look; one by one when their count differs."""
    reading = reader.read([_strip(pictures)])[0]
    text = "".join(c for c in reading.text if c.isdigit())
    if len(text) == len(pictures):
        return text, reading.confidence
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
