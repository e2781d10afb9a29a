"""The signature block of an office: date line, body, role, name; in the right half, near the end.

Source: Nghị định 30/2020/NĐ-CP Điều 13, Phụ lục I. Options name the fields: ``issue_date``,
``issuer``, ``signer_role``, ``signer``.
"""

import re
from collections.abc import Mapping
from typing import Any

from extract.context import Context, Pieces
from extract.evidence import piece_of
from extract.kinds.vocabulary import load
from extract.layout import Row, Token
from extract.text import fold, letters, upper_share

_DATE = re.compile(r"NGAY\W*\d{0,2}\W*THANG\W*\d{0,2}\W*NAM|^.{2,40},?\s*NGAY\W*\d{1,2}")
_NAME_GAP = 12.0  # line heights between the role and the typed name: signature and seal
Part = tuple[Row, tuple[Token, ...]]


def read(context: Context, options: Mapping[str, Any]) -> Pieces:
    """Find the block, and part it into its lines."""
    pieces = Pieces()
    parts = _right_parts(context)
    dated = next((i for i in reversed(range(len(parts))) if _is_date(parts[i][1])), None)
    if "issue_date" in options and dated is not None:
        pieces.add(options["issue_date"], piece_of(_from_day(parts[dated][1])))
    begin = dated + 1 if dated is not None and "issue_date" in options else _first_role(parts)
    if begin is None:
        return pieces
    body, roles, last = _lines(context, parts, begin)
    if "issuer" in options and body:
        pieces.add(options["issuer"], piece_of(token for part in body for token in part))
    if "signer_role" in options and roles:
        pieces.add(options["signer_role"], piece_of(token for part in roles for token in part))
    if "signer" in options and last:
        pieces.add(options["signer"], piece_of(last))
    return pieces


def _right_parts(context: Context) -> list[Part]:
    """Printed lines of the right half of each leaf, without tables and the head of page one."""
    first = context.layout.sheets[0].page.number
    parts = []
    for row in context.layout.rows:
        if row.number in context.table_rows or (row.page == first and row.box[1] < 0.2):
            continue
        wide = max(
            r.box[2] for r in context.layout.rows if r.page == row.page and r.leaf == row.leaf
        )
        left = min(
            r.box[0] for r in context.layout.rows if r.page == row.page and r.leaf == row.leaf
        )
        for segment in row.segments():
            middle = (segment[0].box[0] + segment[-1].box[2]) / 2
            if (middle - left) > 0.55 * (wide - left) and segment[0].box[0] - left > 0.3 * (
                wide - left
            ):
                parts.append((row, segment))
    return parts


def _text(part: tuple[Token, ...]) -> str:
    return " ".join(token.text for token in part)


def _is_date(part: tuple[Token, ...]) -> bool:
    text = fold(_text(part))
    return bool(_DATE.search(text)) and len(text) < 70


def _from_day(part: tuple[Token, ...]) -> tuple[Token, ...]:
    start = next((i for i, t in enumerate(part) if letters(t.text).endswith("NGAY")), 0)
    return part[start:]


def _first_role(parts: list[Part]) -> int | None:
    """Where the last run of role lines begins."""
    places = [i for i, (_, part) in enumerate(parts) if _is_role(part)]
    if not places:
        return None
    begin = places[-1]
    for place in reversed(places[:-1]):
        if begin - place > 2 or parts[begin][0].page != parts[place][0].page:
            break
        begin = place
    return begin


def _is_role(part: tuple[Token, ...]) -> bool:
    text = letters(_text(part))
    if upper_share(_text(part)) < 0.8:
        return False
    names = load("roles").names
    return any(text == key or (len(key) > 3 and text.startswith(key)) for key in names) or bool(
        re.match(r"^\W*(TM|KT|TL|TUQ|Q)\s?[.,]", fold(_text(part)))
    )


def _lines(
    context: Context, parts: list[Part], begin: int
) -> tuple[list[tuple[Token, ...]], list[tuple[Token, ...]], tuple[Token, ...]]:
    """Body lines above the first role, role lines, and the name: the last line of mixed case.

    What stands above the name may be the signature, read as letters.
    """
    body: list[tuple[Token, ...]] = []
    roles: list[tuple[Token, ...]] = []
    name: tuple[Token, ...] = ()
    bottom: Row | None = None
    for row, part in parts[begin:]:
        gap = 0.0 if bottom is None else _gap(context, bottom, row)
        if gap > _NAME_GAP:
            break
        if _is_capitals(part) or (body and not roles and _text(part).isdigit()):
            _sort_in(part, body, roles, near=gap < 1.2)
        elif roles and _is_name(part):
            name = part
        bottom = row
    return body, roles, name


def _sort_in(
    part: tuple[Token, ...],
    body: list[tuple[Token, ...]],
    roles: list[tuple[Token, ...]],
    *,
    near: bool,
) -> None:
    """``TM. ỦY BAN NHÂN DÂN XÃ …`` names the body; from the first role on, all near lines are."""
    behalf = _on_behalf(part) and len(letters(_text(part))) > 8
    if (_is_role(part) and not behalf) or (roles and near):
        roles.append(part)
    elif not roles:
        body.append(part[1:] if _on_behalf(part) and len(part) > 1 else part)


def _gap(context: Context, above: Row, below: Row) -> float:
    """In usual line heights; over the page it is too wide for anything."""
    if above.page != below.page:
        return _NAME_GAP + 1
    return (below.box[1] - above.box[3]) / context.layout.sheet(below.page).pitch


def _is_capitals(part: tuple[Token, ...]) -> bool:
    return upper_share(_text(part)) >= 0.8 and len(letters(_text(part))) > 2


def _on_behalf(part: tuple[Token, ...]) -> bool:
    return letters(part[0].text) in {"TM", "TM."} or part[0].text.upper().startswith("TM.")


def _is_name(part: tuple[Token, ...]) -> bool:
    """Two to eight words of letters that each begin with a capital."""
    words = [token.text.strip(".,_-") for token in part]
    return (
        2 <= len(words) <= 8
        and all(word[:1].isupper() and word.replace("'", "").isalpha() for word in words)
        and sum(len(word) > 1 for word in words) >= 2
    )
