"""Tables of rows: in go a layout and a rule, out come filled rows of tokens by column.

Ruled tables come with their cells (``Page.tables``). Where the rules were not found, the words of
the heading give the columns, and the rows follow from what stands below them.
"""

from dataclasses import dataclass

from extract.definitions import Column, TableRule
from extract.layout import Layout, Row, Sheet, Token, unread_tokens
from extract.table_parts import Found, Record, column_like, filled, inside, middle_in
from extract.text import letters
from extract.unruled_tables import Kinds, by_heading


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table on a page: its rows (field → tokens) and which rows of the layout it covers."""

    rule: TableRule
    records: tuple[Record, ...]
    covered: frozenset[int]


def find_table(layout: Layout, rule: TableRule, kinds: Kinds) -> FoundTable | None:
    """The table of this rule over all pages (it may run on over the next one)."""
    records: list[Record] = []
    covered: set[int] = set()
    mapping: dict[int, Column] = {}
    for sheet in layout.sheets:
        rows = [row for row in layout.rows if row.page == sheet.page.number]
        ruled = _ruled(sheet, rows, rule, mapping)
        if ruled is None:
            ruled = by_heading(rows, rule, kinds, sheet.pitch)
        if ruled is not None:
            found, within, mapping = ruled
            records.extend(found)
            covered |= within
    return FoundTable(rule, tuple(records), frozenset(covered)) if covered else None


def _ruled(
    sheet: Sheet, rows: list[Row], rule: TableRule, before: dict[int, Column]
) -> Found | None:
    unread = unread_tokens(sheet.page)
    for table in sheet.page.tables:
        cells = {
            (cell.row, cell.column): (
                *inside(rows, cell.box),
                *(ink for ink in unread if middle_in(ink.box, cell.box)),
            )
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
            if filled(record):
                records.append(record)
        covered = {row.number for row in rows if middle_in(row.box, table.box)}
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
            column = column_like(text, rule, set(mapping.values())) if row == number else None
            if column is not None:
                mapping[place] = column
        if len(mapping) >= max(2, len(rule.columns) // 2):
            return number, mapping
    return -1, {}
