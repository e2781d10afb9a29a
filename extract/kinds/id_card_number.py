"""The number of the old identity card: 9 digits.

Source: Nghị định 05/1999/NĐ-CP Điều 3 (Chứng minh nhân dân).

>>> clean("011 234 567").value
'011234567'
>>> [note.code for note in clean("01123456").notes]
['digit_count']
"""

import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned, unreadable
from extract.text import without_leaders

LENGTH = 9


def clean(raw: str) -> Cleaned:
    text = re.sub(r"[\s.|\-:;,_]", "", without_leaders(raw))
    if not text or set(text) == {"?"}:
        return NOTHING
    if "?" in text:
        return unreadable("digit_uncertain", "Có chữ số không đọc chắc chắn.")
    digits = "".join(re.findall(r"\d+", text))
    if len(digits) == LENGTH:
        return Cleaned(digits)
    return unreadable("digit_count", "Số chứng minh nhân dân phải có đúng 9 chữ số.")


def check(value: str) -> tuple[Doubt, ...]:
    if value == value[0] * LENGTH:
        return (Doubt("digits_alike", "Chín chữ số giống nhau."),)
    return ()


def show(value: str) -> str:
    return value
