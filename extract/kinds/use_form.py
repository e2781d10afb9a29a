"""Forms of land use.

Source: Thông tư 10/2024/TT-BTNMT Điều 32; 23/2014/TT-BTNMT Điều 6.

>>> clean("Sử dụng riêng .....").value
'Sử dụng riêng'
>>> mended = clean("Sứ dụng riêng")
>>> mended.value, mended.notes[0].code
('Sử dụng riêng', 'repaired')
>>> clean("riêng: 120,5 m², chung: Không").value
'riêng: 120,5 m², chung: Không'
"""

import re

from extract.document import Doubt
from extract.kinds import vocabulary
from extract.kinds.base import Cleaned
from extract.text import without_leaders

_PARTS = re.compile(r"(riêng|chung)\b.*(\d|không)", re.IGNORECASE)


def clean(raw: str) -> Cleaned:
    text = re.sub(r"(?<=\d)\s?m\s?2\b", " m²", without_leaders(raw))
    if _PARTS.search(text):
        return Cleaned(text)
    return vocabulary.clean(raw, vocabulary.load("use_form"), closed=False)


def check(value: str) -> tuple[Doubt, ...]:
    del value  # ``clean`` has compared it with the vocabulary
    return ()


def show(value: str) -> str:
    return value
