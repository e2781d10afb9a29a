"""Terms of land use, as printed: ``Lâu dài``, ``Đến ngày 15/10/2063``.

Source: Luật Đất đai 31/2024/QH15 Điều 171, 172.

>>> clean("Lâu dái.").value, clean("Đến ngày 15/10/2063").value
('Lâu dài', 'Đến ngày 15/10/2063')
"""

from extract.document import Doubt
from extract.kinds import free_text, vocabulary
from extract.kinds.base import Cleaned


def clean(raw: str) -> Cleaned:
    cleaned = free_text.clean(raw)
    if cleaned.value is None or any(c.isdigit() for c in cleaned.value):
        return cleaned
    entry = vocabulary.clean(raw, vocabulary.load("land_term"), closed=False)
    return entry if entry.value != cleaned.value else cleaned


def check(value: str) -> tuple[Doubt, ...]:
    del value
    return ()


def show(value: str) -> str:
    return value
