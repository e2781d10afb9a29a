"""hoso's own reader: what it reads, where, how sure, and how it fails."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.errors import Fault, InputError

pytest.importorskip("onnxruntime")

from ocr.engine.crnn_engine import CrnnReader
from ocr.engine.ctc import margin
from ocr.engine.grammar import DATE, DIGITS, PERSONAL_NUMBER, Grammar
from ocr.engine.strips import HEIGHT, WIDEST, as_input, cuts, to_strip

WEIGHTS = Path(__file__).parents[3] / "models" / "line_reader" / "weights"
TERMES = Path("/usr/share/texmf/fonts/opentype/public/tex-gyre/texgyretermes-regular.otf")
needs_font = pytest.mark.skipif(not TERMES.exists(), reason="fonts-texgyre is not installed")


@pytest.fixture(scope="module")
def reader() -> CrnnReader:
    return CrnnReader(weights=WEIGHTS / "reader.onnx", charset=WEIGHTS / "charset.txt")


def printed(text: str, *, size: int = 36) -> np.ndarray:
    font = ImageFont.truetype(str(TERMES), size)
    image = Image.new("L", (int(font.getlength(text)) + 16, size + 28), 255)
    ImageDraw.Draw(image).text((8, size + 6), text, font=font, fill=0, anchor="ls")
    return np.asarray(image)


@needs_font
@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Thị Hồng Nhung",
        "079184991234",
        "Số định danh cá nhân:",
        "phường Chánh Nghĩa, thành phố Thủ Dầu Một",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ],
)
def test_reads_clean_print(reader: CrnnReader, text: str) -> None:
    assert reader.read([printed(text)])[0].text == text


@needs_font
def test_words_stand_where_their_ink_is(reader: CrnnReader) -> None:
    picture = printed("Trần Văn Bảo")
    words = reader.read([picture])[0].words
    assert [word.text for word in words] == ["Trần", "Văn", "Bảo"]
    font = ImageFont.truetype(str(TERMES), 36)
    starts = [8 + font.getlength(before) for before in ("", "Trần ", "Trần Văn ")]
    for word, start in zip(words, starts, strict=True):
        x0, y0, x1, y1 = word.rect
        assert abs(x0 - start) <= 5
        assert abs(x1 - start - font.getlength(word.text)) <= 5
        assert 0 <= y0 < y1 <= picture.shape[0]
        assert 0 < word.confidence <= 1


@needs_font
def test_every_character_has_its_own_confidence(reader: CrnnReader) -> None:
    for word in reader.read([printed("Trần Văn Bảo, 1984")])[0].words:
        assert len(word.letters) == len(word.text)
        assert word.confidence == min(word.letters)


@needs_font
def test_the_first_guess_is_the_reading_and_the_rest_are_less_likely(reader: CrnnReader) -> None:
    picture = printed("Nguyễn Thị Hồng Nhung")
    found = reader.guesses([picture], most=4)[0]
    assert found[0].text == "Nguyễn Thị Hồng Nhung"
    assert 1 < len(found) <= 4
    assert len({guess.text for guess in found}) == len(found)
    assert [g.chance for g in found] == sorted((g.chance for g in found), reverse=True)
    assert 0.5 <= margin(found) <= 1


@needs_font
@pytest.mark.parametrize(
    ("text", "grammar"), [("079184991234", PERSONAL_NUMBER), ("05/10/1963", DATE)]
)
def test_a_field_is_read_under_its_grammar(reader: CrnnReader, text: str, grammar: Grammar) -> None:
    found = reader.guesses([printed(text)], grammar=grammar)[0]
    assert found[0].text == text
    assert margin(found) > 0.9
    assert all(grammar.accepts(guess.text) for guess in found)


@needs_font
def test_a_name_is_no_personal_number(reader: CrnnReader) -> None:
    assert reader.guesses([printed("Nguyễn Thị Hồng")], grammar=PERSONAL_NUMBER) == [[]]


@needs_font
def test_a_reader_of_digits_says_digits_only() -> None:
    digits = CrnnReader(
        weights=WEIGHTS / "reader.onnx", charset=WEIGHTS / "charset.txt", only=DIGITS
    )
    assert digits.read([printed("079184991234")])[0].text == "079184991234"
    said = digits.read([printed("SỐ 079O84")])[0].text
    assert said
    assert set(said) <= set("0123456789")


@needs_font
def test_a_batch_reads_as_single_lines_do(reader: CrnnReader) -> None:
    pictures = [printed(t) for t in ("Nữ", "Con đẻ", "Số 12 đường Lê Lợi, phường 9", "2", "Kinh")]
    together = [reading.text for reading in reader.read(pictures)]
    assert together == [reader.read([picture])[0].text for picture in pictures]
    assert together[2] == "Số 12 đường Lê Lợi, phường 9"


@needs_font
def test_a_very_wide_line_is_cut_between_words(reader: CrnnReader) -> None:
    text = " ".join(["Hộ ông Nguyễn Văn Hùng đang sử dụng đất"] * 4)
    strip = to_strip(printed(text)).image
    ranges = cuts(strip)
    assert len(ranges) > 1
    assert all(right - left <= WIDEST for left, right in ranges)
    assert [right for _, right in ranges[:-1]] == [left for left, _ in ranges[1:]]
    assert len(reader.read([printed(text)])[0].words) == len(text.split())


def test_nothing_is_read_on_white(reader: CrnnReader) -> None:
    readings = reader.read([np.full((44, 300), 255, np.uint8), np.full((1, 1), 255, np.uint8)])
    assert [reading.words for reading in readings] == [(), ()]
    assert reader.read([]) == []


def test_remains_of_a_neighbour_do_not_shrink_the_line() -> None:
    picture = np.full((70, 400), 255, np.uint8)
    picture[40:60, 20:380:6] = 0
    alone = to_strip(picture)
    picture[4:6, 100:103] = 0
    assert to_strip(picture).scale == alone.scale


def test_strips_are_padded_with_white_to_a_multiple_of_eight() -> None:
    batch = as_input([np.zeros((HEIGHT, 9), np.uint8), np.zeros((HEIGHT, 17), np.uint8)])
    assert batch.shape == (2, 1, HEIGHT, 24)
    assert batch.dtype == np.float32
    assert (batch[0, 0, :, 9:] == 1).all()
    assert (batch[0, 0, :, :9] == -1).all()


@pytest.mark.parametrize("damage", ["missing", "cut", "charset"])
def test_bad_weights_are_an_engine_failure(tmp_path: Path, damage: str) -> None:
    weights, charset = tmp_path / "reader.onnx", tmp_path / "charset.txt"
    data = (WEIGHTS / "reader.onnx").read_bytes()
    chars = (WEIGHTS / "charset.txt").read_text(encoding="utf-8")
    charset.write_text(chars[:-4] if damage == "charset" else chars, encoding="utf-8")
    if damage != "missing":
        weights.write_bytes(data[:9000] if damage == "cut" else data)
    with pytest.raises(InputError) as raised:
        CrnnReader(weights=weights, charset=charset)
    assert raised.value.fault is Fault.ENGINE_FAILED
