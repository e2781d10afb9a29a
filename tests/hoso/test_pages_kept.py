"""A page that a process has sent comes back to it as its number, and as nothing else."""

from hoso.pages_kept import Kept, Sent
from ocr.page import Line, Page, Route, Word


def page(number: int) -> Page:
    word = Word("Nguyễn" * 50, (0.1, 0.1, 0.2, 0.2), 0.9)
    return Page(number, 100, 100, Route.OCR, (Line((word,), word.box),))


def test_a_page_comes_back_as_the_very_one_that_was_sent() -> None:
    sent, kept = Sent(), Kept()
    theirs, ours = page(1), page(1)
    kept.note(theirs)
    sent.note(ours)
    data = sent.dumps(([ours, page(2)], "x"))
    (known, other), word = kept.loads(data)
    assert known is theirs
    assert (other, word) == (page(2), "x")
    assert len(sent.dumps(ours)) < 50


def test_another_file_begins_with_nothing() -> None:
    sent, kept = Sent(), Kept()
    one = page(1)
    sent.note(one)
    kept.note(page(1))
    sent.forget()
    kept.forget()
    assert kept.loads(sent.dumps(one)) == one
