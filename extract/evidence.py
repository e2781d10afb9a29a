"""From tokens to a field: in go pieces of print and a kind, out comes a ``Field`` with its status.

``field_of`` notes what speaks for a value and against it; ``judged`` decides, when the checks have
been made, whether it may be used without a person (``extract.calibration``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extract.calibration import TARGET, Calibration, Level, packaged
from extract.document import Doubt, Field, Status
from extract.kinds import kind
from extract.kinds.base import Cleaned
from extract.layout import Token, union
from extract.signs import signs_of
from ocr.page import MARK_DOUBTED, Method, Reading

UNREAD = Doubt("unread_line", "Ở chỗ này có nét chữ mà máy không đọc được.")
_TYPED = frozenset({Method.PDF_TEXT, Method.QR, Method.MRZ})  # nobody had to recognise it


@dataclass(frozen=True)
class Trust:
    """What it takes for a value to be used without a person.

    ``target``: what the share of wrong ones among those accepted must not exceed (upper bound).
    ``stopped``: kinds that people found wrong too often when they checked blindly.
    """

    calibration: Calibration = field(default_factory=packaged)
    target: float = TARGET
    stopped: frozenset[str] = frozenset()
    own_reader_of_holder: float = 0.97  # our own reader of the number a paper is filed under
    both_readers_of_holder: float = 0.9  # or that one and another of those that agree with it
    number_of_holder: float = 0.85
    agreed_number_of_holder: float = 0.65  # where two readers read the same digits
    _levels: dict[tuple[str, str], Level] = field(default_factory=dict, compare=False, repr=False)

    def level(self, kind_name: str, source: str) -> Level:
        """From which score a kind is accepted, and on what that rests."""
        key = kind_name, source
        if key not in self._levels:
            self._levels[key] = self.calibration.level(kind_name, source, self.target)
        return self._levels[key]

    def sure_of_holder(self, own: float, other: float) -> bool:
        """Were readers that agree on the number a paper is filed under sure enough?"""
        return own >= self.own_reader_of_holder or min(own, other) >= self.both_readers_of_holder

    def least_for_holder(self, *, agreed: bool) -> float:
        """For the number a paper is filed under, by one reader or by two that agree."""
        return self.agreed_number_of_holder if agreed else self.number_of_holder


@dataclass(frozen=True, slots=True)
class Piece:
    """What was printed at one place: the text, and the tokens it stands on.

    ``found``: no label told it, it was found in running text (``extract.free_text``).
    ``unread``: ink in its place that no reader made a word of (``extract.unread``).
    """

    text: str
    tokens: tuple[Token, ...]
    confidence: float | None = None
    method: str = ""
    section: str = ""
    found: bool = False
    unread: tuple[Token, ...] = ()

    @property
    def page(self) -> int | None:
        return next((token.page for token in (*self.tokens, *self.unread)), None)


def piece_of(tokens: Iterable[Token], *, section: str = "") -> Piece:
    """The tokens as one text; those without text are ink that nobody could read."""
    every = tuple(tokens)
    read = tuple(token for token in every if token.text)
    unread = tuple(token for token in every if not token.text)
    return Piece(" ".join(token.text for token in read), read, section=section, unread=unread)


def confidence(piece: Piece) -> float:
    """The weakest word decides: a value with one wrong word is a wrong value."""
    if piece.confidence is not None:
        return piece.confidence
    counted = [t.confidence for t in piece.tokens if any(c.isalnum() for c in t.text)]
    return min(counted, default=0.0)


def field_of(piece: Piece, kind_name: str) -> Field:
    """Clean and check one value, and note its signs; whether it is accepted ``judged`` decides."""
    piece = _of_boxes(piece, kind_name)
    module = kind(kind_name)
    method = piece.method or _method(piece.tokens)
    cleaned = _as_printed(module.clean(piece.text), method)
    doubts = list(cleaned.notes)
    if cleaned.value is not None:
        doubts.extend(module.check(cleaned.value))
    if piece.found and cleaned.value is not None:
        doubts.append(Doubt("found_in_text", "Giá trị được tìm trong câu văn, không có nhãn."))
    if piece.unread:
        doubts.append(UNREAD)
    sure = confidence(piece)
    repaired = any(note.code == "repaired" for note in doubts)
    status = Status.ACCEPTED
    if cleaned.value is None:
        status = Status.REVIEW if doubts else Status.MISSING
    elif cleaned.mended or any(note.code != "repaired" for note in doubts):
        status = Status.REVIEW
    shown = piece.unread if cleaned.value is None and piece.unread else piece.tokens
    page_tokens = [token for token in shown if token.page == piece.page]
    return Field(
        value=cleaned.value,
        raw=piece.text.strip(),
        confidence=sure if status is not Status.MISSING else 0.0,
        status=status,
        method=method,
        page=piece.page,
        box=union(token.box for token in page_tokens) if page_tokens else None,
        doubts=tuple(doubts),
        readings=_readings(piece),
        signs=signs_of(
            piece.tokens, method=method, raw=piece.text.strip(), sure=sure, repaired=repaired
        ),
    )


def _as_printed(cleaned: Cleaned, method: str) -> Cleaned:
    """Contract §2: a value stays as printed. Only what was recognised may have lost a mark."""
    if cleaned.printed is None or method not in _TYPED:
        return cleaned
    return Cleaned(cleaned.printed)


def _of_boxes(piece: Piece, kind_name: str) -> Piece:
    """Of a number in printed boxes only the boxes: beside them stand scraps of their rules."""
    boxed = [token for token in piece.tokens if token.method is Method.DIGIT_BOXES]
    if kind_name not in {"citizen_id", "id_card_number"} or not boxed or piece.method:
        return piece
    boxes = piece_of(boxed, section=piece.section)
    return replace(boxes, found=piece.found, unread=piece.unread)


def confirmed(item: Field) -> Field:
    """The field, which another place or a check has confirmed."""
    if item.signs is None:
        return item
    return replace(item, signs=replace(item.signs, confirmed=item.signs.confirmed + 1))


def judged(item: Field, kind_name: str, name: str, trust: Trust, *, flaws: int = 0) -> Field:
    """The field with its calibrated confidence, accepted only where that is enough.

    ``name``: type and field (``ct01.members.sex``); ``flaws``: of the scan of its page.
    """
    if item.value is None or item.signs is None:
        return item
    signs = replace(item.signs, flaws=flaws)
    table = trust.calibration
    score = table.score(kind_name, signs)
    level = trust.level(kind_name, signs.source)
    item = replace(item, signs=signs, confidence=table.probability(score))
    if item.status is not Status.ACCEPTED:
        return item
    doubt = None
    if kind_name in trust.stopped:
        doubt = Doubt("acceptance_stopped", "Loại mục này đang dừng tự chấp nhận sau kiểm tra mù.")
    elif level.score is None or name in table.held:
        doubt = Doubt("not_calibrated", "Loại mục này chưa đủ mẫu đúng để tự chấp nhận.")
    elif score < level.score or signs.least <= MARK_DOUBTED:
        doubt = Doubt("low_confidence", "Chữ in không rõ, độ tin cậy thấp.")
    if doubt is None:
        return item
    return replace(item, status=Status.REVIEW, doubts=(*item.doubts, doubt))


def _method(tokens: Sequence[Token]) -> str:
    methods = {token.method for token in tokens}
    if Method.DIGIT_BOXES in methods:
        return str(Method.DIGIT_BOXES)
    return str(next(iter(methods))) if len(methods) == 1 else str(Method.OCR)


def _readings(piece: Piece) -> tuple[Reading, ...]:
    """What each reader read, where it read every word of the piece."""
    if not piece.tokens or not all(token.readings for token in piece.tokens):
        return ()
    readings = []
    for reader in dict.fromkeys(r.reader for t in piece.tokens for r in t.readings):
        parts = [[r for r in token.readings if r.reader == reader] for token in piece.tokens]
        if all(parts):
            text = " ".join(part[0].text for part in parts)
            readings.append(Reading(reader, text, min(part[0].confidence for part in parts)))
    return tuple(readings)
