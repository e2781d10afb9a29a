"""The characters that the reader knows, in the order of the network's classes.

In: nothing. Out: ``CHARSET``; class 0 is the CTC blank, class k the character ``CHARSET[k - 1]``.
"""

from __future__ import annotations

import re
import unicodedata

_LOWER = (
    "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"  # NFC, 67 letters
)
_OTHERS = "²–“”°"
CHARSET = (
    " "
    + "".join(sorted({chr(code) for code in range(33, 127)} | set(_LOWER) | set(_LOWER.upper())))
    + _OTHERS
)
CLASSES = len(CHARSET) + 1
_INDEX = {char: number for number, char in enumerate(CHARSET, start=1)}


def encode(text: str) -> list[int]:
    """Classes of a text; every character must be known."""
    return [_INDEX[char] for char in text]


def tidy(text: str) -> str:
    """NFC, single spaces, characters outside the alphabet left out."""
    known = "".join(char if char in _INDEX else " " for char in unicodedata.normalize("NFC", text))
    return re.sub(r" +", " ", known).strip()
