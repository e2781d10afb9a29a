"""The kind of an administrative paper in sentence case: ``Quyết định``, ``Công văn``.

Source: Nghị định 30/2020/NĐ-CP Điều 7 (29 loại văn bản hành chính).

>>> clean("QUYẾT ĐỊNH").value, clean("THÔNG BAO").value
('Quyết định', 'Thông báo')
"""

from extract.document import Doubt
from extract.kinds import vocabulary
from extract.kinds.base import Cleaned


def clean(raw: str) -> Cleaned:
    cleaned = vocabulary.clean(raw, vocabulary.load("document_kind"), closed=False)
    value = cleaned.value
    return Cleaned(value.capitalize() if value else None, cleaned.notes, cleaned.mended)


def check(value: str) -> tuple[Doubt, ...]:
    del value
    return ()


def show(value: str) -> str:
    return value
