"""What ruled and unruled tables share: words in a box, headings that are alike, filled rows."""

from rapidfuzz.distance import Levenshtein

from extract.definitions import Column, TableRule
from extract.layout import Row, Token
from extract.text import letters
from ocr.page import Box

Record = dict[str, tuple[Token, ...]]  # field -> the tokens of its cell
Found = tuple[list[Record], set[int], dict[int, Column]]  # rows, rows of the layout, columns
_WORD = 0.03  # of the page's width: unread ink that is narrower is mostly dirt


def column_like(text: str, rule: TableRule, taken: set[Column]) -> Column | None:
    scored = [
        (Levenshtein.normalized_similarity(letters(name), text), -i, column)
        for i, column in enumerate(rule.columns)
        for name in column.texts
        if column not in taken
    ]
    best = max(scored, key=lambda item: item[:2], default=None)
    return best[2] if best and best[0] >= 0.66 else None


def inside(rows: list[Row], box: Box) -> tuple[Token, ...]:
    return tuple(token for row in rows for token in row.tokens if middle_in(token.box, box))


def middle_in(inner: Box, outer: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def filled(record: Record) -> bool:
    """A row with more than its running number: some letters or digits in at least one field, or
    ink as wide as a word that no reader made a word of."""
    return any(
        any(c.isalnum() for c in token.text) or _may_be_a_word(token)
        for part in record.values()
        for token in part
    )


def _may_be_a_word(token: Token) -> bool:
    return not token.text and token.box[2] - token.box[0] >= _WORD
