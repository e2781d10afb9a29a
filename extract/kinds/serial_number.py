"""The serial number that is printed on a land certificate: letters, one space, digits.

Source: Thông tư 10/2024/TT-BTNMT Điều 29 (hai chữ cái, tám chữ số); 23/2014/TT-BTNMT Điều 3
(hai chữ cái, sáu chữ số); before 2004 one letter and six digits. Never completed or mended.

>>> clean("BP123456").value, clean("AA 01234567.").value, clean("Đ 123456").value
('BP 123456', 'AA 01234567', 'Đ 123456')
>>> clean("BP 12345").notes[0].code
'serial_shape'
"""

import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned, unreadable
from extract.text import tidy, without_leaders

SHAPE = re.compile(r"(?<![A-ZĐ])([A-ZĐ]{1,2})(\d{6,8})(?!\d)")


def clean(raw: str) -> Cleaned:
    text = without_leaders(raw)
    if not any(c.isalnum() for c in text):
        return NOTHING
    found = SHAPE.findall(re.sub(r"[\s.]", "", tidy(text)))
    if len(found) != 1:
        return unreadable("serial_shape", "Số phát hành phải gồm 1-2 chữ cái và 6-8 chữ số.")
    return Cleaned(" ".join(found[0]))


def check(value: str) -> tuple[Doubt, ...]:
    head, digits = value.split(" ")
    if len(digits) == 7 or (len(digits) == 8 and len(head) != 2):
        return (Doubt("serial_shape", "Số phát hành có số chữ số lạ."),)
    return ()


def show(value: str) -> str:
    return value
