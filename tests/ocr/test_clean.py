"""Each cleaning step does its work and leaves the letters alone."""

import cv2
import numpy as np
import pytest

from models.dossiers.fonts import Face
from ocr.clean.ink import lift_seals
from ocr.clean.leaders import find_leaders
from ocr.clean.light import flatten, ink_of
from ocr.clean.rules import erase, find_rules
from ocr.clean.turn import lies_sideways, quarter_turn, rotate, skew_of

DPI = 200


def ink_share(mask: np.ndarray, of: np.ndarray) -> float:
    """Share of the ink in ``of`` that ``mask`` covers."""
    return float(((mask > 0) & (of > 0)).sum() / max((of > 0).sum(), 1))


def test_flat_light_takes_a_shadow_away_and_keeps_print_dark(draw) -> None:
    page = draw((100, 100, "Họ, chữ đệm và tên: NGUYỄN THỊ ẾN"))
    shadow = np.linspace(0.45, 1.0, page.shape[1])[None, :]
    flat = flatten((page * shadow).astype(np.uint8))
    assert np.median(flat[:, :200]) > 235
    assert ink_share(ink_of(flat), ink_of(page)) > 0.9


@pytest.mark.parametrize("degrees", [-3.0, -0.6, 0.0, 0.4, 2.2])
def test_skew_is_found_within_a_third_of_a_degree(letter, degrees: float) -> None:
    assert skew_of(ink_of(rotate(letter, degrees))) == pytest.approx(-degrees, abs=0.3)


@pytest.mark.parametrize("degrees", [-0.3, -0.15, 0.2, 0.35])
def test_a_little_skew_is_found_too(letter, degrees: float) -> None:
    """Half a degree is 14 pixels over a page: enough to lose a leader."""
    assert skew_of(ink_of(rotate(letter, degrees))) == pytest.approx(-degrees, abs=0.1)


def test_a_page_of_one_short_line_is_not_turned(draw) -> None:
    assert skew_of(ink_of(draw((200, 300, "Quyết định số")))) == 0.0


def test_sideways_pages_are_seen(letter) -> None:
    assert not lies_sideways(ink_of(letter))
    assert lies_sideways(ink_of(quarter_turn(letter, 90)))


def test_leader_dots_go_and_the_dots_of_letters_stay(draw) -> None:
    text = "Nơi thường trú: thị trấn Ạp, huyện Mộ Đức, tỉnh Phú Thọ "
    plain = ink_of(draw((80, 200, text)))
    font_end = int(np.flatnonzero(plain.any(axis=0)).max())
    page = draw((80, 200, text), (font_end + 12, 200, "." * 60))
    leaders = find_leaders(ink_of(page), page, dpi=DPI).ink
    left = cv2.subtract(ink_of(page), leaders)
    assert ink_share(leaders, plain) < 0.005
    assert left[:, font_end + 8 :].sum() == 0


def test_text_without_leaders_is_left_alone(draw) -> None:
    page = draw((80, 100, "Điều 1. Bị chị Lị ở ấp Ị, hộ bị hại. v.v. (i) vi ti trị sĩ"))
    assert not find_leaders(ink_of(page), page, dpi=DPI).ink.any()


def test_rules_go_and_what_crosses_them_stays_readable(draw) -> None:
    page = draw((100, 200, "ghi rõ họ tên người ký"))
    ruled = page.copy()
    cv2.line(ruled, (60, 228), (900, 228), 0, 2)
    rules = find_rules(ink_of(ruled), dpi=DPI)
    left = erase(ink_of(ruled), rules)
    assert ink_share(left, ink_of(page)) > 0.8
    assert left[222:234, 700:].sum() == 0


def test_the_tops_of_letters_are_no_rule(draw) -> None:
    page = draw((100, 200, "mm nn uu rr mmmm nnnn uuuu rrrr mmmmmmmm nnnnnnnn"))
    assert not find_rules(ink_of(page), dpi=DPI).across.any()


def test_the_closed_up_tops_of_bold_capitals_are_no_rule(draw) -> None:
    """On 1-bit scans the bars and serifs of ``THỦ`` are one stroke, 7 mm long."""
    page = draw((100, 200, "THH TRƯỞNG"), face=Face(bold=True))
    rows = np.flatnonzero((page[:, 105:115] < 128).any(axis=1))
    page[rows[0] : rows[0] + 3, 100:175] = 20
    ink = ink_of(page)
    assert not find_rules(ink, dpi=DPI).across.any()
    assert not cv2.subtract(ink, erase(ink, find_rules(ink, dpi=DPI))).any()


def test_a_short_rule_between_two_lines_is_one(draw) -> None:
    page = draw((100, 150, "CÔNG AN XÃ"), (100, 210, "Số: 12/XN"))
    cv2.line(page, (120, 197), (200, 197), 20, 2)
    assert find_rules(ink_of(page), dpi=DPI).across[195:200, 130:190].any()


def test_cells_of_a_table_are_found(draw) -> None:
    page = draw((130, 130, "TT"), (300, 130, "Họ và tên"))
    for x in (100, 250, 700, 1000):
        cv2.line(page, (x, 100), (x, 300), 0, 2)
    for y in (100, 200, 300):
        cv2.line(page, (100, y), (1000, y), 0, 2)
    cells = find_rules(ink_of(page), dpi=DPI).cells
    assert len(cells) == 6


def test_a_red_seal_is_lifted_and_a_red_title_is_not(draw) -> None:
    black = draw((500, 290, "TM. ỦY BAN NHÂN DÂN"))
    colour = cv2.cvtColor(black, cv2.COLOR_GRAY2BGR)
    cv2.circle(colour, (650, 300), 140, (60, 60, 215), 6)
    cv2.circle(colour, (650, 300), 105, (60, 60, 215), 4)
    cv2.putText(colour, "GIAY CHUNG NHAN", (60, 90), cv2.FONT_HERSHEY_DUPLEX, 2, (40, 40, 200), 5)
    grey, seals = lift_seals(colour, dpi=DPI)
    assert seals
    assert grey[300 - 140, 650] > 190
    assert grey[40:100, 60:800].min() < 120
    assert ink_share(ink_of(grey), ink_of(black)) > 0.85
