"""A page from picture to words: lines, boxes, leaders, codes, turned pages, two readings."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp

from ocr.clean.turn import quarter_turn, rotate
from ocr.engine.choose import Readers, find_tessdata, load_readers
from ocr.engine.interface import LineReader, LineReading
from ocr.line_pictures import line_picture_of
from ocr.page import Method, Page, Route, Word
from ocr.picture import Grey
from ocr.reading import read_page
from ocr.source.interface import SourcePage
from ocr.source.open import open_source


def read(picture: np.ndarray, readers: Readers) -> Page:
    return read_page(SourcePage(1, 200.0, None, lambda: picture), readers)


def text_of(page: Page) -> str:
    return "\n".join(line.text for line in page.lines)


def boxes(page: np.ndarray, digits: np.ndarray, *, x: int, y: int) -> np.ndarray:
    """Printed boxes around digits that stand 46 pixels apart."""
    ruled = page.copy()
    for n in range(12):
        cv2.rectangle(ruled, (x + n * 46, y), (x + n * 46 + 46, y + 44), 0, 2)
    return np.minimum(ruled, digits)


def boxed(draw, number: str) -> np.ndarray:
    """A label, and a number in boxes beside it."""
    page = draw((100, 200, "4. Số định danh cá nhân:"))
    digits = draw(*[(620 + n * 46 + 15, 196, digit) for n, digit in enumerate(number)])
    return boxes(page, digits, x=620, y=192)


def box_words(page: Page) -> list[Word]:
    words = [word for line in page.lines for word in line.words]
    return [word for word in words if word.method is Method.DIGIT_BOXES]


def test_words_have_their_text_and_place(draw, readers: Readers) -> None:
    page = read(draw((200, 300, "Quyết định số")), readers)
    assert text_of(page) == "Quyết định số"
    assert page.route is Route.OCR
    x0, y0, x1, y1 = page.lines[0].words[0].box
    assert x0 == pytest.approx(200 / 1654, abs=0.004)
    assert 300 / 600 < y0 < y1 < 345 / 600
    assert x1 < 0.2


def test_stacked_capitals_keep_their_marks(draw, readers: Readers) -> None:
    texts = ["NGUYỄN THẾ HIẾU", "ĐỖ THỊ NGỌC ẤN", "TRẦN ĐỨC THẮNG"]
    page = read(draw(*[(150, 60 + 90 * n, text) for n, text in enumerate(texts)]), readers)
    assert text_of(page).splitlines() == texts


def test_a_value_on_its_leader_is_read_without_dots(draw, readers: Readers) -> None:
    page = draw((100, 200, "1. Họ, chữ đệm và tên: ........................................."))
    page = np.minimum(page, draw((420, 197, "PHẠM THỊ HẠNH")))
    assert "PHẠM THỊ HẠNH" in text_of(read(page, readers))


def test_digit_boxes_become_one_number_read_twice(draw, readers: Readers) -> None:
    (number,) = box_words(read(boxed(draw, "036185990021"), readers))
    assert number.text == "036185990021"
    assert [r.text for r in number.readings] == ["036185990021"] * 2


def test_an_empty_row_of_boxes_is_no_number(draw, readers: Readers) -> None:
    assert box_words(read(boxed(draw, " " * 12), readers)) == []


def test_a_blotted_digit_is_uncertain_never_guessed(draw, readers: Readers) -> None:
    page = boxed(draw, "036185990021")
    cv2.circle(page, (620 + 4 * 46 + 22, 214), 15, 0, -1)
    (number,) = box_words(read(page, readers))
    assert len(number.text) == 12
    assert number.text[4] == "?" or len({r.text for r in number.readings}) > 1


def test_typed_numbers_carry_both_readings(draw, readers: Readers) -> None:
    page = read(draw((150, 200, "CCCD số 001085990017 và 0912 345 678")), readers)
    words = [w for line in page.lines for w in line.words if w.readings]
    assert [w.text for w in words] == ["001085990017", "0912", "345", "678"]
    for word in words:
        assert [r.text for r in word.readings] == [word.text, word.text]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_are_read_upright_however_they_lie(letter, readers: Readers, turn: int) -> None:
    page = read(rotate(quarter_turn(letter, turn), 1.0), readers)
    assert (turn + page.transform.rotation) % 360 == 0
    assert "Ban hành kèm theo Quyết định này" in text_of(page)
    assert page.transform.skew == pytest.approx(-1.0, abs=0.3)


def test_a_qr_code_is_read_exactly_with_its_box(draw, readers: Readers) -> None:
    content = "036185990021|162990021|Trần Thị Mai Anh|14021985|Nữ|Giao Phong|10052021"
    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode).to_image(scale=4)
    page = draw((100, 100, "CĂN CƯỚC CÔNG DÂN"))
    side = np.asarray(code).shape[0]
    page[250 : 250 + side, 1000 : 1000 + side] = np.asarray(code)
    (found,) = read(page, readers).codes
    assert found.text == content
    assert found.method is Method.QR
    assert found.box[0] == pytest.approx(1000 / 1654, abs=0.03)


def test_a_blank_page_is_blank(readers: Readers) -> None:
    page = read(np.full((2339, 1654), 250, np.uint8), readers)
    assert page.route is Route.BLANK
    assert page.lines == ()


class Mute:
    """A reader that makes no word of some lines: of all that are shorter than a page is wide."""

    name, version = "mute", "1"

    def __init__(self, reader: LineReader) -> None:
        self.reader = reader

    def read(self, lines: Sequence[Grey]) -> list[LineReading]:
        read = self.reader.read(lines)
        return [
            reading if line.shape[1] > 800 else LineReading(())
            for line, reading in zip(lines, read, strict=True)
        ]


def test_a_line_of_which_no_word_is_made_leaves_a_trace(draw, readers: Readers) -> None:
    long = "Căn cứ Nghị định số 154/2024/NĐ-CP của Chính phủ về cư trú"
    picture = draw((150, 100, long), (150, 300, "Nguyễn Văn An"))
    page = read(picture, replace(readers, lines=Mute(readers.lines)))
    assert text_of(page) == long
    assert [s.detail for s in page.steps if s.name == "unread_lines"] == ["1"]
    (box,) = page.unread
    assert box[:2] == pytest.approx((150 / 1654, 307 / 600), abs=0.01)
    assert page.as_json()["unread"] == [[round(side, 5) for side in box]]
    whole = read(picture, readers)
    assert not [s for s in whole.steps if s.name == "unread_lines"]
    assert "unread" not in whole.as_json()


def test_both_ways_to_run_tesseract_read_the_same(draw, readers: Readers) -> None:
    texts = ["Nơi thường trú: Thôn Đoài, xã Phúc Thịnh", "Số 12/QĐ-UBND", "NGUYỄN THỊ HỒNG NHUNG"]
    lines = [line_picture_of(draw((10, 5, text), size=(900, 48))) for text in texts]
    program = load_readers("pytesseract").lines
    ours, theirs = readers.lines.read(lines), program.read(lines)
    assert [r.text for r in ours] == [r.text for r in theirs] == texts
    for one, other in zip(ours, theirs, strict=True):
        assert one.confidence == pytest.approx(other.confidence, abs=0.1)


def test_the_vietnamese_data_is_found() -> None:
    assert (find_tessdata() / "vie.traineddata").is_file()


def test_a_good_text_layer_is_used_as_it_is(tmp_path: Path, readers: Readers) -> None:
    from models.dossiers.__main__ import main as draw_files

    where = ["--out", str(tmp_path), "--truth", str(tmp_path / "truth")]
    draw_files([*where, "--paper", "van_ban_hanh_chinh", "--count", "1", "--digital"])
    (path,) = tmp_path.glob("*.pdf")
    with open_source(path) as source:
        page = read_page(source.page(1), readers)
    assert page.route is Route.TEXT_LAYER
    assert "Độc lập - Tự do - Hạnh phúc" in text_of(page)
