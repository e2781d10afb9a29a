"""Numbers in words, as printed; ``figures`` tells what they amount to.

Source: Thông tư 23/2014/TT-BTNMT Điều 6 (diện tích ghi bằng số và bằng chữ).

>>> clean("Một trăm hai mươi phẩy năm mét vuông)").value
'Một trăm hai mươi phẩy năm mét vuông'
>>> figures("Một trăm hai mươi phẩy năm mét vuông")
Decimal('120.5')
>>> figures("Một tỷ hai trăm năm mươi triệu đồng"), figures("Hai nghìn không trăm linh tư")
(Decimal('1250000000'), Decimal('2004'))
>>> figures("Một trăm lẻ năm phẩy không hai"), figures("mét vuông") is None
(Decimal('105.02'), True)
"""

import re
from decimal import Decimal

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned
from extract.text import fold, without_leaders

_DIGITS = {
    "KHONG": 0, "MOT": 1, "HAI": 2, "BA": 3, "BON": 4, "TU": 4, "NAM": 5, "LAM": 5, "NHAM": 5,
    "SAU": 6, "BAY": 7, "TAM": 8, "CHIN": 9,
}  # fmt: skip
_GROUPS = {"NGHIN": 10**3, "NGAN": 10**3, "VAN": 10**4, "TRIEU": 10**6, "TY": 10**9, "TI": 10**9}
_POINT = {"PHAY", "PHẨY"}
_SKIP = {"LINH", "LE", "VA"}


def clean(raw: str) -> Cleaned:
    text = without_leaders(raw).strip(" ()/")
    return Cleaned(text) if any(c.isalpha() for c in text) else NOTHING


def check(value: str) -> tuple[Doubt, ...]:
    if figures(value) is None:
        return (Doubt("number_words_unreadable", "Không hiểu được số viết bằng chữ."),)
    return ()


def figures(text: str) -> Decimal | None:
    """The number that the words name; ``None`` when a word among them is no number word."""
    words = re.findall(r"[A-Z]+", re.sub(r"MET\s+VUONG|M2|DONG|CHAN", " ", fold(text)))
    if not words:
        return None
    point = next((i for i, word in enumerate(words) if word in _POINT), None)
    whole = _whole(words if point is None else words[:point])
    if whole is None or point is None:
        return None if whole is None else Decimal(whole)
    part = words[point + 1 :]
    if not part or any(word not in _DIGITS and word not in {"MUOI", *_SKIP} for word in part):
        return None
    zeros = 0
    while zeros < len(part) - 1 and part[zeros] == "KHONG":
        zeros += 1
    fraction = _whole(part[zeros:])
    return None if fraction is None else Decimal(f"{whole}.{'0' * zeros}{fraction}")


def _whole(words: list[str]) -> int | None:
    total, below_thousand, digit = 0, 0, None
    for word in words:
        if word in _DIGITS:
            if (
                digit is not None
                and word not in {"LAM", "MOT", "TU", "NHAM"}
                and below_thousand == 0
            ):
                return None
            digit = _DIGITS[word]
        elif word == "MUOI":
            below_thousand += 10 * (1 if digit is None else digit)
            digit = None
        elif word == "TRAM":
            below_thousand += 100 * (digit or 0)
            digit = None
        elif word in _GROUPS:
            total = _grouped(total, below_thousand + (digit or 0), _GROUPS[word])
            below_thousand, digit = 0, None
        elif word not in _SKIP:
            return None
    return total + below_thousand + (digit or 0)


def _grouped(total: int, group: int, factor: int) -> int:
    """``một nghìn tỷ``: a bigger group word multiplies all that stands before it."""
    if total and total < factor:
        return (total + group) * factor
    return total + group * factor


def show(value: str) -> str:
    return value
