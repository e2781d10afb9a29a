"""The head of an office's letter: agencies and number on the left, place and date on the right.

Source: Nghị định 30/2020/NĐ-CP Phụ lục I. In goes a paper, out come ``issuer`` (the lowest body),
``document_number``, ``issue_date``, ``place`` and, for letters, the ``V/v`` lines as ``subject``.
Options name the fields; an option that is not given is not read.
"""

import re
from collections.abc import Mapping, Sequence

from extract.context import Context, Pieces
from extract.evidence import piece_of
from extract.kinds.vocabulary import load
from extract.layout import Row, Token
from extract.text import fold, letters, upper_share
from extract.titles import is_national

_BEGINS = {"CONG", "DOC", "CHU", "XA", "HOA", "DOCL"}
_HEAD = 0.40
_DATE = re.compile(r"\bNG[AÀ]Y\b")
_DAY = re.compile(r"\bNG[AÀ]Y\b.{0,9}\bTH[A-Z]{1,4}\b.{0,9}\bN|NGAY\W*\d{1,2}\s+\w{3,7}\s+\d")
_NO_LETTER_DATE = re.compile(r"SINH|THONG TU|BAN HANH|MAU SO")
_SIGN = re.compile(r"/\s?[A-ZĐ]{1,6}\s?[-–]")  # ``364/QĐ-UBND`` that lost its ``Số:``
_NUMBER = re.compile(r"^\W*S[OĐ0]\s*[:.;,]?\s*")
_SUBJECT = re.compile(r"^\W*(V\s?[/I|]\s?V|VE VIEC)\b")
_STOP = re.compile(r"^\W*(KINH GUI|CAN CU|THUC HIEN)")
Segment = tuple[Token, ...]


def read(context: Context, options: Mapping[str, str]) -> Pieces:
    """Read the head of the first page."""
    first = context.layout.sheets[0].page.number
    rows = [row for row in context.layout.rows if row.page == first and row.box[1] < _HEAD]
    segments = [(row, part) for row in rows for part in _parts(row)]
    pieces = Pieces()
    number = next((s for s in segments if _is_number(s[1])), None)
    floor = number[0].box[3] + 3 * number[0].height if number else 0.25
    dated = next((s for s in segments if _is_dated(s) and s[0].box[1] < floor), None)
    end = _end(number, dated)
    if number is not None:
        _add(pieces, options, "document_number", _number(number[1], segments, number[0]))
    if dated is not None:
        _date_line(pieces, options, dated[1])
    mirrored = _middle(number[1]) > 0.55 if number else bool(dated and _middle(dated[1]) < 0.45)
    column = [
        part
        for row, part in segments
        if row.box[1] < end and (_middle(part) > 0.48 if mirrored else _middle(part) < 0.52)
    ]
    _add(pieces, options, "issuer", _lowest(_agencies(column, dated)))
    if number is not None:
        subject = _subject(segments, number, mirrored=mirrored)
        if subject:
            _add(pieces, options, "subject", subject)
    return pieces


def _add(pieces: Pieces, options: Mapping[str, str], name: str, tokens: Sequence[Token]) -> None:
    if name in options:
        pieces.add(options[name], piece_of(tokens))


def _text(part: Segment) -> str:
    return " ".join(token.text for token in part)


def _parts(row: Row) -> list[Segment]:
    """Segments, cut where the country's name or the date line begins without a gap."""
    parts: list[Segment] = []
    for segment in row.segments():
        cut = 0
        if is_national(_text(segment)):
            parts.append(segment)
            continue
        for place in range(1, len(segment)):
            rest = _text(segment[place:])
            whole = is_national(_text(segment[:place])) or len(letters(rest)) < 9
            if (
                not cut
                and is_national(rest)
                and not whole
                and fold(segment[place].text)[:4] in _BEGINS
            ):
                cut = place
        parts.extend(part for part in (segment[:cut], segment[cut:]) if part)
    return parts


def _middle(part: Segment) -> float:
    return (part[0].box[0] + part[-1].box[2]) / 2


def _is_number(part: Segment) -> bool:
    text = fold(_text(part))
    return bool(_NUMBER.match(text)) and len(text) < 60 and (":" in text[:6] or "/" in text)


def _is_dated(found: tuple[Row, Segment]) -> bool:
    text = fold(_text(found[1]))
    if not _DATE.search(text) or len(text) > 70 or _NO_LETTER_DATE.search(text):
        return False
    return bool(_DAY.search(fold(found[0].text)))


def _end(
    number: tuple[Row, Segment] | None,
    dated: tuple[Row, Segment] | None,
) -> float:
    """The agencies stand above the number; without one, above the date line."""
    for found in (number, dated):
        if found is not None:
            return found[0].box[1] + 0.5 * found[0].height
    return 0.12


def _number(part: Segment, segments: list[tuple[Row, Segment]], row: Row) -> Segment:
    """The tokens behind ``Số``, and those of the same column that stand after a gap."""
    tokens = list(part)
    first = re.sub(r"^\W*[Ss][OoÔôỐốĐđ0]\s*[:.;,]?", "", tokens[0].text)
    rest = tokens[1:]
    if first:
        rest = [*_cut(tokens[0], first), *rest]
    edge = part[-1].box[2]
    for other, following in segments:
        near = other is row and 0 <= following[0].box[0] - edge < 0.12
        text = _text(following)
        if near and not is_national(text) and not _DATE.search(fold(text)):
            rest.extend(following)
            edge = following[-1].box[2]
    return tuple(token for token in rest if token.text not in {":", "."})


def _cut(token: Token, text: str) -> list[Token]:
    """The end of a token as a token of its own."""
    share = len(text) / max(1, len(token.text))
    x0, y0, x1, y1 = token.box
    box = (x1 - share * (x1 - x0), y0, x1, y1)
    return [Token(text, box, token.page, token.confidence, token.method)]


def _date_line(pieces: Pieces, options: Mapping[str, str], part: Segment) -> None:
    start = next(i for i, token in enumerate(part) if _DATE.search(fold(token.text)))
    place = part[:start]
    glued = re.match(r"^(.+?),?(ng[aà]y)$", part[start].text, re.IGNORECASE)
    if glued and len(glued.group(1)) > 1:
        x0, y0, x1, y1 = part[start].box
        middle = x0 + (x1 - x0) * len(glued.group(1)) / len(part[start].text)
        token = part[start]
        place = (
            *place,
            Token(glued.group(1), (x0, y0, middle, y1), token.page, token.confidence, token.method),
        )
    if place:
        _add(pieces, options, "place", place)
    _add(pieces, options, "issue_date", part[start:])


def _agencies(column: Sequence[Segment], dated: tuple[Row, Segment] | None) -> list[Segment]:
    """The lines that name bodies; a name may end in a number on a line of its own."""
    found: list[Segment] = []
    for part in column:
        above = found[-1] if found else None
        if _is_agency(part, dated) or (above is not None and _is_last_number(part, above)):
            found.append(part)
    return found


def _is_last_number(part: Segment, above: Segment) -> bool:
    """``CÔNG AN PHƯỜNG HÀ GIANG`` / ``1``: one or two digits, in the middle below."""
    gap = part[0].box[1] - above[0].box[3]
    near = gap < above[0].box[3] - above[0].box[1] and abs(_middle(part) - _middle(above)) < 0.05
    return near and bool(re.fullmatch(r"\d{1,2}", _text(part)))


def _is_agency(part: Segment, dated: tuple[Row, Segment] | None) -> bool:
    """A line of the left block: capitals, not the country's name, not a mark of the form."""
    text = _text(part)
    if is_national(text) or _is_number(part) or (dated is not None and part is dated[1]):
        return False
    return upper_share(text) >= 0.7 and len(letters(text)) >= 2 and not _SIGN.search(text)


def _lowest(left: list[Segment]) -> Segment:
    """The last body: from the last line that begins one to the end of the block."""
    if not left:
        return ()
    starts = {name for names in load("bodies").names.values() for name in names}
    begin = 0
    for place, part in enumerate(left):
        words = [token.text.upper().strip(" .:-") for token in part if letters(token.text)]
        # one word alone is the end of a wrapped name: ``SỞ … MÔI / TRƯỜNG``
        head = len(words) > 1 and any(_is_start(" ".join(words[:n]), starts) for n in (1, 2))
        above = left[place - 1] if place else ()
        unfinished = len(above) > 1 and _is_start(
            _text(above), starts
        )  # ``CHI NHÁNH / VĂN PHÒNG …``
        if head and not unfinished:
            begin = place
    return tuple(
        token
        for part in left[begin:]
        for token in part
        if not re.fullmatch(r"[^\w\-–&]*|[(\[]\d[)\]]", token.text)
    )


def _is_start(text: str, starts: set[str]) -> bool:
    """Short words by their marks (``BỘ`` is no ``BỐ Trạch``), longer ones without."""
    key = letters(text)
    return text in starts or (len(key) >= 5 and any(letters(name) == key for name in starts))


def _subject(
    segments: list[tuple[Row, Segment]], number: tuple[Row, Segment], *, mirrored: bool
) -> Segment:
    """The lines below the number in the left column, from ``V/v`` on."""
    below = [
        (row, part)
        for row, part in segments
        if row.box[1] > number[0].box[1]
        and (part[0].box[0] > 0.45 if mirrored else part[-1].box[2] < 0.55)
        and not _DATE.search(fold(_text(part)[:30]))
    ]
    tokens: list[Token] = []
    bottom = 0.0
    for row, part in below:
        text = fold(_text(part))
        if not tokens and not _SUBJECT.match(text):
            continue
        if _STOP.match(text) or (tokens and row.box[1] - bottom > 1.2 * row.height):
            break
        tokens.extend(part)
        bottom = row.box[3]
    return tuple(tokens)
