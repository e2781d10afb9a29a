"""Leaders under what was typed on them: the dots go, the letters and their own dots stay."""

import cv2
import numpy as np
import pytest

from ocr.clean.leaders import find_leaders
from ocr.clean.light import ink_of
from ocr.clean.rules import find_rules

DPI = 200
BASE = 200  # y of the printed line
LABEL = "8. Nơi thường trú: "
VALUE = "Thôn Thượng, xã Phúc Thịnh, huyện Mộ Đức"


def form(draw, *, raised: int, value: str = VALUE) -> tuple[np.ndarray, np.ndarray]:
    """Ink of a label, a leader and a value typed on it, and ink of the same without a leader."""
    label = draw((80, BASE, LABEL))
    start = int(np.flatnonzero(ink_of(label).any(axis=0)).max()) + 10
    leader = draw((start, BASE, "." * 120))
    typed = draw((start + 40, BASE - raised, value))
    bare = np.minimum(label, typed)
    return ink_of(np.minimum(bare, leader)), ink_of(bare)


@pytest.mark.parametrize("raised", [0, 2, 4, 7])
def test_dots_between_and_below_typed_letters_go(draw, raised: int) -> None:
    ink, bare = form(draw, raised=raised)
    left = cv2.subtract(ink, find_leaders(ink, 255 - ink, dpi=DPI).ink)
    dots = cv2.subtract(ink, cv2.dilate(bare, np.ones((3, 3), np.uint8))) > 0
    assert ((left > 0) & dots).sum() < 0.1 * dots.sum()


@pytest.mark.parametrize("raised", [0, 2, 4, 7])
def test_typed_letters_stay_whole_on_a_leader(draw, raised: int) -> None:
    ink, bare = form(draw, raised=raised)
    left = cv2.subtract(ink, find_leaders(ink, 255 - ink, dpi=DPI).ink)
    assert ((left > 0) & (bare > 0)).sum() > 0.97 * (bare > 0).sum()


def test_a_label_keeps_the_stop_of_its_number_and_its_marks(draw) -> None:
    ink, bare = form(draw, raised=3)
    label_end = 80 + 290
    leaders = find_leaders(ink, 255 - ink, dpi=DPI).ink[:, :label_end]
    assert not (leaders & bare[:, :label_end]).any()


def test_a_value_that_fills_its_leader_is_freed_too(draw) -> None:
    ink, bare = form(draw, raised=3, value=f"{VALUE}, tỉnh Quảng Ngãi, ngõ 73 phố Yết Kiêu")
    page = draw((80, 400, "." * 60), (80, 300, "." * 60))  # how this page's leaders look
    ink = np.maximum(ink, ink_of(page))
    left = cv2.subtract(ink, find_leaders(ink, 255 - ink, dpi=DPI).ink)
    row = slice(BASE, BASE + 45)
    assert ((left[row] > 0) & (bare[row] > 0)).sum() > 0.96 * (bare[row] > 0).sum()
    assert (left[row] > 0).sum() < 1.04 * (bare[row] > 0).sum()


def test_typed_text_without_dots_under_it_is_not_eaten(draw) -> None:
    """Word processors replace the dots by the value: dots before and behind it, none below."""
    typed = draw((300, BASE, "nhà số năm, ngõ nhỏ, hẻm nhánh"))
    end = int(np.flatnonzero(ink_of(typed).any(axis=0)).max()) + 8
    page = np.minimum(typed, draw((100, BASE, "." * 23), (end, BASE, "." * 40)))
    leaders = find_leaders(ink_of(page), page, dpi=DPI).ink
    bare = ink_of(typed)
    assert (leaders & bare).sum() < 0.01 * bare.sum()


SAME = {(6, 4), (6, 5)}  # where the mark covers a leader dot of its own size exactly


@pytest.mark.parametrize("raised", range(2, 10))
def test_a_mark_that_meets_a_leader_dot_is_kept_or_in_doubt(draw, raised: int) -> None:
    """The dot of ``huyện`` at every place between two dots, at and around their height."""
    leader = draw((80, BASE, "." * 120))
    for shift in (n for n in range(8) if (raised, n) not in SAME):
        place = (420 + shift, BASE - raised)
        page = np.minimum(leader, draw((*place, "huyện")))
        mark = cv2.subtract(ink_of(draw((*place, "huyện"))), ink_of(draw((*place, "huyên"))))
        found = find_leaders(ink_of(page), page, dpi=DPI)
        kept = ((found.ink == 0) & (mark > 0)).sum() / (mark > 0).sum()
        ys, xs = np.nonzero(mark)
        near = np.abs(found.doubts - (xs.mean(), ys.mean())).max(axis=1, initial=0) < 4
        assert kept > 0.8 or near.any()


def test_plain_dots_below_letters_are_not_in_doubt(draw) -> None:
    page = np.minimum(draw((80, BASE, "." * 120)), draw((420, BASE - 9, "nhân dân xuân canh")))
    assert not find_leaders(ink_of(page), page, dpi=DPI).doubts.size


def test_feet_of_letters_on_a_leader_are_no_rule(draw) -> None:
    """Dots and serifs that close up to a stroke of some millimetres bear letters."""
    page = draw((80, BASE, "phường Minh Xuân, tỉnh Tuyên Quang"))
    base = int(np.flatnonzero((ink_of(draw((80, BASE, "Minh"))) > 0).any(axis=1)).max())
    page[base - 2 : base + 1, 260:330] = 0
    assert not find_rules(ink_of(page), dpi=DPI).across.any()


def test_a_short_rule_that_bears_nothing_is_one(draw) -> None:
    page = draw((80, BASE, "Độc lập"))
    page[BASE + 60 : BASE + 63, 100:175] = 0
    assert find_rules(ink_of(page), dpi=DPI).across.any()
