"""Is a residence another one, or the same in other words?

In: two addresses as printed. Out: ``Move``. In July 2025 communes were joined and districts went
(domain §5.1), so that other names of units are no move; house, lane, hamlet and street stay.

>>> str(compared("Thôn Đoài, xã Nam Hồng, Đông Anh, Hà Nội", "Thôn Đoài, xã Phúc Thịnh, Hà Nội"))
'unclear'
>>> str(compared("Số 12, phố Huế, phường A, Hà Nội", "Số 45 Lê Lợi, phường B, Đà Nẵng"))
'moved'
>>> str(compared("Thôn Đoài, xã Phúc Thịnh, Hà Nội", "thôn Đoài, Xã Phúc Thịnh, Hà Nội"))
'same'
"""

import re
from enum import StrEnum

from extract.text import fold, letters

_UNIT = re.compile(
    r"\b(?:XA|PHUONG|THI TRAN|QUAN|HUYEN|THI XA|THANH PHO|TINH|DAC KHU)\b|\b[XPQHT]\.|\bTT\.|\bTP\b"
)
_FILLERS = {"SO", "NHA", "DUONG", "PHO", "NGO", "NGACH", "HEM", "TO", "THON", "AP", "KHU", "XOM"}


class Move(StrEnum):
    SAME = "same"
    MOVED = "moved"
    UNCLEAR = "unclear"


def compared(one: str, other: str) -> Move:
    """``moved`` only where what stands before the commune has nothing in common."""
    if letters(one) == letters(other):
        return Move.SAME
    first, second = _within_commune(one), _within_commune(other)
    if first and second and not first & second:
        return Move.MOVED
    return Move.UNCLEAR


def _within_commune(address: str) -> set[str]:
    """The words of house, lane, hamlet, street."""
    text = fold(address)
    unit = _UNIT.search(text)
    head = text[: unit.start()] if unit else text.partition(",")[0]
    return set(re.findall(r"\w+", head)) - _FILLERS
