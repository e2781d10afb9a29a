"""Names of administrative units made comparable.

Marks, case, spaces, hyphens and *i* for *y* do not count in a ``key``; in ``accents`` the marks do,
wherever in the syllable the tone is written (Hòa, Hoà).

>>> key("Hoà Mỹ"), short("Thị trấn Yên Viên"), key("Phường 03")
('hoami', 'Yên Viên', 'phuong3')
>>> accents("Hoà") == accents("hòa"), accents("Hòa") == accents("Hỏa")
(True, False)
"""

import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"
_UNIT = re.compile(
    r"^(?:thành phố|thị trấn|đặc khu|phường|huyện|thị xã|tỉnh|quận|xã)\s+", re.IGNORECASE
)


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """Small letters and digits only; numbers without leading zeros."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("ð", "d"))
    found = "".join(c for c in plain if c.isascii() and c.isalnum()).replace("y", "i")
    return re.sub(r"(?<!\d)0+(?=\d)", "", found)


def short(name: str) -> str:
    """The name without the unit's word."""
    return _UNIT.sub("", name)


@lru_cache(maxsize=65536)
def accents(text: str) -> str:
    """The letters with their marks, each word's tone at its end."""
    return "".join(_tone_last(word) for word in re.split(r"[\s\-.,]+", text.lower()))


def _tone_last(word: str) -> str:
    split = unicodedata.normalize("NFD", word)
    tone = "".join(c for c in split if c in TONES)
    plain = "".join(c for c in split if c not in TONES)
    return unicodedata.normalize("NFC", plain).replace("y", "i") + tone
