"""The personal number of 12 digits: province, century and sex, birth year, six others.

Source: Luật Căn cước 26/2023/QH15 Điều 12; Nghị định 137/2015/NĐ-CP Điều 13;
Thông tư 59/2021/TT-BCA (mã tỉnh, mã thế kỷ và giới tính). There is no check digit.

>>> clean("0 3 6 1 8 5 9 9 0 0 2 1").value, clean("036 185 990 021.").value
('036185990021', '036185990021')
>>> [note.code for note in clean("0361859?0021").notes]
['digit_uncertain']
>>> birth_year("036185990021"), sex("036185990021")
(1985, 'Nữ')
>>> [doubt.code for doubt in check("003185990021")]
['province_unknown']
"""

import datetime as dt
import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned, unreadable
from extract.kinds.vocabulary import load
from extract.text import without_leaders

LENGTH = 12


def clean(raw: str) -> Cleaned:
    text = re.sub(r"[\s.|\-:;,_]", "", without_leaders(raw))
    if not text:
        return NOTHING
    if set(text) == {"?"}:
        return NOTHING
    if "?" in text:
        return unreadable("digit_uncertain", "Có chữ số không đọc chắc chắn.")
    runs = re.findall(r"\d+", text)
    exact = [run for run in runs if len(run) == LENGTH]
    if len(exact) == 1 and len("".join(runs)) == LENGTH:
        return Cleaned(exact[0])
    return unreadable("digit_count", "Số định danh cá nhân phải có đúng 12 chữ số.")


def check(value: str) -> tuple[Doubt, ...]:
    doubts = []
    if value[:3] not in load("province").codes:
        doubts.append(Doubt("province_unknown", "Ba số đầu không phải mã tỉnh đã biết."))
    if value[3] not in "0123":
        doubts.append(Doubt("century_unknown", "Chữ số thứ tư không phải mã thế kỷ, giới tính."))
    elif not 1900 <= birth_year(value) <= dt.datetime.now(tz=dt.UTC).year:
        doubts.append(Doubt("birth_year_future", "Năm sinh trong số định danh ở tương lai."))
    return tuple(doubts)


def birth_year(value: str) -> int:
    """The year of birth that digits four to six tell."""
    return 1900 + 100 * (int(value[3]) // 2) + int(value[4:6])


def sex(value: str) -> str:
    """The sex that digit four tells."""
    return "Nam" if int(value[3]) % 2 == 0 else "Nữ"


def show(value: str) -> str:
    return value
