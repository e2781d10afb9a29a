"""Vietnamese number words and dates, as papers print them.

In: numbers and dates. Out: `Một trăm hai mươi phẩy năm`, `ngày 05 tháng 3 năm 2024` and so on.
"""

from __future__ import annotations

from datetime import date

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", " nghìn", " triệu", " tỷ")


def _below_hundred(n: int) -> str:
    tens, unit = divmod(n, 10)
    if tens == 0:
        return _DIGITS[unit]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if unit == 0:
        return head
    if unit == 1 and tens > 1:
        return f"{head} mốt"
    return f"{head} {'lăm' if unit == 5 else _DIGITS[unit]}"


def _below_thousand(n: int, *, full: bool) -> str:
    hundreds, rest = divmod(n, 100)
    if not hundreds and not full:
        return _below_hundred(rest)
    head = f"{_DIGITS[hundreds]} trăm"
    if rest == 0:
        return head
    return f"{head} {'linh ' if rest < 10 else ''}{_below_hundred(rest)}"


def words(n: int) -> str:
    """A whole number in words, lower case: 125 -> một trăm hai mươi lăm."""
    if n == 0:
        return _DIGITS[0]
    groups = []
    while n:
        n, group = divmod(n, 1000)
        groups.append(group)
    top = len(groups) - 1
    parts = [
        _below_thousand(groups[i], full=i < top) + _SCALES[i]
        for i in range(top, -1, -1)
        if groups[i]
    ]
    return " ".join(parts)


def area_words(area: str) -> str:
    """`120.5` -> Một trăm hai mươi phẩy năm mét vuông."""
    whole, _, part = area.partition(".")
    text = words(int(whole))
    if part.strip("0"):
        zeros = len(part) - len(part.lstrip("0"))
        text += " phẩy " + "không " * zeros + words(int(part))
    elif part:
        text += " phẩy không" if len(part) == 1 else " phẩy không không"
    return text[0].upper() + text[1:] + " mét vuông"


def comma(area: str, *, thousands: bool = True) -> str:
    """`1250.5` -> 1.250,5 as papers print it."""
    whole, _, part = area.partition(".")
    shown = f"{int(whole):,}".replace(",", ".") if thousands else whole
    return f"{shown},{part}" if part else shown


def two_digits(day: date) -> tuple[str, str, str]:
    """Day, month, year under NĐ 30/2020: days below 10 and months 1, 2 with a leading zero."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}", month, str(day.year)


def day_words(day: date) -> str:
    """`ngày 05 tháng 3 năm 2024`."""
    d, m, y = two_digits(day)
    return f"ngày {d} tháng {m} năm {y}"


def slashed(day: date, style: int = 0) -> str:
    """`05/03/2024`; style 1 `5/3/2024`, 2 `05-03-2024`, 3 `05.03.2024`."""
    if style == 1:
        return f"{day.day}/{day.month}/{day.year}"
    mark = {0: "/", 2: "-", 3: "."}[style]
    return f"{day.day:02d}{mark}{day.month:02d}{mark}{day.year}"
