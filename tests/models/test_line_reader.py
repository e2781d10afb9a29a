"""The line reader's recipe: texts, drawing, shards, scores; and the weights that came out of it."""

import hashlib
import itertools
import random
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
