"""What speaks for a value and against it: in go its tokens, out come numbers that can be weighed.

Only what is known before anybody looks: how surely each reader read, whether readers of different
make agree, how the value is built. ``extract.calibration`` says what they are worth.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from extract.layout import Token
from ocr.page import Method
from ocr.source.syllable import is_syllable

_OWN = "hoso"  # our own reader; the others are models of one make, and err alike
_CODES = frozenset({Method.QR, Method.MRZ, Method.BARCODE})
_GLUED = re.compile(r"[^\W\d_][.,;][^\W\d_]{2}|[,;][^\W\d_]")
_LONE = re.compile(r"(?<!\S)[^\w\s]*[^\W\d_][^\w\s]*(?!\S)")  # a letter by itself
_LOOK_ALIKE = re.compile(r"(?<!\S)[lI][a-z](?!\S)|\d[OolI]|[OolI]\d")  # ``la`` may be ``Ia``
_SMALLEST = 1e-4  # confidences nearer to 0 or 1 tell nothing more


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of one value.

    ``source``: ``code``, ``typed`` (a text layer), ``read`` by readers of two makes, ``alone`` by
    one, ``derived``.
    ``agreed``: readers of different make read every word alike; ``disputed``: they differ
    somewhere; neither: one reader only. ``least``, ``second``: the weakest word, of all and of the
    second reader. ``confirmed``: places and checks that say the same.
    """

    source: str
    agreed: bool = False
    disputed: bool = False
    least: float = 1.0
    second: float = 1.0
    boxes: bool = False
    words: int = 0
    rows: int = 0
    odd: int = 0
    glued: bool = False
    lone: bool = False
    alike: bool = False
    mixed: bool = False
    edged: bool = False
    repaired: bool = False
    flaws: int = 0
    confirmed: int = 0


def signs_of(
    tokens: Sequence[Token], *, method: str, raw: str, sure: float, repaired: bool
) -> Signs:
    """The signs of the value that was printed as ``raw`` at these tokens."""
    said = [token for token in tokens if any(c.isalnum() for c in token.text)]
    verdicts = [_verdict(token) for token in said]
    text = unicodedata.normalize("NFC", raw)
    return Signs(
        source=_source(method, tokens),
        agreed=bool(verdicts) and all(verdict > 0 for verdict in verdicts),
        disputed=any(verdict < 0 for verdict in verdicts),
        least=sure,
        second=min((_second(token) for token in said), default=sure),
        boxes=method == Method.DIGIT_BOXES,
        words=len(said) or len(text.split()),
        rows=_rows(said),
        odd=sum(_is_odd(word) for word in re.findall(r"[^\W\d_]{2,}", text)),
        glued=bool(_GLUED.search(text)),
        lone=bool(_LONE.search(text)),
        alike=bool(_LOOK_ALIKE.search(text)),
        mixed=any(_is_mixed(word) for word in re.findall(r"[^\W\d_]{3,}", text)),
        edged=bool(re.search(r"[^\w\s.…·)\"”'²]\s*$|^\s*[^\w\s(\"“'+-]", text)),
        repaired=repaired,
    )


def vector(signs: Signs) -> dict[str, float]:
    """The signs as named numbers, for a weighing that adds them up."""
    read = signs.source == "read"
    lone = read and not signs.agreed and not signs.disputed
    least, second = _stretched(signs.least), _stretched(signs.second)
    return {
        "agreed": float(read and signs.agreed),
        "disputed": float(read and signs.disputed),
        "one_reader": float(lone),
        "code": float(signs.source == "code"),
        "typed": float(signs.source == "typed"),
        "derived": float(signs.source == "derived"),
        "least": least,
        "least_agreed": least * (read and signs.agreed),
        "second": second,
        "boxes": float(signs.boxes),
        "words": math.log1p(signs.words),
        "rows": math.log1p(max(0, signs.rows - 1)),
        "odd": math.log1p(signs.odd),
        "glued": float(signs.glued),
        "lone": float(signs.lone),
        "alike": float(signs.alike),
        "mixed": float(signs.mixed),
        "edged": float(signs.edged),
        "repaired": float(signs.repaired),
        "flaws": float(signs.flaws > 0),
        "confirmed": float(min(signs.confirmed, 2)),
    }


def _source(method: str, tokens: Sequence[Token]) -> str:
    if method in _CODES:
        return "code"
    if method == Method.PDF_TEXT:
        return "typed"
    if not tokens:
        return "derived"
    makes = {reading.reader == _OWN for token in tokens for reading in token.readings}
    return "read" if len(makes) == 2 else "alone"


def _verdict(token: Token) -> int:
    """1: two readers of different make read it so; -1: they differ; 0: only one make read it."""
    texts = {reading.reader: _plain(reading.text) for reading in token.readings}
    own = texts.pop(_OWN, None)
    if own is None or not texts:
        return 0
    return 1 if own == _plain(token.text) and own in texts.values() else -1


def _second(token: Token) -> float:
    """How sure the second of two makes was; a lone reader has no second."""
    others = [r.confidence for r in token.readings if r.reader != _OWN]
    return max(others) if others and len(others) < len(token.readings) else token.confidence


def _plain(text: str) -> str:
    return text.strip(" .,;:|()[]\"'“”")


def _rows(tokens: Sequence[Token]) -> int:
    """On how many printed lines the words stand."""
    rows, bottom = 0, -1.0
    for token in tokens:
        if (token.box[1] + token.box[3]) / 2 > bottom or rows == 0:
            rows += 1
            bottom = token.box[3]
    return rows


def _is_mixed(word: str) -> bool:
    """Capitals and small letters in one word, other than a capital in front."""
    return not (word.isupper() or word[1:].islower())


def _is_odd(word: str) -> bool:
    """Not built like a Vietnamese syllable, and no abbreviation."""
    return not is_syllable(word) and not (word.isupper() and len(word) <= 4)


def _stretched(confidence: float) -> float:
    """The log odds: between .99 and .999 lies as much as between .9 and .99."""
    inside = min(max(confidence, _SMALLEST), 1 - _SMALLEST)
    return math.log(inside / (1 - inside))
