"""Verdicts, words and lines of text layers."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.page import Method, Word
from ocr.source.interface import Verdict
from ocr.source.text_layer import PageLook, as_words, clean_text, judge, lines_of

GOOD = "Căn cứ Luật Cư trú, Ủy ban nhân dân tỉnh quyết định công bố thủ tục hành chính mới. " * 8
BOX = (0.1, 0.1, 0.9, 0.12)

sides = st.floats(min_value=-2, max_value=3, allow_nan=False)


def words_at(*places: tuple[str, float, float, float]) -> list[Word]:
    return [Word(text, (x0, y, x1, y + 0.012), 1.0, Method.PDF_TEXT) for text, x0, x1, y in places]


@pytest.mark.parametrize(
    ("look", "verdict"),
    [
        (PageLook(""), Verdict.NONE),
        (PageLook(" \n\u00a0"), Verdict.NONE),
        (PageLook(GOOD), Verdict.GOOD),
        (PageLook(unicodedata.normalize("NFD", GOOD)), Verdict.GOOD),
        (PageLook("Ký bởi: Văn phòng 12/3"), Verdict.SPARSE),
        (PageLook(GOOD[:240], picture_share=1.0), Verdict.SPARSE),
        (PageLook(GOOD[:240], picture_share=0.3), Verdict.SPARSE),
        (PageLook(GOOD[:240], paths=2000), Verdict.SPARSE),
        (PageLook(GOOD[:240]), Verdict.GOOD),
        (PageLook(GOOD, picture_share=1.0), Verdict.GOOD),
        (PageLook(GOOD, picture_share=1.0, hidden_share=1.0), Verdict.SCAN),
        (PageLook(GOOD, sideways_share=0.9), Verdict.SPARSE),
        (PageLook(GOOD + "\ue001\ue002" * 20), Verdict.GARBAGE),
        (PageLook(GOOD + "(cid:12)(cid:99)" * 20), Verdict.GARBAGE),
        (PageLook("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam ñoäc laäp " * 9), Verdict.GARBAGE),
        (PageLook("C«ng hßa x· héi chñ nghÜa ViÖt Nam ®éc lËp tù do " * 9), Verdict.GARBAGE),
        (PageLook("Cong hoa xa hoi chu nghia Viet Nam tu do " * 9), Verdict.GARBAGE),
        (PageLook("The quick brown fox jumps over the lazy dog " * 9), Verdict.GARBAGE),
    ],
)
def test_verdicts(look, verdict):
    found, reason = judge(look)
    assert found is verdict, reason
    assert reason


def test_cleaning():
    assert clean_text("Ðất\u00a0đai, tho\u00adại") == "Đất đai, thoại"
    assert clean_text(unicodedata.normalize("NFD", "Nguyễn")) == "Nguyễn"


def test_leaders_are_dropped():
    found = as_words(
        [("Họ", BOX), ("tên:......An", BOX), ("………", BOX), ("a...", BOX), ("v.v.", BOX)]
    )
    assert [word.text for word in found] == ["Họ", "tên:", "An", "a", "v.v."]
    label, name = found[1], found[2]
    assert label.box[0] == BOX[0]
    assert label.box[2] < name.box[0]
    assert name.box[2] == pytest.approx(BOX[2])


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ("ngày19", ["ngày", "19"]),
        ("19tháng", ["19", "tháng"]),
        ("02năm", ["02", "năm"]),
        ("CT01", ["CT01"]),
        ("m2", ["m2"]),
        ("abc12", ["abc12"]),
        ("12/QĐ-UBND", ["12/QĐ-UBND"]),
    ],
)
def test_stamped_days_are_words_of_their_own(run, words):
    assert [word.text for word in as_words([(run, BOX)])] == words


@given(st.lists(st.tuples(st.text(max_size=20), st.tuples(sides, sides, sides, sides))))
def test_boxes_are_fractions_whatever_comes_in(runs):
    words = as_words(runs)
    for word in words:
        x0, y0, x1, y1 = word.box
        assert 0 <= x0 < x1 <= 1
        assert 0 <= y0 < y1 <= 1
        assert word.text
        assert not any(letter.isspace() for letter in word.text)
        assert unicodedata.is_normalized("NFC", word.text)
    lines = lines_of(words)
    assert sorted(map(id, words)) == sorted(id(word) for line in lines for word in line.words)


def test_lines():
    words = words_at(
        ("sinh:", 0.15, 0.2, 0.201), ("Ngày", 0.1, 0.14, 0.2), ("12", 0.5, 0.53, 0.2),
        ("Họ", 0.1, 0.12, 0.1), ("tên", 0.13, 0.16, 0.1),
    )  # fmt: skip
    assert [line.text for line in lines_of(words)] == ["Họ tên", "Ngày sinh:", "12"]
    assert lines_of(words)[1].box == (0.1, 0.2, 0.2, pytest.approx(0.213))
    assert lines_of([]) == ()


def test_a_wide_page_has_narrower_gaps():
    words = words_at(("a", 0.1, 0.12, 0.1), ("b", 0.15, 0.17, 0.1))
    assert len(lines_of(words, aspect=0.7)) == 1
    assert len(lines_of(words, aspect=1.5)) == 2
    assert len(lines_of(words, rules=[(0.13, 0.0, 0.131, 1.0)])) == 2
    assert len(lines_of(words, rules=[(0.13, 0.5, 0.131, 1.0)])) == 1
