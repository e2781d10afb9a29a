"""Addresses as printed: lines joined, single spaces, nothing completed and nothing mended.

Source: Luật Cư trú 68/2020/QH14 Điều 2; contract §2. The administrative units of the day of
printing stay (Nghị quyết 202/2025/QH15 changed them; old papers keep the old ones).

>>> clean("Thôn Đoài , xã Phúc Thịnh,\\n thành phố Hà Nội .....").value
'Thôn Đoài, xã Phúc Thịnh, thành phố Hà Nội'
>>> check("12")[0].code
'address_short'
"""

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned
from extract.text import fold, without_leaders


def clean(raw: str) -> Cleaned:
    text = without_leaders(raw)
    return Cleaned(text) if any(c.isalnum() for c in text) or text == "-/-" else NOTHING


def check(value: str) -> tuple[Doubt, ...]:
    if value == "-/-" or fold(value).startswith("KHONG"):
        return ()
    if sum(c.isalpha() for c in value) < 5:
        return (Doubt("address_short", "Địa chỉ quá ngắn."),)
    return ()


def show(value: str) -> str:
    return value
