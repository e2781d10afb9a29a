"""People in running print: ``Ông: NGUYỄN VĂN AN; Năm sinh: 1965; CMND số: 011234567; …``.

In goes a piece of print, out come rows of pieces: full_name, year_of_birth, citizen_id,
id_card_number, address, and ``_sex``, which the title before the name tells.
Sources: Thông tư 23/2014/TT-BTNMT Điều 5, 10/2024/TT-BTNMT Điều 31 (how a certificate names its
owners).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extract.context import Context, PieceRow, Pieces
from extract.evidence import Piece
from extract.layout import Token
from extract.text import fold, letters

_LEAD = re.compile(
    r"(?:^|(?<=[\s;,.:]))(?:(?:HO|VA|CUNG|VO|CHONG)\s+)*(?:LA\s+)?(?:ONG|BA)\s*(?:[:.]\s*|\s+)(?=[A-ZĐ'])"
    r"|(?:^|(?<=[\s;,.:]))(?:ONG\s*[/(]\s*BA\)?|HO\s+(?:VA\s+)?TEN|HO, CHU DEM(?: VA|,) TEN)\s*:\s*"
    r"(?:(?:ONG|BA)\s+)?(?=[A-ZĐ'])"
)
_TITLE = re.compile(
    r"(ông|bà|ÔNG|BÀ|Ông|Bà|bà\)|Bà\)|BÀ\)|[tT]ên|TÊN)\s*[:.]?\s*((ông|bà|Ông|Bà|ÔNG|BÀ)\s+)?$"
)
_NAME_END = re.compile(
    r"[,;:(\d]|\b(?:NAM\s+SINH|SINH|CMND|CCCD|CMTND|SO\s|CAN\s+CUOC|DIA\s+CHI|HKTT|NOI\s|THUONG\s+TRU|GIAY|CHUNG\s+MINH)"
)
_BORN = re.compile(
    r"SINH(?:\s+(?:NAM|NGAY))?\s*:?\D{0,3}(\d{1,2}[/.]\d{1,2}[/.]\d{4}|(?:1[89]|20)\d{2})(?!\d)"
)
_ADDRESS = re.compile(
    r"(?:\w*DIA\s*CHI(?:\s+THUONG\s+TRU)?|HKTT|NOI\s+THUONG\s+TRU|THUONG\s+TRU(?:\s+TAI)?|NOI\s+CU\s+TRU|CU\s+TRU\s+TAI)\s*[:.]?\s*"
)
_ADDRESS_END = re.compile(
    r"[;,.]?\s*THEO\s+HO\s+SO|;\s*(?:VA\s|HO\s|ONG|BA\s)|\(?\s*SAU\s+DAY\s+GOI|[;,.]?\s*LA\s+VO\s+CHONG"
    r"|[;,.]?\s*(?:SO\s+)?(?:CCCD|CMND|CAN\s+CUOC|DINH\s+DANH\s+CA\s+NHAN|DIEN\s+THOAI)\b|$"
)
_CARD_WORD = re.compile(r"CCCD|CMND|CAN\s+CUOC|DINH\s+DANH\s+CA\s+NHAN")
_ALONE = re.compile(r"(?<![\w/.])(?<!\d )(?:\d{12}|\d{9})(?![\w/])(?! \d)")
_NEW_CARD = re.compile(r"CCCD|CAN\s*CUOC|DINH\s*DANH")
_DIGITS = re.compile(r"(?<![\d/])\d(?:[ .]?\d){7,14}(?![\d/])")


@dataclass(frozen=True, slots=True)
class Print:
    """Tokens as one text, with the way back from places in the text to tokens."""

    text: str
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]

    def piece(self, start: int, end: int) -> Piece:
        """The text between two places, and the tokens that it touches."""
        touched = tuple(
            token
            for token, begin in zip(self.tokens, self.starts, strict=True)
            if begin < end and begin + len(token.text) > start
        )
        return Piece(self.text[start:end], touched)


def print_of(tokens: Sequence[Token]) -> Print:
    """Join tokens, and note where each begins."""
    starts, place = [], 0
    for token in tokens:
        starts.append(place)
        place += len(token.text) + 1
    return Print(" ".join(token.text for token in tokens), tuple(tokens), tuple(starts))


def read(context: Context, options: Mapping[str, Any]) -> Pieces:
    """The people of one block of print as rows of a list (``source``, ``rows``)."""
    pieces = Pieces()
    sources = context.pieces.single.get(options["source"], [])
    if sources:
        rows = [row for source in sources for row in people(print_of(source.tokens))]
        pieces.rows[options["rows"]] = rows
    return pieces


def read_one(context: Context, options: Mapping[str, Any]) -> Pieces:
    """The one person whom several labels tell of (``sources``); other options name the fields."""
    pieces = Pieces()
    found = [piece for name in options["sources"] for piece in context.pieces.single.get(name, [])]
    for piece in found:
        rows = list(people(print_of(piece.tokens))) or [{}]
        for name, part in rows[0].items():
            wanted = options.get(name)
            if wanted and not (name == "full_name" and wanted in pieces.single):
                pieces.add(wanted, part)
    for name, source in zip(("full_name", "citizen_id"), options["sources"], strict=False):
        wanted = options.get(name)
        if wanted and wanted not in pieces.single and source in context.pieces.single:
            pieces.add(wanted, _unread(context.pieces.single[source][0], name))
    return pieces


def _unread(piece: Piece, name: str) -> Piece:
    """What stands where the value should be: its digits for a number, nothing else."""
    digits = re.search(r"\d[\d .?]{5,}", piece.text)
    if name != "full_name":
        return Piece(digits.group(0) if digits else "", piece.tokens)
    return piece


def people(block: Print) -> Iterator[PieceRow]:
    """Cut the block where a person begins; an address at its end is everybody's."""
    folded = fold(block.text)
    leads = [match for match in _LEAD.finditer(folded) if _is_lead(block, folded, match)]
    edges = [match.start() for match in leads] or [0]
    rows = []
    for number, begin in enumerate(edges):
        end = edges[number + 1] if number + 1 < len(edges) else len(block.text)
        name_at = leads[number].end() if leads else begin
        row = _person(block, folded, name_at, end)
        if row and leads:
            row |= _titled(block, folded, leads[number])
        rows.append(row)
    rows = [row for row in rows if row]
    shared = next((row["address"] for row in reversed(rows) if "address" in row), None)
    for row in rows:
        if shared is not None and "address" not in row:
            row["address"] = shared
    yield from rows


def _titled(block: Print, folded: str, lead: re.Match[str]) -> PieceRow:
    """The sex that ``Ông`` or ``Bà`` tells; both or neither tell nothing."""
    words = set(re.findall(r"\w+", folded[lead.start() : lead.end()])) & {"ONG", "BA"}
    if len(words) != 1:
        return {}
    text = "Nam" if words == {"ONG"} else "Nữ"
    return {"_sex": Piece(text, block.piece(*lead.span()).tokens, method="derived")}


def _is_lead(block: Print, folded: str, match: re.Match[str]) -> bool:
    """``Bà`` before a name; not the number ``ba``, not ``Bà Rịa``, not ``đường Bà Triệu``."""
    if not _TITLE.search(block.text[match.start() : match.end()]):
        return False
    stop = _NAME_END.search(folded, match.end())
    name = block.text[match.end() : stop.start() if stop else len(block.text)].split()
    lead = match.group(0).split()
    places = [i for i, begin in enumerate(block.starts) if begin == match.start()]
    begins = bool(places) and block.tokens[places[0]].starts
    one_word = len(name) == 1 and "'" in name[0]  # ``K'BRỪU``
    if (len(name) < 2 and not one_word) or fold(name[0]) in {"RIA", "DEN", "DIEM"}:
        return False
    before = block.text[: match.start()].rstrip()
    return (
        begins
        or len(lead) > 1
        or not before
        or before[-1] in ",;:."
        or fold(before).endswith("CHO")
    )


def _person(block: Print, folded: str, begin: int, end: int) -> PieceRow:
    row: PieceRow = {}
    stop = _NAME_END.search(folded, begin, end)
    name_end = _last_word(block, stop) if stop else end
    if len(letters(block.text[begin:name_end])) >= 3:
        row["full_name"] = block.piece(begin, name_end)
    born = _BORN.search(folded, begin, end)
    if born:
        row["year_of_birth"] = block.piece(*born.span(1))
    address = _ADDRESS.search(folded, begin, end)
    number = _number(block, begin, address.start() if address else end)
    card = _CARD_WORD.search(folded, address.end(), end) if address and number is None else None
    if card is not None:
        number = _number(block, card.start(), end)
    if number is not None:
        row["citizen_id" if number[1] == 12 else "id_card_number"] = number[0]
    if address and address.end() < end:
        last = _ADDRESS_END.search(folded, address.end(), end)
        row["address"] = block.piece(address.end(), last.start() if last else end)
    return row


def _last_word(block: Print, stop: re.Match[str]) -> int:
    """Where the name ends; ``Nam`` before ``Sinh ngày`` is its last word, ``năm`` is not."""
    printed = block.text[stop.start() : stop.end()]
    named = re.match(r"(NAM|Nam)(?=\s+Sinh)", printed)
    return stop.start() + (named.end() if named else 0)


def _number(block: Print, begin: int, end: int) -> tuple[Piece, int] | None:
    """The first number of 12 or 9 digits; one word before one in groups."""
    lengths = {12} if _NEW_CARD.search(fold(block.text), begin, end) else {9, 12}
    for shape in (_ALONE, _DIGITS):
        for match in shape.finditer(block.text, begin, end):
            digits = re.sub(r"\D", "", match.group(0))
            if len(digits) in lengths:
                return block.piece(*match.span()), len(digits)
    unread = re.compile(r"\d[\d .?OoIl|]{6,}").search(block.text, begin, end)
    return (block.piece(*unread.span()), max(lengths)) if unread else None
