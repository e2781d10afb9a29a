"""Purposes of land use: names without code and area, several joined with ``; ``.

Source: Thông tư 25/2014/TT-BTNMT (bảng mã 2014) và 08/2024/TT-BTNMT phụ lục II (bảng mã 2024).
A bare code is given as its name.

>>> clean("Đất ở tại nông thôn (ONT): 93,0 m²; Đất trồng cây hằng năm khác (HNK): 100,0 m²").value
'Đất ở tại nông thôn; Đất trồng cây hằng năm khác'
>>> clean("ODT 60,0 m²; CLN 60,5 m²").value
'Đất ở tại đô thị; Đất trồng cây lâu năm'
>>> clean("Đất ờ tại đô thi").value
'Đất ở tại đô thị'
>>> areas("ODT 60,0 m²; CLN 60,5 m²")
['60.0', '60.5']
"""

import re

from extract.document import Doubt
from extract.kinds import area, vocabulary
from extract.kinds.base import NOTHING, Cleaned
from extract.text import fold, letters, without_leaders

_AREA = r"\d[\d.,]*\s*(?:m\s*[²2?]?|M2)?(?![\w/])"
_PART = re.compile(rf":?\s*\(?({_AREA})\)?")


def clean(raw: str) -> Cleaned:
    text = without_leaders(raw)
    if not any(c.isalnum() for c in text):
        return Cleaned(text) if text == "-/-" else NOTHING
    names: list[str] = []
    notes: list[Doubt] = []
    mended = False
    for part in _parts(text):
        cleaned = _one(part)
        if cleaned.value is not None and cleaned.value not in names:
            names.append(cleaned.value)
        notes.extend(cleaned.notes)
        mended = mended or cleaned.mended
    return Cleaned("; ".join(names) or None, tuple(notes), mended)


def _parts(text: str) -> list[str]:
    without_areas = _PART.sub(";", text)
    parts = [part.strip(" ,:;.+-()") for part in re.split(r"[;+]", without_areas)]
    return [part for part in parts if any(c.isalpha() for c in part)]


def _one(part: str) -> Cleaned:
    codes = vocabulary.load("land_use").codes
    named = re.sub(r"\s*[(\[]\s*[A-Z]{3}\s*[)\]]?", "", part).strip(" ,:;.-")
    code = fold(named)
    if code in codes:
        return Cleaned(codes[code])
    several = re.split(r"\s*,\s*|\s+và\s+|\s+", named)
    if len(several) > 1 and all(fold(word) in codes for word in several):
        return Cleaned("; ".join(codes[fold(word)] for word in several))
    if not named:
        inside = letters(part)
        return Cleaned(codes.get(inside))
    return vocabulary.clean(named, vocabulary.load("land_use"), closed=False)


def areas(raw: str) -> list[str]:
    """The printed areas of the purposes, in order."""
    found = re.findall(r"(\d[\d.,]*\d|\d)\s*(?:m\s*[²2?]|M2)", without_leaders(raw))
    return [area.normal(item) for item in found]


def check(value: str) -> tuple[Doubt, ...]:
    if not value.startswith(("Đất", "Núi", "-/-")):
        return (Doubt("land_use_shape", "Mục đích sử dụng đất không bắt đầu bằng “Đất”."),)
    return ()


def show(value: str) -> str:
    return value
