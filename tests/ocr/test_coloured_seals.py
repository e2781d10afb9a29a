"""What was read through the strokes of a red or blue seal is not certain; all other words are."""

import cv2
import numpy as np
import pytest

from ocr.clean.turn import quarter_turn
from ocr.coloured_seals import find_seal_ink, with_colour_doubts
from ocr.engine.choose import Readers
from ocr.page import MARK_DOUBTED, Word
from ocr.reading import read_page
from ocr.source.interface import SourcePage

DPI = 200.0
RED, BLUE = (50, 50, 215), (200, 70, 40)
Colour = np.ndarray


def seal(page: Colour, colour: tuple[int, int, int], *, at: tuple[int, int]) -> Colour:
    """A round seal of 36 mm with two rings, whose ink lets black print through."""
    ink = np.full_like(page, 255)
    cv2.circle(ink, at, 140, colour, 6, cv2.LINE_AA)
    cv2.circle(ink, at, 100, colour, 4, cv2.LINE_AA)
    return np.minimum(page, ink)


def coloured(grey: np.ndarray) -> Colour:
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)


@pytest.mark.parametrize(("colour", "turn"), [(RED, 0), (BLUE, 0), (RED, 180), (RED, 270)])
def test_words_under_the_strokes_of_a_seal_are_not_certain(
    letter, readers: Readers, colour: tuple[int, int, int], turn: int
) -> None:
    x, y, radius = 900, 300, 140
    under = seal(coloured(letter), colour, at=(x, y))
    picture = np.ascontiguousarray(np.rot90(under, turn // 90))
    page = read_page(SourcePage(1, DPI, None, lambda: picture), readers)
    words = [word for line in page.lines for word in line.words]
    unsure = [_from(word, x, y, letter.shape) for word in words if _unsure(word)]
    assert 4 <= sum(far < radius for far in unsure) <= 14
    above_and_below = [w for w in words if not 0.2 < (w.box[1] + w.box[3]) / 2 < 0.76]
    assert len(above_and_below) > 15
    assert not [word for word in above_and_below if _unsure(word)]


def test_pages_without_a_seal_have_no_such_words(letter, readers: Readers) -> None:
    page = read_page(SourcePage(1, DPI, None, lambda: coloured(letter)), readers)
    assert not [word for line in page.lines for word in line.words if _unsure(word)]


def _unsure(word: Word) -> bool:
    """Whether its confidence was put down; readers never say just this."""
    return word.confidence == MARK_DOUBTED


def _from(word: Word, x: int, y: int, shape: tuple[int, ...]) -> float:
    """How far the word's nearest corner or side is from a place (pixels)."""
    height, width = shape
    across = x - min(max(x, word.box[0] * width), word.box[2] * width)
    down = y - min(max(y, word.box[1] * height), word.box[3] * height)
    return float(np.hypot(across, down))


def test_words_between_the_strokes_and_beside_them_keep_their_confidence() -> None:
    page = seal(np.full((1000, 1000, 3), 255, np.uint8), RED, at=(500, 500))
    ink = find_seal_ink(page, dpi=DPI)
    crossed = Word("Nhung", (0.32, 0.48, 0.42, 0.52), 0.97)
    inside = Word("Thị", (0.45, 0.48, 0.55, 0.52), 0.97)
    beside = Word("Hồng", (0.66, 0.48, 0.80, 0.52), 0.97)
    after = with_colour_doubts([crossed, inside, beside], ink)
    assert [word.confidence for word in after] == [MARK_DOUBTED, 0.97, 0.97]
    (unsure,) = with_colour_doubts([Word("Nhung", crossed.box, 0.31)], ink)
    assert unsure.confidence == 0.31


def signature(page: Colour) -> None:
    points = np.array([[150, 300], [260, 240], [330, 330], [420, 250], [560, 310]], np.int32)
    cv2.polylines(page, [points.reshape(-1, 1, 2)], False, BLUE, 4, cv2.LINE_AA)


def line_of_pen(page: Colour) -> None:
    cv2.putText(page, "Nguyen Van An", (150, 300), cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 1.6, BLUE, 3)


def red_title(page: Colour) -> None:
    cv2.putText(page, "GIAY CHUNG NHAN", (60, 190), cv2.FONT_HERSHEY_DUPLEX, 2, (40, 40, 200), 5)


def yellowed(page: Colour) -> None:
    page[:] = (190, 225, 240)


@pytest.mark.parametrize("mark", [signature, line_of_pen, red_title, yellowed])
def test_what_is_no_seal_costs_nothing(mark) -> None:
    page = np.full((600, 1000, 3), 255, np.uint8)
    mark(page)
    assert find_seal_ink(page, dpi=DPI) is None


def test_a_turned_page_is_told_of_its_seal_where_it_stands() -> None:
    page = seal(np.full((1200, 900, 3), 255, np.uint8), BLUE, at=(300, 400))
    ink = find_seal_ink(page, dpi=DPI)
    assert ink is not None
    ys, xs = np.nonzero(quarter_turn(ink, 90) < 128)
    assert (xs.mean() / ink.shape[0], ys.mean() / ink.shape[1]) == pytest.approx(
        (1 - 400 / 1200, 300 / 900), abs=0.02
    )
