"""Dates with their precision: day, month or year; nothing is invented.

Source: Nghị định 30/2020/NĐ-CP Điều 8 (``ngày … tháng … năm …``); Bộ luật Dân sự Điều 148.

>>> clean("14/02/1985").value, clean("ngày 05 tháng 3 năm 2024").value, clean("1962").value
('1985-02-14', '2024-03-05', '1962')
>>> clean("14 . 2 . 1985").value, clean("02/1985").value
('1985-02-14', '1985-02')
>>> [note.code for note in clean("31/02/1985").notes]
['date_impossible']
>>> show("1985-02-14")
'14/02/1985'
"""

import datetime as dt
import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned, unreadable
from extract.text import fold, without_leaders

# “năm” is often damaged (nărn): between month and year only letters may stand
_WORDS = re.compile(r"(?<!\d)(\d{1,2})\D{0,3}TH\w{1,4}\D{0,4}(\d{1,2})\D{1,9}(\d{4})(?!\d)")
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[/.\-,:\s]{1,5}(\d{1,2})[/.\-,:\s]{1,5}(\d{4})(?!\d)")
_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})\s*[/.\-]\s*(\d{4})(?!\d)|THANG\D{0,3}(\d{1,2})\D{0,3}NAM\D{0,3}(\d{4})"
)
_YEAR = re.compile(r"(?<![\d/.\-])(\d{4})(?![\d/.\-])")
YEARS = range(1880, 2200)


def clean(raw: str) -> Cleaned:
    text = fold(without_leaders(raw))
    if not any(c.isalnum() for c in text):
        return NOTHING
    full = _WORDS.search(text) or _FIGURES.search(text)
    if full and not re.search(r"\d", text[: full.start()] + text[full.end() :]):
        day, month, year = (int(part) for part in full.groups())
        try:
            return _year_checked(dt.date(year, month, day).isoformat())
        except ValueError:
            return unreadable("date_impossible", "Ngày này không có trong lịch.")
    part = _MONTH.search(text)
    if part and len(re.findall(r"\d+", text)) == 2 and not re.search(r"NGAY\W+THANG", text):
        month, year = (int(p) for p in part.groups() if p)
        if 1 <= month <= 12:
            return _year_checked(f"{year:04d}-{month:02d}")
    alone = _YEAR.search(text)
    if alone and len(re.sub(r"\D", "", text)) == 4:
        return _year_checked(alone.group(1))
    if not any(c.isdigit() for c in text):
        return NOTHING if set(text.split()) <= {"NGAY", "THANG", "NAM", ",", "/"} else _no_date()
    return _no_date()


def _no_date() -> Cleaned:
    return unreadable("date_unreadable", "Không đọc được ngày, tháng, năm.")


def _year_checked(value: str) -> Cleaned:
    if int(value[:4]) not in YEARS:
        return unreadable("date_impossible", "Năm này không hợp lý.")
    return Cleaned(value)


def check(value: str) -> tuple[Doubt, ...]:
    if int(value[:4]) > dt.datetime.now(tz=dt.UTC).year + 80:
        return (Doubt("date_far_future", "Ngày quá xa trong tương lai."),)
    return ()


def show(value: str) -> str:
    return "/".join(reversed(value.split("-")))
