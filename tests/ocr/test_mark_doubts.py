"""A word that may have lost its dot to a leader is never sure, whatever was read."""

import cv2
import numpy as np
import pytest

from ocr.clean.leaders import find_leaders
from ocr.clean.light import ink_of
from ocr.mark_doubts import with_mark_doubts
from ocr.page import MARK_DOUBTED, Word

SHAPE = (1000, 1000)
BOX = (0.2, 0.1, 0.3, 0.12)


def sure_of(text: str, *doubts: tuple[float, float]) -> float:
    places = np.array(doubts, dtype=np.float64).reshape(-1, 2)
    return with_mark_doubts([Word(text, BOX, 0.97)], places, SHAPE)[0].confidence


@pytest.mark.parametrize("text", ["huyên", "huyện", "ĐAO", "Tho,", "ng"])
def test_a_word_over_a_dot_in_doubt_is_unsure(text: str) -> None:
    assert sure_of(text, (250, 123)) == MARK_DOUBTED


@pytest.mark.parametrize("text", ["tỉnh", "Hà", "1985", "30/4"])
def test_what_cannot_bear_the_dot_stays_sure(text: str) -> None:
    assert sure_of(text, (250, 123)) == 0.97


def test_dots_elsewhere_do_not_matter() -> None:
    assert sure_of("huyên") == 0.97
    assert sure_of("huyên", (350, 123), (250, 150), (250, 101)) == 0.97


@pytest.mark.parametrize(("plump", "doubted"), [(False, False), (True, True)])
def test_a_dot_that_holds_more_ink_than_those_beside_it_is_in_doubt(
    draw, plump: bool, doubted: bool
) -> None:
    page = draw((300, 300, "Đao Thanh Phước"), size=(1200, 600))
    under = 340  # the middle of a letter
    for x in range(100, 1100, 8):
        cv2.circle(page, (x, 307), 2, 30, -1, cv2.LINE_AA)
    if plump:
        x = min(range(100, 1100, 8), key=lambda x: abs(x - under))
        cv2.circle(page, (x, 307), 2, 0, 2, cv2.LINE_AA)
    found = find_leaders(ink_of(page), page, dpi=200)
    near = [(x, y) for x, y in found.doubts if abs(x - under) < 8 and abs(y - 307) < 5]
    assert bool(near) is doubted
    assert found.ink[305:310, 100:1100].any()
