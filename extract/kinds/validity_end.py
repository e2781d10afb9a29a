"""The end of validity of a card: a date, or ``Không thời hạn`` as printed.

Source: Luật Căn cước 26/2023/QH15 Điều 21 (thẻ cấp từ đủ 60 tuổi không ghi hạn); contract §2.

>>> clean("14/02/2045").value, clean("Không thời hạn").value, clean("không thời han").value
('2045-02-14', 'Không thời hạn', 'Không thời hạn')
"""

from rapidfuzz.distance import Levenshtein

from extract.document import Doubt
from extract.kinds import date
from extract.kinds.base import Cleaned
from extract.text import letters

_NO_END = "Không thời hạn"


def clean(raw: str) -> Cleaned:
    found = letters(raw)
    if Levenshtein.normalized_similarity(found, letters(_NO_END)) >= 0.8:
        return Cleaned(_NO_END)
    return date.clean(raw)


def check(value: str) -> tuple[Doubt, ...]:
    return () if value == _NO_END else date.check(value)


def show(value: str) -> str:
    return value if value == _NO_END else date.show(value)
