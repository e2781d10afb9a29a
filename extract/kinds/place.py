"""The place before the date of a letter, without ``ngày``.

Source: Nghị định 30/2020/NĐ-CP Phụ lục I (địa danh và thời gian ban hành văn bản).

>>> clean("Hà Nội, ").value
'Hà Nội'
"""

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned
from extract.text import without_leaders


def clean(raw: str) -> Cleaned:
    text = without_leaders(raw).strip(" -–—")
    return Cleaned(text) if sum(c.isalpha() for c in text) >= 2 else NOTHING


def check(value: str) -> tuple[Doubt, ...]:
    if any(c.isdigit() for c in value) and not value.lower().startswith(("quận", "phường")):
        return (Doubt("place_has_digits", "Địa danh có chữ số."),)
    return ()


def show(value: str) -> str:
    return value
