"""Numbers in the registers of civil status and of residence, with all their parts.

Source: Thông tư 04/2020/TT-BTP Điều 26, 27 (số trong Sổ hộ tịch, theo năm); Thông tư
36/2014/TT-BCA Điều 12 (số của sổ hộ khẩu).

>>> clean("57/2021").value, clean("18 /TLKS-BS").value, clean("215").value
('57/2021', '18/TLKS-BS', '215')
>>> clean("57 Quyển số: 01/2009").value
'57'
>>> clean(" /2021").value is None
True
"""

import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned
from extract.text import fold, without_leaders


def clean(raw: str) -> Cleaned:
    text = without_leaders(raw)
    book = fold(text).find("QUYEN")
    text = re.sub(r"\s*([/\-–])\s*", r"\1", text[:book] if book > 0 else text).replace("–", "-")
    text = re.sub(r"[\s_]", "", text)
    return Cleaned(text) if any(c.isdigit() for c in text.split("/")[0]) else NOTHING


def check(value: str) -> tuple[Doubt, ...]:
    if re.fullmatch(r"\d{1,9}[A-ZĐ]?(/[\w\-.]+)*", value):
        return ()
    return (Doubt("registry_number_shape", "Số đăng ký không đúng dạng thường gặp."),)


def show(value: str) -> str:
    return value
