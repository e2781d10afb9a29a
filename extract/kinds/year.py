"""A year of birth that stands alone; a full date keeps its year only.

Source: Thông tư 23/2014/TT-BTNMT Điều 5 (trang 1 Giấy chứng nhận ghi năm sinh).

>>> clean("Năm sinh: 1965;").value, clean("12/03/1985").value
('1965', '1985')
"""

import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned, unreadable
from extract.text import without_leaders


def clean(raw: str) -> Cleaned:
    text = without_leaders(raw)
    found = re.findall(r"(?<!\d)(1[89]\d{2}|20\d{2})(?!\d)", text)
    if len(found) == 1:
        return Cleaned(found[0])
    if not any(c.isalnum() for c in text):
        return NOTHING
    return unreadable("year_unreadable", "Không đọc được năm.")


def check(value: str) -> tuple[Doubt, ...]:
    return () if 1880 <= int(value) <= 2100 else (Doubt("year_impossible", "Năm không hợp lý."),)


def show(value: str) -> str:
    return value
