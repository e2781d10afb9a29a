"""Areas in square metres: decimal point, decimals as printed, no unit.

Source: Thông tư 10/2024/TT-BTNMT Điều 32 (diện tích theo m², làm tròn đến một chữ số thập phân).
Vietnamese print has a decimal comma and a dot between thousands.

>>> clean("1.250,5 m²").value, clean("125,60 m2").value, clean("193").value
('1250.5', '125.60', '193')
>>> clean("1.250 m²").value, clean("125.60m2").value, show("1250.5")
('1250', '125.60', '1.250,5 m²')
>>> clean("Không").notes[0].code
'area_unreadable'
"""

import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned, unreadable
from extract.text import without_leaders

_NUMBER = re.compile(r"\d{1,3}(?:[.\s]\d{3})+(?:,\d+)?|\d+[.,]\d+|\d+")
_UNIT = re.compile(r"(?<=[\d\s])m\s*[²2?ˆ*°'’]?(?![a-zà-ỹ])|(?<=\d)\s*mỉ|m²", re.IGNORECASE)


def clean(raw: str) -> Cleaned:
    text = re.sub(r"(?<=\d)\s*([.,])\s*(?=\d)", r"\1", without_leaders(_UNIT.sub(" ", raw)))
    if not any(c.isalnum() for c in text):
        return NOTHING
    found = _NUMBER.findall(text)
    if len(found) != 1:
        return unreadable("area_unreadable", "Không đọc được diện tích.")
    return Cleaned(normal(found[0]))


def normal(printed: str) -> str:
    """``1.250,5`` as ``1250.5``; a dot before exactly three digits parts thousands."""
    printed = printed.replace(" ", "")
    if "," in printed:
        return printed.replace(".", "").replace(",", ".")
    if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+", printed):
        return printed.replace(".", "")
    return printed


def check(value: str) -> tuple[Doubt, ...]:
    if float(value) <= 0:
        return (Doubt("area_not_positive", "Diện tích phải lớn hơn 0."),)
    if float(value) > 10_000_000:
        return (Doubt("area_too_large", "Diện tích lớn bất thường."),)
    return ()


def show(value: str) -> str:
    whole, _, decimals = value.partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{decimals}" if decimals else "") + " m²"
