"""Parts of land certificates that stand at a place and not behind a label.

Serial number (bottom of the first page), bar code, new owners on the changes page.
Sources: Thông tư 23/2014/TT-BTNMT Điều 3, 5, 17; 10/2024/TT-BTNMT Điều 29, 31.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from extract.context import Context, Pieces
from extract.evidence import Piece, piece_of
from extract.layout import Row, Token
from extract.strategies.persons import people, print_of
from extract.text import fold
from ocr.page import Method

_LETTERS = re.compile(r"[A-ZĐ]{1,2}")
_FIGURES = re.compile(r"\d{6}|\d{8}")
_WHOLE = re.compile(r"[A-ZĐ]{1,2}(\d{6}|\d{8})")


def serial(context: Context, options: Mapping[str, Any]) -> Pieces:
    """The serial: by its shape, outside of labels' values, lowest on the page (``field``)."""
    pieces = Pieces()
    used = {
        id(token) for p in context.pieces.single.values() for piece in p for token in piece.tokens
    }
    used |= {
        id(t)
        for rows in context.pieces.rows.values()
        for r in rows
        for p in r.values()
        for t in p.tokens
    }
    found = [
        (tokens[0].page, -tokens[0].box[1], tokens)
        for row in context.layout.rows
        if row.number not in context.table_rows and row.box[1] > 0.55
        for tokens in _serials(row)
        if not any(id(token) in used for token in tokens)
    ]
    if found:
        pieces.add(options["field"], piece_of(min(found, key=lambda f: f[:2])[2]))
    return pieces


def _serials(row: Row) -> Iterator[tuple[Token, ...]]:
    tokens = row.tokens
    for place, token in enumerate(tokens):
        alone = place == 0 or token.starts
        if not alone and not (place == 1 and fold(tokens[0].text).startswith("SO")):
            continue
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        last = place + 1 == len(tokens) or (following is not None and following.starts)
        if _WHOLE.fullmatch(token.text) and last:
            yield (token,)
        ends = place + 2 >= len(tokens) or tokens[place + 2].starts
        pair = following is not None and ends and _LETTERS.fullmatch(token.text)
        if following is not None and pair and _FIGURES.fullmatch(following.text):
            yield token, following


def barcode(context: Context, options: Mapping[str, Any]) -> Pieces:
    """The bar code: read as a code, else its 13 or 15 digits on a line of their own."""
    pieces = Pieces()
    for sheet in context.layout.sheets:
        for code in sheet.page.codes:
            if code.method is Method.BARCODE and re.fullmatch(r"\d{13}|\d{15}", code.text):
                token = Token(code.text, code.box, sheet.page.number, 1.0, Method.BARCODE)
                pieces.add(options["field"], Piece(code.text, (token,), 1.0, "barcode"))
    for row in context.layout.rows:
        for segment in row.segments():
            text = "".join(token.text for token in segment)
            if re.fullmatch(r"\d{13}|\d{15}", text) and row.box[1] > 0.5:
                pieces.add(options["field"], Piece(text, segment))
    return pieces


def new_owners(context: Context, options: Mapping[str, Any]) -> Pieces:
    """Whom the changes name as new owners: hidden rows, and a mark when all was passed on."""
    pieces = Pieces()
    verbs = [fold(verb) for verb in options["verbs"]]
    partly = [fold(word) for word in options["partly"]]
    for row in context.pieces.rows.get(options["source"], []):
        content = row.get(options["content"])
        if content is None:
            continue
        block = print_of(content.tokens)
        folded = fold(block.text)
        passing = re.search(rf"\b({'|'.join(verbs)})\b[^;]{{0,80}}?\bCHO\b", folded)
        if not passing:
            continue
        after = [
            (t, s) for t, s in zip(block.tokens, block.starts, strict=True) if s >= passing.end()
        ]
        rows = [r for r in people(print_of([t for t, _ in after])) if "full_name" in r]
        pieces.rows.setdefault(options["rows"], []).extend(rows)
        if rows and not any(word in folded[: passing.end()] for word in partly):
            pieces.add(options["mark"], content)
    return pieces
