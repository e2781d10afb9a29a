"""Tables of rows: in go a layout and a rule, out come filled rows of tokens by column.

Ruled tables come with their cells (``Page.tables``). Where the rules were not found, the words of
the heading give the columns, and the rows follow from what stands below them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from rapidfuzz.distance import Levenshtein

from extract.definitions import Column, TableRule
from extract.layout import Layout, Row, Token, union
from extract.text import letters
from ocr.page import Box, Table

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
        if len(row.tokens) < 3:
            continue
        band = [row]
        for following in rows[place + 1 : place + 4]:
            if following.box[1] - band[-1].box[3] < 0.9 * pitch and following.leaf == row.leaf:
                band.append(following)
        starts = _starts(band, rule)
        if starts is not None:
            return _below_heading(rows, place, band, starts, pitch)
    return None


def _starts(band: list[Row], rule: TableRule) -> dict[int, tuple[Column, list[Token]]] | None:
    """Columns by the beginning of their heading, left to right, in the order of the rule."""
    found: dict[int, tuple[Column, list[Token]]] = {}
    edge = 0.0
    for number, column in enumerate(rule.columns):
        options = [
            tokens
            for row in band[:3]
            for tokens in _heads(row, column)
            if tokens[0].box[0] >= edge
        ]
        if options:
            best = min(options, key=lambda tokens: tokens[0].box[0])
            found[number] = (column, best)
            edge = best[-1].box[2]
    needed = max(3, (len(rule.columns) * 3 + 4) // 5)
    if len(found) < needed:
        return None
    top = [tokens for _, tokens in found.values() if tokens[0] in band[0].tokens]
    return found if len(top) >= 2 else None


def _heads(row: Row, column: Column) -> list[list[Token]]:
    """Runs of tokens that read like the beginning of a heading."""
    runs = []
    for start in range(len(row.tokens)):
        text = ""
        best: tuple[float, int] | None = None
        for end in range(start, min(start + 6, len(row.tokens))):
            text += letters(row.tokens[end].text)
            for name in column.texts:
                part = letters(name)[: len(text)]
                if len(text) >= min(3, len(letters(name))) and len(part) >= len(text):
                    likeness = Levenshtein.normalized_similarity(part, text)
                    if likeness >= (0.99 if len(text) < 4 else 0.8):
                        best = max(best or (0.0, 0), (len(text) * likeness, end))
        if best:
            runs.append(list(row.tokens[start : best[1] + 1]))
    return runs


def _below_heading(
    rows: list[Row],
    place: int,
    band: list[Row],
    starts: dict[int, tuple[Column, list[Token]]],
    pitch: float,
) -> Found:
    columns = [column for column, _ in starts.values()]
    wanted = letters(" ".join(text for column in columns for text in column.texts))
    heading = 1
    while heading < len(band) and all(
        letters(token.text) in wanted and not any(c.isdigit() for c in token.text)
        for token in band[heading].tokens
    ):
        heading += 1
    boxes = [union(token.box for token in tokens) for _, tokens in starts.values()]
    boxes = [_widened(box, band[1:heading], boxes) for box in boxes]
    edges = [(left[2] + right[0]) / 2 for left, right in zip(boxes, boxes[1:], strict=False)]
    records: list[dict[str, tuple[Token, ...]]] = []
    covered = {row.number for row in band[:heading]}
    bottom = band[heading - 1].box[3]
    for row in rows[place + heading :]:
        if row.leaf != band[0].leaf or row.box[1] - bottom > 6 * pitch or _runs_across(row, edges):
            break
        record = _by_columns(row, columns, edges)
        near = bool(records) and row.box[1] - bottom < 0.6 * pitch
        if near and not _begins_record(record):
            records[-1] = {key: (*records[-1].get(key, ()), *record.get(key, ())) for key in records[-1]}
        elif _filled(record):
            records.append(record)
        covered.add(row.number)
        bottom = row.box[3]
    return records, covered, dict(enumerate(columns))


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
        column = _of_kind(token, columns, place)
        if column.field:
            parts[column.field].append(token)
    return {key: tuple(tokens) for key, tokens in parts.items()}


def _of_kind(token: Token, columns: list[Column], place: int) -> Column:
    """A name that runs over the edge belongs left of it, a number right of it."""
    field = columns[place].field
    digits = sum(c.isdigit() for c in token.text)
    marks = sum(c.isalpha() for c in token.text)
    wrong = (field in _NUMERIC and marks > digits) or (field in _WORDS and digits > marks)
    if not wrong:
        return columns[place]
    wanted = _WORDS if marks > digits else _NUMERIC
    for other in (place - 1, place + 1):
        if 0 <= other < len(columns) and columns[other].field in wanted:
            return columns[other]
    return columns[place]


def _begins_record(record: dict[str, tuple[Token, ...]]) -> bool:
    """A row of its own has a number or a date; a wrapped name or relation has not."""
    return any(record.get(key) for key in _NUMERIC)
