"""Lines are found whole: over gaps, commas and raised marks; words get the box of their letters."""

import cv2
import numpy as np
import pytest

from models.dossiers.fonts import Face
from ocr.clean.light import ink_of
from ocr.engine.choose import Readers
from ocr.line_pictures import line_pictures
from ocr.lines import find_lines
from ocr.page import Page
from ocr.reading import read_page
from ocr.source.interface import SourcePage


def read(picture: np.ndarray, readers: Readers) -> Page:
    return read_page(SourcePage(1, 200.0, None, lambda: picture), readers)


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def test_a_date_in_three_gaps_of_a_leader_is_one_line(draw, readers: Readers) -> None:
    label = draw((100, 200, "2. Ngày, tháng, năm sinh:"))
    leader = draw((470, 200, "." * 14 + "/" + "." * 14 + "/" + "." * 20))
    typed = draw((520, 197, "14"), (655, 197, "02"), (780, 197, "1985"))
    page = read(np.minimum(np.minimum(label, leader), typed), readers)
    (line,) = page.lines
    assert line.text.replace(" ", "").endswith("14/02/1985")
    year = line.words[-1]
    assert abs(year.box[2] - (780 + 66) / 1654) < 0.01


def test_a_raised_note_mark_stays_on_its_line(draw, readers: Readers) -> None:
    page = draw((100, 200, "10. Nội dung đề nghị"))
    end = int(np.flatnonzero((page < 128).any(axis=0)).max())
    mark = draw((end + 3, 196, "(2)"), px=20)
    after = draw((end + 34, 200, ": Tách hộ"))
    first, *others = read(np.minimum(np.minimum(page, mark), after), readers).lines
    assert first.text.startswith("10. Nội dung đề nghị")
    assert first.box[2] >= (end + 20) / 1654
    assert all("Tách hộ" in line.text for line in others)


def test_a_mark_behind_large_letters_stays_on_their_line() -> None:
    """On a page of small print its brackets are taller than most letters."""
    ink = np.zeros((800, 1200), np.uint8)
    for row in range(300, 700, 50):
        for x in range(100, 900, 14):
            ink[row : row + 16, x : x + 10] = 255
    for x in range(100, 240, 20):
        ink[200:222, x : x + 14] = 255
    for x, wide in ((246, 6), (255, 4), (262, 6)):
        ink[190:210, x : x + wide] = 255
    lines = find_lines(ink, dpi=200).lines
    assert lines[0].rect == (100, 190, 268, 222)
    assert len(lines) == 9


@pytest.mark.parametrize(("below", "x"), [("(Ký, ghi rõ họ tên)", 90), ("Ở HỢP PHÁP", 180)])
def test_the_dot_below_stays_with_its_letter_beside_a_raised_mark(draw, below: str, x: int) -> None:
    """Raised marks stand above their line's level, and near the dots of the line above."""
    title = draw((100, 200, "NGƯỜI ĐỀ NGHỊ"))
    rows, columns = np.nonzero(title < 128)
    end, foot = int(columns.max()), int(rows.max())
    mark = draw((end + 6, 196, "(6)"), px=20)
    under = draw((x, foot - 3, below), px=28)
    mark_below = draw((end - 12, foot + 3, "(4)"), px=18)
    page = np.minimum.reduce([title, mark, under, mark_below])
    first = min(find_lines(ink_of(page), dpi=200).lines, key=lambda line: line.rect[1])
    assert first.rect[3] >= foot


def test_a_word_has_the_box_of_its_letters_not_of_specks(draw, readers: Readers) -> None:
    page = draw((200, 300, "NGUYEN"), (390, 300, "HUE"))
    cv2.circle(page, (240, 280), 1, 0, -1)
    (line,) = read(page, readers).lines
    word = line.words[0]
    rows, columns = np.nonzero(draw((200, 300, "NGUYEN")) < 128)
    shape = page.shape
    own = (columns.min() / shape[1], rows.min() / shape[0], columns.max() / shape[1])
    assert np.allclose(word.box[:3], own, atol=0.004)


def test_marks_go_to_the_letters_at_their_place_where_a_line_rises(draw, readers: Readers) -> None:
    """Values are typed some millimetres above their label: its dots below stay with it."""
    page = draw((100, 200, "10. Nội dung đề nghị:"), (420, 190, "Đăng ký thường trú theo chồng"))
    page = np.minimum(page, draw((100, 250, "Lấy vợ")))
    assert any(text.startswith("10. Nội dung đề nghị:") for text in texts(read(page, readers)))


def test_a_frame_end_beside_a_line_is_no_part_of_it(draw, readers: Readers) -> None:
    """A thin upright piece, two lines tall, in the left margin (the gutter, a frame's corner)."""
    owners = "Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác"
    rows = [(100, 300 + 60 * n, "Căn cứ Luật Cư trú ngày ban hành kèm theo") for n in range(4)]
    page = draw((190, 200, owners), *rows)
    cv2.line(page, (120, 205), (120, 265), 60, 1)
    first, *_ = read(page, readers).lines
    assert first.text == owners
    assert first.box[0] > 180 / 1654


def test_stacked_marks_do_not_cut_a_word(draw, readers: Readers) -> None:
    """The marks of an ố or ẩ are as tall as a letter; they are no raised note mark."""
    typed = Face("cursor", bold=True)
    for text, word in (("Họp thẩm định hồ sơ", "thẩm"), ("phường Cốc Lếu", "Cốc")):
        (line,) = read(draw((200, 200, text), px=28, face=typed), readers).lines
        assert word in line.text.split()


def test_marks_of_a_raised_capital_stay_with_it(draw, readers: Readers) -> None:
    """The value stands higher than its long label, so its capitals' marks are far from the line."""
    label = draw((100, 200, "10. Nội dung đề nghị của người khai:"))
    value = draw((640, 194, "tại Ấp Mỹ Phước"), px=30, face=Face("pagella", bold=True))
    page = read(np.minimum(label, value), readers)
    assert any("Ấp Mỹ" in text for text in texts(page))


def test_a_raised_note_mark_behind_a_space_stays_on_its_line(draw, readers: Readers) -> None:
    page = draw((100, 200, "Kính gửi"))
    end = int(np.flatnonzero((page < 128).any(axis=0)).max())
    mark = draw((end + 15, 196, "(3)"), px=22)
    after = draw((end + 46, 200, ": Công an phường Bến Thành"))
    first, *_ = read(np.minimum(np.minimum(page, mark), after), readers).lines
    assert first.text.startswith("Kính gửi")
    assert "Bến Thành" in first.text


def test_what_is_left_of_a_rule_above_a_line_is_no_mark_of_it(draw, readers: Readers) -> None:
    """Joined to it, the bar makes a 7 of the slash below."""
    page = draw((200, 200, "18/ 03/ 1936"))
    clean = read(page, readers)
    cv2.line(page, (236, 189), (262, 189), 60, 4)
    (line,) = read(page, readers).lines
    assert line.text == clean.lines[0].text
    assert line.words[0].box[1] > 195 / 600


def test_a_dash_between_letters_stays(draw, readers: Readers) -> None:
    (line,) = read(draw((200, 200, "Độc lập — Tự do — Hạnh phúc")), readers).lines
    assert line.text.count("—") + line.text.count("-") + line.text.count("–") == 2


def test_dirt_below_a_number_is_not_in_its_box(draw, readers: Readers) -> None:
    page = draw((200, 200, "0904023367"))
    below = int(np.flatnonzero((page < 128).any(axis=1)).max())
    cv2.circle(page, (250, below + 7), 2, 0, -1)
    (line,) = read(page, readers).lines
    assert line.words[0].box[3] <= (below + 3) / 600


def test_the_dot_below_a_letter_is_in_the_box_of_its_word(draw, readers: Readers) -> None:
    page = draw((200, 200, "NẠI NỢ"))
    below = int(np.flatnonzero((page < 128).any(axis=1)).max())
    (line,) = read(page, readers).lines
    assert line.words[0].box[3] >= (below - 1) / 600


def test_the_lower_bow_of_a_last_g_stays_with_it() -> None:
    """Where its neck is lost and both bows are about the size at which a letter begins."""
    ink = np.zeros((300, 600), np.uint8)
    for x in range(40, 560, 24):
        ink[40:61, x : x + 16] = 255  # a heading in capitals
    for x in range(40, 240, 20):
        ink[150:166, x : x + 14] = 255
    ink[150:161, 240:254] = 255
    ink[162:174, 240:254] = 255
    assert [line.rect for line in find_lines(ink, dpi=200).lines][1:] == [(40, 150, 254, 174)]


@pytest.mark.parametrize("parts", [((0, 11), (16, 20)), ((0, 15), (17, 20)), ((0, 7), (9, 20))])
def test_a_broken_lone_digit_has_the_height_of_its_parts_together(
    parts: tuple[tuple[int, int], ...],
) -> None:
    ink = np.zeros((400, 900), np.uint8)
    for x in range(200, 600, 20):
        ink[100:120, x : x + 12] = 255
    for top, bottom in parts:
        ink[200 + top : 200 + bottom, 200:211] = 255
    digit = find_lines(ink, dpi=200).lines[-1]
    assert digit.rect == (200, 200, 211, 220)
    assert digit.body >= 16
    page = 255 - ink
    (picture,) = line_pictures(page, find_lines(ink, dpi=200), [digit])
    height, width = picture.image.shape
    assert picture.word_box((0, 0, width, height), "2") == (199, 200, 212, 220)


@pytest.mark.parametrize("speck", [(-12, -9), (30, -16), (90, 12)])
def test_specks_away_from_the_letters_are_not_in_a_words_box(draw, speck: tuple[int, int]) -> None:
    """Beside the word's end, and farther over or under it than a mark stands."""
    page = draw((200, 300, "Nữ Đệ"))
    rows, columns = np.nonzero(page < 128)
    box = (int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
    dirty = page.copy()
    x = box[0] + speck[0]
    y = box[1] + speck[1] if speck[1] < 0 else box[3] + speck[1]
    dirty[y : y + 4, x : x + 4] = 0
    boxes = []
    for one in (page, dirty):
        layout = find_lines(ink_of(one), dpi=200)
        line = max(layout.lines, key=lambda line: len(line.pieces))
        (picture,) = line_pictures(one, layout, [line])
        height, width = picture.image.shape
        boxes.append(picture.word_box((0, 0, width, height), "Nữ Đệ"))
    assert boxes[0] == boxes[1]
