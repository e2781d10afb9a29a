"""A box is read: what each reader read, then what else is likely, a known pattern first."""

from pathlib import Path

import pytest

from ocr.engine.choose import Readers, load_readers
from ocr.engine.grammar import FREE, PERSONAL_NUMBER, Grammar
from ocr.page import Transform
from ocr.prepare import flatten_page, prepare_as
from ocr.region import ReadyPage, read_region
from tests.ocr.conftest import DPI, Draw

WEIGHTS = Path(__file__).parents[2] / "models" / "line_reader" / "weights"


@pytest.fixture(scope="module")
def both() -> Readers:
    return load_readers(weights=WEIGHTS)


def ready(draw: Draw, text: str) -> ReadyPage:
    flat = flatten_page(draw((100, 300, text), size=(1200, 600)), dpi=DPI)
    return ReadyPage(prepare_as(flat, Transform(dpi=DPI)), None)


def texts(page: ReadyPage, readers: Readers, pattern: Grammar = FREE) -> list[str]:
    found = read_region(page, (0.05, 0.35, 0.95, 0.6), readers, pattern=pattern)
    return [reading.text for reading in found]


def test_what_the_readers_read_comes_first(draw: Draw, both: Readers) -> None:
    read = texts(ready(draw, "NGUYỄN THỊ HỒNG NHUNG"), both)
    assert read[0] == "NGUYỄN THỊ HỒNG NHUNG"
    assert len(read) <= 2 + 3


def test_a_letter_in_a_number_is_read_as_a_digit_under_the_pattern(
    draw: Draw, both: Readers
) -> None:
    page = ready(draw, "001085990017l")
    assert not PERSONAL_NUMBER.accepts(texts(page, both)[0])
    assert texts(page, both, PERSONAL_NUMBER)[0] == "001085990017"


def test_what_does_not_fit_the_pattern_is_still_offered(draw: Draw, both: Readers) -> None:
    read = texts(ready(draw, "NGUYỄN VĂN AN"), both, PERSONAL_NUMBER)
    assert "NGUYỄN VĂN AN" in read


def test_without_our_own_reader_tesseract_alone_answers(draw: Draw, readers: Readers) -> None:
    assert texts(ready(draw, "TRẦN VĂN AN"), readers) == ["TRẦN VĂN AN"]
