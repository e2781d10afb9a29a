"""A page that should be scanned again says so, with a reason; a good one does not."""

import cv2
import numpy as np
import pytest

from extract.pipeline import load, read_documents
from models.dossiers.draw import draw_paper
from ocr.engine.choose import Readers
from ocr.page import Flaw
from ocr.prepare import flatten_page
from ocr.reading import read_page
from ocr.source.interface import SourcePage


@pytest.fixture(scope="module")
def page() -> np.ndarray:
    return draw_paper("ct01", seed=5, level="print", dpi=300).pages[0]


def flaws(picture: np.ndarray, *, dpi: float = 300.0) -> tuple[Flaw, ...]:
    return flatten_page(picture, dpi=dpi).flaws


def test_a_good_scan_has_no_flaws(page: np.ndarray) -> None:
    assert flaws(page) == ()


@pytest.mark.parametrize("level", ["worn", "bad"])
def test_old_paper_is_no_flaw_of_the_scan(level: str) -> None:
    for seed in range(3):
        paper = draw_paper("ct01", seed=seed, level=level, dpi=200)
        assert flaws(paper.pages[0], dpi=200.0) == ()


def test_a_blurred_scan_is_seen(page: np.ndarray) -> None:
    assert flaws(cv2.GaussianBlur(page, (0, 0), 4)) == (Flaw.BLURRED,)


def test_a_scan_of_few_dots_is_seen(page: np.ndarray) -> None:
    small = cv2.resize(page, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    assert Flaw.LOW_RESOLUTION in flaws(small, dpi=150.0)


def test_faint_ink_is_seen(page: np.ndarray) -> None:
    faint = (255 - (255 - page.astype(np.float32)) * 0.2).astype(np.uint8)
    assert flaws(faint) == (Flaw.FAINT,)


def test_the_clerk_reads_why_and_which_page(page: np.ndarray, readers: Readers) -> None:
    blurred = cv2.GaussianBlur(page, (0, 0), 3.4)
    source = SourcePage(1, 300.0, None, lambda: blurred)
    (document,) = read_documents([read_page(source, readers)], load())
    (doubt,) = [d for d in document.doubts if d.code == "scan_blurred"]
    assert doubt.message.startswith("Trang 1: ")


def test_a_blank_page_needs_no_second_scan(readers: Readers) -> None:
    empty = np.full((2339, 1654), 250, np.uint8)
    assert read_page(SourcePage(1, 100.0, None, lambda: empty), readers).flaws == ()
