"""A line that runs on under a black seal's emblem is read as it was scanned, and is never sure."""

import cv2
import numpy as np
import pytest

from ocr.line_pictures import LinePicture, line_pictures
from ocr.page import MARK_DOUBTED
from ocr.prepare import Flat, Prepared, prepare
from ocr.reading import read_page
from ocr.source.interface import SourcePage

TEXT = "ban hành kèm theo Thông tư của Bộ trưởng"
SIZE = (1654, 900)
MIDDLE, RADIUS = (470, 260), 145


def sealed(page: np.ndarray, at: tuple[int, int] = MIDDLE) -> np.ndarray:
    """A seal with two rings and, within the inner one, the blots of an emblem."""
    noise = np.random.default_rng(7).random(page.shape).astype(np.float32)
    blots = cv2.GaussianBlur(noise, (0, 0), 1.2)
    emblem = np.zeros_like(page)
    cv2.circle(emblem, at, round(0.55 * RADIUS), 255, -1)
    page = page.copy()
    page[(emblem > 0) & (blots > np.median(blots) - 0.02)] = 20
    cv2.circle(page, at, RADIUS, 20, 4, cv2.LINE_AA)
    cv2.circle(page, at, round(0.7 * RADIUS), 20, 2, cv2.LINE_AA)
    return page


def prepared(page: np.ndarray) -> Prepared:
    return prepare(Flat(page, 200.0, (), ()))


def picture_at(page: Prepared, x: int) -> tuple[LinePicture, tuple[int, int, int, int]]:
    """The picture and the rectangle of the line that holds the page's column ``x``."""
    lines = [line for line in page.layout.lines if line.rect[0] <= x < line.rect[2]]
    line = max(lines, key=lambda line: line.rect[2] - line.rect[0])
    cut = line_pictures(page.clean, page.layout, [line], whole=page.whole, flat=page.flat)
    return cut[0], line.rect


@pytest.mark.parametrize("left", [400, 440, 520])
def test_a_line_is_drawn_on_under_the_emblem(draw, left: int) -> None:
    """To the emblem's other side: where in it the text begins is not seen."""
    page = sealed(draw((left, 240, TEXT), size=SIZE))
    picture, (x0, y0, _, y1) = picture_at(prepared(page), 800)
    assert MIDDLE[0] - 0.7 * RADIUS <= x0 < MIDDLE[0] - 0.45 * RADIUS
    assert y1 - y0 < 50
    assert picture.whole.shape == picture.image.shape
    # What was scanned stands in the one, and nothing of the emblem in the other.
    hidden = picture.whole[8:-8, 8:80] < 128
    assert hidden.mean() > 0.3
    assert (picture.image[:, 8:80] < 128).mean() < 0.02


def test_letters_under_the_emblem_and_its_rings_are_whole(draw) -> None:
    print_only = draw((400, 240, TEXT), size=SIZE)
    ready = prepared(sealed(print_only))
    picture, (x0, y0, _, y1) = picture_at(ready, 800)
    own = print_only[y0 : y1 + 1, x0:700] < 128
    row = picture.to_page((0, 8, 1, 9))[1]
    scanned = picture.whole[8 + y0 - row :, 8 + 2 :][: own.shape[0], : own.shape[1]] < 160
    assert scanned.shape == own.shape
    assert scanned[own].mean() > 0.97


def test_a_line_left_of_the_seal_runs_on_to_the_right(draw) -> None:
    page = sealed(draw((100, 240, "ban hành kèm theo"), size=SIZE), (440, 260))
    _, (x0, _, x1, _) = picture_at(prepared(page), 150)
    assert x0 < 110
    assert 440 + 0.45 * RADIUS < x1 <= 440 + 0.7 * RADIUS + 2


def test_lines_at_both_sides_do_not_share_the_emblem(draw) -> None:
    page = sealed(draw((60, 240, "ban hành kèm theo"), (480, 240, TEXT), size=SIZE), (400, 260))
    lines = [line.rect for line in prepared(page).layout.lines if line.rect[2] - line.rect[0] > 150]
    lines.sort()
    assert len(lines) == 2
    assert lines[0][2] <= lines[1][0]


@pytest.mark.parametrize(("x", "y"), [(580, 240), (640, 240), (480, 400)])
def test_a_line_that_ends_before_the_emblem_stays(draw, x: int, y: int) -> None:
    """Between the rings, right of the seal, below its inner ring."""
    plain = prepared(draw((x, y, TEXT), size=SIZE))
    under = prepared(sealed(draw((x, y, TEXT), size=SIZE)))
    (line,) = plain.layout.lines
    _, rect = picture_at(under, 800)
    assert rect == pytest.approx(line.rect, abs=12)
    assert not any(line.under for line in under.layout.lines)


def test_without_a_seal_there_is_nothing_to_show(draw) -> None:
    page = prepared(draw((400, 240, TEXT), size=SIZE))
    (line,) = page.layout.lines
    assert not line.under
    bare = line_pictures(page.clean, page.layout, [line])[0]
    cut = line_pictures(page.clean, page.layout, [line], whole=page.whole, flat=page.flat)[0]
    assert cut.whole is cut.image
    assert np.array_equal(cut.image, bare.image)


def test_what_is_left_of_the_emblem_on_the_level_is_no_line_of_its_own(draw) -> None:
    ready = prepared(sealed(draw((400, 240, TEXT), size=SIZE)))
    under = [part for line in ready.layout.lines for part in line.under]
    assert len(under) == 1
    x0, y0, x1, y1 = under[0]
    for line in ready.layout.lines:
        x, y = (line.rect[0] + line.rect[2]) / 2, (line.rect[1] + line.rect[3]) / 2
        assert not (x0 <= x < x1 and y0 <= y < y1)


def test_words_under_an_emblem_are_never_sure(draw, readers) -> None:
    page = sealed(draw((400, 240, TEXT), size=SIZE))
    read = read_page(SourcePage(1, 200.0, None, lambda: page), readers)
    reached = [
        word
        for line in read.lines
        for word in line.words
        if word.box[0] < (MIDDLE[0] + 0.9 * RADIUS) / SIZE[0] and 0.27 < word.box[1] < 0.33
    ]
    assert reached
    assert all(word.confidence <= MARK_DOUBTED for word in reached)
    assert any(line.text.endswith("theo Thông tư của Bộ trưởng") for line in read.lines)
