"""A rule approves only what is complete: holder certain, required fields accepted, no doubt."""

from dataclasses import replace

import pytest

from extract.document import Document, Doubt, Field, Holder, Status
from extract.pipeline import load, read_documents
from hoso.approval import RULE, approval_of
from ocr.page import Line, Page, Route, Word

NAME = Field("NGUYỄN VĂN HƯNG", "", 0.99, Status.ACCEPTED, "ocr", 1, None)
GOOD = Document(
    type="ct01",
    type_confidence=1.0,
    pages=(1,),
    holders=(Holder("declarant", NAME.value, citizen_id="001085990017", certain=True),),
    fields={"full_name": NAME, "members": ({"full_name": NAME},)},
    auto_approve=True,
    required=("full_name", "members"),
)
REVIEW = replace(NAME, status=Status.REVIEW)


def test_a_complete_paper_is_approved_by_the_rule() -> None:
    assert approval_of(GOOD) == RULE


@pytest.mark.parametrize(
    "lacking",
    [
        replace(GOOD, fields=GOOD.fields | {"full_name": REVIEW}),
        replace(GOOD, fields=GOOD.fields | {"members": ({"full_name": REVIEW},)}),
        replace(GOOD, fields={"full_name": NAME}),
        replace(GOOD, holders=()),
        replace(GOOD, holders=(replace(GOOD.holders[0], certain=False),)),
        replace(GOOD, doubts=(Doubt("any", "Có điều cần xem."),)),
        replace(GOOD, auto_approve=False),
    ],
)
def test_anything_lacking_waits_for_a_person(lacking: Document) -> None:
    assert approval_of(lacking) is None


def test_documents_say_what_their_type_requires() -> None:
    title = "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"
    words = tuple(
        Word(text, (0.2 + 0.07 * n, 0.1, 0.26 + 0.07 * n, 0.12), 0.99)
        for n, text in enumerate(title.split())
    )
    page = Page(1, 1654, 2339, Route.OCR, (Line(words, (0.2, 0.1, 0.8, 0.12)),))
    (document,) = read_documents([page], load())
    assert document.type == "ct01"
    assert {"full_name", "citizen_id"} <= set(document.required)
