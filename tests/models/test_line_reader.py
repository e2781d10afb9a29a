"""The line reader's recipe: texts, drawing, shards, scores; and the weights that came out of it."""

import hashlib
import itertools
import random
import re
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from models.line_reader.alphabet import CHARSET, encode, tidy
from models.line_reader.page_text import PageText
from models.line_reader.scores import score
from models.line_reader.syllables import syllable
from models.line_reader.texts import LONGEST, random_text
from models.line_reader.values import values_of

WEIGHTS = Path(__file__).parents[2] / "models" / "line_reader" / "weights"
TERMES = Path("/usr/share/texmf/fonts/opentype/public/tex-gyre/texgyretermes-regular.otf")
needs_fonts = pytest.mark.skipif(not TERMES.exists(), reason="fonts-texgyre is not installed")


def test_every_text_can_be_written_in_the_alphabet() -> None:
    rng = random.Random(3)
    for _ in range(600):
        text = random_text(rng)
        assert 0 < len(text.truth) <= LONGEST
        assert tidy(text.truth) == text.truth
        assert len(encode(text.truth)) == len(text.truth)


def test_the_alphabet_has_every_vietnamese_letter_once() -> None:
    assert len(set(CHARSET)) == len(CHARSET)
    assert unicodedata.normalize("NFC", CHARSET) == CHARSET
    assert set("ẾếỖỗỰựỲỹĐđƠƯ²–@%") <= set(CHARSET)


def test_syllables_keep_the_rules_of_spelling() -> None:
    rng = random.Random(5)
    for _ in range(2000):
        word = syllable(rng)
        bare = unicodedata.normalize("NFD", word)
        tones = [mark for mark in bare if mark in "\u0300\u0301\u0303\u0309\u0323"]
        assert len(tones) <= 1
        assert not bare.startswith(("ki\u0300a", "ci", "ce", "nge", "qqu"))
        if bare[-1] in "ptc" or word.endswith("ch"):
            assert tones in (["\u0301"], ["\u0323"])


@needs_fonts
def test_the_same_seed_draws_the_same_shard(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    from models.line_reader.shards import read_shard, write_shard
    from ocr.engine.strips import HEIGHT, STEP

    for name in ("a", "b"):
        write_shard(tmp_path / name, 12, 8)
    first, second = read_shard(tmp_path / "a.npy"), read_shard(tmp_path / "b.npy")
    assert [s.text for s in first] == [s.text for s in second]
    assert all(np.array_equal(a.strip, b.strip) for a, b in zip(first, second, strict=True))
    assert all(s.strip.shape[0] == HEIGHT for s in first)
    assert all(s.strip.shape[1] > STEP * len(s.text) for s in first)


@needs_fonts
def test_the_shipped_weights_read_drawn_lines() -> None:
    pytest.importorskip("onnxruntime")
    from models.line_reader.shards import drawn_pictures
    from ocr.engine.crnn_engine import CrnnReader

    reader = CrnnReader(weights=WEIGHTS / "reader.onnx", charset=WEIGHTS / "charset.txt")
    drawn = list(itertools.islice(drawn_pictures(77), 80))
    readings = reader.read([picture for picture, _ in drawn])
    pairs = [(r.text, truth) for r, (_, truth) in zip(readings, drawn, strict=True)]
    got = score(pairs)
    assert got.exact >= 0.5
    assert got.cer <= 0.06


def test_the_card_names_the_weights() -> None:
    data = (WEIGHTS / "reader.onnx").read_bytes()
    assert len(data) <= 12_000_000
    assert hashlib.sha256(data).hexdigest() in (WEIGHTS / "card.md").read_text(encoding="utf-8")
    assert (WEIGHTS / "charset.txt").read_text(encoding="utf-8") == "\n".join(CHARSET) + "\n"


def test_a_reading_begins_and_ends_with_a_word_of_the_page() -> None:
    page = PageText(["Họ và tên:", "........", "NGUYỄN VĂN", "AN"])
    assert page.holds("tên: NGUYỄN VĂN AN")
    assert page.holds("NGUYỄNVĂN AN")
    assert not page.holds("NGUYỄN VĂN A")
    assert not page.holds("ọ và tên:")
    assert not page.holds("")


def test_scores_count_lines_and_edits() -> None:
    got = score([("Nam", "Nam"), ("Nu ", "Nữ")])
    assert (got.lines, got.exact, got.cer) == (2, 0.5, 0.2)


def test_values_of_a_page() -> None:
    fields = {
        "full_name": {"value": "LA PHÚC HẢI", "page": 1},
        "phone": {"value": None, "page": None},
        "members": [{"citizen_id": {"value": "074176990304", "page": 2}}],
    }
    assert list(values_of(fields, 1)) == [("names", "LA PHÚC HẢI")]
    assert list(values_of(fields, 2)) == [("numbers", "074176990304")]


@needs_fonts
@pytest.mark.parametrize("way", ["STACKED", "PEN"])
def test_composed_marks_stand_over_and_under_their_letter(way: str) -> None:
    from PIL import Image

    from models.line_reader.faces import Marks, Style
    from models.line_reader.glyphs import new_setter

    setter = new_setter(random.Random(1), Style(TERMES, Marks[way], TERMES), 40)

    def rows(text: str) -> tuple[int, int]:
        layer = Image.new("L", (200, 120), 255)
        setter.write(layer, 20, 80, text, 0)
        inked = np.flatnonzero((np.asarray(layer) < 128).any(axis=1))
        return int(inked[0]), int(inked[-1])

    plain, over, twice, under = (rows(text) for text in ("o", "ó", "ố", "ọ"))
    assert twice[0] < over[0] < plain[0]
    assert under[1] > plain[1] + 2
    assert under[0] == plain[0]


@needs_fonts
def test_composed_words_are_as_wide_as_they_are_written() -> None:
    from models.line_reader.faces import Marks, Style
    from models.line_reader.glyphs import new_setter

    style = Style(TERMES, Marks.STACKED, TERMES)
    setter = new_setter(random.Random(1), style, 40)
    assert setter.width("Đổi") == pytest.approx(setter.width("Đ") + setter.width("ổi"))
    assert setter.width("ổ") == pytest.approx(setter.width("ô"))
    assert setter.at(20).width("ổ") == pytest.approx(setter.width("ổ") / 2, abs=1)


@needs_fonts
def test_digits_in_boxes_are_read_as_digits_alone() -> None:
    pytest.importorskip("onnxruntime")
    from models.line_reader.line_sets import drawn_lines

    for line in drawn_lines(5, 3, keep=lambda text: text.boxed):
        assert line.truth.isdigit()
        assert line.picture.shape[1] > 6 * len(line.truth)


def test_other_marks_leave_the_letters_and_their_case() -> None:
    from models.line_reader.texts import _other_marks

    text = "Ủy ban nhân dân TỈNH"
    changed = _other_marks(random.Random(2), text)
    assert changed != text
    bare = [unicodedata.normalize("NFD", t)[0] for t in changed]
    assert len(changed) == len(text)
    assert [c.isupper() for c in changed] == [c.isupper() for c in text]
    assert [b.lower() for b in bare] == [unicodedata.normalize("NFD", t)[0].lower() for t in text]


@needs_fonts
def test_a_black_seal_adds_ink_and_takes_none() -> None:
    from PIL import Image, ImageDraw

    from models.line_reader.faces import load
    from models.line_reader.seals import stamp

    def stamped(seed: int) -> tuple[np.ndarray, np.ndarray]:
        layer = Image.new("L", (600, 80), 255)
        ImageDraw.Draw(layer).text((20, 55), "Công an", font=load(TERMES, 34), fill=60, anchor="ls")
        before = np.asarray(layer).copy()
        stamp(layer, 34, 55, random.Random(seed))
        return before, np.asarray(layer)

    shares = []
    for seed in range(8):
        before, after = stamped(seed)
        assert (after <= before).all()
        shares.append(float((after < before).mean()))
    assert np.array_equal(stamped(3)[1], stamped(3)[1])
    assert max(shares) > 0.03
    assert max(shares) < 0.5  # a person still reads the line


def test_some_labels_carry_the_number_of_a_note() -> None:
    rng = random.Random(9)
    texts = [random_text(rng).truth for _ in range(3000)]
    marks = {mark for text in texts for mark in re.findall(r"\((\d)\)", text)}
    assert marks == set("123456789")
    assert any(re.match(r"\(\d\) ", text) for text in texts)
