"""Rows of digit boxes: also with broken borders; what is not seen is uncertain."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from ocr.clean.light import ink_of
from ocr.clean.rules import find_rules
from ocr.digit_boxes import BoxRow, find_box_rows, read_box_rows
from ocr.engine.choose import Readers
from ocr.engine.grammar import FREE, Grammar
from ocr.engine.interface import Guess, LineReading, ReadWord
from ocr.page import Method, Word
from ocr.picture import Grey
from ocr.reading import read_page
from ocr.source.interface import SourcePage

DPI = 200
X, Y, STEP, HEIGHT = 620, 192, 46, 44
NUMBER = "036185990021"


class Says:
    """A reader that reads the same in every picture."""

    version = "test"

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._text = text

    def read(self, lines: Sequence[Grey]) -> list[LineReading]:
        return [LineReading((ReadWord(self._text, (0, 0, 9, 9), 0.9),)) for _ in lines]


def row_of_boxes(draw, number: str = NUMBER, cells: int = 12) -> np.ndarray:
    page = draw(*[(X + n * STEP + 15, Y + 4, digit) for n, digit in enumerate(number)])
    for n in range(cells):
        x = X + n * STEP
        cv2.rectangle(page, (x, Y), (x + STEP, Y + HEIGHT), 0, 2)
    return page


def found(page: np.ndarray) -> list[BoxRow]:
    ink = ink_of(page)
    return find_box_rows(find_rules(ink, dpi=DPI).cells, ink, dpi=DPI)


def numbers(page: np.ndarray, readers: Readers) -> list[Word]:
    read = read_page(SourcePage(1, float(DPI), None, lambda: page), readers)
    words = [word for line in read.lines for word in line.words]
    return [word for word in words if word.method is Method.DIGIT_BOXES]


@pytest.mark.parametrize("broken", [(0,), (11,), (5,), (0, 11), (3, 4, 9)])
def test_boxes_with_broken_sides_are_still_twelve(draw, broken: tuple[int, ...]) -> None:
    page = row_of_boxes(draw)
    for cell in broken:
        side = X + cell * STEP if cell < 6 else X + (cell + 1) * STEP
        page[Y + 8 : Y + 34, side - 4 : side + 5] = 255
    (row,) = found(page)
    assert len(row.cells) == 12
    assert row.cells[0][0] == pytest.approx(X, abs=6)
    assert row.cells[-1][2] == pytest.approx(X + 12 * STEP, abs=6)


def test_nine_boxes_do_not_grow(draw) -> None:
    (row,) = found(row_of_boxes(draw, "012345678", cells=9))
    assert len(row.cells) == 9


def test_a_cell_that_seems_empty_is_uncertain(draw, readers: Readers) -> None:
    """Nine digits of a twelve-digit number must not pass for the nine of an old card."""
    for number in ("036185990 21", " 36185990021", "03618599002 "):
        (word,) = numbers(row_of_boxes(draw, number), readers)
        assert word.text == number.replace(" ", "?")
        assert word.confidence == 0.0


def test_an_old_card_in_twelve_boxes_has_nine_digits(draw, readers: Readers) -> None:
    (word,) = numbers(row_of_boxes(draw, "012345678"), readers)
    assert word.text == "012345678"


def test_a_worn_digit_in_pieces_is_read_whole(draw, readers: Readers) -> None:
    page = row_of_boxes(draw)
    page[Y + 20 : Y + 22, X : X + 12 * STEP] = 255  # a scratch through all digits
    for n in range(13):
        cv2.line(page, (X + n * STEP, Y), (X + n * STEP, Y + HEIGHT), 0, 2)
    (word,) = numbers(page, readers)
    assert len(word.text) == 12
    assert all(digit in {own, "?"} for digit, own in zip(word.text, NUMBER, strict=True))


class MissesOnes(Says):
    """Reads no thin 1 of a row, but can say what the row is if it has so many digits."""

    def __init__(self, likeliest: str) -> None:
        super().__init__("own", NUMBER.replace("1", ""))
        self._likeliest = likeliest

    def guesses(
        self, lines: Sequence[Grey], *, grammar: Grammar = FREE, most: int = 5
    ) -> list[list[Guess]]:
        assert grammar.accepts("9" * 12)
        assert not grammar.accepts("9" * 11)
        return [[Guess(self._likeliest, 0.03), Guess("0" * 12, 0.01)][:most] for _ in lines]


@pytest.mark.parametrize(
    ("likeliest", "number"), [(NUMBER, NUMBER), ("036785990021", "036?85990021")]
)
def test_a_row_of_twelve_cells_is_heard_as_twelve_digits(draw, likeliest: str, number: str) -> None:
    """What a reader left out it is asked for; another reader must still see the same."""
    page = row_of_boxes(draw)
    readers = [MissesOnes(likeliest), Says("other", NUMBER)]
    (word,) = read_box_rows(found(page), page, ink_of(page), readers)
    assert word.text == number
    assert word.readings[0].confidence == pytest.approx(0.75)
