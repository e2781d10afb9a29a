"""What a separator says comes back whole or not at all; a stack is cut where they lie."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoso.stacks.cutting import cut
from hoso.stacks.separator import TITLE, BadName, Separator, read_separator
from ocr.codes import PATCH_T
from ocr.page import Code, Line, Method, Page, Route, Word

BOX = (0.1, 0.1, 0.4, 0.12)
SQUARE = (0.3, 0.4, 0.7, 0.7)
TYPES = frozenset({"ct01"})
NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9._-]{0,30}[A-Za-z]", fullmatch=True)


def page(number: int, *texts: str, code: str = "", route: Route = Route.OCR) -> Page:
    lines = tuple(Line(tuple(Word(word, BOX, 0.9) for word in text.split()), BOX) for text in texts)
    codes = (Code(Method.QR, "QR Code", code, SQUARE),) if code else ()
    return Page(number, 1654, 2339, route, lines, codes=codes)


def sheet(number: int, dossier: str, kind: str = "") -> Page:
    return page(number, TITLE, code=Separator("L07", dossier, kind).text())


def blank(number: int) -> Page:
    return replace(page(number, route=Route.BLANK), ink=0.0)


def test_a_page_whose_ink_was_not_measured_is_no_blank_page() -> None:
    assert cut([page(1, route=Route.BLANK)]).blanks == ()


@given(NAMES, NAMES, st.sampled_from(["", "ct01"]))
def test_what_a_sheet_says_comes_back(batch: str, dossier: str, kind: str) -> None:
    separator = Separator(batch, dossier, kind)
    assert read_separator(separator.text(), TYPES) == separator


@given(st.data())
def test_a_damaged_code_never_says_anything(data: st.DataObject) -> None:
    text = Separator("L07", "HS-12", "ct01").text()
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda c: c != text[place]))
    assert read_separator(text[:place] + other + text[place + 1 :], TYPES) is None


@given(st.text(max_size=80))
def test_a_foreign_code_says_nothing(text: str) -> None:
    assert read_separator(text, TYPES) is None


@pytest.mark.parametrize("name", ["001085990017", "HS.012345678", "", "a/b", "../a", "hồ-sơ", "-a"])
def test_no_citizen_s_number_and_no_path_is_a_name(name: str) -> None:
    with pytest.raises(BadName):
        Separator("L07", name)


def test_a_type_that_is_not_known_is_not_believed() -> None:
    assert read_separator(Separator("L07", "A", "ct99").text(), TYPES) is None


def test_dossiers_lie_between_separators_and_nothing_carries_over() -> None:
    stack = cut([
        page(1, "trước tờ đầu"), sheet(2, "A", "ct01"), page(3, "a"), page(4, "a"),
        page(5, code=PATCH_T), page(6, "b"), sheet(7, "C"), page(8, "c"),
    ])  # fmt: skip
    assert stack.separators == (2, 5, 7)
    assert [(d.name("?"), d.type, [p.number for p in d.pages]) for d in stack.dossiers] == [
        ("?", None, [1]),
        ("A", "ct01", [3, 4]),
        ("?", None, [6]),
        ("C", None, [8]),
    ]


@pytest.mark.parametrize(
    "damaged",
    [
        page(2, code="HOSO1|L07|B|ct01|00000000"),
        page(2, TITLE),
        Page(2, 10, 10, Route.OCR, (), codes=(
            Code(Method.QR, "QR Code", Separator("L07", "B").text(), BOX),
            Code(Method.QR, "QR Code", Separator("L07", "C").text(), BOX),
        )),
    ],
)  # fmt: skip
def test_a_separator_that_cannot_be_trusted_still_parts_and_names_nothing(damaged: Page) -> None:
    stack = cut([sheet(1, "A"), page(3, "b"), damaged])
    assert stack.separators == (1, 2)
    assert [d.separator for d in stack.dossiers] == [None]


def test_a_foreign_code_on_a_paper_parts_nothing() -> None:
    stack = cut([sheet(1, "A"), page(2, "a", code="TAG:invoice"), page(3, "a")])
    assert [[p.number for p in d.pages] for d in stack.dossiers] == [[2, 3]]


def test_a_lost_page_may_have_been_a_separator() -> None:
    stack = cut([sheet(1, "A", "ct01"), page(2, "a"), page(4, "?")])
    assert [(d.name("?"), d.type, d.unsure) for d in stack.dossiers] == [
        ("A", "ct01", False), ("?", None, True),
    ]  # fmt: skip
    assert not cut([page(1, "a"), page(3, "a")]).dossiers[0].unsure  # no stack: one file


@pytest.mark.parametrize("code", [PATCH_T, Separator("L07", "B").text()])
def test_a_paper_that_bears_such_a_code_stays_a_paper(code: str) -> None:
    paper = page(3, " ".join(["chữ"] * 200), code=code)
    stack = cut([sheet(1, "A"), page(2, "a"), paper, page(4, "?")])
    assert stack.separators == (1,)
    assert [([p.number for p in d.pages], d.unsure) for d in stack.dossiers] == [
        ([2], False), ([3, 4], True),
    ]  # fmt: skip
    assert stack.dossiers[1].separator is None


def test_a_photo_behind_a_separator_is_no_blank_back() -> None:
    photo = Page(2, 1654, 2339, Route.BLANK, (), ink=0.2)
    stack = cut([sheet(1, "A"), photo, page(3, "a")])
    assert (stack.separators, stack.blanks) == ((1,), ())
    assert [p.number for p in stack.dossiers[0].pages] == [2, 3]


def test_the_blank_back_of_a_separator_belongs_to_it_other_blanks_are_marked_and_kept() -> None:
    stack = cut([sheet(1, "A"), blank(2), page(3, "a"), blank(4)])
    assert (stack.separators, stack.blanks) == ((1, 2), (4,))
    assert [p.number for d in stack.dossiers for p in d.pages] == [3, 4]


def test_a_sheet_scanned_twice_is_marked_the_same_form_of_two_people_is_not() -> None:
    words = "Họ và tên NGUYỄN VĂN AN số định danh 001085990017 " * 5
    other = words.replace("001085990017", "001085990018")
    stack = cut([page(1, words), page(2, words.replace("VĂN", "VAN")), page(3, other)])
    assert stack.doubles == {2: 1}


@given(st.lists(st.sampled_from(["sheet", "patch", "blank", "paper"]), max_size=12))
def test_every_page_is_a_separator_or_in_one_dossier(kinds: list[str]) -> None:
    make = {
        "sheet": lambda n: sheet(n, f"H{n}x"),
        "patch": lambda n: page(n, code=PATCH_T),
        "blank": blank,
        "paper": lambda n: page(n, f"trang {n}"),
    }
    pages = [make[kind](n) for n, kind in enumerate(kinds, 1)]
    stack = cut(pages)
    inside = [p.number for d in stack.dossiers for p in d.pages]
    assert sorted([*inside, *stack.separators]) == [p.number for p in pages]
