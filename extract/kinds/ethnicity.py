"""Ethnic groups, as printed.

Source: Quyết định 121-TCTK/PPCĐ (1979), 54 dân tộc.

>>> clean("Kinh .....").value
'Kinh'
>>> mended = clean("Kính")
>>> mended.value, mended.notes[0].code
('Kinh', 'repaired')
"""

from extract.document import Doubt
from extract.kinds import vocabulary
from extract.kinds.base import Cleaned


def clean(raw: str) -> Cleaned:
    return vocabulary.clean(raw, vocabulary.load("ethnicity"), closed=False)


def check(value: str) -> tuple[Doubt, ...]:
    del value  # ``clean`` has compared it with the vocabulary
    return ()


def show(value: str) -> str:
    return value
