"""What stands behind the labels: in goes a paper with its labels, out come pieces of print.

A value is right of its label up to the next label, and runs on over the rows below when its label
says so; a label with nothing behind it may have its value on the next row.
"""

import re
from collections.abc import Iterator

from extract.context import Context, PieceRow, Pieces
from extract.evidence import Piece, piece_of
from extract.label_match import ITEM, item_before
from extract.labels import Place
from extract.layout import Row, Token
from extract.text import fold, is_leader, letters, upper_share
from extract.unread import behind

_DATE_LINE = re.compile(r"^.{0,40}[,.\s]\s*NGAY\W*\d{0,2}\W*THANG\W*\d{0,2}\W*NAM\W*\d{0,4}\W*")
_FOOT_NOTE = re.compile(r"^\W*(CHU THICH|GHI CHU)\b")
_ARTICLE = re.compile(r"^\W*DIEU \d{1,2}\b")
_NUMBER_WANTED = re.compile(  # ``phường`` at the end of a line, ``12, Gò Vấp`` on the next
    r"(?:^|[\s,])(?:SO|PHUONG|QUAN|TO|DOI|KHU|PHO|THON|XOM|AP|KHOM|NGO|NGACH|HEM|KIET)$"
)
_ROW_GAP = 1.6  # in usual line heights: a wider one parts paragraphs
_INDENT = 0.3  # of the page's width: lines that run on begin near their label
_UNDER = 0.05
_FULL = 0.12  # of the page's width: less is left where the next word did not fit
_WIDE = 0.8  # no line of running text ends before it
_EDGE = 0.1  # of the page's height: where its number stands
_LOW = 0.7  # of the page's height: a page ends below it
_BLOCK_GAP = 4.0
_BRACKETED = re.compile(r"[(\[]?\d{1,2}[\])]")  # ``[12] Fax:`` that lost a bracket
_NOTE_MARK = re.compile(r"^[(\[]?\d[)\]]:?$|^\(\d\)[:.]?$|^[¹²³⁴⁵⁶⁷⁸⁹]+:?$")


def label_values(context: Context) -> Pieces:
    """Pieces for every label that has a field."""
    pieces = Pieces()
    for place in context.places:
        if place.field and place.label.lines != "heading":
            value = _value(context, place)
            piece = piece_of((*value, *behind(context, place, value)), section=place.section)
            listed, _, name = place.field.rpartition(".")
            if listed:
                rows = pieces.rows.setdefault(listed, [])
                _add_to_row(rows, name, piece, new=place.label.new_row)
            else:
                pieces.add(place.field, piece)
    return pieces


def _add_to_row(rows: list[PieceRow], name: str, piece: Piece, *, new: bool) -> None:
    """A label that stood already in the row before begins the next row."""
    if not rows or new or name in rows[-1]:
        rows.append({})
    rows[-1][name] = piece


def table_values(context: Context) -> Pieces:
    """Rows of pieces for every table; a heading without rows gives an empty list."""
    pieces = Pieces()
    for table in context.tables:
        rows: list[PieceRow] = [
            {name: piece_of(tokens) for name, tokens in record.items()} for record in table.records
        ]
        pieces.rows.setdefault(table.rule.field, []).extend(rows)
    return pieces


def _value(context: Context, place: Place) -> tuple[Token, ...]:
    row = context.layout.rows[place.end_row]
    tokens = list(_same_row(context, place, row))
    if place.label.lines in {"many", "block", "pages"} and not _cut_short(context, place, row):
        tokens.extend(_further_rows(context, place, row))
    elif place.label.anywhere and _breaks_off(context, place, row):
        tokens.extend(_run_on(context, place, row))
    elif not _says_something(tokens):
        tokens = list(_next_row(context, place, row)) or _run_on(context, place, row) or tokens
    return tuple(tokens)


def _cut_short(context: Context, place: Place, row: Row) -> bool:
    """In a sentence a value ends where the next label begins; in columns it runs on below."""
    return place.label.anywhere and any(p.start >= place.end for p in context.places_in(row))


def _run_on(context: Context, place: Place, row: Row) -> list[Token]:
    """A label in a sentence, at the end of a full line: its value begins the next."""
    following = next(_rows_after(context, row), None)
    labels = context.places_in(following) if following is not None else []
    if not (place.label.anywhere and following and labels):
        return []
    return list(following.tokens[: item_before(following, labels[0].start)])


def _breaks_off(context: Context, place: Place, row: Row) -> bool:
    """A value in a sentence that stands at the end of a full line, without a stop behind it."""
    last = not any(p.start >= place.end for p in context.places_in(row))
    full = row.box[2] > _WIDE and not row.text.rstrip().endswith((",", ".", ";", ":", ")"))
    return last and full


def _says_something(tokens: list[Token]) -> bool:
    return any(c.isalnum() for token in tokens for c in token.text)


def _same_row(context: Context, place: Place, row: Row) -> tuple[Token, ...]:
    """From the label's end to the next label on the row, without a colon or a note mark."""
    others = [p.start for p in context.places_in(row) if p.start >= place.end]
    end = item_before(row, min(others)) if others else len(row.tokens)
    if others and end <= place.end:
        end = min(others)  # ``Thửa đất số: 3. Tờ bản đồ số: 4``: the number is the value
    tokens = list(row.tokens[place.end : end])
    if place.label.lines == "one":
        tokens = tokens[: _next_item(tokens)]
    return tuple(_after_rest(tokens, row.tokens[place.end - 1] if place.end else None))


def _next_item(tokens: list[Token]) -> int:
    """Where, behind a wide gap, a numbered item begins whose label is too damaged to be known."""
    begins = (
        place
        for place, token in enumerate(tokens)
        if place and token.starts and _BRACKETED.match(token.text)
        if any(":" in following.text for following in tokens[place : place + 6])
    )
    return next(begins, len(tokens))


def _after_rest(tokens: list[Token], last: Token | None) -> list[Token]:
    """Drop note marks, and the rest of a label that was printed longer, up to its colon."""
    while tokens and (_NOTE_MARK.match(tokens[0].text) or _is_junk(tokens[0])):
        last = tokens.pop(0)
    if last is not None and last.text.endswith((":", ";")):
        return tokens
    for place, token in enumerate(tokens[:5]):
        if place and token.starts:
            break
        if token.text.endswith(":") and "/" not in token.text:
            return tokens[place + 1 :]
    return tokens


def _is_junk(token: Token) -> bool:
    """A colon, or a raised note mark with its colon that was read as something else."""
    text = token.text
    if text.endswith((":", ";")) and len(letters(text)) <= 1:
        return True
    return not any(c.isalnum() for c in text) and text not in {"-/-", "-", "+"}


def _further_rows(context: Context, place: Place, row: Row) -> Iterator[Token]:
    sheet = context.layout.sheet(row.page)
    block = place.label.lines in {"block", "pages"}
    first = place.label.anywhere or not any(p.start < place.start for p in context.places_in(row))
    left = 0.0 if first or place.end_row != place.row else row.tokens[place.start].box[0] - 0.01
    pages = place.label.lines == "pages"
    last = row
    for following in _rows_after(context, row, pages=pages, over=True):
        if following.page == last.page and following.leaf != row.leaf and not pages:
            return
        if following.page != last.page and not pages and not _runs_over(context, last):
            return
        gap = following.box[1] - last.box[3] if following.page == last.page else 0.0
        if gap > (_BLOCK_GAP if block else _ROW_GAP) * sheet.pitch:
            return
        if _ends(context, following, last=last) and not (block and _goes_on(context, following)):
            return
        labels = context.places_in(following)
        end = item_before(following, labels[0].start) if labels else len(following.tokens)
        tokens = [t for t in following.tokens[:end] if t.box[0] >= left]
        if tokens and not block and tokens[0].box[0] > _begin(row, place) + _INDENT:
            return  # a signature or a seal, not the value running on
        yield from tokens
        if labels:
            return
        last = following


def _runs_over(context: Context, row: Row) -> bool:
    """Does the last row of a page end in the midst of a sentence: full, without a stop?"""
    same = (r.box[2] for r in context.layout.rows if (r.page, r.leaf) == (row.page, row.leaf))
    full = row.box[2] > max(_WIDE, max(same) - _FULL)
    low = row.box[3] > _LOW
    return full and low and not row.text.rstrip().endswith((".", ";", ":"))


def _begin(row: Row, place: Place) -> float:
    return row.tokens[place.start].box[0] if place.row == place.end_row else row.box[0]


def _goes_on(context: Context, row: Row) -> bool:
    """A block ends at labels, tables and the date line only."""
    free = row.number not in context.table_rows and not context.places_in(row)
    text = fold(row.text)
    return free and not (_ARTICLE.match(text) or _is_date_line(row, text))


def _next_row(context: Context, place: Place, row: Row) -> Iterator[Token]:
    """The row below, under the label and before whatever label stands right of it."""
    sheet = context.layout.sheet(row.page)
    following = next(_rows_after(context, row), None)
    if following is None or following.box[1] - row.box[3] > 1.2 * sheet.pitch:
        return
    start = (
        row.tokens[min(place.start, len(row.tokens) - 1)].box[0]
        if place.row == place.end_row
        else 0.0
    )
    under = abs(following.tokens[0].box[0] - start) < _UNDER  # a name in capitals, on a card
    if _ends(context, following, capitals=not under):
        return
    right = [p for p in context.places_in(row) if p.start > place.start]
    edge = row.tokens[right[0].start].box[0] if right else 1.0
    others = [p.start for p in context.places_in(following)]
    end = min(others, default=len(following.tokens))
    tokens = following.tokens[:end]
    first = next((n for n, token in enumerate(tokens) if token.box[0] >= start - 0.02), end)
    while 0 < first < end and not tokens[first].starts:
        first -= 1  # ``1 060 000`` begins left of its label: no value is cut in two
    yield from (token for token in tokens[first:] if token.box[0] < edge - 0.01)


def _rows_after(
    context: Context, row: Row, *, pages: bool = False, over: bool = False
) -> Iterator[Row]:
    """The rows below on the same leaf; with ``pages`` or ``over`` also those of further pages,
    without the numbers of the pages."""
    for following in context.layout.rows[row.number + 1 :]:
        there = following.page == row.page and following.leaf == row.leaf
        if not (pages or over or there):
            return
        short = len(following.text) <= 3 and not any(c.isalpha() for c in following.text)
        edge = following.box[1] < _EDGE or following.box[3] > 1 - _EDGE
        if not (short and (pages or (over and edge))):
            yield following


def _ends(context: Context, row: Row, *, last: Row | None = None, capitals: bool = True) -> bool:
    """Does a value stop above this row: a label, a table, an item, a date line, a signature (told
    by ``capitals`` in the right half)? ``last``: the value's row before."""
    if row.number in context.table_rows or not row.tokens:
        return True
    if any(place.end_row == row.number != place.row for place in context.places):
        return True
    labels = context.places_in(row)
    if labels and len(letters("".join(t.text for t in row.tokens[: labels[0].start]))) <= 2:
        return True
    first = row.tokens[0]
    item = ITEM.match(first.text) and len(row.tokens) > 1 and row.tokens[1].text[:1].isupper()
    if item and not (last is not None and _NUMBER_WANTED.search(fold(last.text))):
        return True
    text = fold(row.text)
    if _FOOT_NOTE.match(text) or _ARTICLE.match(text) or _is_date_line(row, text):
        return True
    signed = len(letters(row.text)) > 8 and upper_share(row.text) > 0.85 and first.box[0] > 0.3
    return capitals and signed


def _is_date_line(row: Row, text: str) -> bool:
    match = _DATE_LINE.match(text)
    return (
        bool(match)
        and (match is not None)
        and (match.end() > 0.8 * len(text) or text.count("NGAY") >= 2)
        and (
            row.tokens[0].box[0] > 0.35
            or text.count("THANG") >= 2
            or is_leader(text[:2])
            or not text[0].isdigit()
        )
    )
