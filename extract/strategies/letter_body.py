"""Kind and subject of a letterhead paper: in goes the paper, out come two fields.

Source: Nghị định 30/2020/NĐ-CP Phụ lục I: the name of the kind and the extract stand in the
middle below the head; a letter has no kind in print, its subject stands left under the number.
"""

from collections.abc import Mapping
from typing import Any

from extract.context import Context, Pieces
from extract.evidence import Piece, piece_of
from extract.label_match import ITEM
from extract.layout import Row, Token
from extract.text import fold, letters, upper_share
from extract.titles import Block, begins_with, title_blocks

_OFF_CENTRE = 0.02  # of the page's width: half of an indent


def read(context: Context, options: Mapping[str, Any]) -> Pieces:
    """Options: ``document_kind``, ``subject``, ``without_title`` (the kind of a paper without one),
    ``ends`` (words that begin the text behind the subject)."""
    pieces = Pieces()
    found = _title(context)
    if found is None:
        pieces.add(options["document_kind"], Piece(options["without_title"], (), 1.0, "derived"))
        return pieces
    row, tokens, rest = found
    pieces.add(options["document_kind"], piece_of(tokens))
    subject = (
        *rest,
        *_below(context, row, (*tokens, *rest), [fold(word) for word in options["ends"]]),
    )
    if subject:
        pieces.add(options["subject"], piece_of(subject))
    return pieces


def _title(context: Context) -> tuple[Row, tuple[Token, ...], tuple[Token, ...]] | None:
    """The line that is a kind of paper, and what stands behind the kind on the same line."""
    best: tuple[float, Block] | None = None
    for block in title_blocks(context.layout.sheets[0]):
        for start in context.definition.title_starts:
            score = begins_with((block[0],), start) * len(start)
            if score and (best is None or score > best[0]):
                best = score, block
    if best is None:
        return None
    line = best[1][0]
    wanted = max(
        (s for s in context.definition.title_starts if begins_with((line,), s)),
        key=lambda s: begins_with((line,), s) * len(s),
    )
    text, end = "", 0
    while end < len(line.tokens) and len(text) < len(letters(wanted)):
        text += letters(line.tokens[end].text)
        end += 1
    row = next(r for r in context.layout.rows if set(line.tokens) & set(r.tokens))
    return row, line.tokens[:end], line.tokens[end:]


def _below(context: Context, title: Row, line: tuple[Token, ...], ends: list[str]) -> list[Token]:
    """The lines under the title that stand on its middle; a paragraph of the text is indented."""
    tokens: list[Token] = []
    middle = (line[0].box[0] + line[-1].box[2]) / 2
    bottom = title
    for row in context.layout.rows[title.number + 1 :]:
        text = fold(row.text)
        pitch = max(context.layout.sheet(row.page).pitch, bottom.height)
        if row.page != title.page or row.box[1] - bottom.box[3] > 1.5 * pitch:
            break
        if any(text.lstrip(" -+*").startswith(end) for end in ends) or not letters(text):
            break
        if upper_share(row.text) > 0.85 and tokens:
            break
        if ITEM.match(row.tokens[0].text) or abs(_middle(row) - middle) > _OFF_CENTRE:
            break
        tokens.extend(row.tokens)
        bottom = row
    return tokens


def _middle(row: Row) -> float:
    return (row.box[0] + row.box[2]) / 2
