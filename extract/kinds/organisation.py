"""Agencies and other bodies as printed, several lines joined.

Source: Nghị định 30/2020/NĐ-CP Phụ lục I (tên cơ quan, tổ chức ban hành văn bản).

>>> clean("Công an xã Phúc Thịnh,  thành phố Hà Nội ....").value
'Công an xã Phúc Thịnh, thành phố Hà Nội'
>>> clean("Ủy ban nhân dân xã Đai Tâm, huyên Mỹ Xuyên, tỉnh Sóc Trăng").value
'Ủy ban nhân dân xã Đại Tâm, huyện Mỹ Xuyên, tỉnh Sóc Trăng'
"""

from extract.addresses.mending import mended
from extract.document import Doubt
from extract.kinds.address import MARKS
from extract.kinds.base import NOTHING, Cleaned
from extract.text import without_leaders


def clean(raw: str) -> Cleaned:
    text = without_leaders(raw).strip(" -–—")
    if not any(c.isalpha() for c in text):
        return NOTHING
    whole = mended(text)
    if whole == text:
        return Cleaned(text)
    return Cleaned(whole, (MARKS,), mended=True, printed=text)


def check(value: str) -> tuple[Doubt, ...]:
    if sum(c.isalpha() for c in value) < 4:
        return (Doubt("organisation_short", "Tên cơ quan quá ngắn."),)
    return ()


def show(value: str) -> str:
    return value
