"""What a machine wrote for machines on an identity card: QR code and MRZ, as exact evidence.

In goes a paper, out come pieces with the method ``qr`` or ``mrz``, which count before print; print
that differs makes a doubt, and no certain holder. Sources: domain §2.9, §2.10 (ICAO 9303 part 5,
TD1; payload of the card of Thông tư 06/2021/TT-BCA and 16/2024/TT-BCA).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from extract.context import Context, Pieces
from extract.evidence import Piece
from extract.kinds import citizen_id
from extract.layout import Token
from extract.text import fold
from ocr.mrz import Mrz, parse_mrz
from ocr.page import Method

# id12 | cmnd9 or nothing | name | ddMMyyyy | sex | permanent address | ddMMyyyy of issue | more
_QR = re.compile(
    r"(?P<citizen_id>\d{12})\|(?P<old>\d{9})?\|(?P<full_name>[^|\d]+)\|(?P<born>\d{8})"
    r"\|(?P<sex>Nam|Nữ)\|(?P<address>[^|]*)\|(?P<issued>\d{8})?(\|.*)?"
)


def read(context: Context, options: Mapping[str, Any]) -> Pieces:
    """Options name the fields: ``citizen_id``, ``full_name``, ``date_of_birth``, ``sex``,
    ``address``, ``issue_date``, ``old_card``, ``valid_until``; one not given is not read.

    The address is taken where none is printed only: the code has no line breaks.
    """
    pieces = Pieces()
    for sheet in context.layout.sheets:
        for code in sheet.page.codes:
            match = _QR.fullmatch(code.text.strip()) if code.method is Method.QR else None
            if match is None:
                continue
            token = Token(code.text, code.box, sheet.page.number, 1.0, Method.QR)
            for name, text in _qr(match).items():
                if text and name in options and not _is_printed(context, options, name):
                    pieces.add(options[name], Piece(text, (token,), 1.0, "qr"))
        for found, tokens in _mrz(context, sheet.page.number):
            for name, text in _mrz_values(found).items():
                if name in options:
                    pieces.add(options[name], Piece(text, tokens, 1.0, "mrz"))
    return pieces


def _is_printed(context: Context, options: Mapping[str, Any], name: str) -> bool:
    """Is it an address that stands in print?"""
    pieces = context.pieces.single.get(options[name], ())
    return name == "address" and any(piece.tokens for piece in pieces)


def _qr(match: re.Match[str]) -> dict[str, str]:
    return {
        "citizen_id": match["citizen_id"],
        "old_card": match["old"] or "",
        "full_name": match["full_name"],
        "date_of_birth": _day(match["born"]),
        "sex": match["sex"],
        "address": match["address"],
        "issue_date": _day(match["issued"] or ""),
    }


def _day(figures: str) -> str:
    return f"{figures[:2]}/{figures[2:4]}/{figures[4:]}" if figures else ""


def _mrz(context: Context, page: int) -> Iterator[tuple[Mrz, tuple[Token, ...]]]:
    """Neighbouring rows that are the two lines of figures, as ``ocr.mrz`` or a text layer gives
    them; spaces and ``«`` do no harm, the check digits tell."""
    rows = [row for row in context.layout.rows if row.page == page]
    lines = [re.sub(r"[\s.]", "", row.text.upper()).replace("«", "<<") for row in rows]
    for place, text in enumerate(lines[:-1]):
        start = text.find("VNM")
        if start < 2:
            continue
        found = parse_mrz(text[start - 2 :], lines[place + 1])
        if found is not None:
            yield found, (*rows[place].tokens, *rows[place + 1].tokens)


def _mrz_values(mrz: Mrz) -> dict[str, str]:
    """The century of birth is in the number; a card of the aged has no end (``991231``)."""
    year = citizen_id.birth_year(mrz.number)
    values = {"citizen_id": mrz.number, "sex": mrz.sex}
    if year % 100 == int(mrz.born[:2]):
        values["date_of_birth"] = f"{mrz.born[4:]}/{mrz.born[2:4]}/{year}"
    if mrz.expires != "991231":
        values["valid_until"] = f"{mrz.expires[4:]}/{mrz.expires[2:4]}/20{mrz.expires[:2]}"
    return values


def numbers(context: Context, options: Mapping[str, Any]) -> Pieces:
    """Every number of 12 digits, or of 9, in print on a card: it bears one person's number only.

    Options: ``citizen_id``, ``id_card_number``. Two that differ (the cards of a couple on one
    sheet) make a doubt, and nobody a certain holder.
    """
    pieces = Pieces()
    fields = {12: options["citizen_id"], 9: options["id_card_number"]}
    for row in context.layout.rows:
        if "VNM" in row.text or "<" in row.text:
            continue
        for segment in row.segments():
            for run in _runs(segment):
                length = sum(len(token.text) for token in run)
                if length in fields:
                    text = "".join(token.text for token in run)
                    pieces.add(fields[length], Piece(text, run))
    if options["citizen_id"] in pieces.single:
        pieces.single.pop(options["id_card_number"], None)
    return pieces


def _runs(segment: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """Neighbouring tokens of digits only."""
    run: list[Token] = []
    for token in segment:
        if token.text.isascii() and token.text.isdigit():
            run.append(token)
            continue
        if run:
            yield tuple(run)
        run = []
    if run:
        yield tuple(run)


def issuer(context: Context, options: Mapping[str, Any]) -> Pieces:
    """The body that signs a card: ``field``, and ``bodies``: how each begins and ends in print.

    Each entry is a pair of words; the body is the print from the first to the second (over the
    line end), without the signer's own title before it. An empty end: to the end of the line.
    """
    pieces = Pieces()
    tokens = [token for row in context.layout.rows for token in row.tokens]
    folded = [fold(token.text).strip(".,:;") for token in tokens]
    for begins, ends in options["bodies"]:
        found = _stretch(folded, fold(begins).split(), fold(ends).split())
        if found is not None and not ends:
            found = found[0], _line_end(tokens, found[0])
        if found is not None:
            body = tuple(tokens[found[0] : found[1]])
            pieces.add(options["field"], Piece(" ".join(t.text for t in body), body))
            break
    return pieces


def _line_end(tokens: list[Token], start: int) -> int:
    return next((i for i in range(start + 1, len(tokens)) if tokens[i].starts), len(tokens))


def _stretch(words: list[str], begins: list[str], ends: list[str]) -> tuple[int, int] | None:
    """Where the words from ``begins`` to ``ends`` stand, at most 20 words long."""
    for start in range(len(words) - len(begins) + 1):
        if words[start : start + len(begins)] != begins:
            continue
        for end in range(start + 1, min(start + 20, len(words)) + 1):
            if words[end - len(ends) : end] == ends and end - len(ends) >= start:
                return start, end
    return None
