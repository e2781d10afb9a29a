"""Codes of dossiers at the one-stop shops: agency, day of receipt, running number.

Source: Thông tư 01/2018/TT-VPCP Điều 19; 04/2025/TT-VPCP (mã số hồ sơ thủ tục hành chính).

>>> clean("H26.105-260805-0007").value, clean("000.00.16.H40 - 230615 - 0001").value
('H26.105-260805-0007', '000.00.16.H40-230615-0001')
>>> clean("H26 105-260805-0007").value, clean("H26 105-260805-0007").mended
('H26.105-260805-0007', True)
>>> [doubt.code for doubt in check("H26.105-261305-0007")]
['dossier_code_date']
>>> [doubt.code for doubt in check("0007")]
['dossier_code_shape']
"""

import datetime as dt
import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned
from extract.text import without_leaders

_SHAPE = re.compile(r"[A-Z0-9]{2,3}(?:\.[A-Z0-9]{2,3}){0,5}-(\d{6})-[A-Z]{0,2}\d{4,10}")
_LOST_DOT = re.compile(r"(?<=[A-Z0-9])\s+(?=[A-Z0-9.]+\s?-)")  # between parts of the agency


def clean(raw: str) -> Cleaned:
    text = re.sub(r"\s|–", lambda m: "-" if m.group(0) == "–" else "", without_leaders(raw))
    dotted = _LOST_DOT.sub(".", without_leaders(raw)).replace(" ", "")
    if _SHAPE.fullmatch(dotted) and not _SHAPE.fullmatch(text):
        note = Doubt("repaired", "Dấu chấm giữa mã cơ quan bị mất đã được điền lại.")
        return Cleaned(dotted, (note,), mended=True)
    return Cleaned(text) if any(c.isdigit() for c in text) else NOTHING


def check(value: str) -> tuple[Doubt, ...]:
    match = _SHAPE.fullmatch(value)
    if match is None:
        return (Doubt("dossier_code_shape", "Mã hồ sơ không đúng dạng thường gặp."),)
    try:
        dt.datetime.strptime(match.group(1), "%y%m%d").replace(tzinfo=dt.UTC)
    except ValueError:
        return (Doubt("dossier_code_date", "Sáu số giữa của mã hồ sơ không phải ngày tháng."),)
    return ()


def show(value: str) -> str:
    return value
