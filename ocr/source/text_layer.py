"""What a page's own text is worth, and its words as we want them.

In: the text of a page and what else stands on it; runs of characters with boxes. Out: a verdict
with a reason; ``Word`` objects in NFC without dotted leaders; ``Line`` objects.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from ocr.page import Box, Line, Method, Word
from ocr.source.interface import Verdict
from ocr.source.legacy import may_be_legacy
from ocr.source.syllable import countable, has_mark, is_syllable

VALID = 0.85  # of the words; good layers have 0.94 and more, foreign OCR 0.37-0.57
NEARLY = 0.7  # of the words: PDFium may cut words to pieces that pdfplumber reads whole
MARKED = 0.3  # of the words bear a mark in Vietnamese text (three quarters do)
ODD = 0.02  # of the characters may be private, unknown or control
FEWEST = 10  # words; below nothing can be judged
FEW = 60  # words; a signature stamp has 25, a page has 200
FEW_ON_PICTURE = 120  # words over a full-page picture: it may carry the stamps of several signers
WIDE_GAP = 2.5  # in text heights: what is further apart is not one line

_LEADER = re.compile(r"[.…·_]{3,}|…+")
_STAMPED = re.compile(r"(?P<before>[^\W\d_]{3,})\d{1,4}|\d{1,4}(?P<after>[^\W\d_]{3,})")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"), " ")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), None)
_ICELANDIC = {ord("Ð"): "Đ", ord("ð"): "đ"}  # same look, wrong code: old fonts and keyboards
_TRANSLATION: dict[int, str | None] = {**_SPACES, **_INVISIBLE, **_ICELANDIC}


@dataclass(frozen=True, slots=True)
class PageLook:
    """A quick look at a page: its text and what lies beside it."""

    text: str
    picture_share: float = 0.0  # of the page lies under pictures
    hidden_share: float = 0.0  # of the text runs cannot be seen
    paths: int = 0
    sideways_share: float = 0.0  # of the text runs do not run left to right on the upright page


def clean_text(text: str) -> str:
    """Composed Unicode, plain spaces, no invisible characters, Đ for the Icelandic Ð."""
    return unicodedata.normalize("NFC", text.translate(_TRANSLATION))


def judge(look: PageLook) -> tuple[Verdict, str]:
    """The verdict on a page's text and the reason for it, in that order."""
    text = clean_text(look.text)
    if not text.strip():
        return Verdict.NONE, "no text"
    if look.sideways_share >= 0.3:
        return Verdict.SPARSE, f"{look.sideways_share:.0%} of the text does not run upright"
    odd = _odd_share(text)
    if odd > ODD:
        return Verdict.GARBAGE, f"{odd:.0%} of the characters have no meaning"
    words = countable(text)
    if len(words) < FEWEST:
        return Verdict.SPARSE, f"{len(words)} words"
    return _judge_words(words) or _judge_place(look, len(words))


def deserves_closer_look(text: str) -> bool:
    """Whether a layer that is garbage at a glance may be good, read letter by letter.

    It may be cut to pieces, or coded as before Unicode.
    """
    text = clean_text(text)
    words = countable(text)
    if len(words) < FEWEST:
        return False
    return sum(map(is_syllable, words)) >= NEARLY * len(words) or may_be_legacy(text)


def _judge_words(words: list[str]) -> tuple[Verdict, str] | None:
    """The verdict on words that are not Vietnamese, None when they are."""
    valid = sum(map(is_syllable, words)) / len(words)
    if valid < VALID:
        return Verdict.GARBAGE, f"{valid:.0%} of {len(words)} words are Vietnamese syllables"
    marked = sum(map(has_mark, words)) / len(words)
    if marked < MARKED:
        return Verdict.GARBAGE, f"{marked:.0%} of {len(words)} words bear a Vietnamese mark"
    return None


def _judge_place(look: PageLook, count: int) -> tuple[Verdict, str]:
    """The verdict on good Vietnamese text by what else is on the page."""
    if look.hidden_share >= 0.5:
        return Verdict.SCAN, f"{look.hidden_share:.0%} of the text is hidden under or over a scan"
    if count < FEW_ON_PICTURE and look.picture_share >= 0.7:
        return Verdict.SPARSE, f"{count} words over a full-page picture"
    if count < FEW and look.picture_share >= 0.25:
        return Verdict.SPARSE, f"{count} words beside a picture"
    if count < FEW and look.paths > 300:
        return Verdict.SPARSE, f"{count} words beside {look.paths} drawn paths"
    return Verdict.GOOD, f"{count} Vietnamese words"


def as_words(runs: Iterable[tuple[str, Box]]) -> tuple[Word, ...]:
    """Words of a good layer: cleaned, cut at spaces and leaders, the box shared by characters."""
    words: list[Word] = []
    for text, box in runs:
        cleaned = clean_text(text)
        length = max(len(cleaned), 1)
        for start, end in _pieces(cleaned):
            x0, y0, x1, y1 = (min(max(side, 0.0), 1.0) for side in box)
            width = (x1 - x0) / length
            part = (x0 + width * start, y0, min(x0 + width * end, x1), y1)
            if part[2] > part[0] and y1 > y0:
                words.append(Word(cleaned[start:end], part, 1.0, Method.PDF_TEXT))
    return tuple(words)


def lines_of(
    words: Iterable[Word], *, aspect: float = 210 / 297, rules: Iterable[Box] = ()
) -> tuple[Line, ...]:
    """Words grouped by base line, cut at wide gaps and at upright rules, in reading order.

    ``aspect`` is the page's width over its height, since boxes are fractions of either.
    """
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.box[1] + w.box[3], w.box[0])):
        row = next((row for row in reversed(rows[-4:]) if _same_row(row, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    upright = tuple(rules)
    lines: list[Line] = []
    for row in rows:
        row.sort(key=lambda word: word.box[0])
        lines.extend(_cut(row, aspect, upright))
    return tuple(sorted(lines, key=lambda line: (round(line.box[1], 3), line.box[0])))


def _same_row(row: list[Word], word: Word) -> bool:
    """Whether a word shares more than half its height with the row's latest word."""
    _, top, _, bottom = row[-1].box
    shared = min(bottom, word.box[3]) - max(top, word.box[1])
    return shared > 0.5 * min(bottom - top, word.box[3] - word.box[1])


def _cut(row: list[Word], aspect: float, rules: tuple[Box, ...]) -> list[Line]:
    parts = [[row[0]]]
    for left, right in pairwise(row):
        height = max(left.box[3] - left.box[1], right.box[3] - right.box[1])
        gap = (right.box[0] - left.box[2]) * aspect
        if gap > WIDE_GAP * height or _ruled(left.box, right.box, rules):
            parts.append([])
        parts[-1].append(right)
    return [Line(tuple(part), _around(part)) for part in parts]


def _ruled(left: Box, right: Box, rules: tuple[Box, ...]) -> bool:
    """Whether an upright rule stands between two neighbours."""
    middle = (left[1] + left[3]) / 2
    first, last = (left[0] + left[2]) / 2, (right[0] + right[2]) / 2
    return any(first < r[0] and r[2] < last and r[1] <= middle <= r[3] for r in rules)


def _around(words: list[Word]) -> Box:
    return (
        min(word.box[0] for word in words),
        min(word.box[1] for word in words),
        max(word.box[2] for word in words),
        max(word.box[3] for word in words),
    )


def _pieces(text: str) -> list[tuple[int, int]]:
    """Start and end of each piece between spaces and leaders."""
    blank = _LEADER.sub(lambda match: " " * len(match.group()), text)
    spans = [match.span() for match in re.finditer(r"\S+", blank)]
    return [part for start, end in spans for part in _stamped(blank[start:end], start)]


def _stamped(word: str, start: int) -> list[tuple[int, int]]:
    """``ngày19`` is two words: a stamp printed the day right behind the form's own word."""
    match = _STAMPED.fullmatch(word)
    if match is None or not is_syllable(match["before"] or match["after"]):
        return [(start, start + len(word))]
    cut = start + (match.end("before") if match["before"] else match.start("after"))
    return [(start, cut), (cut, start + len(word))]


def _odd_share(text: str) -> float:
    """Share of characters without meaning: private, unassigned, control, (cid:…), U+FFFD."""
    visible = [letter for letter in text if not letter.isspace()]
    odd = sum(letter == "\ufffd" or unicodedata.category(letter)[0] == "C" for letter in visible)
    codes = sum(len(match) for match in re.findall(r"\(cid:\d+\)", text))
    return (odd + codes) / max(len(visible), 1)
