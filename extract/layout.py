"""Where words stand: in go pages of lines, out come sheets of visual rows of tokens.

A token is a word, cut where print runs together (``tên:NGUYỄN``, ``1.Họ``) and without fill
lines. A row holds every token of one height on one leaf; where a new line of the page or a wide
gap begins, the token says so. An opened book (land certificates are scanned as page 4 | page 1) is
two leaves, which are never read across.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extract.text import LEADER, is_leader, tidy
from ocr.page import Box, Line, Method, Page, Reading, Word
from ocr.reading_order import leaves_of

_WIDE_GAP = 1.3  # in heights of a line: wider than any space between words
_CUT = re.compile(
    rf"(?<=[^\W\d_A-ZĐÀ-Ỹ]{{2}})(?=[A-ZĐ][^\W\d_A-ZĐ]{{2}})|[{re.escape(LEADER)}]{{2,}}|…|(?<=[^\d:;])[:;](?=\W*\w)|(?<=\d)[:;](?=[^\W\d])"
    r"|(?<=[.)])(?<=^\d[.)])(?=[^\W\d])|(?<=^\d\d[.)])(?=[^\W\d])|(?<=^[IVX][.)])(?=[^\W\d]{2})"
    r"|(?<=^[a-eđg][.)])(?=[^\W\d]{2})|(?<=[^\W\d])(?=\(\d\))|(?<=\(\d\))(?=[^\W\d])"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word on a sheet. ``starts`` a printed line or stands after a wide gap or a fill line."""

    text: str
    box: Box
    page: int
    confidence: float
    method: Method
    readings: tuple[Reading, ...] = ()
    starts: bool = False
    after_leader: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Tokens of one height, left to right; ``number`` counts through the rows of a layout."""

    tokens: tuple[Token, ...]
    box: Box
    page: int
    leaf: int
    number: int = 0

    @property
    def text(self) -> str:
        return " ".join(token.text for token in self.tokens)

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    def segments(self) -> list[tuple[Token, ...]]:
        """The runs of tokens between wide gaps."""
        runs: list[list[Token]] = []
        for token in self.tokens:
            if token.starts or not runs:
                runs.append([])
            runs[-1].append(token)
        return [tuple(run) for run in runs]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as rows; ``pitch`` is the usual height of a line, as a fraction of the page."""

    page: Page
    rows: tuple[Row, ...]
    pitch: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of all sheets of a paper, in order."""

    sheets: tuple[Sheet, ...]
    rows: tuple[Row, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(token for row in self.rows for token in row.tokens)

    def sheet(self, page: int) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.page.number == page)


def layout_of(sheets: Sequence[Sheet]) -> Layout:
    """Put sheets behind one another, and count their rows through."""
    rows = [row for sheet in sheets for row in sheet.rows]
    return Layout(tuple(sheets), tuple(replace(row, number=i) for i, row in enumerate(rows)))


def sheet_of(page: Page) -> Sheet:
    """Bring the lines of one page into rows."""
    squares = [code.box for code in page.codes if code.method is Method.QR]
    every = (_outside(line, squares) for line in page.lines)
    lines = [line for line in every if line.words]
    heights = [line.box[3] - line.box[1] for line in lines]
    pitch = median(heights) if heights else 0.02
    rows: list[Row] = []
    for leaf, part in enumerate(leaves_of(lines, width=page.width, height=page.height)):
        for group in _rows(part):
            tokens = _tokens(page, group)
            if tokens:
                rows.append(Row(tuple(tokens), union(t.box for t in tokens), page.number, leaf))
    return Sheet(page, tuple(rows), pitch)


def _outside(line: Line, squares: Sequence[Box]) -> Line:
    """The line without what a reader made of the squares of a QR code."""
    if not squares:
        return line
    words = tuple(word for word in line.words if not any(_within(word.box, b) for b in squares))
    if len(words) == len(line.words):
        return line
    return Line(words, union(word.box for word in words) if words else line.box)


def _within(inner: Box, outer: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def unread_tokens(page: Page) -> tuple[Token, ...]:
    """The page's unread ink as tokens without text, top to bottom; none inside of a code."""
    codes = [code.box for code in page.codes]
    return tuple(
        Token("", box, page.number, 0.0, Method.OCR)
        for box in sorted(page.unread, key=lambda box: box[1])
        if not any(_within(box, code) for code in codes)
    )


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def overlap(first: tuple[float, float], second: tuple[float, float]) -> float:
    """How much of the shorter stretch lies in the other, 0 to 1."""
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return max(0.0, shared) / (min(first[1] - first[0], second[1] - second[0]) or 1e-9)


def _rows(lines: list[Line]) -> list[list[Line]]:
    """Group lines which overlap in height with the middle of the row, not with its outline."""
    rows: list[list[Line]] = []
    cores: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda item: item.box[1] + item.box[3]):
        span = (line.box[1], line.box[3])
        if cores and overlap(cores[-1], span) >= 0.5 and not _above(rows[-1], line):
            rows[-1].append(line)
            spans = [(item.box[1], item.box[3]) for item in rows[-1]]
            cores[-1] = (median(s[0] for s in spans), median(s[1] for s in spans))
        else:
            rows.append([line])
            cores.append(span)
    return [sorted(row, key=lambda item: item.box[0]) for row in rows]


def _above(row: list[Line], line: Line) -> bool:
    """Two lines at the same place from left to right stand one above the other."""
    return any(
        overlap((other.box[0], other.box[2]), (line.box[0], line.box[2])) > 0.3
        and overlap((other.box[1], other.box[3]), (line.box[1], line.box[3])) < 0.75
        for other in row
    )


def _tokens(page: Page, lines: list[Line]) -> list[Token]:
    tokens: list[Token] = []
    scale = page.width / page.height
    height = max(1e-6, median(line.box[3] - line.box[1] for line in lines))
    leader, right = False, None
    for line in lines:
        for place, word in enumerate(line.words):
            gap = right is None or (word.box[0] - right) * scale > _WIDE_GAP * height
            right = word.box[2]
            for number, part in enumerate(cut(word)):
                if is_leader(part.text):
                    leader = True
                    continue
                tokens.append(
                    Token(
                        part.text,
                        part.box,
                        page.number,
                        part.confidence,
                        part.method,
                        part.readings,
                        starts=(place == 0 and number == 0) or (gap and number == 0) or leader,
                        after_leader=leader,
                    )
                )
                leader = False
    return _joined_digits(tokens)


def cut(word: Word) -> list[Word]:
    """Cut a word where two things were printed without a space; boxes in proportion.

    >>> [part.text for part in cut(Word("tên:NGUYỄN", (0, 0, 1, 1), 1.0))]
    ['tên:', 'NGUYỄN']
    >>> [part.text for part in cut(Word("sinh:…/…", (0, 0, 1, 1), 1.0))]
    ['sinh:', '…', '/', '…']
    """
    text = tidy(word.text)
    places = {0, len(text)}
    for match in _CUT.finditer(text):
        colon = text[match.start() : match.end()] in {":", ";"}
        places |= {match.end()} if colon else {match.start(), match.end()}
    if len(places) == 2:
        return [word if text == word.text else replace(word, text=text)]
    x0, y0, x1, y1 = word.box
    step = (x1 - x0) / max(1, len(text))
    parts = []
    for start, end in pairwise(sorted(places)):
        box = (x0 + step * start, y0, x0 + step * end, y1)
        read = (_part_of(reading, text, start, end) for reading in word.readings)
        readings = tuple(reading for reading in read if reading is not None)
        parts.append(replace(word, text=text[start:end], box=box, readings=readings))
    return [part for part in parts if part.text]


def _part_of(reading: Reading, text: str, start: int, end: int) -> Reading | None:
    """What the reader read of a part: where it read the rest otherwise, only what is behind the
    colon can be told."""
    other = tidy(reading.text)
    if other == text:
        return replace(reading, text=text[start:end])
    if end == len(text) and text[start - 1 : start] == ":" and other.count(":") == 1:
        return replace(reading, text=other.partition(":")[2].strip(" .,;|[]()"))
    return None


def _joined_digits(tokens: list[Token]) -> list[Token]:
    """One-digit words in a row (digits out of printed boxes) are one number."""
    joined: list[Token] = []
    run: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and len(token.text) == 1 and token.text in "0123456789?":
            run.append(token)
            continue
        joined.extend([_one(run)] if len(run) >= 6 else run)
        run = []
        if token is not None:
            joined.append(token)
    return joined


def _one(run: list[Token]) -> Token:
    readers = {reading.reader for token in run for reading in token.readings}
    readings = []
    for reader in sorted(readers):
        parts = [[r for r in token.readings if r.reader == reader] for token in run]
        if all(parts):
            text = "".join(part[0].text for part in parts)
            readings.append(Reading(reader, text, min(part[0].confidence for part in parts)))
    return replace(
        run[0],
        text="".join(token.text for token in run),
        box=union(token.box for token in run),
        confidence=min(token.confidence for token in run),
        readings=tuple(readings),
        starts=True,
    )
