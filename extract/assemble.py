"""Pieces become a document: in goes a paper that has been read, out comes its ``Document``.

Every piece becomes a field of its kind; several places for one field must agree; the checks of the
definition compare fields; the holders follow last.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from extract.addresses.address import parsed
from extract.context import Context
from extract.cross_checks import CHECKS, OVER_ROWS
from extract.definitions import CheckRule
from extract.document import Document, Doubt, Field, Row, Status, Value
from extract.evidence import UNREAD, Piece, Trust, confirmed, field_of, judged
from extract.holders import holders_of
from extract.layout import Token
from extract.text import letters, without_leaders
from ocr.page import Flaw

_TYPE_SURE = 0.85
_EXACT = {"qr", "mrz", "barcode"}
_SCAN_AGAIN = {
    Flaw.LOW_RESOLUTION: "quét dưới 200 dpi; nên quét lại ở 300 dpi (Công văn 7197).",
    Flaw.BLURRED: "ảnh bị nhòe; nên lau mặt kính, đặt phẳng giấy và quét lại.",
    Flaw.FAINT: "mực quá mờ; nên quét lại với độ đậm cao hơn.",
}


def document_of(context: Context, trust: Trust) -> Document:
    """Fields, checks, holders, doubts."""
    every = _fields(context)
    _cross_check(context, every)
    fields = {
        name: _judged(context, name, _shown(value), trust)
        for name, value in every.items()
        if not name.startswith("_")
    }
    return Document(
        type=context.definition.code,
        type_confidence=context.score,
        pages=tuple(sorted(sheet.page.number for sheet in context.layout.sheets)),
        holders=holders_of(context, every, trust),
        fields=fields,
        doubts=tuple(_doubts(context, fields)),
        auto_approve=context.definition.auto_approve,
        required=context.definition.required,
    )


def _fields(context: Context) -> dict[str, Value]:
    definition = context.definition
    fields: dict[str, Value] = {}
    for name, kind in definition.fields.items():
        if isinstance(kind, dict):
            if name in context.pieces.rows:
                rows = [_row(row, kind) for row in context.pieces.rows[name]]
                fields[name] = rows[0] if name in definition.objects else tuple(rows)
        elif name == definition.version_field and context.version:
            fields[name] = field_of(Piece(context.version, (), context.score, "derived"), kind)
        elif name in context.pieces.single:
            fields[name] = _agreed(context.pieces.single[name], kind)
    return fields


def _row(row: dict[str, Piece], kinds: dict[str, str]) -> Row:
    """The fields of a row in the order of the definition."""
    return {key: _field(row[key], kinds[key]) for key in kinds if key in row}


def _field(piece: Piece, kind: str) -> Field:
    """One field; of an address also what it names."""
    made = field_of(piece, kind)
    if kind != "address" or made.value is None:
        return made
    return replace(made, address=parsed(_lines(piece) or made.value))


def _lines(piece: Piece) -> str:
    """The piece with its line breaks: the parser of addresses counts them as commas."""
    lines: list[list[str]] = []
    last: Token | None = None
    for token in piece.tokens:
        if last is None or token.page != last.page or token.box[0] < last.box[0]:
            lines.append([])
        lines[-1].append(token.text)
        last = token
    return "\n".join(without_leaders(" ".join(line)) for line in lines)


def _shown(value: Value) -> Value:
    """Without the fields of rows that only help (``_sex``: the title before a name)."""
    if isinstance(value, Field):
        return value
    if isinstance(value, dict):
        return {key: item for key, item in value.items() if not key.startswith("_")}
    return tuple({k: item for k, item in row.items() if not k.startswith("_")} for row in value)


def _judged(context: Context, name: str, value: Value, trust: Trust) -> Value:
    """Every field with its calibrated confidence, and its status that follows."""
    flaws = {sheet.page.number: len(sheet.page.flaws) for sheet in context.layout.sheets}
    kinds, path = context.definition.fields[name], f"{context.definition.code}.{name}"

    def one(item: Field, kind: str, path: str) -> Field:
        return judged(item, kind, path, trust, flaws=flaws.get(item.page or 0, 0))

    def row(items: Row) -> Row:
        return {key: one(item, kinds[key], f"{path}.{key}") for key, item in items.items()}

    if isinstance(value, Field):
        return one(value, kinds, path)
    return row(value) if isinstance(value, dict) else tuple(row(items) for items in value)


def _agreed(pieces: Sequence[Piece], kind: str) -> Field:
    """One field from its places: the first readable one, exact codes before print; others that
    differ are a doubt."""
    pieces = sorted(pieces, key=lambda piece: piece.method not in _EXACT)
    fields = [_field(piece, kind) for piece in pieces]
    read = [item for item in fields if item.value is not None]
    if not read:
        return max(fields, key=lambda item: item.status is Status.REVIEW)
    first = read[0]
    if first.method not in _EXACT and any(piece.unread for piece in pieces):
        first = doubted(first, UNREAD)  # at another of its places
    if any(_differ(first, item) for item in read[1:]):
        return doubted(
            first, Doubt("occurrences_differ", "Trên giấy có hai giá trị khác nhau cho mục này.")
        )
    return confirmed(first) if len(read) > 1 else first


def _differ(first: Field, other: Field) -> bool:
    """Do two places say different things? Beside an exact code, marks and commas do not count."""
    if first.method in _EXACT:
        return letters(first.value or "") != letters(other.value or "")
    return first.value != other.value


def doubted(item: Field, doubt: Doubt) -> Field:
    """The field with one doubt more; a person must look."""
    doubts = item.doubts if doubt in item.doubts else (*item.doubts, doubt)
    status = item.status if item.status is Status.MISSING else Status.REVIEW
    return replace(item, doubts=doubts, status=status)


def _cross_check(context: Context, fields: dict[str, Value]) -> None:
    for rule in context.definition.checks:
        if rule.rows:
            rows = fields.get(rule.rows)
            if isinstance(rows, tuple) and rule.name in OVER_ROWS:
                fields[rule.rows] = _checked_rows(rule, rows)
            elif isinstance(rows, tuple):
                fields[rule.rows] = tuple(_checked_row(rule, row) for row in rows)
            elif isinstance(rows, dict):
                fields[rule.rows] = _checked_row(rule, rows)
        else:
            _apply(rule, fields.get, fields.__setitem__)


def _checked_row(rule: CheckRule, row: Row) -> Row:
    checked: Row = dict(row)
    _apply(rule, checked.get, checked.__setitem__)
    return checked


def _checked_rows(rule: CheckRule, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """One field of every row, looked at together."""
    (name,) = rule.fields
    for doubt in CHECKS[rule.name]([row.get(name) for row in rows]):
        rows = tuple(
            {key: doubted(item, doubt) if key == name else item for key, item in row.items()}
            for row in rows
        )
    return rows


def _apply(
    rule: CheckRule, get: Callable[[str], object], put: Callable[[str, Field], None]
) -> None:
    found = [get(name) for name in rule.fields]
    items = [item if isinstance(item, Field) else None for item in found]
    doubts = CHECKS[rule.name](items)
    if not doubts and sum(item is not None and item.value is not None for item in items) > 1:
        for name, told in zip(rule.fields, items, strict=True):
            if told is not None and told.value is not None:
                put(name, confirmed(told))
    for doubt in doubts:
        for name in rule.fields:
            item = get(name)
            if isinstance(item, Field) and item.value is not None:
                put(name, doubted(item, doubt))


def _doubts(context: Context, fields: dict[str, Value]) -> Iterable[Doubt]:
    if context.score < _TYPE_SURE and context.definition.fields:
        yield Doubt("type_uncertain", "Không chắc chắn về loại giấy tờ.")
    yield from context.type_doubts
    yield from _scan_again(context)
    for name in context.definition.required:
        value = fields.get(name)
        if value is None or value == () or (isinstance(value, Field) and value.value is None):
            yield Doubt("required_missing", f"Thiếu mục bắt buộc: {name}.")


def _scan_again(context: Context) -> Iterable[Doubt]:
    """One doubt for each flaw of the scan, with its pages."""
    for flaw, sentence in _SCAN_AGAIN.items():
        numbers = [s.page.number for s in context.layout.sheets if flaw in s.page.flaws]
        if numbers:
            pages = ", ".join(map(str, numbers))
            yield Doubt(f"scan_{flaw}", f"Trang {pages}: {sentence}")
