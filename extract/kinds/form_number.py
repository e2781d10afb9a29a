"""Which form of the criminal record paper: 1 or 2; nothing is guessed.

Source: Luật Lý lịch tư pháp Điều 41 (phiếu số 1 cho cá nhân, cơ quan; phiếu số 2 cho tố tụng và
cho chính cá nhân).

>>> clean("1").value, clean("SỐ 2").value, clean("l").notes[0].code
('1', '2', 'form_number_unreadable')
"""

import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned, unreadable
from extract.text import without_leaders


def clean(raw: str) -> Cleaned:
    text = without_leaders(raw)
    if not any(c.isalnum() for c in text):
        return NOTHING
    found = re.findall(r"\d+", text)
    if found in (["1"], ["2"]):
        return Cleaned(found[0])
    return unreadable("form_number_unreadable", "Không đọc được số của phiếu (1 hay 2).")


def check(value: str) -> tuple[Doubt, ...]:
    del value
    return ()


def show(value: str) -> str:
    return f"số {value}"
