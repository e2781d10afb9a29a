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


def test_marks_and_dots_of_whole_letters_are_not_joined(letter) -> None:
    sides = sides_of(pieces_of(ink_of(letter)))
    assert with_crumbs_joined(sides, 20.0) is sides
