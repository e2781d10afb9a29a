"""Tables of rows: in go a layout and a rule, out come filled rows of tokens by column.

Ruled tables come with their cells (``Page.tables``). Where the rules were not found, the words of
the heading give the columns, and the rows follow from what stands below them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from rapidfuzz.distance import Levenshtein

from extract.definitions import Column, TableRule
from extract.layout import Layout, Row, Token, overlap, union
from extract.text import fold, letters
from ocr.page import Box, Table

_DATE_LINE = re.compile(r"^\W*(\w+\W+){0,6}NGAY.{0,8}THANG.{0,8}NAM.*(NGAY|$)")
_NUMERIC = {"citizen_id", "id_card_number", "date_of_birth", "area", "date", "year_of_birth"}
_WORDS = {"full_name", "sex", "relation_to_head", "relation_to_declarant"}


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table on a page: its rows (field → tokens) and which rows of the layout it covers."""

    rule: TableRule
    records: tuple[dict[str, tuple[Token, ...]], ...]
    covered: frozenset[int]


def find_table(layout: Layout, rule: TableRule) -> FoundTable | None:
    """The table of this rule over all pages (it may run on over the next one)."""
    records: list[dict[str, tuple[Token, ...]]] = []
    covered: set[int] = set()
    mapping: dict[int, Column] = {}
    for sheet in layout.sheets:
        rows = [row for row in layout.rows if row.page == sheet.page.number]
        ruled = _ruled(sheet.page.tables, rows, rule, mapping)
        if ruled is None:
            ruled = _by_heading(rows, rule, sheet.pitch)
        if ruled is not None:
            found, inside, mapping = ruled
            records.extend(found)
            covered |= inside
    return FoundTable(rule, tuple(records), frozenset(covered)) if covered else None


Found = tuple[list[dict[str, tuple[Token, ...]]], set[int], dict[int, Column]]


def _ruled(
    tables: Sequence[Table], rows: list[Row], rule: TableRule, before: dict[int, Column]
) -> Found | None:
    for table in tables:
        cells = {
            (cell.row, cell.column): _inside(rows, cell.box)
            for cell in sorted(table.cells, key=lambda c: (c.row, c.column))
        }
        heading, mapping = _heading(cells, rule)
        count = max((column for _, column in cells), default=-1) + 1
        if not mapping and before and count == max(before) + 1:
            heading, mapping = -1, before  # the table of the page before runs on
        if not mapping:
            continue
        last = max(row for row, _ in cells)
        records = []
        for number in range(heading + 1, last + 1):
            record = {
                column.field: cells.get((number, place), ())
                for place, column in mapping.items()
                if column.field
            }
            if _filled(record):
                records.append(record)
        covered = {row.number for row in rows if _middle_in(row.box, table.box)}
        return records, covered, mapping
    return None


def _heading(
    cells: dict[tuple[int, int], tuple[Token, ...]], rule: TableRule
) -> tuple[int, dict[int, Column]]:
    """Which row of cells holds the heading, and which column of the rule stands where."""
    for number in sorted({row for row, _ in cells})[:3]:
        mapping: dict[int, Column] = {}
        for (row, place), tokens in cells.items():
            text = letters(" ".join(token.text for token in tokens))
            column = _column_like(text, rule, set(mapping.values())) if row == number else None
            if column is not None:
                mapping[place] = column
        if len(mapping) >= max(2, len(rule.columns) // 2):
            return number, mapping
    return -1, {}


def _column_like(text: str, rule: TableRule, taken: set[Column]) -> Column | None:
    scored = [
        (Levenshtein.normalized_similarity(letters(name), text), -i, column)
        for i, column in enumerate(rule.columns)
        for name in column.texts
        if column not in taken
    ]
    best = max(scored, key=lambda item: item[:2], default=None)
    return best[2] if best and best[0] >= 0.66 else None


def _inside(rows: list[Row], box: Box) -> tuple[Token, ...]:
    return tuple(token for row in rows for token in row.tokens if _middle_in(token.box, box))


def _middle_in(inner: Box, outer: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _filled(record: dict[str, tuple[Token, ...]]) -> bool:
    """A row with more than its running number: some letters or digits in at least one field."""
    return any(any(c.isalnum() for c in token.text) for part in record.values() for token in part)


def _by_heading(rows: list[Row], rule: TableRule, pitch: float) -> Found | None:
    for place, row in enumerate(rows):
        band = [row] if _is_heading(row, rule) else []
        for following in rows[place + 1 : place + 7] if band else ():
            near = following.box[1] - band[-1].box[3] < 0.9 * pitch
            if not near or following.leaf != row.leaf or not _is_heading(following, rule):
                break
            band.append(following)
        heads = _heading_cells(band, rule) if band else {}
        if len(heads) >= max(2, (len(rule.columns) * 3 + 4) // 6):
            return _below_heading(rows, place, band, heads, pitch)
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
        text = letters(" ".join(token.text for token in _inside(band, box)))
        column = _column_like(text, rule, set(found))
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


def _below_heading(
    rows: list[Row],
    place: int,
    band: list[Row],
    heads: dict[Column, Box],
    pitch: float,
) -> Found:
    columns, boxes = list(heads), list(heads.values())
    data: list[Row] = []
    for row in rows[place + len(band) :]:
        above = data[-1] if data else band[-1]
        far = row.leaf != above.leaf or row.box[1] - above.box[3] > 6 * pitch
        dated = len(columns) > 2 and _DATE_LINE.search(fold(row.text))
        if far or dated or _is_item(row, len(data)):
            break
        data.append(row)
    edges = _edges(boxes, [*band, *data])
    until = next((i for i, row in enumerate(data) if _runs_across(row, edges)), len(data))
    covered = {row.number for row in (*band, *data[:until])}
    return _records(data[:until], columns, edges, pitch), covered, dict(enumerate(columns))


def _records(
    data: list[Row], columns: list[Column], edges: list[float], pitch: float
) -> list[dict[str, tuple[Token, ...]]]:
    records: list[dict[str, tuple[Token, ...]]] = []
    bottom = 0.0
    for row in data:
        record = _by_columns(row, columns, edges)
        gap = row.box[1] - bottom
        wrapped = gap < 0.6 * pitch and not _begins_record(record)
        if len(columns) == 2:  # two wide columns of text: only a gap parts records
            wrapped = gap < 1.1 * pitch
        if records and wrapped:
            records[-1] = {key: (*records[-1][key], *record[key]) for key in record}
        elif _filled(record):
            records.append(record)
        bottom = row.box[3]
    return records


def _is_item(row: Row, count: int) -> bool:
    """``III. …`` or ``8. …`` below the table, not the running number of its next row."""
    match = re.fullmatch(r"[(]?([IVX]+|\d{1,2})[.)]+", row.tokens[0].text)
    return bool(match) and match is not None and (
        not match.group(1).isdigit() or int(match.group(1)) > count + 1
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
            gaps = [b.box[0] - a.box[2] for a, b in zip(segment, segment[1:], strict=False)]
            words = sum(any(c.isalpha() for c in token.text) for token in segment)
            if words >= 4 and max(gaps, default=0.0) < 3 * (median(gaps) + 1e-6):
                return True
    return False


def _by_columns(row: Row, columns: list[Column], edges: list[float]) -> dict[str, tuple[Token, ...]]:
    parts: dict[str, list[Token]] = {column.field: [] for column in columns if column.field}
    for token in row.tokens:
        middle = (token.box[0] + token.box[2]) / 2
        place = sum(edge < middle for edge in edges)
        column = _of_kind(token, columns, edges, place) if len(columns) > 2 else columns[place]
        if column.field:
            parts[column.field].append(token)
    return {key: tuple(tokens) for key, tokens in parts.items()}


def _of_kind(token: Token, columns: list[Column], edges: list[float], place: int) -> Column:
    """A name that runs over the edge belongs left of it, a number right of it."""
    field = columns[place].field
    digits = sum(c.isdigit() for c in token.text)
    marks = sum(c.isalpha() for c in token.text)
    numeric = field in _NUMERIC or not field  # a column without a field is the running number
    wrong = (numeric and marks > digits) or (field in _WORDS and digits > marks)
    if not wrong:
        return columns[place]
    others = [
        (abs((token.box[0] + token.box[2]) / 2 - edges[min(place, other)]), columns[other])
        for other in (place - 1, place + 1)
        if 0 <= other < len(columns) and columns[other].field
        and (columns[other].field not in _NUMERIC) == (marks > digits)
    ]
    return min(others, key=lambda item: item[0])[1] if others else columns[place]


def _begins_record(record: dict[str, tuple[Token, ...]]) -> bool:
    """A row of its own has a number or a date; a wrapped name or relation has not."""
    return any(record.get(key) for key in _NUMERIC)
