"""Generations of cards and land certificates: codes of contract §2, told by what is printed.

Source: domain §1.B.1; Thông tư 10/2024/TT-BTNMT (g4), 17/2009 và 23/2014/TT-BTNMT (g3).

>>> clean("g3").value, show("g4")
('g3', 'Giấy chứng nhận từ 2025')
"""

from extract.document import Doubt
from extract.kinds.base import Cleaned

_NAMES = {
    "g1": "Giấy chứng nhận đến 2004",
    "g2": "Giấy chứng nhận 2004-2009",
    "g3": "Giấy chứng nhận 2009-2024",
    "g4": "Giấy chứng nhận từ 2025",
}


def clean(raw: str) -> Cleaned:
    return Cleaned(raw or None)


def check(value: str) -> tuple[Doubt, ...]:
    del value
    return ()


def show(value: str) -> str:
    return _NAMES.get(value, value)
