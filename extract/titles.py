"""What the upper part of a page says it is: in goes a sheet, out come title blocks and structure.

A title stands in the upper part, in capitals, on lines of its own. The same words inside a sentence
are a mention (domain §0.2 point 11).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extract.definitions import DocumentType
from extract.layout import Row, Sheet, Token, overlap
from extract.text import fold, letters, upper_share

UPPER_PART = 0.45
NATIONAL = ("CONGHOAXAHOICHUNGHIAVIETNAM", "DOCLAPTUDOHANHPHUC")
_SHORT = 70  # letters of a number that stands by itself
_YEAR = 8  # letters behind ``năm`` in which a year stands
_BLANKS = 3  # rows left open: fewer may stand in any letter
_DATE_LINE = re.compile(r"NGAY\W{0,4}.{0,8}THANG.{0,8}NAM")
_NUMBER = re.compile(r"^\W*S[OĐ0]\s*[:;.,]|^\W*S[O0]\s+\d+.*/")
_SIGN = re.compile(r"/\s?[A-ZĐ][A-ZĐa-z]{0,6}\s?[-–]\s?[A-ZĐ]")


@dataclass(frozen=True, slots=True)
class TitleLine:
    """One printed line that may be (a part of) a title."""

    text: str
    tokens: tuple[Token, ...]
    row: int


Block = tuple[TitleLine, ...]


def is_national(text: str) -> bool:
    """The country's name or its motto, also when a seal has taken some of it.

    >>> is_national("CỘNG HOÀ XÃ HỘI CHỦ NGHÍA VIỆT NAM"), is_national("TỜ KHAI CƯ TRÚ")
    (True, False)
    """
    found = letters(text)
    return len(found) >= 9 and any(
        Levenshtein.normalized_similarity(name, found) >= 0.72
        or (len(found) >= 12 and fuzz.partial_ratio(found, name) >= 88 and len(found) < len(name))
        for name in NATIONAL
    )


def title_blocks(sheet: Sheet) -> list[Block]:
    """Runs of lines in capitals, near one another, in the upper part of the page."""
    lines = [line for row in sheet.rows if row.box[1] < UPPER_PART for line in _lines(row)]
    blocks: list[list[TitleLine]] = []
    for line in lines:
        home = next((b for b in reversed(blocks) if _continues(b[-1], line)), None)
        if home is None:
            blocks.append([line])
        else:
            home.append(line)
    return [tuple(block) for block in blocks]


def _lines(row: Row) -> Iterator[TitleLine]:
    run: list[Token] = []
    edge = 0.0
    for segment in [*row.segments(), None]:
        text = "" if segment is None else " ".join(token.text for token in segment)
        usable = segment is not None and upper_share(text) >= 0.6 and not is_national(text)
        near = segment is not None and segment[0].box[0] - edge < 0.06
        if run and not (usable and near):
            yield TitleLine(" ".join(token.text for token in run), tuple(run), row.number)
            run = []
        if usable and segment is not None:
            run.extend(segment)
            edge = segment[-1].box[2]


def _continues(above: TitleLine, below: TitleLine) -> bool:
    first, second = above.tokens, below.tokens
    height = max(t.box[3] - t.box[1] for t in first)
    gap = min(t.box[1] for t in second) - max(t.box[3] for t in first)
    spans = (first[0].box[0], first[-1].box[2]), (second[0].box[0], second[-1].box[2])
    return gap < 1.1 * height and overlap(*spans) > 0.5


def title_score(block: Block, title: str) -> float:
    """How much the first lines of the block are the title (0: not at all)."""
    wanted = letters(title)
    text, best = "", 0.0
    for line in block[:6]:
        text += letters(line.text)
        best = max(best, Levenshtein.normalized_similarity(wanted, text))
        if len(text) > 1.4 * len(wanted):
            break
    if best < 1.0 and _begins_otherwise(title, text):
        return 0.0
    return best if best >= (0.82 if len(wanted) >= 16 else 0.87) else 0.0


def begins_with(block: Block, start: str) -> float:
    """How much the block begins with these words."""
    wanted = letters(start)
    text = letters("".join(line.text for line in block[:4]))[: len(wanted)]
    score = Levenshtein.normalized_similarity(wanted, text)
    if score < 1.0 and _begins_otherwise(start, text):
        return 0.0
    return score if score >= (0.85 if len(wanted) >= 7 else 0.99) else 0.0


def ends_like(block: Block, start: str, rest: str) -> float:
    """How much what stands behind these first words on the block is the rest of a title."""
    wanted, text, best = letters(start), "", 0.0
    for line in block[:6]:
        text += letters(line.text)
        if Levenshtein.normalized_similarity(wanted, text[: len(wanted)]) > 0.9:
            behind = text[len(wanted) :]
            best = max(best, Levenshtein.normalized_similarity(rest, behind))
    return best


def _begins_otherwise(title: str, text: str) -> bool:
    """Another first word: ``GIẤY ĐỀ NGHỊ CẤP …`` is no ``ĐƠN ĐỀ NGHỊ CẤP …``. A word that a seal
    has taken makes the text shorter, and does not count."""
    first = letters(title.split(maxsplit=1)[0])
    if len(first) < 3 or len(text) < len(letters(title)) - 1:
        return False
    return Levenshtein.normalized_similarity(first, text[: len(first)]) < 0.5


def best_title(
    sheet: Sheet, definition: DocumentType, blocks: Sequence[Block]
) -> tuple[float, float]:
    """The best score of the definition's titles in the sheet's blocks, and how long it is."""
    best = (0.0, 0.0)
    for block in blocks:
        scored = [(title_score(block, text), text) for text in definition.titles]
        scored += [(begins_with(block, text), text) for text in definition.title_starts]
        found = [(score, float(len(letters(text)))) for score, text in scored if score]
        best = max([best, *found], key=weight)
    if best[0] and any(mentions(sheet, text) for text in definition.unless):
        return 0.0, 0.0
    return best


def weight(found: tuple[float, float]) -> float:
    """How much a title counts: long ones before short ones, yet likeness above all (the titles of
    ``ĐƠN ĐĂNG KÝ ĐẤT ĐAI …`` and ``ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI …`` are four fifths alike)."""
    return found[0] ** 4 * found[1]


def mentions(sheet: Sheet, text: str, *, least: float = 85.0) -> bool:
    """Do these words stand somewhere on the sheet, over line ends too?"""
    wanted = letters(text)
    rows = [letters(row.text) for row in sheet.rows]
    joined = "".join(rows)
    return len(joined) >= len(wanted) and fuzz.partial_ratio(wanted, joined) >= least


def has_national(sheet: Sheet) -> bool:
    """The country's name or motto stands in the upper part: a first page."""
    rows = (row for row in sheet.rows if row.box[1] < UPPER_PART)
    return any(
        is_national(" ".join(token.text for token in segment))
        for row in rows
        for segment in row.segments()
    )


def has_letterhead(sheet: Sheet) -> bool:
    """A number on the left, and the country's name or a place-date line on the right."""
    rows = [row for row in sheet.rows if row.box[1] < 0.35]
    segments = [segment for row in rows for segment in row.segments()]
    texts = [" ".join(token.text for token in segment) for segment in segments]
    short = [text for text in texts if len(text) < 60]
    number = any(_NUMBER.search(fold(text)) for text in short)
    signed = number or any(_SIGN.search(text) for text in short)
    dated = any(_DATE_LINE.search(fold(row.text)) and len(row.text) < 120 for row in rows)
    national = any(is_national(text) for text in texts)
    return (number and dated) or (signed and national)


def is_blank_form(sheet: Sheet) -> bool:
    """A letter that nobody has issued: neither number nor date has a figure, and what a letter says
    stands behind colons and on fill lines. Figures written by hand stand beside a printed year."""
    rows = [row for row in sheet.rows if row.box[1] < 0.35]
    parts = (" ".join(t.text for t in part) for row in rows for part in row.segments())
    texts = [text for text in parts if len(text) < _SHORT]
    numbers = [text for text in texts if _NUMBER.search(fold(text))]
    signs = [text for text in texts if _SIGN.search(text)]
    dates = [
        row.text[found.start() : found.end() + _YEAR]
        for row in rows
        if len(row.text) < 2 * _SHORT and (found := _DATE_LINE.search(fold(row.text)))
    ]
    if any(c.isdigit() for text in (*(numbers or signs), *dates) for c in text):
        return False
    return sum(map(_is_open, sheet.rows)) >= _BLANKS


def _is_open(row: Row) -> bool:
    """Nothing behind the last colon, or a fill line between words."""
    _, colon, behind = row.text.rpartition(":")
    filled = any(token.after_leader for token in row.tokens)
    return filled or (bool(colon) and len(letters(behind)) < 3)
