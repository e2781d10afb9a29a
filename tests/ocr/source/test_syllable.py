"""The structure of Vietnamese syllables."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.source.syllable import FRONT, ONSETS, RHYMES, STOPS, countable, has_mark, is_syllable

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = "aăâeêioôơuưy"

plain_onsets = st.sampled_from(sorted(ONSETS - {"gi", "qu"}))


@st.composite
def syllables(draw):
    """Onset, rhyme and tone put together as Vietnamese writes them."""
    rhyme = draw(st.sampled_from(sorted(RHYMES)))
    front = rhyme[0] in FRONT
    onset = draw(
        plain_onsets.filter(lambda o: o not in ({"c", "ng"} if front else {"k", "gh", "ngh"}))
    )
    tone = draw(st.sampled_from(("\u0301", "\u0323") if rhyme.endswith(STOPS) else TONES))
    vowels = [n for n, letter in enumerate(rhyme) if letter in VOWELS]
    place = draw(st.sampled_from(vowels))
    marked = rhyme[: place + 1] + tone + rhyme[place + 1 :]
    return unicodedata.normalize("NFC", onset + marked)


@given(syllables(), st.sampled_from([str.lower, str.upper, str.capitalize]))
def test_well_built_syllables(word, case):
    assert is_syllable(case(word))
    assert is_syllable(unicodedata.normalize("NFD", case(word)))


@given(syllables().filter(lambda word: len(word) > 1))
def test_two_syllables_are_no_syllable_when_too_long(word):
    assert not is_syllable((word * 8)[:8])


@given(st.text(max_size=12))
def test_any_text_gets_an_answer(text):
    assert is_syllable(text) in {True, False}
    assert all(len(word) > 1 for word in countable(text))


@pytest.mark.parametrize(
    "text",
    [
        "Cộng hòa xã hội chủ nghĩa Việt Nam hoà HÒA HOÀ ủy uỷ ỦY UỶ thủy thuỷ",
        "gì giếng giữa gìn giặt quốc quyết quỳnh quý quê quần quở quạnh nghiêng nguyễn",
        "khuỷu ngoằn ngoèo xoong khuya tuýp huých oẳn yếu yên ý úa ướt đường Đắc",
    ],
)
def test_words_of_the_language(text):
    assert [word for word in text.split() if not is_syllable(word)] == []


@pytest.mark.parametrize(
    "text",
    [
        "CQNG HQI NGHIA VII Jem street word the and NHQM",
        "kà cí ngè ghà ngha gà̀ hòà họcthuộc ởng ợc",
        "Coäng hoøa xaõ hoäi Céng hßa x· héi chñ",
        "hoc tap tịc",
    ],
)
def test_other_words(text):
    words = text.split()
    assert sum(map(is_syllable, words)) <= len(words) // 2


def test_stops_bear_two_tones_only():
    assert is_syllable("học")
    assert is_syllable("hóc")
    assert not any(map(is_syllable, ("hoc", "hòc", "hõc", "hỏc")))


def test_what_does_not_count():
    text = "UBND HĐND CT01 12/2024 a) x@y.vn http://a.vn m2 Số: 12/QĐ-UBND và/hoặc"
    assert countable(text) == ["Số", "và", "hoặc"]


def test_marks():
    assert has_mark("Đất")
    assert not has_mark("nam")
