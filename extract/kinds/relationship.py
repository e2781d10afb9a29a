"""Relationships to the head of the household, as printed.

Source: Thông tư 55/2021/TT-BCA, 66/2023/TT-BCA.

>>> clean("Con đẻ .....").value
'Con đẻ'
>>> mended = clean("Con đe")
>>> mended.value, mended.notes[0].code
('Con đẻ', 'repaired')
"""

from extract.document import Doubt
from extract.kinds import vocabulary
from extract.kinds.base import Cleaned


def clean(raw: str) -> Cleaned:
    return vocabulary.clean(raw, vocabulary.load("relationship"), closed=False)


def check(value: str) -> tuple[Doubt, ...]:
    del value  # ``clean`` has compared it with the vocabulary
    return ()


def show(value: str) -> str:
    return value
