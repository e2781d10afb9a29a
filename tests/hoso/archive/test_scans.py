"""Stored originals become archive copies: pictures kept, words on them, signed ones as is."""

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from hoso.archive.scans import Order, copy_job
from hoso.archive.two_layer import About
from ocr.source.interface import Limits
from reuse.forms.pdf import printing_face

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


def scanned_pdf(path: Path, mode: str, *, text: str = "") -> bytes:
    """A page that is one picture, with a layer of invisible text; the picture's encoded bytes."""
    picture = path.with_name("picture")
    drawn(mode).save(picture, "JPEG")
    canvas = Canvas(str(path), pagesize=(595.2, 841.92))
    canvas.drawImage(ImageReader(str(picture)), 0, 0, 595.2, 841.92)
    line = canvas.beginText(100, 700)
    line.setTextRenderMode(3)
    line.setFont("Helvetica", 12)
    line.textOut(text)
    canvas.drawText(line)
    canvas.save()
    return picture.read_bytes()


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_the_picture_of_a_scanned_pdf_is_not_encoded_again(
    tmp_path: Path, faults_of: Callable[..., str], mode: str
) -> None:
    original = tmp_path / "original"
    encoded = scanned_pdf(original, mode, text="@#!")  # an earlier recognition, of no use
    how, copy = made(original)
    assert how == "two_layer"
    with pikepdf.open(BytesIO(copy)) as pdf:
        (image,) = pdf.pages[0].get_images().values()
        assert image.read_raw_bytes() == encoded
    assert len(copy) <= 1.3 * original.stat().st_size
    assert faults_of(tmp_path / "copy.pdf") == ""
    with pdfplumber.open(BytesIO(copy)) as pdf:
        text = " ".join(word["text"] for word in pdf.pages[0].extract_words())
    assert "xác nhận thông tin" in text


def born_digital(path: Path, *, pages: int = 1) -> None:
    printing_face()
    canvas = Canvas(str(path), initialFontName="hoso-regular")
    for number in range(pages):
        canvas.setFont("hoso-regular", 13)
        for row in range(30):
            canvas.drawString(80, 760 - 20 * row, f"Trang {number + 1}, dòng {row + 1}: Nguyễn Đậu")
        canvas.showPage()
    canvas.save()


def test_a_born_digital_pdf_keeps_its_text_and_lines(
    tmp_path: Path, faults_of: Callable[..., str]
) -> None:
    original = tmp_path / "original"
    born_digital(original, pages=3)
    how, copy = made(original, (2, 3))
    assert how == "vector"
    with pdfplumber.open(BytesIO(copy)) as pdf:
        assert len(pdf.pages) == 2
        assert not pdf.pages[0].images
        assert "Trang 2, dòng 7: Nguyễn Đậu" in pdf.pages[0].extract_text()
    assert len(copy) <= 300_000  # pictures of these two pages have twice that
    assert faults_of(tmp_path / "copy.pdf") == ""
    with pikepdf.open(BytesIO(copy)) as archived, archived.open_metadata() as xmp:
        assert xmp["dc:identifier"] == ABOUT.doc_code
        assert xmp.pdfa_status == "2B"


def test_without_ghostscript_its_pages_become_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, faults_of: Callable[..., str]
) -> None:
    original = tmp_path / "original"
    born_digital(original)
    monkeypatch.setenv("PATH", str(tmp_path))
    how, copy = made(original)
    monkeypatch.undo()
    assert how == "two_layer"
    with pdfplumber.open(BytesIO(copy)) as pdf:
        assert "Nguyễn Đậu" in pdf.pages[0].extract_text()
    assert faults_of(tmp_path / "copy.pdf") == ""


@pytest.mark.parametrize("kind", ["PNG", "PDF", "vector"])
def test_a_copy_made_again_later_is_the_same(tmp_path: Path, kind: str) -> None:
    original = tmp_path / "original"
    if kind == "vector":
        born_digital(original)
    else:
        drawn("L").save(original, kind)
    first = made(original)
    time.sleep(1.1)  # some programs write down the second
    assert made(original) == first
