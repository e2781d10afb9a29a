"""A black round seal goes, the print that it stands on stays and is no longer sure."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.clean.black_seals import find_black_seals
from ocr.clean.light import ink_of
from ocr.mark_doubts import with_seal_doubts
from ocr.page import MARK_DOUBTED, Word
from ocr.reading import read_page
from ocr.source.interface import SourcePage

DPI = 200
NAME = "Nguyễn Thị Hồng Nhung kính đề nghị Công an phường"


def stamped(
    page: np.ndarray, at: tuple[int, int], radius: int = 145, *, stretch: float = 1.0
) -> np.ndarray:
    """Two thin rings and an inner one, black as print."""
    page = page.copy()
    for share, wide in ((1.0, 4), (0.96, 2), (0.7, 2)):
        sides = (round(radius * share), round(radius * share * stretch))
        cv2.ellipse(page, at, sides, 0, 0, 360, 20, wide, cv2.LINE_AA)
    return page


def share_kept(page: np.ndarray, seal: np.ndarray) -> tuple[float, float]:
    """Of the print's ink and of the seal's own: what is left when the seal has gone."""
    print_ink, all_ink = ink_of(page), ink_of(seal)
    found = find_black_seals(all_ink, dpi=DPI)
    assert found.ink is not None
    left = cv2.subtract(all_ink, found.ink) > 0
    own = (all_ink > 0) & (cv2.dilate(print_ink, np.ones((9, 9), np.uint8)) == 0)
    return float(left[print_ink > 0].mean()), float(left[own].mean())


@pytest.mark.parametrize("stretch", [0.985, 1.0, 1.01])
@pytest.mark.parametrize("at", [(400, 250), (470, 310), (300, 180)])
def test_rings_go_and_the_print_that_crosses_them_stays(
    draw, at: tuple[int, int], stretch: float
) -> None:
    page = draw((250, 200, NAME), (250, 250, NAME), (250, 300, NAME))
    kept, own = share_kept(page, stamped(page, at, stretch=stretch))
    assert kept > 0.88
    assert own < 0.01


def test_a_seal_is_found_where_it_stands(draw) -> None:
    seal = stamped(draw((250, 200, NAME)), (500, 260))
    (rect,) = find_black_seals(ink_of(seal), dpi=DPI).rects
    assert rect == pytest.approx((355, 115, 645, 405), abs=6)


def test_a_seal_without_print_is_found(draw) -> None:
    assert len(find_black_seals(ink_of(stamped(draw(), (800, 300))), dpi=DPI).rects) == 1


def test_the_emblem_in_the_middle_goes_and_free_letters_stay(draw) -> None:
    page = draw((460, 310, "Sở"))
    seal = stamped(page, (500, 260))
    cv2.circle(seal, (500, 240), 50, 20, 5)
    found = find_black_seals(ink_of(seal), dpi=DPI)
    left = cv2.subtract(ink_of(seal), found.ink)
    assert not left[185:295, 445:555].any()
    letters = np.s_[310:350, 440:560]
    assert (left[letters] != ink_of(page)[letters]).mean() < 0.01


@pytest.mark.parametrize("shape", ["frame", "arc", "small", "large", "letters"])
def test_what_is_no_seal_stays(draw, shape: str) -> None:
    page = draw((100, 100, NAME), size=(1654, 900))
    match shape:
        case "frame":
            cv2.rectangle(page, (400, 200), (700, 500), 20, 4)
        case "arc":
            cv2.ellipse(page, (600, 400), (145, 145), 0, 0, 230, 20, 4)
        case "small":
            cv2.circle(page, (600, 400), 70, 20, 4)
        case "large":
            cv2.circle(page, (600, 450), 250, 20, 4)
        case _:
            page = draw((100, 100, "OÔƠ"), size=(1654, 900), px=420)
    found = find_black_seals(ink_of(page), dpi=DPI)
    assert found.rects == ()
    assert found.ink is None


@pytest.mark.parametrize("fill", [0, 255])
def test_blank_and_black_pages_have_none(fill: int) -> None:
    page = np.full((900, 700), fill, np.uint8)
    assert find_black_seals(page, dpi=DPI).rects == ()


@settings(deadline=None)
@given(
    st.integers(1, 700),
    st.integers(1, 700),
    st.floats(90, 230),
    st.integers(0, 2**16),
    st.booleans(),
)
def test_only_ink_is_taken_away(
    width: int, height: int, dpi: float, seed: int, dense: bool
) -> None:
    noise = np.random.default_rng(seed).random((height, width))
    ink = np.where(noise < (0.3 if dense else 0.02), 255, 0).astype(np.uint8)
    cv2.circle(ink, (width // 2, height // 2), min(width, height) // 2, 255, 3)
    found = find_black_seals(ink, dpi=dpi)
    assert (found.ink is None) == (found.rects == ())
    if found.ink is not None:
        assert found.ink.shape == ink.shape
        assert not (found.ink[ink == 0]).any()


@pytest.mark.parametrize(
    ("box", "sure"),
    [
        ((0.40, 0.40, 0.45, 0.42), MARK_DOUBTED),  # inside
        ((0.25, 0.49, 0.31, 0.51), MARK_DOUBTED),  # over the ring
        ((0.20, 0.49, 0.29, 0.51), 0.97),  # left of it
        ((0.30, 0.30, 0.34, 0.32), 0.97),  # in a corner of its rectangle
    ],
)
def test_words_that_a_seal_reaches_are_unsure(
    box: tuple[float, float, float, float], sure: float
) -> None:
    words = with_seal_doubts([Word("Nhung", box, 0.97)], [(300, 300, 700, 700)], (1000, 1000))
    assert words[0].confidence == sure


def test_a_word_that_was_less_sure_stays_so() -> None:
    words = with_seal_doubts(
        [Word("Nhung", (0.4, 0.4, 0.5, 0.5), 0.2)], [(0, 0, 999, 999)], (1000, 1000)
    )
    assert words[0].confidence == 0.2


def test_lines_under_a_seal_are_whole_and_what_it_reaches_is_not_sure(draw, readers) -> None:
    lines = [(250, 120 + 50 * n, NAME) for n in range(5)]
    page = stamped(draw(*lines, size=(1654, 900)), (470, 250))
    read = read_page(SourcePage(1, 200.0, None, lambda: page), readers)
    assert [step.detail for step in read.steps if step.name == "black_seals"] == ["1"]
    assert len(read.lines) == 5
    for line in read.lines:
        assert line.text.startswith("Ngu")
        assert line.text.endswith("đề nghị Công an phường")
        for word in line.words:
            reached = word.box[0] > 0.2 and word.box[2] < 0.36
            free = word.box[0] > 0.38
            assert not reached or word.confidence <= MARK_DOUBTED
            assert not free or word.confidence > MARK_DOUBTED


@settings(deadline=None, max_examples=120)
@given(
    ends=st.lists(st.tuples(*[st.integers(0, 499)] * 4), min_size=1, max_size=5),
    wide=st.integers(1, 5),
)
def test_strokes_that_are_no_seal_lead_nowhere(
    ends: list[tuple[int, int, int, int]], wide: int
) -> None:
    """Where no ring is the fit may run far away: then there is no seal, and no fault."""
    ink = np.zeros((500, 700), np.uint8)
    for x0, y0, x1, y1 in ends:
        cv2.line(ink, (x0, y0), (x1, y1), 255, wide)
    assert find_black_seals(ink, dpi=200).rects == ()
