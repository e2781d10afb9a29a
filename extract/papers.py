"""Pages become papers: in go sheets and the catalogue, out come runs of sheets with their type.

A printed title begins a paper; a page without one goes on with the paper before, unless it fits
nothing and that paper is complete. When in doubt the type is the catalogue's ``other``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract import titles
from extract.definitions import Catalogue, DocumentType
from extract.document import Doubt
from extract.labels import find_labels
from extract.layout import Sheet, layout_of
from extract.second_voice import SecondVoice
from extract.text import letters

_MARKED = set("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")


_SURELY = 3  # labels without damage: fewer are not worth a closer look
_TAIL = 160  # letters: fewer make no paper of their own


@dataclass(frozen=True, slots=True)
class Guess:
    """What a sheet seems to be, how sure, and why: title, letterhead, labels or none."""

    definition: DocumentType | None
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Paper:
    """Sheets that belong together, and their type."""

    sheets: tuple[Sheet, ...]
    definition: DocumentType
    score: float
    titled: bool
    doubts: tuple[Doubt, ...] = ()


def guess_type(sheet: Sheet, catalogue: Catalogue) -> Guess:
    """Title first, then the letterhead, then the set of labels."""
    blocks, every = titles.title_blocks(sheet), (*catalogue.types, catalogue.other)
    scored = [(titles.best_title(sheet, item, blocks), item) for item in every]
    special = [s for s in scored if s[0][0] and s[1].structure != "letterhead"]
    letterhead = titles.has_letterhead(sheet)
    best = max(special, key=lambda s: titles.weight(s[0]), default=None)
    told = _by_own_words(sheet, catalogue)
    if best is not None:
        half = told is not None and best[1] is catalogue.other
        if told is not None and half and _half_lost(blocks, told.definition, catalogue.other):
            return Guess(told.definition, told.score, "title")
        return Guess(best[1], best[0][0], "title")
    if told is not None:
        return told
    by_letterhead = next((t for t in catalogue.types if t.structure == "letterhead"), None)
    if letterhead and by_letterhead is not None:
        titled = next((s[0][0] for s in scored if s[1] is by_letterhead), 0.0)
        by_labels = None if titled else _by_labels(sheet, catalogue)
        if by_labels is not None:
            return by_labels
        return Guess(by_letterhead, max(0.8, titled), "letterhead")
    return _by_labels(sheet, catalogue) or Guess(None, 0.0, "none")


def _half_lost(
    blocks: Sequence[titles.Block], definition: DocumentType | None, other: DocumentType
) -> bool:
    """Does the stranger's title (``GIẤY CHỨNG NHẬN …``) begin a title of this type, whose rest a
    seal may have taken?"""
    assert definition is not None
    return any(
        letters(title).startswith(letters(start))
        for start in other.title_starts
        if any(titles.begins_with(block, start) for block in blocks)
        for title in definition.titles
    )


def _by_own_words(sheet: Sheet, catalogue: Catalogue) -> Guess | None:
    """The one type whose own words stand on an untitled page (the back of an identity card)."""
    found = [
        item
        for item in catalogue.types
        if any(titles.mentions(sheet, text, least=92.0) for text in item.own_words)
    ]
    return Guess(found[0], 0.9, "labels") if len(found) == 1 else None


def _by_labels(sheet: Sheet, catalogue: Catalogue) -> Guess | None:
    """The type most of whose labels are printed: for a title that a seal has covered."""
    layout = layout_of([sheet])
    printed = "".join(letters(row.text) for row in sheet.rows)
    scored = []
    for item in (item for item in catalogue.types if item.by_labels):
        fields = {label.field for label in item.labels if label.field}
        if (
            len(fields) >= 5
            and _printed(item, printed) >= _SURELY
            and not any(titles.mentions(sheet, text) for text in item.unless)
        ):
            found = {place.field for place in find_labels(layout, item) if place.field}
            scored.append((len(found), len(found) / len(fields), item))
    scored.sort(key=lambda s: (s[0], s[1]), reverse=True)
    if not scored or scored[0][0] < 5 or scored[0][1] < 0.4:
        return None
    near = len(scored) > 1 and scored[1][0] >= scored[0][0] - 1
    if near and (scored[1][1] >= scored[0][1] or scored[1][0] == scored[0][0]):
        return None
    return Guess(scored[0][2], 0.5 + 0.4 * scored[0][1], "labels")


def split_papers(
    sheets: Sequence[Sheet], catalogue: Catalogue, voice: SecondVoice | None = None
) -> list[Paper]:
    """Put every sheet into exactly one paper; ``voice`` is heard on the first sheet of each."""
    papers: list[Paper] = []
    for sheet in sheets:
        guess = guess_type(sheet, catalogue)
        last = papers[-1] if papers else None
        if last is not None and _joins(sheet, guess, last):
            papers[-1] = _joined(last, sheet, guess)
        else:
            definition = guess.definition or catalogue.other
            papers.append(Paper((sheet,), definition, guess.score, guess.why == "title"))
    return papers if voice is None else [_heard(paper, voice, catalogue) for paper in papers]


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


def _joined(paper: Paper, sheet: Sheet, guess: Guess) -> Paper:
    titled = paper.titled or guess.why == "title"
    return Paper((*paper.sheets, sheet), paper.definition, max(paper.score, guess.score), titled)


def _joins(sheet: Sheet, guess: Guess, paper: Paper) -> bool:
    """Does this sheet go on with the paper?"""
    blocks = titles.title_blocks(sheet) if paper.definition.inner_titles else []
    if any(titles.title_score(b, text) for b in blocks for text in paper.definition.inner_titles):
        return True
    if guess.why == "title":
        same = guess.definition is paper.definition
        return paper.definition.any_order and same and not paper.titled
    if titles.has_national(sheet):  # the country's name stands on first pages, and on annexes
        annex = paper.definition.annexes and guess.why != "letterhead"
        return annex and _continues(sheet, paper)
    if len(letters(" ".join(row.text for row in sheet.rows))) < _TAIL:
        return True  # blank, or the last lines of a paper
    if guess.why == "labels":
        return not _begins_another(sheet, guess, paper)
    other_tongue = _is_foreign(sheet) != _is_foreign(paper.sheets[-1])
    closed = _is_complete(paper) and not paper.definition.annexes
    return _continues(sheet, paper) or not (other_tongue or closed or guess.why == "letterhead")


def _begins_another(sheet: Sheet, guess: Guess, paper: Paper) -> bool:
    """Labels of a type on an untitled page: a paper of its own, or page two of one without them?"""
    assert guess.definition is not None
    if guess.definition is paper.definition or _as_many(sheet, guess.definition, paper):
        return _repeats(sheet, paper)
    return guess.definition.any_order or _is_complete(paper) or bool(paper.definition.labels)


def _as_many(sheet: Sheet, other: DocumentType, paper: Paper) -> bool:
    """The paper, not yet complete, explains the page as well (the pages of two kinds of book are
    alike; a contract tells of a parcel in the words of a certificate)."""
    if _is_complete(paper):
        return False
    others = {p.field for p in find_labels(layout_of([sheet]), other) if p.field}
    return len(_fields_here(sheet, paper)) >= len(others) - 1


def _printed(definition: DocumentType, printed: str) -> int:
    """How many fields have a label that stands in print letter for letter (quickly told)."""
    return len({
        label.field
        for label in definition.labels
        if label.field and any(letters(text) in printed for text in label.texts)
    })  # fmt: skip


def _fields_here(sheet: Sheet, paper: Paper) -> set[str]:
    """Fields whose labels stand on the sheet, in the sections that the paper has opened before."""
    layout = layout_of([*paper.sheets, sheet])
    first = len(layout.rows) - len(sheet.rows)
    places = find_labels(layout, paper.definition)
    return {place.field for place in places if place.field and place.row >= first}


def _repeats(sheet: Sheet, paper: Paper) -> bool:
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


def _continues(sheet: Sheet, paper: Paper) -> bool:
    """Section heads, notes or tables of this type, or a sentence that goes on."""
    if any(titles.mentions(sheet, text, least=88.0) for text in paper.definition.continuation):
        return True
    if len(_fields_here(sheet, paper)) >= 2:
        return True
    first = next((row.text for row in sheet.rows if any(c.isalpha() for c in row.text)), "")
    return first[:1].islower() and not _is_foreign(sheet)


def _is_complete(paper: Paper) -> bool:
    """The signature or the closing words of this type stand on the paper."""
    return any(
        titles.mentions(sheet, text, least=88.0)
        for sheet in paper.sheets
        for text in paper.definition.closing
    )


def _is_foreign(sheet: Sheet) -> bool:
    """Many words, next to no Vietnamese marks."""
    text = " ".join(row.text for row in sheet.rows).lower()
    count = sum(c.isalpha() for c in text)
    return len(letters(text)) > 80 and sum(c in _MARKED for c in text) < 0.04 * count
