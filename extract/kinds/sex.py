"""The sex: Nam or Nữ.

Source: Thông tư 66/2023/TT-BCA, mẫu CT01 mục 3.

>>> clean("Nữ .....").value
'Nữ'
>>> mended = clean("Nừ")
>>> mended.value, mended.notes[0].code
('Nữ', 'repaired')
"""

from extract.document import Doubt
from extract.kinds import vocabulary
from extract.kinds.base import Cleaned


def clean(raw: str) -> Cleaned:
    return vocabulary.clean(raw, vocabulary.load("sex"), closed=True)


def check(value: str) -> tuple[Doubt, ...]:
    del value  # ``clean`` has compared it with the vocabulary
    return ()


def show(value: str) -> str:
    return value
