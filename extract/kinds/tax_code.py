"""Tax codes: 10 digits, 13 with a branch, or a person's own number of 12.

Source: Luật Quản lý thuế 38/2019/QH14 Điều 30, 35 khoản 7; Thông tư 86/2024/TT-BTC Điều 5 (từ
01/7/2025 số định danh cá nhân thay cho mã số thuế của cá nhân).

>>> clean("0361 8599 0021").value, clean("0101234567-001").value
('036185990021', '0101234567001')
>>> [note.code for note in clean("01012345").notes]
['digit_count']
"""

import re

from extract.document import Doubt
from extract.kinds import citizen_id
from extract.kinds.base import NOTHING, Cleaned, unreadable
from extract.text import without_leaders


def clean(raw: str) -> Cleaned:
    text = re.sub(r"[\s.|\-:;,_]", "", without_leaders(raw))
    if not text or set(text) == {"?"}:
        return NOTHING
    if "?" in text:
        return unreadable("digit_uncertain", "Có chữ số không đọc chắc chắn.")
    if text.isdigit() and len(text) in {10, 12, 13}:
        return Cleaned(text)
    return unreadable("digit_count", "Mã số thuế phải có 10, 12 hoặc 13 chữ số.")


def check(value: str) -> tuple[Doubt, ...]:
    return citizen_id.check(value) if len(value) == citizen_id.LENGTH else ()


def show(value: str) -> str:
    return value
