"""Amounts in đồng: digits only.

Source: Luật Kế toán 88/2015/QH13 Điều 10 (dấu chấm sau hàng nghìn).

>>> clean("1.250.000.000 đồng").value, show("1250000")
('1250000000', '1.250.000 đồng')
"""

import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned, unreadable
from extract.text import without_leaders


def clean(raw: str) -> Cleaned:
    text = without_leaders(raw)
    if not any(c.isalnum() for c in text):
        return NOTHING
    found = re.findall(r"\d{1,3}(?:[.,\s]\d{3})+|\d+", text)
    if len(found) != 1:
        return unreadable("money_unreadable", "Không đọc được số tiền.")
    return Cleaned(re.sub(r"\D", "", found[0]).lstrip("0") or "0")


def check(value: str) -> tuple[Doubt, ...]:
    return (Doubt("money_zero", "Số tiền bằng 0."),) if value == "0" else ()


def show(value: str) -> str:
    return f"{int(value):,} đồng".replace(",", ".")
