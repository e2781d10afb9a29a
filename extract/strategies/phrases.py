"""Values inside sentences and titles: found by the words around them, or by where they stand.

In go the paper on hand and patterns of its definition, out come pieces. Patterns are written over
folded print (capitals without marks, Đ as D), so that damaged marks do no harm.
"""

import re
from collections.abc import Mapping
from itertools import accumulate
from typing import Any

from extract.context import Context, Pieces
from extract.evidence import Piece
from extract.strategies.persons import Print, people, print_of
from extract.text import fold, letters
from extract.titles import title_blocks

_ID = re.compile(r"(?<![\d/])(?:\d{12}|\d{9})(?![\d/])")
_GROUPS = re.compile(r"(?<![\d/.,])\d(?: ?\d){8,13}(?![\d/])")


def pattern(context: Context, options: Mapping[str, Any]) -> Pieces:
    """Options: ``field``, ``patterns`` (the first that is found counts; its group is the value).

    ``every`` takes all places of it, which must then agree.
    """
    pieces = Pieces()
    block = print_of(context.layout.tokens)
    folded = fold(block.text)
    for shape in options["patterns"]:
        found = [block.piece(*match.span(1)) for match in re.finditer(shape, folded)]
        for piece in found if options.get("every") else found[:1]:
            pieces.add(options["field"], piece)
        if found:
            break
    return pieces


def behind_title(context: Context, options: Mapping[str, Any]) -> Pieces:
    """What stands behind the title's words on its line (``PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1``).

    Options: ``field``, ``title``: the words before it.
    """
    pieces = Pieces()
    wanted = letters(options["title"])
    for block in title_blocks(context.layout.sheets[0]):
        tokens = [token for line in block for token in line.tokens]
        texts = list(accumulate(letters(token.text) for token in tokens))
        if wanted in texts[:-1]:
            last = tokens[texts.index(wanted) + 1]
            pieces.add(options["field"], Piece(last.text, (last,)))
            return pieces
        glued = next((i for i, text in enumerate(texts) if text.startswith(wanted)), None)
        if glued is not None and texts[glued] != wanted:  # ``SỐ1``
            rest = texts[glued][len(wanted) :]
            pieces.add(options["field"], Piece(rest, (tokens[glued],)))
            return pieces
    return pieces


def identities(context: Context, options: Mapping[str, Any]) -> Pieces:
    """The number in ``Giấy tờ tùy thân: Căn cước công dân số … do … cấp ngày …`` of rows.

    Options: ``rows`` (lists or objects), ``source`` (the hidden field of a row), ``citizen_id``,
    ``id_card_number``. Rows are completed where they stand; nothing new comes out.
    """
    for name in options["rows"]:
        for row in context.pieces.rows.get(name, []):
            if options["source"] in row:
                found = number_in(print_of(row[options["source"]].tokens))
                if found is not None:
                    row[options["citizen_id" if found[1] == 12 else "id_card_number"]] = found[0]
    return Pieces()


def number_in(block: Print) -> tuple[Piece, int] | None:
    """The first number of 12 or 9 digits, and how long it is."""
    for shape in (_ID, _GROUPS):
        for match in shape.finditer(block.text):
            length = len(re.sub(r"\D", "", match.group(0)))
            if length in {9, 12}:
                return block.piece(*match.span()), length
    return None


def personal_code(context: Context, options: Mapping[str, Any]) -> Pieces:
    """A tax code of 12 digits is its person's number (Luật Quản lý thuế 38/2019/QH14 Điều 35).

    Options: ``source``, ``field``. Codes of 10 or 13 digits are no number of a person.
    """
    pieces = Pieces()
    for piece in context.pieces.single.get(options["source"], []):
        if len(re.sub(r"\D", "", piece.text)) == 12 and not re.search(r"[^\W\d]", piece.text):
            pieces.add(options["field"], piece)
    return pieces


def parties(context: Context, options: Mapping[str, Any]) -> Pieces:
    """The people of one party of a contract: ``Ông: …, sinh ngày …, CCCD số …, Nơi thường trú: …``.

    Options: ``source`` (the label's block), ``rows``, ``other`` (the block of the other party). As
    ``persons``, with ``date_of_birth``. Where the other party's label was not found, its people may
    stand in this block: nobody is told then.
    """
    pieces = Pieces()
    if options["other"] not in context.pieces.single:
        return pieces
    sources = context.pieces.single.get(options["source"], [])
    rows = [row for source in sources for row in people(print_of(source.tokens))]
    for row in rows:
        if "year_of_birth" in row:
            row["date_of_birth"] = row.pop("year_of_birth")
    if sources:
        pieces.rows[options["rows"]] = [row for row in rows if "full_name" in row]
    return pieces
