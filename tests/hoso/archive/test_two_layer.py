"""What an archive copy is: the scan as it was, its words under it, PDF/A-2b by its parts."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from PIL import Image, ImageDraw

from hoso.archive.two_layer import About, PictureRefused, PlacedWord, ScannedPage, two_layer_pdf

ABOUT = About(
    doc_code="G06.01_CV_000021_V1",
    type_name="Giấy khai sinh",
    issued="2025-02-02",
    organ="Ủy ban nhân dân phường Thử",
    subject="Giấy khai sinh của người không có thật",
)
WORDS = ("Nguyễn", "Thị", "Đậu", "Phường", "ngã", "kỷ", "ỹ", "Ượng")
MILLION = 1_000_000


def scan(mode: str, kind: str, size: tuple[int, int] = (827, 1169)) -> bytes:
    noisy = Image.effect_noise(size, 12).convert("RGB")
    picture = Image.blend(noisy, Image.new("RGB", size, "white"), 0.4).convert(mode)
    ImageDraw.Draw(picture).rectangle((60, 60, 400, 90), fill=0)
    out = BytesIO()
    picture.save(out, kind, **({"compression": "group4"} if mode == "1" else {}))
    return out.getvalue()


def words() -> tuple[PlacedWord, ...]:
    return tuple(
        PlacedWord(text, 60, 100 + 60 * n, 260, 130 + 60 * n) for n, text in enumerate(WORDS)
    )


def copy_of(*pictures: bytes) -> bytes:
    pages = [ScannedPage(picture, 100, words()) for picture in pictures]
    return two_layer_pdf(pages, ABOUT, max_pixels=2 * MILLION)


SCANS = {
    "colour": ("RGB", "JPEG"),
    "grey": ("L", "JPEG"),
    "1-bit": ("1", "TIFF"),
    "cmyk": ("CMYK", "JPEG"),
    "png": ("RGB", "PNG"),
}


@pytest.mark.parametrize("name", SCANS)
def test_a_copy_carries_the_parts_of_pdf_a_2b_and_no_font_that_is_not_embedded(name: str) -> None:
    with pikepdf.open(BytesIO(copy_of(scan(*SCANS[name])))) as pdf:
        with pdf.open_metadata() as xmp:
            assert xmp.pdfa_status == "2B"
            assert xmp["dc:identifier"] == ABOUT.doc_code
            assert xmp["dc:title"] == ABOUT.type_name
        assert not pdf.is_encrypted
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert int(pdf.Root.OutputIntents[0].DestOutputProfile.N) == 3
        fonts = list(pdf.pages[0].Resources.Font.values())
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor and "/ToUnicode" in font for font in fonts)
        (image,) = pdf.pages[0].images.values()
        assert image.ColorSpace in ("/DeviceRGB", "/DeviceGray")


def test_every_kind_of_copy_is_pdf_a_2b(faults_of: Callable[..., str], tmp_path: Path) -> None:
    pictures = {name: [scan(*shape)] for name, shape in SCANS.items()}
    pictures["several"] = [scan("RGB", "JPEG"), scan("1", "TIFF"), scan("L", "JPEG")]
    files = [tmp_path / f"{name}.pdf" for name in pictures]
    for file, pages in zip(files, pictures.values(), strict=True):
        file.write_bytes(copy_of(*pages))
    assert faults_of(*files) == ""


def test_the_validator_sees_a_fault(faults_of: Callable[..., str], tmp_path: Path) -> None:
    plain = tmp_path / "plain.pdf"
    Image.new("RGB", (200, 200), "white").save(plain, "PDF")
    assert faults_of(plain)


@pytest.mark.parametrize("name", SCANS)
def test_words_come_back_composed_and_at_their_boxes(name: str) -> None:
    with pdfplumber.open(BytesIO(copy_of(scan(*SCANS[name])))) as pdf:
        found = pdf.pages[0].extract_words()
    assert [word["text"] for word in found] == list(WORDS)
    for word, placed in zip(found, words(), strict=True):
        assert word["x0"] == pytest.approx(placed.left * 0.72, abs=1)
        assert word["x1"] == pytest.approx(placed.right * 0.72, abs=1)
        assert (word["top"] + word["bottom"]) / 2 == pytest.approx(
            (placed.top + placed.bottom) / 2 * 0.72, abs=6
        )


@pytest.mark.parametrize("name", ["colour", "grey"])
def test_a_jpeg_goes_in_byte_for_byte(name: str) -> None:
    original = scan(*SCANS[name])
    with pikepdf.open(BytesIO(copy_of(original))) as pdf:
        (image,) = pdf.pages[0].images.values()
        assert image.read_raw_bytes() == original


def test_a_1_bit_page_keeps_every_pixel_and_black_stays_black() -> None:
    original = scan("1", "TIFF")
    with pikepdf.open(BytesIO(copy_of(original))) as pdf:
        (image,) = pdf.pages[0].images.values()
        assert isinstance(image, pikepdf.Stream)
        shown = pikepdf.PdfImage(image).as_pil_image().convert("1")
    assert shown.tobytes() == Image.open(BytesIO(original)).tobytes()


def test_a_copy_of_several_pages_is_hardly_larger_than_its_scans() -> None:
    size = (1654, 2339 // 2)
    scans = [scan("RGB", "JPEG", size), scan("L", "JPEG", size), scan("1", "TIFF", size)]
    made = copy_of(*scans)
    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages) == 3
    assert len(made) <= 1.3 * sum(map(len, scans))


@pytest.mark.parametrize("broken", [b"", b"no picture", scan("L", "JPEG")[:3000]])
def test_what_is_no_whole_picture_is_refused(broken: bytes) -> None:
    with pytest.raises(PictureRefused):
        copy_of(broken)


def test_a_picture_over_the_limit_is_refused() -> None:
    with pytest.raises(PictureRefused):
        copy_of(scan("1", "TIFF", (2000, 2000)))
