"""Agencies and other bodies as printed, several lines joined.

Source: Nghị định 30/2020/NĐ-CP Phụ lục I (tên cơ quan, tổ chức ban hành văn bản).

>>> clean("Công an xã Phúc Thịnh,  thành phố Hà Nội ....").value
'Công an xã Phúc Thịnh, thành phố Hà Nội'
"""

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned
from extract.text import without_leaders


def clean(raw: str) -> Cleaned:
    text = without_leaders(raw).strip(" -–—")
    return Cleaned(text) if any(c.isalpha() for c in text) else NOTHING


def check(value: str) -> tuple[Doubt, ...]:
    if sum(c.isalpha() for c in value) < 4:
        return (Doubt("organisation_short", "Tên cơ quan quá ngắn."),)
    return ()


def show(value: str) -> str:
    return value
