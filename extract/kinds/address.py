"""Addresses as printed: lines joined, single spaces, nothing completed; lost marks are mended.

Source: Luật Cư trú 68/2020/QH14 Điều 2; contract §2. The administrative units of the day of
printing stay (Nghị quyết 202/2025/QH15 changed them; old papers keep the old ones).

>>> clean("Thôn Đoài , xã Phúc Thịnh,\\n thành phố Hà Nội .....").value
'Thôn Đoài, xã Phúc Thịnh, thành phố Hà Nội'
>>> clean("Ấp Tân Thuận. xã Châu Thành").value, clean("12 Lê Lợi, TP. Hồ Chí Minh").value
('Ấp Tân Thuận, xã Châu Thành', '12 Lê Lợi, TP. Hồ Chí Minh')
>>> clean("phường Diên Hồng, tỉnh. Gia Lai").value
'phường Diên Hồng, tỉnh Gia Lai'
>>> clean("Tổ 8, phường 9, Đà Lat, Lâm Đồng").value
'Tổ 8, phường 9, Đà Lạt, Lâm Đồng'
>>> clean("Tổ 21, xã la Kênh, T. Gia Lai").value
'Tổ 21, xã Ia Kênh, T. Gia Lai'
>>> check("12")[0].code
'address_short'
"""

import re

from extract.addresses.mending import mended
from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned
from extract.text import fold, without_leaders

# no address has a full stop before a unit in small letters: it is a comma whose tail was lost
_DOT = re.compile(r"(?<=[^\W\d_])\.\s+(?=(?:xã|phường|thị|huyện|quận|thành|tỉnh|đặc khu)\b)")
# and a unit's word written out has none behind it: it is left of a fill line
_AFTER = re.compile(r"\b(xã|phường|huyện|quận|tỉnh|thành phố|thị trấn|thị xã)\.\s+")
# ``Ia``, water in Jrai, begins many names; no name has a small ``la`` before a capital
_IA = re.compile(r"(?<![\w'])la(?=\s+[A-ZĐ])")
MARKS = Doubt(
    "repaired", "Dấu hoặc dấu phẩy bị mất của tên đơn vị hành chính được điền theo danh mục."
)
_COMMA = Doubt("repaired", "Dấu chấm lạc trước hoặc sau tên cấp đơn vị hành chính đã được bỏ.")

_LETTER = Doubt("repaired", "Chữ “la” trước tên riêng được đọc là “Ia”.")


def clean(raw: str) -> Cleaned:
    printed = without_leaders(raw)
    text = _AFTER.sub(r"\1 ", _DOT.sub(", ", printed))
    notes = (_COMMA,) if text != printed else ()
    if _IA.search(text):
        text, notes = _IA.sub("Ia", text), (*notes, _LETTER)
    if not any(c.isalnum() for c in text) and text != "-/-":
        return NOTHING
    whole = mended(text)
    if whole != text:
        return Cleaned(whole, (*notes, MARKS), mended=True, printed=text)
    return Cleaned(text, notes)


def check(value: str) -> tuple[Doubt, ...]:
    if value == "-/-" or fold(value).startswith("KHONG"):
        return ()
    if sum(c.isalpha() for c in value) < 5:
        return (Doubt("address_short", "Địa chỉ quá ngắn."),)
    return ()


def show(value: str) -> str:
    return value
