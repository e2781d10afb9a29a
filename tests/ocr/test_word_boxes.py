"""A word's box holds its letters and their marks, no dirt."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.word_boxes import without_dirt

LETTERS = [(0, 10, 14, 30), (18, 16, 30, 30)]


def kept(speck: tuple[int, int, int, int], text: str) -> bool:
    return speck in [tuple(rect) for rect in without_dirt(np.array([*LETTERS, speck]), text)]


@pytest.mark.parametrize(
    ("speck", "text", "stays"),
    [
        ((22, 33, 25, 36), "Mẹ", True),  # its dot
        ((22, 33, 25, 36), "Me", False),
        ((22, 8, 26, 12), "Mé", True),  # its accent
        ((22, 8, 26, 12), "Me", False),
        ((22, 41, 25, 44), "Mẹ", False),  # of the line below
        ((22, -6, 26, -2), "Mé", False),  # of the line above
        ((38, 2, 42, 6), "Mé", False),  # beside the word's end
        ((32, 27, 34, 32), "Me,", True),
    ],
)
def test_small_pieces_stay_where_the_text_has_them(
    speck: tuple[int, int, int, int], text: str, stays: bool
) -> None:
    assert kept(speck, text) == stays


def test_the_torn_off_end_of_a_digit_is_no_dirt() -> None:
    pieces = np.array([(4, 0, 11, 17), (0, 18, 5, 20)])
    assert len(without_dirt(pieces, "3")) == 2


@given(
    st.lists(
        st.tuples(st.integers(0, 80), st.integers(0, 60), st.integers(1, 30), st.integers(1, 30)),
        min_size=1,
        max_size=12,
    ),
    st.text("aAệ2.,-(i", min_size=1, max_size=6),
)
def test_letters_stay_and_nothing_is_made_up(
    pieces: list[tuple[int, int, int, int]], text: str
) -> None:
    rects = np.array([(x, y, x + wide, y + tall) for x, y, wide, tall in pieces])
    own = [tuple(rect) for rect in without_dirt(rects, text)]
    tallest = max(tall for *_, tall in pieces)
    assert set(own) <= {tuple(rect) for rect in rects}
    assert all(tuple(rect) in own for rect in rects if rect[3] - rect[1] >= 0.6 * tallest)
