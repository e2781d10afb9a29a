"""A word that may have lost its dot to a leader is never sure, whatever was read."""

import numpy as np
import pytest

from ocr.mark_doubts import MARK_DOUBTED, with_mark_doubts
from ocr.page import Word

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
