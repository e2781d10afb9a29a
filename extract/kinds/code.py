"""Codes of letters and digits without spaces: bar codes, look-up codes of certificates.

Source: Thông tư 23/2014/TT-BTNMT Điều 15 (mã vạch); 10/2024/TT-BTNMT Điều 30 (mã Giấy chứng nhận).

>>> clean("0012715 001234").value
'0012715001234'
"""

import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned
from extract.text import without_leaders


def clean(raw: str) -> Cleaned:
    text = re.sub(r"\s", "", without_leaders(raw))
    return Cleaned(text) if any(c.isalnum() for c in text) else NOTHING


def check(value: str) -> tuple[Doubt, ...]:
    if not re.fullmatch(r"[A-Z0-9.\-/]{4,}", value):
        return (Doubt("code_shape", "Mã không đúng dạng thường gặp."),)
    return ()


def show(value: str) -> str:
    return value
