"""Religions, as printed; a printed ``Không`` is the value.

Source: Luật Tín ngưỡng, tôn giáo 02/2016/QH14; thông tư 66/2023/TT-BCA, mẫu CT07.

>>> clean("Không .....").value
'Không'
>>> mended = clean("Khóng")
>>> mended.value, mended.notes[0].code
('Không', 'repaired')
"""

from extract.document import Doubt
from extract.kinds import vocabulary
from extract.kinds.base import Cleaned


def clean(raw: str) -> Cleaned:
    return vocabulary.clean(raw, vocabulary.load("religion"), closed=False)


def check(value: str) -> tuple[Doubt, ...]:
    del value  # ``clean`` has compared it with the vocabulary
    return ()


def show(value: str) -> str:
    return value
