"""Lines of thin type that a 1-bit scan has shattered are found whole."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.dossiers.fonts import Face
from ocr.clean.light import ink_of
from ocr.line_pieces import sides_of, with_crumbs_joined, with_row_numbers_joined
from ocr.lines import find_lines
from ocr.picture import Grey, pieces_of

TYPED = "Thôn Đoài, xã Nam Cửa Việt, tỉnh Quảng Trị"


def shattered(page: Grey) -> Grey:
    """The page with holes all over its strokes."""
    holes = np.random.default_rng(3).random((page.shape[0] // 3, page.shape[1] // 3)) < 0.3
    large = np.kron(holes, np.ones((3, 3), bool))
    worn = page.copy()
    worn[: large.shape[0], : large.shape[1]][large] = 255
    return np.where(worn < 150, 0, 255).astype(np.uint8)


def test_the_letters_of_a_shattered_line_are_all_in_lines(draw) -> None:
    typed = draw((300, 200, TYPED), px=30, face=Face("cursor"))
    page = np.minimum(draw((60, 60, "Căn cứ Luật Cư trú, theo đề nghị")), shattered(typed))
    lines = find_lines(ink_of(page), dpi=200).lines
    inked = (shattered(typed)[150:260] < 128).any(axis=0)
    held = np.zeros_like(inked)
    for line in lines:
        if line.rect[1] > 150:
            held[line.rect[0] : line.rect[2]] = True
    assert (inked & held).sum() > 0.97 * inked.sum()


def test_a_shattered_digit_alone_in_its_cell_is_found(draw) -> None:
    """The other letters of the page are whole: nothing says that its print is worn."""
    page = np.minimum(draw((700, 210, "Lê Văn An")), draw((212, 210, "2")))
    cells = ((180, 190, 260, 260), (660, 190, 1000, 260))
    rows = np.flatnonzero((page[:, 180:260] < 128).any(axis=1))
    page[rows[-1] - 7 : rows[-1] - 3, 180:260] = 255  # the bar of the digit is torn off
    page[rows[0] + 8 : rows[0] + 11, 180:260] = 255
    found = [line.rect for line in find_lines(ink_of(page), dpi=200, cells=cells).lines]
    digit = [rect for rect in found if rect[2] < 260]
    assert [(rect[1], rect[3]) for rect in digit] == [(rows[0], rows[-1] + 1)]


CELLS = ((180, 190, 260, 260), (260, 190, 800, 260))


def torn_digits(page: Grey) -> list[tuple[int, int, int, int]]:
    """What is found in the first of the two cells, where hardly more than a digit's ends stands."""
    ink = ink_of(page)
    for x0, y0, x1, y1 in ((215, 215, 219, 217), (213, 229, 224, 232), (218, 219, 219, 222)):
        ink[y0:y1, x0:x1] = 255
    return [
        line.rect
        for line in find_lines(ink, dpi=200, cells=CELLS).lines
        if 180 < line.rect[0] < 260
    ]


def test_a_torn_row_number_is_found_beside_the_text_of_its_row(draw) -> None:
    assert torn_digits(draw((290, 205, "Lê Văn An"))) == [(213, 215, 224, 232)]


@pytest.mark.parametrize("row", [(290, 300, "Lê Văn An"), (20, 205, "Lê Văn")])
def test_crumbs_in_a_cell_without_a_text_beside_it_are_dirt(draw, row) -> None:
    """Nothing stands on their level, or only to their left."""
    assert torn_digits(draw(row)) == []


def test_crumbs_wide_apart_in_a_cell_are_no_digit(draw) -> None:
    ink = ink_of(draw((290, 205, "Lê Văn An")))
    for x, y in ((190, 200), (220, 215), (250, 235)):
        ink[y : y + 3, x : x + 4] = 255
    found = find_lines(ink, dpi=200, cells=CELLS).lines
    assert all(line.rect[0] > 260 for line in found)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 90), st.integers(0, 60), st.integers(1, 9), st.integers(1, 9)),
        max_size=20,
    ),
    st.floats(3.0, 40.0),
)
def test_joining_row_numbers_keeps_every_pixel(
    crumbs: list[tuple[int, int, int, int]], body: float
) -> None:
    ink = np.zeros((80, 300), np.uint8)
    ink[20:45, 150:170] = 255
    for x, y, wide, tall in crumbs:
        ink[y : y + tall, x : x + wide] = 255
    sides = sides_of(pieces_of(ink))
    cell = np.where(sides.left < 110, 0, 1)
    cell[0] = -1
    joined = with_row_numbers_joined(sides, body, cell)
    assert np.array_equal(joined.labels > 0, ink > 0)
    for label in np.unique(joined.labels)[1:]:
        ys, xs = np.nonzero(joined.labels == label)
        own = (xs.min(), ys.min(), np.ptp(xs) + 1, np.ptp(ys) + 1, len(xs))
        kept = (joined.left, joined.top, joined.width, joined.height, joined.area)
        assert own == tuple(side[label] for side in kept)


def test_crumbs_beside_whole_letters_are_not_joined(draw) -> None:
    page = draw((200, 210, "Căn cứ Luật Cư trú, theo đề nghị"))
    for x, y in ((330, 190), (334, 200), (338, 196)):
        page[y : y + 3, x : x + 3] = 0
    sides = sides_of(pieces_of(ink_of(page)))
    assert with_crumbs_joined(sides, 16.0, np.full(sides.left.size, -1)) is sides


def test_marks_and_dots_of_whole_letters_are_not_joined(letter) -> None:
    sides = sides_of(pieces_of(ink_of(letter)))
    assert with_crumbs_joined(sides, 20.0, np.full(sides.left.size, -1)) is sides
