"""From tokens to a field: in go pieces of print and a kind, out comes a ``Field`` with its status.

All thresholds of trust stand here (``Trust``); they are set from drawn papers, later calibrated.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.document import Doubt, Field, Status
from extract.kinds import kind
from extract.layout import Token, union
from ocr.page import Method, Reading


@dataclass(frozen=True)
class Trust:
    """From which confidence a value may be used without a person, by kind."""

    usual: float = 0.80
    by_kind: dict[str, float] = field(
        default_factory=lambda: {
            "citizen_id": 0.85,
            "id_card_number": 0.85,
            "person_name": 0.85,
            "serial_number": 0.90,
            "register_number": 0.90,
        }
    )
    number_of_holder: float = 0.85
    agreed_number_of_holder: float = 0.65  # where two readers read the same digits

    def least(self, kind_name: str) -> float:
        return self.by_kind.get(kind_name, self.usual)

    def least_for_holder(self, *, agreed: bool) -> float:
        """For the number a paper is filed under, by one reader or by two that agree."""
        return self.agreed_number_of_holder if agreed else self.number_of_holder


@dataclass(frozen=True, slots=True)
class Piece:
    """What was printed at one place: the text, and the tokens it stands on."""

    text: str
    tokens: tuple[Token, ...]
    confidence: float | None = None
    method: str = ""
    section: str = ""

    @property
    def page(self) -> int | None:
        return self.tokens[0].page if self.tokens else None


def piece_of(tokens: Iterable[Token], *, section: str = "") -> Piece:
    """The tokens as one text."""
    every = tuple(tokens)
    return Piece(" ".join(token.text for token in every), every, section=section)


def confidence(piece: Piece) -> float:
    """The weakest word decides: a value with one wrong word is a wrong value."""
    if piece.confidence is not None:
        return piece.confidence
    counted = [t.confidence for t in piece.tokens if any(c.isalnum() for c in t.text)]
    return min(counted, default=0.0)


def field_of(piece: Piece, kind_name: str, trust: Trust) -> Field:
    """Clean, check and weigh one value."""
    module = kind(kind_name)
    cleaned = module.clean(piece.text)
    doubts = list(cleaned.notes)
    if cleaned.value is not None:
        doubts.extend(module.check(cleaned.value))
    sure = confidence(piece)
    status = Status.ACCEPTED
    if cleaned.value is None:
        status = Status.REVIEW if doubts else Status.MISSING
    elif sure < trust.least(kind_name):
        doubts.append(Doubt("low_confidence", "Chữ in không rõ, độ tin cậy thấp."))
        status = Status.REVIEW
    elif cleaned.mended or any(note.code != "repaired" for note in doubts):
        status = Status.REVIEW
    page_tokens = [token for token in piece.tokens if token.page == piece.page]
    return Field(
        value=cleaned.value,
        raw=piece.text.strip(),
        confidence=sure if status is not Status.MISSING else 0.0,
        status=status,
        method=piece.method or _method(piece.tokens),
        page=piece.page,
        box=union(token.box for token in page_tokens) if page_tokens else None,
        doubts=tuple(doubts),
        readings=_readings(piece),
    )


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
