"""Text of the years before Unicode is converted where it becomes Vietnamese, and only there."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from ocr.source.interface import Verdict
from ocr.source.legacy import (
    TCVN3,
    VNI_LETTERS,
    VNI_MARKS,
    Encoding,
    FontText,
    encoding_named,
    encoding_of,
    encodings_of,
    to_unicode,
)

SENTENCES = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Độc lập tự do hạnh phúc",
    "Kính gửi cơ quan đăng ký cư trú",
    "Họ, chữ đệm và tên người đề nghị",
    "Nội dung thay đổi thông tin về nơi thường trú",
    "Tôi cam đoan những lời khai trên là đúng sự thật",
)
PROSE = " ".join(SENTENCES)
SYLLABLES = st.lists(st.sampled_from(PROSE.replace(",", "").split()), min_size=1, max_size=12)
_TCVN3_CODES = {letter: code for code, letter in TCVN3.items()}


def in_tcvn3(text: str) -> str:
    return "".join(_TCVN3_CODES.get(char, char) for char in text)


def in_vni(text: str) -> str:
    """A letter, then its mark; the way a writer of VNI works, from the standard's table."""
    whole = {letter: code for code, letter in VNI_LETTERS.items()}
    out = []
    for char in text:
        small = char.lower()
        code = whole.get(small) or _vni_pair(small, whole)
        out.append(code.upper() if char.isupper() else code)
    return "".join(out)


def _vni_pair(char: str, whole: dict[str, str]) -> str:
    base, *marks = unicodedata.normalize("NFD", char)
    if not marks:
        return char
    if "\u031b" in marks:  # the horn stands in the letter itself
        marks.remove("\u031b")
        base = unicodedata.normalize("NFC", base + "\u031b")
    wanted = sorted(marks)
    for code, (after, made) in VNI_MARKS.items():
        letter = whole.get(base, base)
        if letter in after and sorted(made) == wanted:
            return letter + code
    return char


def test_sentences_as_old_programs_wrote_them() -> None:
    assert to_unicode("Céng hßa x· héi chñ nghÜa ViÖt Nam", Encoding.TCVN3) == SENTENCES[0]
    assert to_unicode("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", Encoding.VNI) == SENTENCES[0]
    assert to_unicode("§éc lËp tù do h¹nh phóc", Encoding.TCVN3) == SENTENCES[1]
    assert to_unicode("Ñoäc laäp töï do haïnh phuùc", Encoding.VNI) == SENTENCES[1]


@given(SYLLABLES)
def test_what_was_written_in_tcvn3_comes_back(words: list[str]) -> None:
    text = " ".join(words)
    assert to_unicode(in_tcvn3(text), Encoding.TCVN3) == text


@given(SYLLABLES)
def test_what_was_written_in_vni_comes_back(words: list[str]) -> None:
    text = " ".join(words)
    assert to_unicode(in_vni(text), Encoding.VNI) == text


def test_letters_alone_tell_the_encoding() -> None:
    assert encoding_of(in_tcvn3(PROSE)) is Encoding.TCVN3
    assert encoding_of(in_vni(PROSE)) is Encoding.VNI
    assert encoding_of(PROSE) is None
    assert encoding_of("El señor pidió más información según la petición de la señora") is None


@given(st.text(alphabet="abcdeghinoéèêàâùûôîçñ äöüß", max_size=200))
def test_western_words_are_never_converted_for_their_letters(text: str) -> None:
    found = encoding_of(text)
    if found is not None:  # only where it reads as Vietnamese
        assert encoding_of(to_unicode(text, found)) is None


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        ("ABCDEF+.VnTime", Encoding.TCVN3),
        (".VnTimeH-Bold", Encoding.TCVN3_CAPITALS),
        ("VNI-Times", Encoding.VNI),
        ("TimesNewRomanPSMT", None),
    ],
)
def test_a_font_s_name_tells(font: str, encoding: Encoding | None) -> None:
    assert encoding_named(font) is encoding


def test_a_font_that_lies_about_itself_is_a_doubt() -> None:
    fonts = [FontText(".VnTime", ("zq", "wv", "xx", "kk", "qp", "wz", "jj", "fw"))]
    assert encodings_of(fonts) == ({}, True)


def write(canvas: Canvas, sentences: list[str], *, font: str = "Times-Roman") -> None:
    text = canvas.beginText(80, 760)
    text.setFont(font, 11)
    text.setLeading(24)
    for sentence in sentences * 3:
        text.textLine(sentence)
    canvas.drawText(text)


@pytest.mark.parametrize("coded", [in_tcvn3, in_vni])
def test_a_page_of_old_text_is_read_as_what_it_says(
    opened: Callable[..., Any], draw: Any, coded: Callable[[str], str]
) -> None:
    lines = [coded(sentence) for sentence in SENTENCES if "ư" not in sentence.lower()]
    data = draw.pdf(lambda canvas: write(canvas, lines))
    layer = opened(data).page(1).text
    assert layer.verdict is Verdict.GOOD
    said = " ".join(word.text for line in layer.lines for word in line.words)
    for sentence in SENTENCES:
        if "ư" not in sentence.lower():
            assert sentence in said
