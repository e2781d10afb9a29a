"""Small drawn pages for the steps of ocr: text where the test wants it."""

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw, ImageFont

from models.dossiers.fonts import Face, font_file
from ocr.engine.choose import Readers, load_readers

Grey = npt.NDArray[np.uint8]
Draw = Callable[..., Grey]
DPI = 200
PLAIN = Face()
LETTER = (
    "Căn cứ Luật Cư trú ngày 13 tháng 11 năm 2020;",
    "Căn cứ Nghị định số 154/2024/NĐ-CP của Chính phủ quy định chi tiết một số điều",
    "và biện pháp thi hành Luật Cư trú; theo đề nghị của Trưởng Công an phường,",
    "QUYẾT ĐỊNH:",
    "Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp công dân.",
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký ban hành.",
    "Điều 3. Chánh Văn phòng, Trưởng các phòng, ban chịu trách nhiệm thi hành.",
)


@pytest.fixture(scope="session")
def readers() -> Readers:
    cv2.setNumThreads(1)
    return load_readers("tesserocr")


@pytest.fixture
def draw() -> Draw:
    """``draw((x, y, text), …, size=(w, h), px=33, face=…)``: black Termes on white at 200 dpi."""

    def page(
        *texts: tuple[int, int, str],
        size: tuple[int, int] = (1654, 600),
        px: int = 33,
        face: Face = PLAIN,
    ) -> Grey:
        image = Image.new("L", size, 255)
        font = ImageFont.truetype(str(font_file(face)), px)
        pen = ImageDraw.Draw(image)
        for x, y, text in texts:
            pen.text((x, y), text, font=font, fill=20)
        return np.asarray(cv2.GaussianBlur(np.asarray(image), (0, 0), 0.6), dtype=np.uint8)

    return page


@pytest.fixture
def letter(draw: Draw) -> Grey:
    """Seven lines of a decision, as uneven as real ones."""
    left = (180, 180, 130, 700, 180, 180, 180)
    rows = [(x, 60 + 70 * n, text) for n, (x, text) in enumerate(zip(left, LETTER, strict=True))]
    return draw(*rows)
