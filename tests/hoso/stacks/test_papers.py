"""What a separator announces is believed only where the paper itself says nothing."""

import pytest

from extract.document import Document
from hoso.stacks.cutting import Dossier
from hoso.stacks.papers import read_dossier
from hoso.stacks.separator import Separator
from ocr.page import Line, Page, Route, Word

PAGES = (Page(1, 10, 10, Route.OCR, ()),)


def read(types: list[str], announced: str = "", *, unsure: bool = False) -> list[Document]:
    def reader(pages: object, kind: str | None) -> list[Document]:
        return [document(one) for one in ([kind] if kind else types)]

    return read_dossier(Dossier(PAGES, Separator("L07", "A", announced), unsure), reader)


def document(kind: str) -> Document:
    return Document(type=kind, type_confidence=1.0, pages=(1,))


@pytest.mark.parametrize(
    ("types", "announced", "found"),
    [
        (["ct01"], "", [("ct01", [])]),
        (["ct01"], "ct01", [("ct01", [])]),
        (["khac"], "ct01", [("ct01", ["type_from_separator"])]),
        (["ct07"], "ct01", [("ct07", ["separator_type_differs"])]),
        (["ct01", "khac"], "ct01", [("ct01", []), ("khac", ["separator_type_differs"])]),
    ],
)
def test_a_printed_title_outranks_the_sheet(
    types: list[str], announced: str, found: list[tuple[str, list[str]]]
) -> None:
    made = read(types, announced)
    assert [(d.type, [doubt.code for doubt in d.doubts]) for d in made] == found


@pytest.mark.parametrize(
    ("title", "box", "found"),
    [
        ("GIẤY CHỨNG SINH", (0.35, 0.2, 0.65, 0.22), ("khac", "separator_type_differs")),
        (
            "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
            (0.25, 0.2, 0.75, 0.22),
            ("ct01", "type_from_separator"),
        ),
        ("TỜ KHAI THAY DOI THONG", (0.3, 0.2, 0.7, 0.22), ("ct01", "type_from_separator")),
        ("CÔNG AN XÃ TÂN LẬP", (0.08, 0.05, 0.4, 0.07), ("ct01", "type_from_separator")),
        ("Kính gửi công an xã", (0.3, 0.2, 0.7, 0.22), ("ct01", "type_from_separator")),
    ],
)
def test_a_paper_with_a_title_of_its_own_is_not_what_the_sheet_says(
    title: str, box: tuple[float, float, float, float], found: tuple[str, str]
) -> None:
    words = title.split()
    step = (box[2] - box[0]) / len(words)
    line = Line(
        tuple(
            Word(w, (box[0] + n * step, box[1], box[0] + (n + 0.9) * step, box[3]), 0.9)
            for n, w in enumerate(words)
        ),
        box,
    )
    pages = (Page(1, 1654, 2339, Route.OCR, (line,)),)
    made = read_dossier(
        Dossier(pages, Separator("L07", "A", "ct01")), lambda _, kind: [document(kind or "khac")]
    )
    assert [(d.type, d.doubts[-1].code) for d in made] == [found]


def test_behind_a_lost_page_every_paper_is_in_doubt() -> None:
    assert [d.doubts[-1].code for d in read(["ct01", "ct07"], unsure=True)] == [
        "boundary_unsure", "boundary_unsure",
    ]  # fmt: skip
