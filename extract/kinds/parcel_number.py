"""Numbers of parcels and map sheets, as printed.

Source: Thông tư 26/2024/TT-BTNMT (số thứ tự thửa đất, số tờ bản đồ).

>>> clean("125;").value, clean("PL9").value, clean("12 - 1 -").value
('125', 'PL9', '12-1')
>>> check("thửa nào")[0].code
'parcel_shape'
"""

import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned
from extract.text import without_leaders


def clean(raw: str) -> Cleaned:
    text = re.sub(r"\s*-\s*", "-", without_leaders(raw)).strip(" ,;:-")
    return Cleaned(text) if any(c.isalnum() for c in text) else NOTHING


def check(value: str) -> tuple[Doubt, ...]:
    if re.fullmatch(r"(PL|lô |Lô |TĐ)?\d{1,5}(-\d{1,4})?[A-Za-z]?(\(\d+\))?", value):
        return ()
    return (Doubt("parcel_shape", "Số thửa hoặc số tờ bản đồ không đúng dạng thường gặp."),)


def show(value: str) -> str:
    return value
