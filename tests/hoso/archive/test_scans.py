"""Stored originals become archive copies: pictures kept, words on them, signed ones as is."""

from io import BytesIO
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from hoso.archive.scans import Order, copy_job
from hoso.archive.two_layer import About
from ocr.source.interface import Limits

ABOUT = About(
    doc_code="G06.01_CV_000001_V1", type_name="Đơn", issued="2025-02-02", organ="Xã", subject="Thử"
)
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"


def drawn(mode: str) -> Image.Image:
    page = Image.new("RGB", (1240, 1754), "white")
    pen = ImageDraw.Draw(page)
    for n in range(6):
        text = "Đơn đề nghị xác nhận thông tin cư trú"
        pen.text((120, 200 + 90 * n), text, "black", ImageFont.truetype(FONT, 36))
    return page.convert(mode, dither=Image.Dither.NONE)


def made(original: Path, numbers: tuple[int, ...] = (1,)) -> tuple[str, bytes]:
    target = original.with_name("copy.pdf")
    *_, how = copy_job(
        Order(path=original, pages=numbers, about=ABOUT, target=target), Limits(), "auto"
    )
    return how, target.read_bytes()


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGB", "JPEG"), ("L", "JPEG"), ("1", "TIFF"), ("L", "PDF")]
)
def test_what_is_read_stands_where_it_was_read(tmp_path: Path, mode: str, kind: str) -> None:
    original = tmp_path / "original"
    extra = {"compression": "group4"} if kind == "TIFF" else {}
    drawn(mode).save(original, kind, **({"dpi": (150, 150)} if kind != "PDF" else {}), **extra)
    how, copy = made(original)
    assert how == "two_layer"
    with pdfplumber.open(BytesIO(copy)) as pdf:
        page = pdf.pages[0]
        found = page.extract_words()
        text = " ".join(word["text"] for word in found)
        assert "xác nhận thông tin" in text
        first = found[0]
        assert first["x0"] / page.width == pytest.approx(120 / 1240, abs=0.02)
        assert first["top"] / page.height == pytest.approx(210 / 1754, abs=0.03)


def test_a_jpeg_scan_is_not_encoded_again(tmp_path: Path) -> None:
    original = tmp_path / "original"
    drawn("RGB").save(original, "JPEG", dpi=(150, 150))
    with pikepdf.open(BytesIO(made(original)[1])) as pdf:
        (image,) = pdf.pages[0].images.values()
        assert image.read_raw_bytes() == original.read_bytes()


@pytest.mark.parametrize(("numbers", "how"), [((1, 2), "as_is"), ((2,), "two_layer")])
def test_a_signed_pdf_stays_byte_for_byte_unless_strangers_pages_are_in_it(
    tmp_path: Path, numbers: tuple[int, ...], how: str
) -> None:
    original = tmp_path / "original"
    drawn("L").save(original, "PDF", save_all=True, append_images=[drawn("L")], resolution=150)
    with original.open("ab") as file:
        file.write(b"\n% /ByteRange [0 1 2 3]\n")
    done, copy = made(original, numbers)
    assert done == how
    assert (copy == original.read_bytes()) is (how == "as_is")
