"""Names of persons: upper case, without titles, marks and tone placement as printed.

Source: Nghị định 123/2015/NĐ-CP Điều 4 (họ, chữ đệm, tên); contract §2 (normal form).

>>> clean("Ông: Nguyễn Văn An.").value
'NGUYỄN VĂN AN'
>>> clean("Hộ bà H'Nhiên Byă").value
"H'NHIÊN BYĂ"
>>> clean(".......").value is None
True
>>> clean("24 THÂN ĐỨC QUYỀN").value, clean("24 THÂN ĐỨC QUYỀN").mended
('THÂN ĐỨC QUYỀN', True)
>>> [doubt.code for doubt in check("NGUYỄN V4N AN")]
['name_has_digits']
"""

import re

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned
from extract.text import fold, without_leaders

_TITLE = re.compile(
    r"^(?:(?:HO|VA|CUNG|CO)\s+)*(?:(?:VO|CHONG)\s+)?(?:LA\s+)?"
    r"(?:ONG\s*[/,(]?\s*\(?BA\)?|ONG|BA|ANH|CHI)(?:\s*[:.]\s*|\s+)"
)
_FIGURES = re.compile(r"^(?:\d+\s+)+|(?:\s+\d+)+$")  # of a neighbour; no name has any
_ODD = re.compile(r"[^\w\s'.\-]|_")


def clean(raw: str) -> Cleaned:
    text = without_leaders(raw)
    title = _TITLE.match(fold(text))
    if title and len(text[title.end() :].split()) >= 2:
        text = text[title.end() :]
    before = text
    inner = re.sub(r"(?<=[^\W\d_]{2})\.+(?=\s|\w|$)|(?<=\s)\.+(?=\w)", " ", text)
    text = " ".join(_ODD.sub(" ", inner).split()).strip(" .-'")
    if not any(c.isalpha() for c in text):
        return NOTHING
    # a dot of the fill line under a letter may have been read as a mark, or have hidden one
    dotted = (
        (Doubt("dots_in_name", "Dấu chấm của dòng kẻ lẫn vào họ tên."),) if inner != before else ()
    )
    bare = _FIGURES.sub("", text)
    if bare != text and len(bare.split()) >= 2:
        note = Doubt("repaired", "Số lạc ở đầu hoặc cuối họ tên đã được bỏ.")
        return Cleaned(bare.upper(), (*dotted, note), mended=True)
    return Cleaned(text.upper(), dotted)


def check(value: str) -> tuple[Doubt, ...]:
    doubts = []
    words = re.split(r"[\s'\-]+", value)
    if any(c.isdigit() for c in value):
        doubts.append(Doubt("name_has_digits", "Họ tên có chữ số."))
    if not 2 <= len(words) <= 7:
        doubts.append(Doubt("name_length", "Họ tên thường có từ hai đến bảy tiếng."))
    if any(len(word) > 8 for word in words) or not any(len(w) > 1 for w in words):
        doubts.append(Doubt("name_shape", "Họ tên có tiếng quá dài hoặc chỉ có chữ rời."))
    return tuple(doubts)


def show(value: str) -> str:
    return value
