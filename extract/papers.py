"""Pages become papers: in go sheets and the catalogue, out come runs of sheets with their type.

A printed title begins a paper; a page without one goes on with the paper before, unless it fits
nothing and that paper is complete. A page that lies before the title of its paper is put to it.
Where a page only may belong to a paper, the paper has a doubt that names the page. When in doubt
the type is the catalogue's ``other``.
"""

from collections.abc import Sequence
from dataclasses import replace

from extract.definitions import Catalogue, DocumentType
from extract.document import Doubt
from extract.joining import (
    Bond,
    Paper,
    bond,
    fits,
    is_complete,
    repeats,
    same_side,
    shares_number,
)
from extract.layout import Sheet
from extract.page_type import Guess, guess_type
from extract.second_voice import SecondVoice

__all__ = ["Paper", "split_papers"]

_LACKS = Doubt(
    "pages_unsure", "Giấy này có thể thiếu trang: hãy xem trang ngay trước nó có thuộc về nó không."
)


def split_papers(
    sheets: Sequence[Sheet], catalogue: Catalogue, voice: SecondVoice | None = None
) -> list[Paper]:
    """Put every sheet into exactly one paper; ``voice`` is heard on the first sheet of each."""
    papers: list[Paper] = []
    for sheet in sheets:
        guess = guess_type(sheet, catalogue)
        last = papers[-1] if papers else None
        held = Bond.NONE if last is None else bond(sheet, guess, last)
        if last is not None and held:
            papers[-1] = _joined(last, sheet, guess, held)
        else:
            definition = guess.definition or catalogue.other
            papers.append(Paper((sheet,), definition, guess.score, guess.why == "title"))
    papers = _in_order(papers, catalogue.other, voice)
    if voice is not None:
        papers = [_heard(_overheard(paper, voice, catalogue), voice, catalogue) for paper in papers]
    return [_marked(paper) for paper in papers]


def _joined(paper: Paper, sheet: Sheet, guess: Guess, held: Bond) -> Paper:
    page = {sheet.page.number}
    return replace(
        paper,
        sheets=(*paper.sheets, sheet),
        score=max(paper.score, guess.score) if held is Bond.SURE else paper.score,
        loose=paper.loose | page if held is Bond.WEAK else paper.loose,
        free=paper.free | page if held < Bond.SURE else paper.free,
    )


def _in_order(
    papers: Sequence[Paper], other: DocumentType, voice: SecondVoice | None
) -> list[Paper]:
    """Sheets that were scanned before the first of their paper go to it."""
    ordered: list[Paper] = []
    for paper in papers:
        kept: list[Paper] = []
        whole = paper
        if ordered and paper.definition is not other:
            before = ordered.pop()
            kept, whole = _led(before, paper, astray=_is_astray(before, paper, other, voice))
        ordered += [*kept, whole]
    return ordered


def _led(before: Paper, paper: Paper, *, astray: bool) -> tuple[list[Paper], Paper]:
    """The last sheets of the paper before that fit this one, and that nothing holds there.

    ``astray``: nothing holds any of them. One that fits both stays; where this paper lacks its
    other pages both are in doubt.
    """
    sheets = list(before.sheets)
    while sheets and _fits_behind(sheets[-1], paper):
        last = sheets[-1]
        if not astray and last.page.number not in before.free:
            return _either(replace(before, sheets=tuple(sheets)), paper)
        sheets.pop()
        loose = set() if shares_number(last, paper) else {last.page.number}
        moved = (*paper.sheets[:1], last, *paper.sheets[1:])
        paper = replace(paper, sheets=moved, loose=paper.loose | loose)
    if not sheets:
        return [], paper
    numbers = {sheet.page.number for sheet in sheets}
    return [replace(before, sheets=tuple(sheets), loose=before.loose & numbers)], paper


def _either(before: Paper, paper: Paper) -> tuple[list[Paper], Paper]:
    """The last page of a paper fits the one behind it, of the same type, as well."""
    lacks = len(before.sheets) > 1 and len(paper.sheets) == 1 and not is_complete(paper)
    if not lacks or before.definition is not paper.definition:
        return [before], paper
    loose = before.loose | {before.sheets[-1].page.number}
    return [replace(before, loose=loose)], replace(paper, doubts=(*paper.doubts, _LACKS))


def _is_astray(before: Paper, paper: Paper, other: DocumentType, voice: SecondVoice | None) -> bool:
    """Sheets without a title, of no type of their own, all of which fit the paper behind them."""
    if before.titled or not all(_fits_behind(sheet, paper) for sheet in before.sheets):
        return False
    if before.definition is paper.definition:
        return paper.definition.any_order
    said = voice.of(before.sheets[0]) if voice is not None else None
    told = said is not None and said.code == paper.definition.code
    return before.definition is other or told


def _fits_behind(sheet: Sheet, paper: Paper) -> bool:
    """Does the sheet fit a paper that begins behind it, and has not this very page?"""
    if repeats(sheet, paper) or same_side(sheet, paper):
        return False
    return fits(sheet, replace(paper, sheets=paper.sheets[:1]))


def _marked(paper: Paper) -> Paper:
    """The doubt about pages that only may belong to the paper."""
    sheets = paper.sheets
    if paper.definition.any_order:
        sheets = tuple(sorted(sheets, key=lambda sheet: sheet.page.number))
    if not paper.loose:
        return replace(paper, sheets=sheets)
    which = ", ".join(map(str, sorted(paper.loose)))
    sentence = f"Trang {which} có thể không thuộc giấy này: hãy xem, tách hoặc ghép lại."
    doubts = (*paper.doubts, Doubt("pages_unsure", sentence))
    return replace(paper, sheets=sheets, doubts=doubts)


def _overheard(paper: Paper, voice: SecondVoice, catalogue: Catalogue) -> Paper:
    """Of the pages that nothing holds to the paper those which read like another type."""
    loose = {
        sheet.page.number
        for sheet in paper.sheets
        if sheet.page.number in paper.free
        and (said := voice.of(sheet)) is not None
        and said.code in catalogue.codes - {catalogue.other.code, paper.definition.code}
    }
    return replace(paper, loose=paper.loose | loose)


def _heard(paper: Paper, voice: SecondVoice, catalogue: Catalogue) -> Paper:
    """The paper as the second voice leaves it: one that says another type casts a doubt, and where
    no title was printed the paper is then none of the types. Letters may be about anything: their
    words tell nothing."""
    if paper.definition is catalogue.other or paper.definition.structure == "letterhead":
        return paper
    said = voice.of(paper.sheets[0])
    if said is None or said.code == paper.definition.code or said.code not in catalogue.codes:
        return paper
    other = catalogue.get(said.code).name
    sentence = f"Đầu đề và bố cục: {paper.definition.name}; lời văn giống: {other}."
    doubts = (*paper.doubts, Doubt("type_voices_differ", sentence))
    if paper.titled:
        return replace(paper, doubts=doubts)
    return replace(paper, definition=catalogue.other, score=0.0, doubts=doubts)
