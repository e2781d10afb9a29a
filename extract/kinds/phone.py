"""Telephone numbers: digits only, starting with 0.

Source: Thông tư 22/2014/TT-BTTTT và Quyết định 798/QĐ-BTTTT (quy hoạch kho số viễn thông).

>>> clean("0912 345 678").value, clean("+84 912.345.678").value
('0912345678', '0912345678')
>>> check("0112345678")[0].code
'phone_shape'
"""

import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned, unreadable
from extract.text import without_leaders

_MOBILE = re.compile(r"0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}")
_OLD_MOBILE = re.compile(r"01[2689]\d{8}")
_LANDLINE = re.compile(r"02\d{8,9}")


def clean(raw: str) -> Cleaned:
    text = without_leaders(raw)
    if not any(c.isalnum() for c in text):
        return NOTHING
    if "?" in text:
        return unreadable("digit_uncertain", "Có chữ số không đọc chắc chắn.")
    digits = re.sub(r"[\s.()\-]", "", text)
    digits = re.sub(r"^\+?84(?=\d{9,10}$)", "0", digits)
    if not re.fullmatch(r"\d{9,11}", digits) or not digits.startswith("0"):
        return unreadable("phone_unreadable", "Không đọc được số điện thoại.")
    return Cleaned(digits)


def check(value: str) -> tuple[Doubt, ...]:
    if any(shape.fullmatch(value) for shape in (_MOBILE, _OLD_MOBILE, _LANDLINE)):
        return ()
    return (Doubt("phone_shape", "Số điện thoại không đúng đầu số hoặc độ dài."),)


def show(value: str) -> str:
    return f"{value[:4]} {value[4:7]} {value[7:]}"
