"""Numbers of letters and decisions with all their parts; a number without digits is missing.

Source: Nghị định 30/2020/NĐ-CP Phụ lục I mục II.3 (số, ký hiệu của văn bản).

>>> clean("12/QĐ-UBND").value, clean("1906 /SGDĐT-CTrTT").value
('12/QĐ-UBND', '1906/SGDĐT-CTrTT')
>>> clean("      /XN").value is None
True
"""

import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned
from extract.text import without_leaders


def clean(raw: str) -> Cleaned:
    text = re.sub(r"\s*([/\-–])\s*", r"\1", without_leaders(raw)).replace("–", "-")
    text = re.sub(r"[\s_]", "", text)
    head = text.split("/")[0]
    if not any(c.isdigit() for c in head):
        return NOTHING  # the number was left for a pen: it is never guessed
    return Cleaned(text)


def check(value: str) -> tuple[Doubt, ...]:
    if not re.fullmatch(r"\d+[A-Za-zĐ]?(/\d{4})?/[\w\-&.,;/]+", value):
        return (Doubt("document_number_shape", "Số, ký hiệu không đúng dạng thường gặp."),)
    return ()


def show(value: str) -> str:
    return value
