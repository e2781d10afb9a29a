"""One row against all labels: in go tokens and the labels' letters, out come candidates.

Labels are compared by folded letters with some tolerance; a raised note mark that was read into
the last word does not count. Running text and names that only look like a label are told apart by
where they stand, by capitals, and by the colon behind.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from extract.layout import Row, Token
from extract.text import letters, upper_share

ITEM = re.compile(r"^[(\[]?(\d{1,2}([.,]\d{1,2})?|[IVXHl|]{1,4}|[a-eđghik])[.,)\]:\-]{1,2}$")
_BARE = re.compile(r"\d{1,2}")  # an item number whose dot was lost
_UNIT = re.compile(r"m[²2]?[.,;]?")  # what stands before it is no item number
_NOTE = re.compile(r"^[(\[]?[\d*]{1,2}[)\]]:?$|^[(\[]\d{1,2}[)\]]?:?$|^[¹²³⁴⁵⁶⁷⁸⁹⁽⁾]+:?$")
_BULLETS = {"-", "–", "+", "*", "•"}
_SHORT, _MIDDLE = 5, 11
_REACH = 20  # words: further on, a colon belongs to something else


@dataclass(frozen=True, slots=True)
class Candidate:
    texts_key: str
    row: int
    start: int
    end_row: int
    end: int
    score: float
    strong: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label's letters, whether it is printed in capitals, and whether it may stand anywhere."""

    key: str
    capitals: bool
    free: bool


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a label may begin: at a line's start, behind a number, or with a colon ahead."""

    place: int
    strong: bool
    numbered: bool
    colon_ahead: bool


def candidates_in(
    row: Row, following: tuple[Token, ...], wanted: list[Wanted]
) -> Iterator[Candidate]:
    """Every label that may stand on the row; it may run on over the line that follows."""
    free = [item for item in wanted if item.free]
    for start in _starts(row.tokens):
        usual = start.strong or start.colon_ahead
        items = wanted if usual else free
        if not items:
            continue
        joined = _prefixes(row.tokens, start.place, following, len(items[0].key))
        for item in items:
            if not start.strong and not item.free and len(item.key) <= _SHORT:
                continue
            found = _candidate(row, following, start, item, joined)
            if found is not None:
                yield found


def _starts(tokens: Sequence[Token]) -> Iterator[_Start]:
    for place, token in enumerate(tokens):
        if not any(c.isalpha() for c in token.text) or is_item(token):
            continue
        if _UNIT.fullmatch(token.text):
            continue
        before = tokens[place - 1] if place else None
        numbered = before is not None and (is_item(before) or bool(_BARE.fullmatch(before.text)))
        noted = before is not None and before.starts and bool(_NOTE.match(before.text))
        colon_ahead = any(":" in t.text for t in tokens[place : place + _REACH])
        bulleted = before is not None and before.starts and before.text in _BULLETS
        strong = token.starts or before is None or numbered or noted or bulleted
        yield _Start(place, strong, numbered, colon_ahead)


def _candidate(
    row: Row,
    following: tuple[Token, ...],
    start: _Start,
    item: Wanted,
    joined: list[tuple[int, str]],
) -> Candidate | None:
    tokens = row.tokens
    damaged = start.numbered and start.colon_ahead and len(item.key) >= 8
    match = _match(item.key, joined, damaged=damaged)
    if match is None:
        return None
    similarity, end = match
    colon = _has_colon(tokens, following, end)
    if not _credible((*tokens, *following), start, end, similarity, item, colon=colon):
        return None
    score = len(item.key) * similarity + 2 * colon + start.numbered
    below = end > len(tokens)
    return Candidate(
        item.key,
        row.number,
        start.place,
        row.number + below,
        end - len(tokens) if below else end,
        score if similarity > 0.79 else score / 2,
        start.strong,
    )


def _prefixes(
    tokens: Sequence[Token], start: int, following: tuple[Token, ...], longest: int
) -> list[tuple[int, str]]:
    """What the letters come to, token after token; note marks count for nothing."""
    text, found = "", []
    for end, token in enumerate((*tokens, *following)[start:], start + 1):
        if end - 1 > start and (token.after_leader or (token.starts and is_item(token))):
            break  # ``LỢI  5. Quan hệ với chủ hộ`` is no damaged ``Mối quan hệ …``
        if not _NOTE.match(token.text):
            bare = letters(without_note(token.text))
            if bare != letters(token.text):
                found.append((end, text + bare))
            text += letters(token.text)
        found.append((end, text))
        if len(text) > 1.25 * longest or token.text.endswith((":", ";")):
            break
    return found


@lru_cache(maxsize=8192)
def without_note(text: str) -> str:
    """A word at the end of a label without the raised note mark that was read into it.

    >>> [without_note(word) for word in ("gửi0):", "Tên2;", "nghị?:", "độngS;", "nhân")]
    ['gửi', 'Tên', 'nghị', 'động', 'nhân']
    """
    bare = text.rstrip(":;.,")
    inner = bare.rstrip(")]}”“\"'’°*?^")
    if inner != bare and ")" in bare and "(" not in bare and not inner[-1:].isdigit():
        inner = inner[:-1]
    inner = re.sub(r"[\d”“\"'°*?^(]+$", "", inner) or inner
    return re.sub(r"(?<=[^\W\d_A-ZĐ])[A-Z]$", "", inner)


def _match(key: str, joined: list[tuple[int, str]], *, damaged: bool) -> tuple[float, int] | None:
    """The end with the highest likeness, and the likeness, if it is enough for the length.

    With an item number before and a colon behind, less likeness will do (``damaged``).
    """
    least = 0.99 if len(key) < 4 else 0.64 if damaged else 0.79
    best: tuple[float, int] | None = None
    if not joined or len(joined[-1][1]) < 0.75 * len(key):
        return None
    for end, text in joined:
        if len(text) < 0.75 * len(key):
            continue
        if len(text) > 1.3 * len(key) + 1:
            break
        likeness = Levenshtein.normalized_similarity(key, text, score_cutoff=least)
        if likeness >= least and (best is None or likeness > best[0]):
            best = likeness, end
    return best


def _has_colon(tokens: Sequence[Token], following: tuple[Token, ...], end: int) -> bool:
    """A colon behind the label, note marks between them allowed."""
    every = (*tokens, *following)
    if every[end - 1].text.endswith((":", ";")):
        return True
    for token in every[end : end + 3]:
        if len(letters(token.text)) > 1 and not _NOTE.match(token.text):
            return False
        if ":" in token.text or token.text.endswith(";"):
            return True
    return False


def _credible(
    tokens: Sequence[Token], start: _Start, end: int, similarity: float, item: Wanted,
    *, colon: bool,
) -> bool:  # fmt: skip
    """Is it a label here, or the same words in running text or in a name?"""
    short = len(item.key) <= _SHORT
    printed = tokens[start.place : end]
    if item.free:
        return similarity >= (0.85 if colon else 0.9)
    if not start.strong:
        return colon and similarity >= 0.88 and not short and printed[0].text[:1].isupper()
    if colon:
        least = 0.79 if len(item.key) > _MIDDLE else 0.83
        return similarity >= least or short or (start.numbered and len(item.key) >= 8)
    alone = end >= len(tokens) or tokens[end].starts
    return _stands_out(printed, similarity, item, numbered=start.numbered, alone=alone)


def _stands_out(
    printed: Sequence[Token], similarity: float, item: Wanted, *, numbered: bool, alone: bool
) -> bool:
    """Without a colon: capitals as on the form, and alone on its line or long."""
    text = " ".join(token.text for token in printed)
    if item.capitals != (upper_share(text) > 0.6) or not text.lstrip("(*\"'")[:1].isupper():
        return False
    if len(item.key) <= _MIDDLE and not alone:
        return numbered and len(item.key) > _SHORT and similarity >= 0.9
    if len(item.key) <= _SHORT:
        return similarity > 0.99
    return similarity >= (0.8 if numbered else 0.86 if alone else 0.9)


def is_item(token: Token) -> bool:
    """An item number (``2.``, ``a)``, ``II.``), not a note mark behind a label (``(2):``)."""
    loose = token.text.startswith(("(", "[")) or token.text.endswith((",", ":", "-"))
    return bool(ITEM.match(token.text)) and (token.starts or not loose)


def item_before(row: Row, start: int) -> int:
    """Where a label begins with its item number: ``2.`` of ``2. Ngày sinh`` belongs to it."""
    if start == 0:
        return 0
    before = row.tokens[start - 1]
    runs_on = start > 1 and re.search(r"\d[.,]$", row.tokens[start - 2].text)  # ``143, 7 m²``
    bare = _BARE.fullmatch(before.text) and not runs_on
    if bare and start > 1 and row.tokens[start - 2].starts and not before.starts:
        apart = row.tokens[start - 2]  # ``3 2 Tờ bản đồ số``: both dots were lost
        if start > 2 and _BARE.fullmatch(apart.text):
            return start - 2
    return start - 1 if is_item(before) or bare else start
