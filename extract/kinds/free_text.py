"""Free text as printed: lines joined, single spaces, fill lines taken out.

Source: contract §2 (“everything else as printed, without its label”).

>>> clean("Đăng ký thường trú theo vợ ........").value
'Đăng ký thường trú theo vợ'
>>> clean("-/-").value
'-/-'
"""

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned
from extract.text import without_leaders


def clean(raw: str) -> Cleaned:
    text = without_leaders(raw)
    return Cleaned(text) if sum(c.isalpha() for c in text) > 1 or text == "-/-" else NOTHING


def check(value: str) -> tuple[Doubt, ...]:
    if len(value) < 2:
        return (Doubt("text_short", "Nội dung quá ngắn."),)
    return ()


def show(value: str) -> str:
    return value
