"""``hoso lines``: pictures of single lines, with what each reader read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from models.dossiers.fonts import Face, font_file


def draw_line(path: Path, text: str) -> Path:
    font = ImageFont.truetype(str(font_file(Face())), 40)
    image = Image.new("L", (int(font.getlength(text)) + 40, 70), 250)
    ImageDraw.Draw(image).text((20, 10), text, font=font, fill=30)
    image.save(path)
    return path


def test_lines_are_read_in_order_with_both_readings(
    hoso: Callable[..., Any], tmp_path: Path
) -> None:
    texts = ["Nơi thường trú: Thôn Đoài, xã Phúc Thịnh", "036185990021"]
    files = [draw_line(tmp_path / f"dòng {n}.png", text) for n, text in enumerate(texts)]
    broken = tmp_path / "hỏng.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n")
    done = hoso("lines", files[0], broken, files[1], "--json")
    assert done.code == 1
    first, error, second = done.lines
    assert [first["text"], second["text"]] == texts
    assert [first["file"], second["file"]] == [str(files[0]), str(files[1])]
    assert {reading["reader"] for reading in first["readings"]} == {"hoso", "tesseract"}
    assert 0 < first["confidence"] <= 1
    assert error["error"]["code"] in {"broken", "truncated"}


def test_each_reader_works_alone(hoso: Callable[..., Any], tmp_path: Path) -> None:
    file = draw_line(tmp_path / "a.png", "Ủy ban nhân dân tỉnh")
    for engine in ("hoso", "tesserocr", "pytesseract"):
        done = hoso("lines", file, "--json", HOSO_ENGINE=engine)
        assert done.lines[0]["text"] == "Ủy ban nhân dân tỉnh", engine
