"""Tables whose rules are worn or lack at the edge have all their cells, and leave no crumbs."""

import cv2
import numpy as np
import pytest

from ocr.clean.light import ink_of
from ocr.clean.rules import erase, find_rules
from ocr.picture import Grey
from ocr.tables import find_tables

DPI = 200
XS = (100, 180, 600, 900)
YS = (100, 160, 220, 280, 340)


def table(*, left: bool = True, bottom: bool = True) -> Grey:
    page = np.full((600, 1000), 255, np.uint8)
    for x in XS if left else XS[1:]:
        cv2.line(page, (x, YS[0]), (x, YS[-1]), 0, 3)
    for y in YS if bottom else YS[:-1]:
        cv2.line(page, (XS[0], y), (XS[-1], y), 0, 3)
    return page


def worn(page: Grey) -> Grey:
    """Rules with gaps and rough sides, as low-contrast 1-bit scans have them."""
    dice = np.random.default_rng(7)
    out = page.copy()
    ys, xs = np.nonzero(page < 128)
    for n in dice.choice(len(xs), 80, replace=False):
        cv2.circle(out, (int(xs[n]), int(ys[n])), 2, 255, -1)
    for n in dice.choice(len(xs), 500, replace=False):
        x, y = int(xs[n]) + int(dice.integers(-2, 3)), int(ys[n]) + int(dice.integers(-2, 3))
        out[y, x] = 0
    return out


def cells_of(page: Grey) -> int:
    rules = find_rules(ink_of(page), dpi=DPI)
    tables = find_tables(rules.cells, page.shape, dpi=DPI)
    return sum(len(found.cells) for found in tables)


def test_worn_rules_enclose_all_cells_and_are_erased() -> None:
    page = worn(table())
    ink = ink_of(page)
    assert cells_of(page) == 12
    left = erase(ink, find_rules(ink, dpi=DPI))
    assert (left > 0).sum() < 0.02 * (ink > 0).sum()


@pytest.mark.parametrize(("left", "bottom"), [(False, True), (True, False)])
def test_a_table_without_its_edge_has_its_outer_cells(left: bool, bottom: bool) -> None:
    assert cells_of(table(left=left, bottom=bottom)) == 12


def test_text_in_worn_cells_keeps_its_letters(draw) -> None:
    text = draw((200, 172, "Nguyễn Thị Hạnh"), (116, 172, "1"), size=(1000, 600), px=30)
    page = np.minimum(text, worn(table()))
    ink = ink_of(page)
    left = erase(ink, find_rules(ink, dpi=DPI))
    bare = (ink > 0) & (text < 200)
    assert ((left > 0) & bare).sum() > 0.98 * bare.sum()


def test_lines_to_write_on_are_no_table() -> None:
    page = np.full((600, 1000), 255, np.uint8)
    for y in range(100, 500, 60):
        cv2.line(page, (100, y), (900, y), 0, 2)
    assert find_rules(ink_of(page), dpi=DPI).cells == ()
