"""Nationalities, as printed.

Source: Luật Quốc tịch Việt Nam 24/2008/QH12.

>>> clean("Việt Nam .....").value
'Việt Nam'
>>> mended = clean("Việt Nạm")
>>> mended.value, mended.notes[0].code
('Việt Nam', 'repaired')
"""

from extract.document import Doubt
from extract.kinds import vocabulary
from extract.kinds.base import Cleaned


def clean(raw: str) -> Cleaned:
    return vocabulary.clean(raw, vocabulary.load("nationality"), closed=False)


def check(value: str) -> tuple[Doubt, ...]:
    del value  # ``clean`` has compared it with the vocabulary
    return ()


def show(value: str) -> str:
    return value
