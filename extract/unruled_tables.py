"""A table whose rules were not found: the words of its heading give the columns.

The edges lie where no word stands between two headings; rows follow from what stands below.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from rapidfuzz.distance import Levenshtein

from extract.definitions import Column, TableRule
from extract.layout import Row, Token, overlap, union
from extract.table_parts import Found, Record, column_like, filled, inside
from extract.text import fold, letters
from ocr.page import Box

Kinds = dict[str, str]  # field -> kind of its values

_DATE_LINE = re.compile(r"^\W*(\w+\W+){0,6}NGAY.{0,8}THANG.{0,8}NAM.*(NGAY|$)")
# kinds whose values are figures, and kinds whose values are words
_NUMERIC = {"citizen_id", "id_card_number", "date", "year", "area", "phone", "parcel_number"}
_WORDS = {"person_name", "sex", "relationship"}


def by_heading(rows: list[Row], rule: TableRule, kinds: Kinds, pitch: float) -> Found | None:
    for place, row in enumerate(rows):
        band = [row] if _is_heading(row, rule) else []
        for following in rows[place + 1 : place + 7] if band else ():
            near = following.box[1] - band[-1].box[3] < 0.9 * pitch
            if not near or following.leaf != row.leaf or not _is_heading(following, rule):
                break
            band.append(following)
        heads = _heading_cells(band, rule) if band else {}
        if len(heads) >= max(2, (len(rule.columns) * 3 + 4) // 6):
            return _below_heading(rows[place + len(band) :], band, heads, kinds, pitch)
    return None


def _heading_cells(band: list[Row], rule: TableRule) -> dict[Column, Box]:
    """Columns with the boxes of their heading words, left to right."""
    runs = sorted(
        (run for row in band for column in rule.columns for run in _heads(row, column)),
        key=lambda run: (-len(run), run[0].box[0]),
    )
    boxes: list[Box] = []
    for run in runs:
        box = union(token.box for token in run)
        if all(overlap((box[0], box[2]), (other[0], other[2])) < 0.2 for other in boxes):
            boxes.append(box)
    boxes.sort()
    found: dict[Column, Box] = {}
    for box in [_widened(box, band, boxes) for box in boxes]:
        text = letters(" ".join(token.text for token in inside(band, box)))
        column = column_like(text, rule, set(found))
        if column is not None:
            found[column] = box
    return found


def _is_heading(row: Row, rule: TableRule) -> bool:
    """Most of its words are words of the headings, and it has no digits."""
    words = {letters(word) for c in rule.columns for text in c.texts for word in text.split()}
    mine = [letters(token.text) for token in row.tokens if letters(token.text)]
    if any(c.isdigit() for word in mine for c in word):
        return False
    return sum(_known(word, words) for word in mine) >= 0.7 * len(mine) > 0


def _known(word: str, words: set[str]) -> bool:
    if len(word) < 4:
        return word in words
    return any(Levenshtein.distance(word, other, score_cutoff=1) <= 1 for other in words)


def _heads(row: Row, column: Column) -> list[list[Token]]:
    """Runs of tokens that read like the beginning of a heading."""
    runs = []
    for start in range(len(row.tokens)):
        text = ""
        best: tuple[float, int] | None = None
        for end in range(start, min(start + 6, len(row.tokens))):
            if end > start and row.tokens[end].starts:
                break
            text += letters(row.tokens[end].text)
            for name in column.texts:
                part = letters(name)[: len(text)]
                if len(text) >= min(3, len(letters(name))) and len(part) >= len(text):
                    likeness = Levenshtein.normalized_similarity(part, text)
                    if best and likeness < best[0] / len(text):
                        continue  # the next column's first word
                    if likeness >= (0.99 if len(text) < 4 else 0.8):
                        best = max(best or (0.0, 0), (len(text) * likeness, end))
        if best:
            runs.append(list(row.tokens[start : best[1] + 1]))
    return runs


@dataclass(frozen=True, slots=True)
class _Grid:
    """Columns, the edges between them, and the kinds of their fields."""

    columns: list[Column]
    edges: list[float]
    kinds: Kinds

    def numeric(self, place: int) -> bool:
        """Figures stand here; a column without a field is the running number."""
        field = self.columns[place].field
        return not field or self.kinds[field] in _NUMERIC

    def words(self, place: int) -> bool:
        field = self.columns[place].field
        return bool(field) and self.kinds[field] in _WORDS


def _below_heading(
    rows: list[Row], band: list[Row], heads: dict[Column, Box], kinds: Kinds, pitch: float
) -> Found:
    columns, boxes = list(heads), list(heads.values())
    data: list[Row] = []
    for row in rows:
        above = data[-1] if data else band[-1]
        far = row.leaf != above.leaf or row.box[1] - above.box[3] > 6 * pitch
        dated = len(columns) > 2 and _DATE_LINE.search(fold(row.text))
        if far or dated or _is_item(row, len(data)):
            break
        data.append(row)
    grid = _Grid(columns, _edges(boxes, [*band, *data]), kinds)
    until = next((i for i, row in enumerate(data) if _runs_across(row, grid.edges)), len(data))
    covered = {row.number for row in (*band, *data[:until])}
    return _records(data[:until], grid, pitch), covered, dict(enumerate(columns))


def _records(data: list[Row], grid: _Grid, pitch: float) -> list[Record]:
    records: list[Record] = []
    bottom = 0.0
    for row in data:
        record = _by_columns(row, grid)
        gap = row.box[1] - bottom
        wrapped = gap < 0.6 * pitch and not _begins_record(record, grid)
        if len(grid.columns) == 2:  # two wide columns of text: only a gap parts records
            wrapped = gap < 1.1 * pitch
        if records and wrapped:
            records[-1] = {key: (*records[-1][key], *record[key]) for key in record}
        elif filled(record):
            records.append(record)
        bottom = row.box[3]
    return records


def _is_item(row: Row, count: int) -> bool:
    """``III. …`` or ``8. …`` below the table, not the running number of its next row."""
    match = re.fullmatch(r"[(]?([IVX]+|\d{1,2})[.)]+", row.tokens[0].text)
    return (
        bool(match)
        and match is not None
        and (not match.group(1).isdigit() or int(match.group(1)) > count + 1)
    )


def _edges(boxes: list[Box], rows: list[Row]) -> list[float]:
    """Between two headings, the middle of the widest stretch that no word covers."""
    spans = sorted((token.box[0], token.box[2]) for row in rows for token in row.tokens)
    edges = []
    for left, right in pairwise(boxes):
        begin, end = (left[0] + left[2]) / 2, (right[0] + right[2]) / 2
        widest, edge, reach = 0.0, (left[2] + right[0]) / 2, begin
        for x0, x1 in [*(s for s in spans if s[1] > begin and s[0] < end), (end, end)]:
            if x0 - reach > widest:
                widest, edge = x0 - reach, (x0 + reach) / 2
            reach = max(reach, x1)
        edges.append(edge)
    return edges


def _widened(box: Box, rows: list[Row], others: list[Box]) -> Box:
    """The heading's box with its words on further rows, each word to the nearest heading."""
    mine = [box]
    for row in rows:
        for token in row.tokens:
            middle = (token.box[0] + token.box[2]) / 2
            nearest = min(others, key=lambda other: abs((other[0] + other[2]) / 2 - middle))
            if nearest == box:
                mine.append(token.box)
    return union(mine)


def _runs_across(row: Row, edges: list[float]) -> bool:
    """A line of text that crosses two edges of columns, with no gap at them, ends the table."""
    if not edges:
        return False
    for segment in row.segments():
        left, right = segment[0].box[0], segment[-1].box[2]
        crossed = [edge for edge in edges if left < edge < right]
        if len(crossed) >= 2:
            gaps = [b.box[0] - a.box[2] for a, b in pairwise(segment)]
            words = sum(any(c.isalpha() for c in token.text) for token in segment)
            if words >= 4 and max(gaps, default=0.0) < 3 * (median(gaps) + 1e-6):
                return True
    return False


def _by_columns(row: Row, grid: _Grid) -> Record:
    parts: dict[str, list[Token]] = {column.field: [] for column in grid.columns if column.field}
    for token in row.tokens:
        middle = (token.box[0] + token.box[2]) / 2
        place = sum(edge < middle for edge in grid.edges)
        if token is row.tokens[0] and place == 0 and re.fullmatch(r"\d{1,2}[.)]?", token.text):
            continue  # the running number, whose heading was not found
        column = grid.columns[_of_kind(token, grid, place)]
        if column.field:
            parts[column.field].append(token)
    return {key: tuple(tokens) for key, tokens in parts.items()}


def _of_kind(token: Token, grid: _Grid, place: int) -> int:
    """A name that runs over the edge belongs left of it, a number right of it."""
    digits = sum(c.isdigit() for c in token.text)
    marks = sum(c.isalpha() for c in token.text)
    wrong = (grid.numeric(place) and marks > digits) or (grid.words(place) and digits > marks)
    if not wrong or len(grid.columns) == 2:
        return place
    middle = (token.box[0] + token.box[2]) / 2
    others = [
        (abs(middle - grid.edges[min(place, other)]), other)
        for other in (place - 1, place + 1)
        if 0 <= other < len(grid.columns)
        and grid.columns[other].field
        and grid.numeric(other) == (digits > marks)
    ]
    return min(others)[1] if others else place


def _begins_record(record: Record, grid: _Grid) -> bool:
    """A row of its own has a number or a date; a wrapped name or relation has not."""
    return any(record.get(field) for field in record if grid.kinds[field] in _NUMERIC)
