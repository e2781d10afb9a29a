"""Whose paper it is, and how sure that is: in go fields with their evidence, out come ``Holder``.

A wrong certain holder is the worst error there is (contract §2). A number is certain only when its
structure holds, nothing on the paper contradicts it, no other number on it is one digit away, it
was read well, and it has independent evidence: readers of two makes that agree, a text layer, a
second place, or a code. Printed birth year and sex must agree, but they tell three digits of
twelve: alone they are not enough.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.context import Context, Pieces
from extract.cross_checks import number_matches_person
from extract.definitions import HolderRule
from extract.document import Field, Holder, Row, Value
from extract.evidence import Piece, Trust
from extract.kinds import citizen_id, id_card_number
from extract.layout import Token
from extract.text import letters
from ocr.page import Method

_OWN = "hoso"  # name of our own line reader in ``readings``
_EXACT = frozenset({Method.QR, Method.MRZ, Method.BARCODE, Method.PDF_TEXT})
_STROKE = re.compile(r"(?<=\d)[Il]|[Il](?=[\d\s]*\d)|(?<=\d )[Il](?!\w)")
_SPECK = re.compile(r"\d[\s.,;:'’`|\-]+\d")
_RING = re.compile(r"(?<=\d)[Oo]|[Oo](?=\d)")
_CONTRADICTIONS = {
    "occurrences_differ",
    "id_birth_year",
    "id_sex",
    "head_number_differs",
    "head_number_same",
    "found_in_text",
    "unread_line",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What the paper says about one holder: its fields, and the print that its number stands on."""

    fields: Row
    number_pieces: tuple[Piece, ...]
    numbers: tuple[str, ...]


def holders_of(context: Context, every: dict[str, Value], trust: Trust) -> tuple[Holder, ...]:
    """The holders of every rule, in the order printed; nobody twice.

    ``every``: all fields, also those that only help (their names begin with ``_``).
    """
    found: dict[tuple[str | None, str | None], Holder] = {}
    for rule in context.definition.holders:
        former = bool(rule.former_when) and rule.former_when in context.pieces.single
        for claim in _claims(rule, every, context.pieces):
            told = claim.fields.get(rule.role_field) if rule.role_field else None
            role = rule.former_role if former else rule.role_of(told.value if told else None)
            holder = _holder(context, rule, role, claim, trust)
            if holder is not None:
                key = (holder.number, None if holder.number else holder.full_name)
                if key not in found or (holder.certain and not found[key].certain):
                    found[key] = holder
    return tuple(_without_echoes(found.values()))


def _without_echoes(holders: Iterable[Holder]) -> Iterator[Holder]:
    """Drop a name without a number where the same name stands elsewhere with one."""
    every = list(holders)
    numbered = {letters(h.full_name or "") for h in every if h.number}
    yield from (h for h in every if h.number or letters(h.full_name or "") not in numbered)


def _claims(rule: HolderRule, fields: dict[str, Value], pieces: Pieces) -> Iterator[Claim]:
    names = (rule.citizen_id, rule.id_card_number, rule.old_card)
    if not rule.rows:
        single = {name: item for name, item in fields.items() if isinstance(item, Field)}
        found = tuple(p for name in names if name for p in pieces.single.get(name, ()))
        yield Claim(single, found, names)
        return
    rows = fields.get(rule.rows, ())
    rows = (rows,) if isinstance(rows, dict) else rows
    if isinstance(rows, tuple):
        for row, piece_row in zip(rows, pieces.rows.get(rule.rows, ()), strict=False):
            found = tuple(piece_row[name] for name in names if name in piece_row)
            yield Claim(row, found, names)


def _holder(
    context: Context, rule: HolderRule, role: str, claim: Claim, trust: Trust
) -> Holder | None:
    name = claim.fields.get(rule.full_name)
    number = claim.fields.get(rule.citizen_id)
    long = number.value if number is not None and number.value else None
    card = _card(rule, claim, beside=long is not None)
    short = card.value if card is not None and card.value else None
    if (name is None or name.value is None) and long is None and short is None:
        return None
    sure = _named(name)
    both = False
    if long is not None and number is not None:
        sure = sure and _number_sure(context, rule, claim, number, trust)
        both = sure and card is not None and _card_sure(context, claim, card, trust)
    elif short is not None and card is not None:
        sure = sure and _card_sure(context, claim, card, trust)
    else:
        sure = False
    return Holder(
        role=role,
        full_name=name.value if name is not None else None,
        citizen_id=long,
        # Beside the 12 digits only a card that is as certain: what is filed under it follows.
        id_card_number=short if both or not long else None,
        certain=sure,
    )


def _card(rule: HolderRule, claim: Claim, *, beside: bool) -> Field | None:
    """The 9 digits of the card; ``beside`` the 12 digits also those of an earlier one, which alone
    files nothing."""
    names = (rule.id_card_number, rule.old_card if beside else "")
    found = (claim.fields.get(name) for name in names if name)
    return next((item for item in found if item is not None and item.value), None)


def _named(name: Field | None) -> bool:
    """There is a name and nothing contradicts it.

    How well its marks were read does not count: papers are filed under the number, and a name with
    a lost mark is still the same holder's; the field itself waits for a person.
    """
    return name is not None and name.value is not None and not _contradicted(name)


def _contradicted(field: Field) -> bool:
    return any(doubt.code in _CONTRADICTIONS for doubt in field.doubts)


def _number_sure(
    context: Context, rule: HolderRule, claim: Claim, number: Field, trust: Trust
) -> bool:
    born = claim.fields.get(rule.birth) if rule.birth else None
    sex = claim.fields.get(rule.sex) if rule.sex else None
    if citizen_id.check(number.value or "") or number_matches_person((number, born, sex)):
        return False
    return _well_read(context, claim, number, trust)


def _card_sure(context: Context, claim: Claim, card: Field, trust: Trust) -> bool:
    return not id_card_number.check(card.value or "") and _well_read(context, claim, card, trust)


def _well_read(context: Context, claim: Claim, number: Field, trust: Trust) -> bool:
    """Independent readings say this very number, surely, and nothing says another."""
    value = number.value or ""
    readers = _readers(claim.number_pieces, value)
    if readers < 0 or _contradicted(number):
        return False
    if _in_a_code(context, value):
        return True
    if _has_neighbour(context, value):
        return False
    if number.method in _EXACT:
        return True
    sure = _sure_readings(claim.number_pieces, value) if readers > 0 else None
    if sure is not None:
        return trust.sure_of_holder(*sure)
    least = trust.least_for_holder(agreed=readers > 0)
    return number.confidence >= least and (readers > 0 or _stands_twice(context, claim, value))


def _in_a_code(context: Context, value: str) -> bool:
    codes = (code.text for sheet in context.layout.sheets for code in sheet.page.codes)
    return any(re.search(rf"(?<!\d){value}(?!\d)", text) for text in codes)


def _has_neighbour(context: Context, value: str) -> bool:
    """Is there a number on the paper that differs in one digit? Then one may be the other, misread:
    brothers and sisters, wife and husband, or one person's number printed twice and damaged once.
    """
    for token in context.layout.tokens:
        other = _digits(token.text)
        near = len(other) == len(value) and sum(map(str.__ne__, other, value)) == 1
        if near and not (token.readings and _agreement([token]) <= 0):
            return True
    return False


def _stands_twice(context: Context, claim: Claim, value: str) -> bool:
    """A second place on the paper says the same."""
    mine = {id(token) for piece in claim.number_pieces for token in piece.tokens}
    others = [token for token in context.layout.tokens if id(token) not in mine]
    return any(_digits(token.text) == value for token in others)


def _sure_readings(pieces: Sequence[Piece], value: str) -> tuple[float, float] | None:
    """How sure our own reader was of the digits where it read them best, and the surest other that
    read the same; ``None``: our own did not read them."""
    places = [_parts(piece, value) for piece in pieces]
    whole = [parts for parts in places if "".join(_digits(t.text) for t in parts) == value]
    return max((pair for parts in whole if (pair := _sure_of(parts))), default=None)


def _sure_of(parts: Sequence[Token]) -> tuple[float, float] | None:
    least: dict[str, float] = {}
    for token in parts:
        for reading in token.readings:
            known = least.get(reading.reader, 1.0)
            least[reading.reader] = min(known, reading.confidence)
    own = least.pop(_OWN, None)
    return None if own is None else (own, max(least.values(), default=0.0))


def _parts(piece: Piece, value: str) -> list[Token]:
    """The tokens of a piece that its number stands on; beside printed boxes nothing else counts."""
    parts = [token for token in piece.tokens if _digits(token.text)]
    parts = [token for token in parts if _digits(token.text) in value]
    return [token for token in parts if token.method == Method.DIGIT_BOXES] or parts


def _readers(pieces: Sequence[Piece], value: str) -> int:
    """1: two readers agree on the number; -1: they read different numbers; 0: only one reader.

    At each place all parts of the number must agree; of several places one such is enough, and one
    that differs is too many.
    """
    places = [parts for piece in pieces if (parts := _parts(piece, value))]
    verdicts = [min(_agreement(group) for group in _groups(parts)) for parts in places]
    if any(verdict < 0 for verdict in verdicts):
        return -1
    return max(verdicts, default=0)


def _groups(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Neighbours that our own reader read as one (``191 999``) are one part."""
    group: list[Token] = []
    for token in tokens:
        own = _own_digits(token)
        if group and not (own and own == _own_digits(group[-1]) and own != _digits(token.text)):
            yield group
            group = []
        group.append(token)
    if group:
        yield group


def _own_digits(token: Token) -> str:
    return next((_digits(r.text) for r in token.readings if r.reader == _OWN), "")


def _agreement(group: Sequence[Token]) -> int:
    """As ``_readers`` for one part. Our own reader, if it is among them, must agree with another:
    the others are models of one make and err alike. A speck or a gap that one of them saw between
    the digits may be what is left of a digit."""
    printed = " ".join(token.text for token in group)
    readings = [reading for token in group for reading in token.readings]
    if any(_SPECK.search(r.text) and not _SPECK.search(printed) for r in readings):
        return -1
    wanted = "".join(_digits(token.text) for token in group)
    by_reader = {
        reading.reader: _digits(reading.text) for token in group for reading in token.readings
    }
    if len(by_reader) < 2:
        return 0
    agree = [name for name, text in by_reader.items() if text == wanted]
    if len(agree) >= 2 and (_OWN in agree or _OWN not in by_reader):
        return 1
    differ = [text for text in by_reader.values() if len(text) == len(wanted) and text != wanted]
    return -1 if differ or _OWN in by_reader else 0


def _digits(text: str) -> str:
    """The digits of a reading; a stroke or a ring among digits is 1 or 0.

    >>> _digits("0911 7699 4360"), _digits("nhân(2): 037058993361"), _digits("03705899336 I")
    ('091176994360', '037058993361', '037058993361')
    >>> _digits("0I1"), _digits("số"), _digits("0370S8993361")
    ('011', '', '')
    """
    alike = _STROKE.sub("1", _RING.sub("0", text))
    found = re.sub(r"[\s.,;:|)(]", "", alike)
    if found.isdigit():
        return found
    runs = (re.sub(r"\D", "", run) for run in re.findall(r"(?<!\w)\d[\d .]{4,}\d(?!\w)", alike))
    return max(runs, key=len, default="")
