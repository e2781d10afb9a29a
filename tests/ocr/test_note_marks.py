"""Raised note marks are read as they are printed; letters are no note marks."""

import numpy as np
import pytest

from models.dossiers.fonts import Face
from ocr.clean.light import ink_of
from ocr.line_pictures import line_pictures
from ocr.lines import find_lines
from ocr.note_marks import note_marks
from ocr.picture import Grey, pieces_of


def rects_of(picture: Grey) -> np.ndarray:
    x, y, w, h, _ = pieces_of(ink_of(picture)).stats[1:].T.astype(np.int64)
    return np.stack([x, y, x + w, y + h], axis=1)


def with_mark(draw, text: str, mark: str) -> tuple[Grey, int]:
    """A label with a raised mark behind it, and where the mark begins."""
    label = draw((100, 200, text))
    end = int(np.flatnonzero((label < 128).any(axis=0)).max())
    return np.minimum(label, draw((end + 3, 196, mark), px=20)), end


@pytest.mark.parametrize("text", ["Kính gửi", "10. Nội dung đề nghị", "CHỦ HỘ", "quyền", "UBND"])
def test_a_raised_mark_is_found_behind_its_word(draw, text: str) -> None:
    page, end = with_mark(draw, text, "(3)")
    (mark,) = note_marks(rects_of(page), 20.0)
    assert abs(mark.rect[0] - end) < 8


@pytest.mark.parametrize(
    "text",
    [
        "quyền lợi hợp pháp, diện tích, ngày tháng năm (Dùng cho công dân)",
        "Số 25/QĐ-UBND “Về việc” giải quyết (1) gửi (2)",
        "Giấy tờ do cơ quan có thẩm quyền cấp; 5 m2",
    ],
)
@pytest.mark.parametrize("face", [Face("termes"), Face("termes", bold=True), Face("cursor")])
def test_letters_and_marks_on_the_line_are_none(draw, text: str, face: Face) -> None:
    assert note_marks(rects_of(draw((100, 200, text), face=face)), 20.0) == []


def test_a_value_typed_above_its_label_is_none(draw) -> None:
    page = np.minimum(draw((100, 200, "Nơi ở:")), draw((200, 194, "14 Bà Chè, 5/2 Ấp 3")))
    assert note_marks(rects_of(page), 20.0) == []


def test_its_picture_has_the_mark_on_the_line(draw) -> None:
    page, end = with_mark(draw, "Kính gửi", "(1)")
    layout = find_lines(ink_of(page), dpi=200)
    (picture,) = line_pictures(page, layout, layout.lines)
    columns = picture.columns
    inside = np.flatnonzero((columns > end) & (columns < end + 28))
    part = picture.image[8:-8, 8:-8][:, inside]
    rows = np.flatnonzero((part < 128).any(axis=1))
    letters = np.flatnonzero((picture.image[8:-8, 8:80] < 128).any(axis=1))
    assert rows.max() > letters.max() - 8  # as low as the tails of letters
    assert rows.max() - rows.min() > 18  # as tall as their ascenders
    word = picture.to_page((8 + int(inside[0]), 8, 8 + int(inside[-1]), 30))
    assert end <= word[0] < word[2] <= end + 30
    assert columns[-1] >= end + 25
