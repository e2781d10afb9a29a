"""Lines of thin type that a 1-bit scan has shattered are found whole."""

import numpy as np

from models.dossiers.fonts import Face
from ocr.clean.light import ink_of
from ocr.line_pieces import sides_of, with_crumbs_joined
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


def test_crumbs_beside_whole_letters_are_not_joined(draw) -> None:
    page = draw((200, 210, "Căn cứ Luật Cư trú, theo đề nghị"))
    for x, y in ((330, 190), (334, 200), (338, 196)):
        page[y : y + 3, x : x + 3] = 0
    sides = sides_of(pieces_of(ink_of(page)))
    assert with_crumbs_joined(sides, 16.0, np.full(sides.left.size, -1)) is sides


def test_marks_and_dots_of_whole_letters_are_not_joined(letter) -> None:
    sides = sides_of(pieces_of(ink_of(letter)))
    assert with_crumbs_joined(sides, 20.0, np.full(sides.left.size, -1)) is sides
