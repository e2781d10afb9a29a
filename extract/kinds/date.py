"""Dates with their precision: day, month or year; nothing is invented.

Source: Nghị định 30/2020/NĐ-CP Điều 8 (``ngày … tháng … năm …``); Bộ luật Dân sự Điều 148.

>>> clean("14/02/1985").value, clean("ngày 05 tháng 3 năm 2024").value, clean("1962").value
('1985-02-14', '2024-03-05', '1962')
>>> clean("14 . 2 . 1985").value, clean("02/1985").value
('1985-02-14', '1985-02')
>>> clean("14 giờ 30 phút, ngày 05 tháng 8 năm 2026").value, clean("09:15 06/8/2026").value
('2026-08-05', '2026-08-06')
>>> [note.code for note in clean("31/02/1985").notes]
['date_impossible']
>>> guess = clean("12 / I / 1980")
>>> guess.value, guess.mended, clean("22/1 1/1980").mended
('1980-01-12', True, True)
>>> [clean(f"ngày {day} tháng 02 năm 2025").value for day in ("1B", "", "Jã")]
[None, None, None]
>>> show("1985-02-14")
'14/02/1985'
"""

import datetime as dt
import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned, unreadable
from extract.text import fold, without_leaders

# “năm” is often damaged (nărn); a letter glued to a figure is a figure that was not read
_WORDS = re.compile(
    r"(?<!\w)(\d{1,2})\W{1,3}TH\w{1,4}\W{1,4}(\d{1,2})\W{1,4}N\w{1,4}\W{1,4}(\d{4})(?!\d)"
)
_FIGURES = re.compile(r"(?<!\w)(\d{1,2})[/.\-,:\s]{1,5}(\d{1,2})[/.\-,:\s]{1,5}(\d{4})(?!\d)")
_MONTH = re.compile(
    r"(?<!\w)(\d{1,2})\s*[/.\-]\s*(\d{4})(?!\d)|THANG\W{0,3}(\d{1,2})\W{0,3}NAM\W{0,3}(\d{4})"
)
_YEAR = re.compile(r"(?<![\d/.\-])(\d{4})(?![\d/.\-])")
_TIME = re.compile(
    r"(?<!\d)\d{1,2}\s*(?:GIO|H|:)\s*\d{1,2}(?:\s*PHUT|\b)[\s,;]*|(?<!\d)\d{1,2} GIO\W+"
)
YEARS = range(1880, 2200)
_NO_ZERO = Doubt(
    "day_without_zero", "Ngày nhỏ hơn 10 mà không có số 0 đứng trước: có thể thiếu chữ số."
)

_MENDED = Doubt("date_mended", "Ngày đọc không rõ, đây là phỏng đoán: hãy đối chiếu với ảnh.")


def clean(raw: str) -> Cleaned:
    text = _TIME.sub(" ", fold(without_leaders(raw)))
    if not any(c.isdigit() for c in text):
        words = set(re.findall(r"\w+", text))
        return NOTHING if words <= {"NGAY", "THANG", "NAM"} else _no_date()
    value = _day(text) or _part(text)
    mended = value is None
    if value is None:
        value = _day(_likely(text))
    if value is None:
        return _no_date()
    try:
        dt.date.fromisoformat(value + "-01-01"[: 10 - len(value)])
    except ValueError:
        return unreadable("date_impossible", "Ngày này không có trong lịch.")
    if int(value[:4]) not in YEARS:
        return unreadable("date_impossible", "Năm này không hợp lý.")
    words_match = _WORDS.search(text)
    short = words_match is not None and len(words_match.group(1)) == 1
    notes = (_MENDED,) if mended else (_NO_ZERO,) if short else ()
    return Cleaned(value, notes, mended=mended)


def _likely(text: str) -> str:
    """A proposal for a person: letters that look like figures, figures torn apart."""
    return re.sub(r"\s+", "", text.translate(str.maketrans("IL|O", "1110")))


def _day(text: str) -> str | None:
    """A full date, when no other figures stand beside it."""
    full = _WORDS.search(text) or _FIGURES.search(text)
    if full is None or re.search(r"\d", text[: full.start()] + text[full.end() :]):
        return None
    day, month, year = (int(part) for part in full.groups())
    return f"{year:04d}-{month:02d}-{day:02d}"


def _part(text: str) -> str | None:
    """Month and year, or the year alone, when no more is printed (and no day was lost)."""
    figures = re.findall(r"\d+", text)
    part = _MONTH.search(text)
    if part and len(figures) == 2 and "NGAY" not in text:
        month, year = (int(p) for p in part.groups() if p)
        return f"{year:04d}-{month:02d}"
    alone = _YEAR.search(text)
    return alone.group(1) if alone and len("".join(figures)) == 4 and "NGAY" not in text else None


def _no_date() -> Cleaned:
    return unreadable("date_unreadable", "Không đọc được ngày, tháng, năm.")


def check(value: str) -> tuple[Doubt, ...]:
    if int(value[:4]) > dt.datetime.now(tz=dt.UTC).year + 80:
        return (Doubt("date_far_future", "Ngày quá xa trong tương lai."),)
    return ()


def show(value: str) -> str:
    return "/".join(reversed(value.split("-")))
