"""Ink that no reader made a word of: in go pieces of print, out come the same, told of such ink.

``Page.unread`` names the places. Ink in the place of a value may be the value, a part of it or a
correction by hand: the field goes to a person, also where there is print beside it. Ink that stands
with no value holds nothing up. Cells of ruled tables bring it as tokens without text
(``extract.tables``); values behind labels, on their rows and where they may run on below, and
everything beside print that was taken for a value are found here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.context import Context, PieceRow, Pieces
from extract.evidence import Piece
from extract.labels import Place
from extract.layout import Layout, Row, Token, overlap, union, unread_tokens
from ocr.page import Box

_ON_ROW = 0.5  # of the lower one's height, that ink and a row share
_BESIDE = 2.0  # usual line heights between a value and ink that may be a part of it
_BELOW = 1.6  # usual line heights down to ink that goes on with a value


def behind(context: Context, place: Place, value: Sequence[Token]) -> tuple[Token, ...]:
    """Unread ink behind a label up to the next one, and below where its value may run on."""
    row = context.layout.rows[place.end_row]
    every = _of_page(context.layout, row.page)
    if not every:
        return ()
    left, right = _stretch(context, place, row)
    found = [ink for ink in every if _on(row, ink) and left <= _x(ink) < right]
    if place.label.lines in {"many", "block", "pages"} or not value:
        reach = 1.0 if place.label.lines != "one" else right
        low = max([row.box[3], *(t.box[3] for t in value if t.page == row.page)])
        begin = row.tokens[place.start].box[0] if place.row == place.end_row else row.box[0]
        found += _going_on(context.layout, row, every, low=low, span=(begin - 0.02, reach))
    return tuple(found)


def with_unread_beside(context: Context) -> Pieces:
    """All pieces; ink that none of them has yet goes to those whose print it touches."""
    every = {ink for sheet in context.layout.sheets for ink in unread_tokens(sheet.page)}
    single, listed = context.pieces.single, context.pieces.rows
    pieces = [p for ps in single.values() for p in ps]
    pieces += [p for rows in listed.values() for row in rows for p in row.values()]
    loose = tuple(every.difference(*(piece.unread for piece in pieces)))
    if not loose:
        return context.pieces
    return Pieces(
        {name: [_beside(context, piece, loose) for piece in ps] for name, ps in single.items()},
        {name: [_in_row(context, row, loose) for row in rows] for name, rows in listed.items()},
    )


def _of_page(layout: Layout, number: int) -> tuple[Token, ...]:
    return unread_tokens(layout.sheet(number).page)


def _stretch(context: Context, place: Place, row: Row) -> tuple[float, float]:
    """From the label's end to the next label of the row, or to the end of its column."""
    others = [p.start for p in context.places_in(row) if p.start >= place.end]
    right = row.tokens[min(others)].box[0] if others else _column_end(context.layout, row)
    return (row.tokens[place.end - 1].box[2] if place.end else row.box[0]), right


def _column_end(layout: Layout, row: Row) -> float:
    """Where the next column begins: the nearest row of another leaf to the right, level with it."""
    begins = [
        other.box[0]
        for other in layout.rows
        if other.page == row.page and other.leaf != row.leaf and other.box[0] >= row.box[2]
        if overlap((row.box[1], row.box[3]), (other.box[1], other.box[3])) >= _ON_ROW
    ]
    return min(begins, default=1.0)


def _going_on(
    layout: Layout, row: Row, every: Sequence[Token], *, low: float, span: tuple[float, float]
) -> Iterator[Token]:
    """Ink below a value, line by line, on rows where nothing was read."""
    pitch = layout.sheet(row.page).pitch
    rows = [other for other in layout.rows if other.page == row.page and other.leaf == row.leaf]
    for ink in every:
        free = not any(_on(other, ink) for other in rows)
        near = low - 0.3 * pitch <= ink.box[1] <= low + _BELOW * pitch
        if free and near and span[0] <= _x(ink) < span[1]:
            low = max(low, ink.box[3])
            yield ink


def _beside(context: Context, piece: Piece, loose: Sequence[Token]) -> Piece:
    """The piece with ink between its words or close to them, on their rows."""
    if piece.page is None or piece.confidence is not None:
        return piece  # a code, or what follows from other fields: nothing stands beside it
    sheet = context.layout.sheet(piece.page)
    near = _BESIDE * sheet.pitch * sheet.page.height / sheet.page.width
    return _with(
        piece,
        (
            ink
            for ink in loose
            if any(
                token.page == ink.page and _level(token.box, ink.box)
                for token in piece.tokens
                if _gap(token.box, ink.box) <= near
            )
        ),
    )


def _in_row(context: Context, row: PieceRow, loose: Sequence[Token]) -> PieceRow:
    """The pieces of a row; ink level with it and beside none of them may be any that is empty."""
    told = {name: _beside(context, piece, loose) for name, piece in row.items()}
    tokens = [token for piece in told.values() for token in piece.tokens]
    if not tokens:
        return told
    mine = [token for token in tokens if token.page == tokens[0].page]
    box = union(token.box for token in mine)
    rest = set(loose).difference(*(piece.unread for piece in told.values()))
    inside = [
        ink
        for ink in rest
        if ink.page == mine[0].page and _level(box, ink.box) and box[0] <= _x(ink) <= box[2]
    ]
    return {n: piece if piece.tokens else _with(piece, inside) for n, piece in told.items()}


def _with(piece: Piece, inks: Iterable[Token]) -> Piece:
    return replace(piece, unread=(*piece.unread, *inks))


def _gap(one: Box, other: Box) -> float:
    return max(one[0] - other[2], other[0] - one[2], 0.0)


def _level(one: Box, other: Box) -> bool:
    return overlap((one[1], one[3]), (other[1], other[3])) >= _ON_ROW


def _on(row: Row, ink: Token) -> bool:
    return row.page == ink.page and _level(row.box, ink.box)


def _x(ink: Token) -> float:
    return (ink.box[0] + ink.box[2]) / 2
