"""Printed labels found on a paper: in go rows and a definition, out come places in reading order.

Labels are compared by their folded letters, with some tolerance for damage. The longest match
wins; words that stand in several places of a paper (``Số định danh cá nhân``) are told apart by
the section they stand in.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from extract.definitions import DocumentType, Label
from extract.layout import Layout, Row, Token, overlap
from extract.text import letters, upper_share

ITEM = re.compile(r"^[(\[]?(\d{1,2}([.,]\d{1,2})?|[IVXl|]{1,4}|[a-eđghik])[.,)\]:\-]{1,2}$")
_NOTE = re.compile(r"^[(\[]?[\d*]{1,2}[)\]]:?$|^[(\[]\d{1,2}[)\]]?:?$|^[¹²³⁴⁵⁶⁷⁸⁹⁽⁾]+:?$")
_SHORT, _MIDDLE = 5, 11
_REACH = 20  # words: further on, a colon belongs to something else


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label stands: tokens ``start`` to ``end`` of ``row`` (``end`` may be on ``end_row``)."""

    label: Label
    row: int
    start: int
    end_row: int
    end: int
    score: float
    section: str = ""

    @property
    def field(self) -> str:
        return self.label.field


@dataclass(frozen=True, slots=True)
class _Candidate:
    texts_key: str
    row: int
    start: int
    end_row: int
    end: int
    score: float
    strong: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A label's letters, whether it is printed in capitals, and whether it may stand anywhere."""

    key: str
    capitals: bool
    free: bool


def find_labels(
    layout: Layout,
    definition: DocumentType,
    *,
    skip_rows: frozenset[int] = frozenset(),
    version: str | None = None,
) -> tuple[Place, ...]:
    """All labels of the definition; rows of tables are skipped, editions kept apart."""
    entries: dict[str, list[Label]] = {}
    for label in definition.labels:
        if version is None or not label.versions or version in label.versions:
            for text in label.texts:
                entries.setdefault(letters(text), []).append(label)
    wanted = [
        _Wanted(
            key,
            all(upper_share(t) > 0.6 for x in labels for t in x.texts if letters(t) == key),
            any(x.anywhere for x in labels),
        )
        for key, labels in sorted(entries.items(), key=lambda item: -len(item[0]))
    ]
    candidates: list[_Candidate] = []
    for row in layout.rows:
        if row.number not in skip_rows:
            following = _below(layout, row) if row.number + 1 not in skip_rows else ()
            candidates.extend(_in_row(row, following, wanted))
    return tuple(_resolved(_best(candidates), entries))


def _below(layout: Layout, row: Row) -> tuple[Token, ...]:
    """The first printed line of the next row, where a long label may run on."""
    if row.number + 1 >= len(layout.rows):
        return ()
    following = layout.rows[row.number + 1]
    if following.page != row.page or following.leaf != row.leaf:
        return ()
    if following.box[1] - row.box[3] > 1.2 * row.height:
        return ()
    segment = following.segments()[0]
    last = row.segments()[-1]
    spans = (last[0].box[0], last[-1].box[2]), (segment[0].box[0], segment[-1].box[2])
    return segment if overlap(*spans) > 0.2 and not ITEM.match(segment[0].text) else ()


def _in_row(
    row: Row, following: tuple[Token, ...], wanted: list[_Wanted]
) -> Iterator[_Candidate]:
    tokens = row.tokens
    for start, token in enumerate(tokens):
        if not any(c.isalpha() for c in token.text) or is_item(token):
            continue
        numbered = start > 0 and is_item(tokens[start - 1])
        strong = token.starts or start == 0 or numbered
        noted = start > 0 and tokens[start - 1].starts and bool(_NOTE.match(tokens[start - 1].text))
        joined = _prefixes(tokens, start, following, len(wanted[0].key) if wanted else 0)
        colon_ahead = any(":" in t.text for t in tokens[start : start + _REACH])
        for item in wanted:
            key = item.key
            if not (strong or noted or item.free) and (len(key) <= _SHORT or not colon_ahead):
                continue
            match = _match(key, joined, damaged=numbered and colon_ahead and len(key) >= 8)
            if match is None:
                continue
            similarity, end = match
            colon = _has_colon(tokens, following, end)
            if not _credible(
                (*tokens, *following), start, end, similarity, item,
                strong=strong or noted, numbered=numbered, colon=colon,
            ):  # fmt: skip
                continue
            score = (len(key) * similarity + 2 * colon + numbered) * (1 if similarity > 0.79 else 0.5)
            below = end > len(tokens)
            yield _Candidate(
                key,
                row.number,
                start,
                row.number + below,
                end - len(tokens) if below else end,
                score,
                strong or noted,
            )


def _prefixes(
    tokens: Sequence[Token], start: int, following: tuple[Token, ...], longest: int
) -> list[tuple[int, str]]:
    """What the letters come to, token after token; note marks count for nothing."""
    text, found = "", []
    for end, token in enumerate((*tokens, *following)[start:], start + 1):
        if end - 1 > start and token.after_leader:
            break
        if not _NOTE.match(token.text):
            bare = letters(without_note(token.text))
            if bare != letters(token.text):
                found.append((end, text + bare))
            text += letters(token.text)
        found.append((end, text))
        if len(text) > 1.25 * longest or token.text.endswith((":", ";")):
            break
    return found


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


def _match(
    key: str, joined: list[tuple[int, str]], *, damaged: bool
) -> tuple[float, int] | None:
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
    for token in every[end : end + 2]:
        if len(letters(token.text)) > 1 and not _NOTE.match(token.text):
            return False
        if ":" in token.text or token.text.endswith(";"):
            return True
    return False


def _credible(
    tokens: Sequence[Token], start: int, end: int, similarity: float, item: _Wanted,
    *, strong: bool, numbered: bool, colon: bool,
) -> bool:  # fmt: skip
    """Is it a label here, or the same words in running text or in a name?"""
    short = len(item.key) <= _SHORT
    if item.free:
        return similarity >= 0.85 and (colon or similarity >= 0.9)
    if not strong:
        return colon and similarity >= 0.88 and not short and tokens[start].text[:1].isupper()
    if colon and numbered and len(item.key) >= 8:
        return True
    if colon:
        return similarity >= (0.79 if len(item.key) > _MIDDLE else 0.83) or short
    printed = " ".join(token.text for token in tokens[start:end])
    if item.capitals != (upper_share(printed) > 0.6) or not printed.lstrip("(*\"'")[:1].isupper():
        return False
    alone = end >= len(tokens) or tokens[end].starts
    if len(item.key) <= _MIDDLE and not alone:
        return numbered and not short and similarity >= 0.9
    if short:
        return similarity > 0.99
    return similarity >= (0.8 if numbered else 0.86 if alone else 0.9)


def _best(candidates: list[_Candidate]) -> list[_Candidate]:
    """The highest scores that do not overlap, in reading order."""
    taken: set[tuple[int, int]] = set()
    kept = []
    for item in sorted(candidates, key=lambda c: (-c.score, c.row, c.start)):
        places = set(_places(item))
        if not places & taken:
            taken |= places
            kept.append(item)
    return sorted(kept, key=lambda c: (c.row, c.start))


def _places(item: _Candidate) -> Iterator[tuple[int, int]]:
    last = item.end if item.end_row == item.row else 10_000
    yield from ((item.row, i) for i in range(item.start, min(last, item.start + 60)))
    if item.end_row != item.row:
        yield from ((item.end_row, i) for i in range(item.end))


def _resolved(candidates: Iterable[_Candidate], entries: dict[str, list[Label]]) -> Iterator[Place]:
    """Which of the labels with these words it is: the one whose section is open."""
    section, block = "", False
    for item in candidates:
        labels = entries[item.texts_key]
        label = next((x for x in labels if not x.within or section in x.within), None)
        if label is None and (block or not item.strong):
            continue  # a block of several people has such words of its own
        if label is not None:
            block = label.lines == "block"
        if label is None:
            label = replace(labels[0], field="", opens="", lines="heading")
        section = label.opens or section
        yield Place(label, item.row, item.start, item.end_row, item.end, item.score, section)


def is_item(token: Token) -> bool:
    """An item number (``2.``, ``a)``, ``II.``), not a note mark behind a label (``(2):``)."""
    loose = token.text.startswith(("(", "[")) or token.text.endswith((",", ":", "-"))
    return bool(ITEM.match(token.text)) and (token.starts or not loose)


def item_before(row: Row, start: int) -> int:
    """Where a label begins with its item number: ``2.`` of ``2. Ngày sinh`` belongs to it."""
    if start == 0:
        return 0
    before = row.tokens[start - 1]
    return start - 1 if is_item(before) or re.fullmatch(r"\d{1,2}", before.text) else start


def neighbours(places: Sequence[Place]) -> Iterator[tuple[Place, Place | None]]:
    """Each label with the one after it."""
    yield from pairwise([*places, None])  # type: ignore[misc]
