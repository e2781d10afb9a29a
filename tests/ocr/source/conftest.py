"""Drawn PDFs and pictures: nothing here comes from a real file."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ocr.source.interface import Limits, Source
from ocr.source.open import open_source

FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
)
SENTENCES = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Độc lập tự do hạnh phúc",
    "Kính gửi cơ quan đăng ký cư trú",
    "Họ, chữ đệm và tên người đề nghị",
    "Nội dung thay đổi thông tin về nơi thường trú",
    "Tôi cam đoan những lời khai trên là đúng sự thật",
)


@pytest.fixture(scope="session")
def font() -> str:
    """The name of a registered font with Vietnamese letters."""
    path = next((path for path in FONTS if Path(path).exists()), None)
    if path is None:
        pytest.skip("no font with Vietnamese letters")
    pdfmetrics.registerFont(TTFont("Drawn", path))
    return "Drawn"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Source]]:
    """Writes bytes to a file and opens it; closes everything in the end."""
    sources: list[Source] = []

    def opening(data: bytes, name: str = "tờ khai số 1.bin", **limits: int) -> Source:
        path = tmp_path / name
        path.write_bytes(data)
        source = open_source(path, Limits(**limits))
        sources.append(source)
        return source

    yield opening
    for source in sources:
        source.close()


@pytest.fixture
def write_page(font: str) -> Callable[..., None]:
    """Draws Vietnamese sentences onto a canvas."""

    def write(canvas: Canvas, rows: int = 12, top: float = 760, mode: int = 0) -> None:
        text = canvas.beginText(80, top)
        text.setFont(font, 11)
        text.setTextRenderMode(mode)
        text.setLeading(24)
        for row in range(rows):
            text.textLine(SENTENCES[row % len(SENTENCES)])
        canvas.drawText(text)

    return write


class Drawing:
    """What tests draw with; a fixture, since test folders are no packages."""

    @staticmethod
    def pdf(
        *drawings: Callable[[Canvas], None],
        size: tuple[float, float] = (595, 842),
        **options: object,
    ) -> bytes:
        """A PDF with one page for each drawing."""
        target = BytesIO()
        canvas = Canvas(target, pagesize=size, pageCompression=0, **options)
        for drawing in drawings:
            drawing(canvas)
            canvas.showPage()
        canvas.save()
        return target.getvalue()

    @staticmethod
    def picture(width: int = 300, height: int = 200, *, colour: str = "black") -> Image.Image:
        """An upright picture that differs from each of its turned and mirrored forms."""
        image = Image.new("RGB", (width, height), "white")
        pen = ImageDraw.Draw(image)
        pen.rectangle((width // 10, height // 10, width // 2, height // 4), fill=colour)
        pen.rectangle((width // 10, height // 10, width // 6, height * 9 // 10), fill="grey")
        pen.rectangle((width // 3, height * 29 // 30, width // 2, height), fill=colour)
        return image

    @staticmethod
    def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
        """The bytes of a picture file."""
        target = BytesIO()
        image.save(target, kind, **options)
        return target.getvalue()

    @classmethod
    def scan(cls, width: int, height: int, *, colour: str = "black") -> ImageReader:
        """A drawn scan to put on a PDF page."""
        return ImageReader(cls.picture(width, height, colour=colour))


@pytest.fixture
def draw() -> type[Drawing]:
    """Draws PDFs and pictures."""
    return Drawing
