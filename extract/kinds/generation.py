"""Generations of cards and land certificates: codes of contract §2, told by what is printed.

Source: domain §1.B.1; Thông tư 10/2024/TT-BTNMT (g4), 17/2009 và 23/2014/TT-BTNMT (g3).

>>> clean("g3").value, show("g4")
('g3', 'Giấy chứng nhận từ 2025')
"""

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned

_NAMES = {
    "g1": "Giấy chứng nhận đến 2004",
    "g2": "Giấy chứng nhận 2004-2009",
    "g3": "Giấy chứng nhận 2009-2024",
    "g4": "Giấy chứng nhận từ 2025",
    "cmnd_9": "Chứng minh nhân dân 9 số",
    "cmnd_12": "Chứng minh nhân dân 12 số",
    "cccd_barcode": "Căn cước công dân có mã vạch",
    "cccd_chip": "Căn cước công dân gắn chíp",
    "can_cuoc_2024": "Thẻ căn cước 2024",
}


def clean(raw: str) -> Cleaned:
    code = raw.strip()
    return Cleaned(code) if code in _NAMES else NOTHING


def check(value: str) -> tuple[Doubt, ...]:
    del value
    return ()


def show(value: str) -> str:
    return _NAMES.get(value, value)
