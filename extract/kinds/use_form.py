"""Forms of land use.

Source: Thông tư 10/2024/TT-BTNMT Điều 32; 23/2014/TT-BTNMT Điều 6.

>>> clean("Sử dụng riêng .....").value
'Sử dụng riêng'
>>> mended = clean("Sứ dụng riêng")
>>> mended.value, mended.notes[0].code
('Sử dụng riêng', 'repaired')
"""

from extract.document import Doubt
from extract.kinds import vocabulary
from extract.kinds.base import Cleaned


def clean(raw: str) -> Cleaned:
    return vocabulary.clean(raw, vocabulary.load("use_form"), closed=False)


def check(value: str) -> tuple[Doubt, ...]:
    del value  # ``clean`` has compared it with the vocabulary
    return ()


def show(value: str) -> str:
    return value
