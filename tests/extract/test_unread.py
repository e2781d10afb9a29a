"""Ink that nobody could read, in the place of a value: a person looks; elsewhere: nobody waits."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from extract.document import Document, Field, Status
from ocr.page import Box, Page

HEIGHT, PITCH, TOP = 0.014, 0.022, 0.04
READERS = ("hoso", "tesseract")


@pytest.fixture
def paper(page_of: Callable[..., Page], read: Callable[..., list[Document]]):
    def make(rows: list[str], *unread: Box, **more: object) -> Document:
        page = replace(page_of(rows, readers=READERS, **more), unread=unread)
        (document,) = read(page)
        return document

    return make


def ink(row: float, x0: float, x1: float) -> Box:
    """Unread ink on that row of the page."""
    y = TOP + row * PITCH
    return x0, y, x1, y + HEIGHT


def codes(field: Field) -> set[str]:
    return {doubt.code for doubt in field.doubts}


def row_of(rows: list[str], begin: str) -> int:
    return next(n for n, row in enumerate(rows) if row.startswith(begin))


def test_a_value_beside_which_unread_ink_stands_is_not_accepted(paper, ct01_rows) -> None:
    row = row_of(ct01_rows, "5.")
    clean = paper(ct01_rows).fields
    doubted = paper(ct01_rows, ink(row, 0.49, 0.53)).fields
    assert clean["phone"].status is Status.ACCEPTED
    assert doubted["phone"].value == clean["phone"].value
    assert doubted["phone"].status is Status.REVIEW
    assert codes(doubted["phone"]) == {"unread_line"}


def test_a_value_nobody_could_read_is_no_empty_one(paper, ct01_rows) -> None:
    row = row_of(ct01_rows, "7.")
    ct01_rows[row] = "7. Họ, chữ đệm và tên chủ hộ: | @0.6 8. Mối quan hệ với chủ hộ: Vợ"
    box = ink(row, 0.45, 0.55)
    found = paper(ct01_rows, box).fields
    assert paper(ct01_rows).fields["head_name"].status is Status.MISSING
    assert found["head_name"].value is None
    assert found["head_name"].status is Status.REVIEW
    assert codes(found["head_name"]) == {"unread_line"}
    assert (found["head_name"].page, found["head_name"].box) == (1, box)
    assert not codes(found["relation_to_head"])


def test_a_last_line_that_was_not_read_belongs_to_the_value_above(paper, ct01_rows) -> None:
    row = row_of(ct01_rows, "Thịnh")
    ct01_rows[row] = ""
    assert "unread_line" not in codes(paper(ct01_rows).fields["request"])
    found = paper(ct01_rows, ink(row, 0.08, 0.5)).fields
    assert "unread_line" in codes(found["request"])


def test_unread_ink_elsewhere_holds_nothing_up(paper, ct01_rows, ct01_end) -> None:
    rows = [*ct01_rows, *ct01_end]
    places = ink(3, 0.4, 0.6), ink(len(rows) + 4, 0.6, 0.8), ink(1, 0.02, 0.06)
    assert paper(rows, *places) == paper(rows)


HEAD = ["TT", "Họ, chữ đệm và tên", "Ngày, tháng, năm sinh", "Giới tính", "Số định danh cá nhân",
        "Mối quan hệ với chủ hộ"]  # fmt: skip
EDGES = (0.08, 0.12, 0.34, 0.50, 0.60, 0.78, 0.97)
KHANG = ["1", "NGUYỄN MINH KHANG", "05/09/2010", "Nam", "001210990034", "Con đẻ"]
TABLE = [HEAD, KHANG, [""] * 6]


def cell(rows: list[str], line: int, x0: float, x1: float) -> Box:
    y = TOP + len(rows) * PITCH + line * 0.03 + 0.006
    return x0, y, x1, y + HEIGHT


def test_unread_ink_in_a_cell_is_of_that_cell(paper, ct01_rows) -> None:
    found = paper(ct01_rows, cell(ct01_rows, 1, 0.46, 0.49), table=TABLE, edges=EDGES)
    (member,) = found.fields["members"]
    assert codes(member["date_of_birth"]) == {"unread_line"}
    assert {name for name, item in member.items() if item.doubts} == {"date_of_birth"}


def test_a_row_nobody_could_read_is_no_empty_row(paper, ct01_rows) -> None:
    assert len(paper(ct01_rows, table=TABLE, edges=EDGES).fields["members"]) == 1
    place = cell(ct01_rows, 2, 0.12, 0.3)
    _, lost = paper(ct01_rows, place, table=TABLE, edges=EDGES).fields["members"]
    assert lost["full_name"].status is Status.REVIEW
    assert codes(lost["full_name"]) == {"unread_line"}
    assert lost["full_name"].box == place
    assert lost["citizen_id"].status is Status.MISSING


def test_a_speck_in_an_empty_row_is_no_member(paper, ct01_rows) -> None:
    speck = cell(ct01_rows, 2, 0.2, 0.21)
    assert len(paper(ct01_rows, speck, table=TABLE, edges=EDGES).fields["members"]) == 1


def test_an_empty_cell_of_a_table_without_rules(paper, ct01_rows) -> None:
    rows = [HEAD, [*KHANG[:2], "", *KHANG[3:]]]
    place = cell(ct01_rows, 1, 0.36, 0.46)
    found = paper(ct01_rows, place, table=rows, edges=EDGES, ruled=False)
    (member,) = found.fields["members"]
    assert codes(member["date_of_birth"]) == {"unread_line"}


def test_the_number_a_paper_is_filed_under_is_not_certain_beside_unread_ink(
    paper, ct01_rows
) -> None:
    row = row_of(ct01_rows, "4.")
    (before,) = paper(ct01_rows).holders[:1]
    (after,) = paper(ct01_rows, ink(row, 0.6, 0.7)).holders[:1]
    assert before.certain
    assert not after.certain
    assert after.citizen_id == before.citizen_id
