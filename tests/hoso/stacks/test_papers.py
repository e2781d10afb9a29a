"""What a separator announces is believed only where the paper itself says nothing."""

import pytest

from extract.document import Document
from hoso.stacks.cutting import Dossier
from hoso.stacks.papers import read_dossier
from hoso.stacks.separator import Separator
from ocr.page import Page, Route

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


def test_behind_a_lost_page_every_paper_is_in_doubt() -> None:
    assert [d.doubts[-1].code for d in read(["ct01", "ct07"], unsure=True)] == [
        "boundary_unsure", "boundary_unsure",
    ]  # fmt: skip
