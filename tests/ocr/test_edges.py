"""A scanner's black lid gives no words and no rules; print near the edge stays."""

import cv2
import numpy as np
import pytest

from ocr.clean.edges import without_lid
from ocr.clean.light import flatten, ink_of
from ocr.engine.choose import Readers
from ocr.reading import read_page
from ocr.source.interface import SourcePage

DPI = 200
TEXT = "Nguyễn Thị Hồng Nhung, sinh năm 1985"


def on_a_lid(page, degrees: float):
    """The page laid crookedly on a black lid, a wedge and a gutter to be seen."""
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 0.93)
    return cv2.warpAffine(page, turn, (width, height), borderValue=12)


@pytest.mark.parametrize("degrees", [0.0, 1.5, -4.0])
def test_the_lid_is_gone_and_every_word_stays(draw, readers: Readers, degrees: float) -> None:
    page = on_a_lid(draw((120, 300, TEXT), (120, 380, TEXT)), degrees)
    read = read_page(SourcePage(1, DPI, None, lambda: page), readers)
    assert [line.text for line in read.lines] == [TEXT, TEXT]
    assert not read.tables


def test_a_page_without_a_lid_is_the_same_picture(draw) -> None:
    page = draw((120, 300, TEXT))
    assert without_lid(page, dpi=DPI) is page


def test_print_that_touches_the_edge_stays(draw) -> None:
    page = draw((-12, 60, TEXT), (120, 300, TEXT))
    cv2.rectangle(page, (0, 500), (1200, 506), 0, -1)  # a heavy rule from edge to edge
    assert np.array_equal(without_lid(page, dpi=DPI), page)


def test_a_dark_photograph_inside_the_page_stays(draw) -> None:
    page = draw((120, 300, TEXT))
    page[380:520, 300:600] = 40
    assert np.array_equal(without_lid(page, dpi=DPI), page)


def test_text_beside_the_lid_is_as_dark_as_before(draw) -> None:
    page = draw((120, 300, TEXT))
    lidded = page.copy()
    lidded[:, :90] = 8
    ink, before = ink_of(flatten(without_lid(lidded, dpi=DPI))), ink_of(flatten(page))
    assert np.count_nonzero(ink[:, 120:]) == pytest.approx(
        np.count_nonzero(before[:, 120:]), rel=0.02
    )
