"""The number in the register of land certificates: letters, one space, digits.

Source: Thông tư 23/2014/TT-BTNMT Điều 6 khoản 13 (CH, CS, CT …); 10/2024/TT-BTNMT Điều 36.

>>> clean("CH03730").value, clean("CN.5429").value, clean("CN00.383").value
('CH 03730', 'CN 5429', 'CN 00383')
>>> clean("VP 00456 ....").value, check("03730")[0].code
('VP 00456', 'register_without_letters')
"""

import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned
from extract.text import without_leaders


def clean(raw: str) -> Cleaned:
    text = without_leaders(raw)
    if not any(c.isdigit() for c in text):
        return NOTHING
    joined = re.sub(r"[\s.]", "", text)
    found = re.fullmatch(r"([A-ZĐ]{1,3})(\d{2,6})", joined)
    if found:
        return Cleaned(" ".join(found.groups()))
    return Cleaned(joined if joined.isdigit() else text)


def check(value: str) -> tuple[Doubt, ...]:
    if re.fullmatch(r"\d+", value):
        return (Doubt("register_without_letters", "Số vào sổ thiếu chữ cái đứng trước."),)
    if not re.fullmatch(r"[A-ZĐ]{1,3} \d{3,6}", value):
        return (Doubt("register_shape", "Số vào sổ không đúng dạng thường gặp."),)
    return ()


def show(value: str) -> str:
    return value
