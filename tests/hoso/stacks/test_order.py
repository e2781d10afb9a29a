"""Printed page numbers that contradict one another are a doubt; everything usual is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Document
from hoso.stacks.order import in_order
from ocr.page import Line, Page, Route, Word

HEAD = (0.48, 0.03, 0.52, 0.05)  # Nghị định 30/2020: in the middle of the upper margin
FOOT = (0.85, 0.95, 0.93, 0.97)


def page(
    number: int, printed: str = "", *, box: tuple[float, ...] = HEAD, sure: float = 0.95
) -> Page:
    at = (box[0], box[1], box[2], box[3])
    lines = [line("Nội dung của trang giấy", (0.1, 0.4, 0.9, 0.42), 0.9)]
    if printed:
        lines.append(line(printed, at, sure))
    return Page(number, 1654, 2339, Route.OCR, tuple(lines))


def line(text: str, box: tuple[float, float, float, float], sure: float) -> Line:
    return Line(tuple(Word(word, box, sure) for word in text.split()), box)


def codes(pages: list[Page], kind: str = "van_ban_hanh_chinh") -> list[str]:
    document = Document(kind, 1.0, tuple(one.number for one in pages))
    return [doubt.code for doubt in in_order(document, pages).doubts]


def blank(number: int) -> Page:
    return Page(number, 1654, 2339, Route.BLANK, (), ink=0.0)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (["", "2", "3", "4"], []),
        (["", "3", "2", "4"], ["pages_missing", "pages_out_of_order"]),
        (["", "2", "4"], ["pages_missing"]),
        (["", "3"], []),  # a bare number alone may be anything
        (["", "2", "2"], ["pages_out_of_order"]),
        (["", "2", "3", "", "2", "3"], []),  # an annex
        (["1", "2", "1", "2"], []),
        (["", "", "2", "", "3"], []),  # backs without numbers
        (["Trang 1/2"], ["pages_missing"]),
        (["Trang 1/2", "Trang 2/2"], []),
        (["Trang 2/2", "Trang 1/2"], ["pages_missing"]),
        (["Trang 2"], ["pages_missing"]),
        (["trang 1 trên 3", "Trang 3 trên 3"], ["pages_missing"]),
        (["Trang 3/2"], []),  # misread
        (["", "- 2 -", "- 3 -"], []),
        (["12.5", "7a", "0"], []),
    ],
)
def test_what_numbers_say(printed: list[str], expected: list[str]) -> None:
    pages = [page(n, text) for n, text in enumerate(printed, 1)]
    assert sorted(codes(pages)) == sorted(expected)


def test_blank_backs_do_not_count_and_lost_ones_do() -> None:
    assert codes([page(1, "1"), blank(2), page(3, "2"), blank(4)]) == []
    assert codes([page(1, "1"), page(2, "3"), page(3, "5")]) == ["pages_missing"]


def test_only_what_stands_at_the_edge_and_is_sure_is_a_page_s_number() -> None:
    middle = (0.48, 0.5, 0.52, 0.52)
    left = (0.1, 0.03, 0.14, 0.05)
    assert codes([page(1, "9"), page(2, "3", box=middle), page(3, "2", box=left)]) == []
    assert codes([page(1, "9"), page(2, "3", sure=0.5)]) == []
    assert codes([page(1, "9", box=FOOT), page(2, "3", box=FOOT)]) == ["pages_out_of_order"]


def test_books_are_scanned_where_something_is_written() -> None:
    assert codes([page(1, "Trang 6"), page(2, "Trang 2")], "so_ho_khau") == []


@given(st.integers(1, 30), st.sets(st.integers(1, 30)), st.sets(st.integers(1, 30)))
def test_pages_in_their_order_are_never_in_doubt(
    count: int, silent: set[int], backs: set[int]
) -> None:
    pages: list[Page] = []
    for n in range(1, count + 1):
        pages.append(page(len(pages) + 1, "" if n in silent else str(n)))
        if n in backs:
            pages.append(blank(len(pages) + 1))
    assert codes(pages) == []
