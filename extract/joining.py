"""Does a page belong to a paper? In go a sheet and the sheets of a paper, out comes a ``Bond``.

For it speak labels and words of the paper's later pages, a title that stands inside such papers, a
sentence that goes on, the same person's number. Against it: a part that the paper has already, the
number of another person on a paper that bears one only.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import Hamming

from extract import titles
from extract.definitions import DocumentType
from extract.document import Doubt
from extract.labels import find_labels
from extract.layout import Sheet, layout_of
from extract.page_type import Guess
from extract.text import letters

_MARKED = set("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
_TAIL = 160  # letters: fewer make no paper of their own
_BLANK = 12  # letters: a blank back with specks
_NUMBER = re.compile(r"(?<!\d)(?:\d{12}|\d{9})(?!\d)")
_MISREAD = 2  # digits: numbers that differ in more are two people's


class Bond(IntEnum):
    """How much a page belongs to a paper. ``WEAK``: nothing speaks for it or against it; ``OPEN``:
    so it is, yet the further pages of such a paper (a letter) may be about anything."""

    NONE = 0
    WEAK = 1
    OPEN = 2
    SURE = 3


@dataclass(frozen=True, slots=True)
class Paper:
    """Sheets that belong together, and their type. ``loose``: pages that only may belong to it;
    ``free``: these, and others that nothing holds to it."""

    sheets: tuple[Sheet, ...]
    definition: DocumentType
    score: float
    titled: bool
    doubts: tuple[Doubt, ...] = ()
    loose: frozenset[int] = frozenset()
    free: frozenset[int] = frozenset()


def bond(sheet: Sheet, guess: Guess, paper: Paper) -> Bond:
    """How the sheet goes on with the paper before it."""
    blocks = titles.title_blocks(sheet) if paper.definition.inner_titles else []
    inner = [
        text
        for text in paper.definition.inner_titles
        if any(titles.title_score(block, text) for block in blocks)
    ]
    if inner:
        there = any(_stands(paper, text) for text in inner)
        return Bond.NONE if there else Bond.SURE
    if guess.why == "title" or _anothers(sheet, paper):
        return Bond.NONE
    if titles.has_national(sheet):  # the country's name stands on first pages, and on annexes
        annex = paper.definition.annexes and guess.why != "letterhead"
        return Bond.SURE if annex and fits(sheet, paper) else Bond.NONE
    return _untitled(sheet, guess, paper)


def _untitled(sheet: Sheet, guess: Guess, paper: Paper) -> Bond:
    count = len(letters(" ".join(row.text for row in sheet.rows)))
    letter = paper.definition.structure == "letterhead"
    if count < _BLANK:
        return Bond.SURE
    if guess.why == "labels" and (letter or _begins_another(sheet, guess, paper)):
        return Bond.NONE
    if fits(sheet, paper) or _goes_on(sheet):
        return _held(sheet, paper)
    if count < _TAIL:  # the last lines of a paper
        return Bond.OPEN if letter else Bond.WEAK
    other_tongue = _is_foreign(sheet) != _is_foreign(paper.sheets[-1])
    closed = is_complete(paper) and not paper.definition.annexes
    if guess.why != "labels" and (other_tongue or closed or guess.why == "letterhead"):
        return Bond.NONE
    stranger = is_complete(paper) and bool(_numbers([sheet]))  # somebody's, behind a signed letter
    return Bond.OPEN if letter and not stranger else Bond.WEAK


def fits(sheet: Sheet, paper: Paper) -> bool:
    """Section heads, notes, tables or the closing words of this type."""
    definition = paper.definition
    later = (*definition.continuation, *definition.closing)
    if any(titles.mentions(sheet, text, least=88.0) for text in later):
        return True
    if definition.any_order and _own_words(sheet, definition):
        return True
    if definition.one_person:  # name and birth date stand on many papers
        return False
    return len(_fields_here(sheet, paper)) >= 2


def _goes_on(sheet: Sheet) -> bool:
    """The page begins in the midst of a sentence."""
    first = next((row.text for row in sheet.rows if any(c.isalpha() for c in row.text)), "")
    return first[:1].islower() and not _is_foreign(sheet)


def _held(sheet: Sheet, paper: Paper) -> Bond:
    """A page that says nothing of its type which the paper has not said may be the page of another
    such paper. Lists run on over many pages that are alike, and annexes over any."""
    definition = paper.definition
    listed = any(label.new_row for label in definition.labels)
    if listed or definition.annexes:
        return Bond.SURE
    known = frozenset().union(*(_parts(other, definition) for other in paper.sheets))
    if _parts(sheet, definition) - known:
        return Bond.SURE
    return Bond.SURE if _goes_on(sheet) and not is_complete(paper) else Bond.WEAK


def same_side(sheet: Sheet, paper: Paper) -> bool:
    """The paper has this very side already (two backs of identity cards, two covers)."""
    mine = _own_words(sheet, paper.definition)
    return any(_own_words(other, paper.definition) & mine for other in paper.sheets)


def shares_number(sheet: Sheet, paper: Paper) -> bool:
    """A number of a person stands on the sheet and on the paper."""
    mine, here = _numbers([sheet]), _digits([sheet])
    theirs, there = _numbers(paper.sheets), _digits(paper.sheets)
    return any(n in there for n in mine) or any(n in here for n in theirs)


def is_complete(paper: Paper) -> bool:
    """The signature or the closing words of this type stand on the paper."""
    return any(_stands(paper, text) for text in paper.definition.closing)


def _stands(paper: Paper, text: str) -> bool:
    return any(titles.mentions(sheet, text, least=88.0) for sheet in paper.sheets)


def _anothers(sheet: Sheet, paper: Paper) -> bool:
    """Both bear the number of one person, and it is not the same one; or a side twice."""
    if not paper.definition.one_person:
        return False
    if same_side(sheet, paper):
        return True
    mine, theirs = _numbers([sheet]), _numbers(paper.sheets)
    if not mine or not theirs or shares_number(sheet, paper):
        return False
    pairs = [(a, b) for a in mine for b in theirs if len(a) == len(b)]
    return bool(pairs) and all(Hamming.distance(a, b) > _MISREAD for a, b in pairs)


def _parts(sheet: Sheet, definition: DocumentType) -> frozenset[str]:
    """The words of later pages and the fields whose labels stand on the sheet."""
    later = (*definition.continuation, *definition.closing)
    words = {text for text in later if titles.mentions(sheet, text, least=88.0)}
    return frozenset(words | _fields(sheet, definition))


def _own_words(sheet: Sheet, definition: DocumentType) -> frozenset[str]:
    return frozenset(t for t in definition.own_words if titles.mentions(sheet, t, least=92.0))


def _fields(sheet: Sheet, definition: DocumentType) -> set[str]:
    return {p.field for p in find_labels(layout_of([sheet]), definition) if p.field}


def _numbers(sheets: tuple[Sheet, ...] | list[Sheet]) -> set[str]:
    """Numbers of 12 or 9 digits; the machine's lines hold the bearer's in front of the filler."""
    texts = [token.text for sheet in sheets for row in sheet.rows for token in row.tokens]
    machine = re.findall(r"(?<=[A-Z])\d{10}(\d{12})<", " ".join(texts))
    return {*_NUMBER.findall(" ".join(texts)), *machine}


def _digits(sheets: tuple[Sheet, ...] | list[Sheet]) -> str:
    texts = (token.text for sheet in sheets for row in sheet.rows for token in row.tokens)
    codes = (code.text for sheet in sheets for code in sheet.page.codes)
    return " ".join(re.sub(r"\D", "", text) for text in (*texts, *codes))


def _begins_another(sheet: Sheet, guess: Guess, paper: Paper) -> bool:
    """Labels of a type on an untitled page: a paper of its own, or page two of one without them?"""
    assert guess.definition is not None
    if guess.definition is paper.definition or _as_many(sheet, guess.definition, paper):
        return repeats(sheet, paper)
    return guess.definition.any_order or is_complete(paper) or bool(paper.definition.labels)


def _as_many(sheet: Sheet, other: DocumentType, paper: Paper) -> bool:
    """The paper, not yet complete, explains the page as well (the pages of two kinds of book are
    alike; a contract tells of a parcel in the words of a certificate)."""
    if is_complete(paper):
        return False
    return len(_fields_here(sheet, paper)) >= len(_fields(sheet, other)) - 1


def _fields_here(sheet: Sheet, paper: Paper) -> set[str]:
    """Fields whose labels stand on the sheet, in the sections that the paper has opened before."""
    layout = layout_of([*paper.sheets, sheet])
    first = len(layout.rows) - len(sheet.rows)
    places = find_labels(layout, paper.definition)
    return {place.field for place in places if place.field and place.row >= first}


def repeats(sheet: Sheet, paper: Paper) -> bool:
    """The labels of the paper's first page stand here again: a second paper, its title lost.

    Lists whose rows are blocks of labels (members of a book) repeat theirs by nature.
    """
    labels = paper.definition.labels
    listed = {label.field.partition(".")[0] for label in labels if label.new_row}
    first, here = (
        {
            p.field
            for p in find_labels(layout_of(sheets), paper.definition)
            if p.field and p.field.partition(".")[0] not in listed
        }
        for sheets in (paper.sheets, [sheet])
    )
    return len(first & here) >= max(4, len(here) // 2)


def _is_foreign(sheet: Sheet) -> bool:
    """Many words, next to no Vietnamese marks."""
    text = " ".join(row.text for row in sheet.rows).lower()
    count = sum(c.isalpha() for c in text)
    return len(letters(text)) > 80 and sum(c in _MARKED for c in text) < 0.04 * count
