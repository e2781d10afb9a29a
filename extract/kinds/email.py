"""Electronic mail addresses, as printed and without spaces.

Source: RFC 5321 §4.1.2 (the usual part of it).

>>> clean("an.nguyen @gmail.com").value
'an.nguyen@gmail.com'
>>> check("an.nguyengmail.com")[0].code
'email_shape'
"""

import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned
from extract.text import fold, without_leaders


def clean(raw: str) -> Cleaned:
    text = without_leaders(raw)
    if fold(text) == "KHONG":
        return Cleaned(text)
    text = text.replace(" ", "")
    return Cleaned(text) if any(c.isalnum() for c in text) else NOTHING


def check(value: str) -> tuple[Doubt, ...]:
    if fold(value) == "KHONG" or re.fullmatch(r"[\w.+\-]+@[\w\-]+(\.[\w\-]+)+", value, re.ASCII):
        return ()
    return (Doubt("email_shape", "Địa chỉ thư điện tử không đúng dạng."),)


def show(value: str) -> str:
    return value
