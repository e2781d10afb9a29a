"""Words on a leader one of whose dots may be the word's own mark: no such word is sure.

In: words and the places where leader removal was in doubt. Out: the words, less sure. All readers
see the same cleaned page: where it lost the dot of ``huyện`` they agree on ``huyên``.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ocr.clean.dot_lattice import Floats
from ocr.page import MARK_DOUBTED, Word

_OTHER_TONES = frozenset("\u0300\u0301\u0303\u0309")  # a syllable bears one tone
_BELOW = 0.6  # of a word's height: so far below it may its dot be


def with_mark_doubts(
    words: Sequence[Word], doubts: Floats, shape: tuple[Any, ...]
) -> tuple[Word, ...]:
    """The words of a line; those above a place in doubt (pixels) lose confidence."""
    return tuple(
        replace(word, confidence=min(word.confidence, MARK_DOUBTED))
        if _may_bear_dot(word.text) and _stands_over(word, doubts, shape)
        else word
        for word in words
    )


def _may_bear_dot(text: str) -> bool:
    """Whether it may be a syllable with the dot below: ``nợ`` is misread as ``ng`` too."""
    parts = set(unicodedata.normalize("NFD", text))
    return any(part.isalpha() for part in parts) and not parts & _OTHER_TONES


def _stands_over(word: Word, doubts: Floats, shape: tuple[Any, ...]) -> bool:
    height, width = shape[:2]
    x0, y0, x1, y1 = word.box
    xs, ys = doubts[:, 0] / width, doubts[:, 1] / height
    below = (ys > (y0 + y1) / 2) & (ys < y1 + _BELOW * (y1 - y0))
    return bool(((xs >= x0) & (xs <= x1) & below).any())
