"""Words that cleaning may have harmed: on a leader one of whose dots may be the word's own mark, or
under a black seal that was taken away. No such word is sure.

In: words and the places where cleaning was in doubt. Out: the words, less sure. A dot that lies on
the lattice of a leader exactly is one of its dots to every reader: they agree on ``huyên``.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ocr.clean.dot_lattice import Floats
from ocr.page import MARK_DOUBTED, Word
from ocr.picture import Rect

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


def with_seal_doubts(
    words: Sequence[Word], seals: Sequence[Rect], shape: tuple[Any, ...]
) -> tuple[Word, ...]:
    """The words of a line; those that a round seal (pixels) reaches lose confidence."""
    return tuple(
        replace(word, confidence=min(word.confidence, MARK_DOUBTED))
        if any(_reaches(seal, word, shape) for seal in seals)
        else word
        for word in words
    )


def _reaches(seal: Rect, word: Word, shape: tuple[Any, ...]) -> bool:
    """Whether the seal's circle and the word's box share a place."""
    height, width = shape[:2]
    x, y = (seal[0] + seal[2]) / 2, (seal[1] + seal[3]) / 2
    x0, y0, x1, y1 = word.box
    across = x - min(max(x, x0 * width), x1 * width)
    down = y - min(max(y, y0 * height), y1 * height)
    return float(across**2 + down**2) <= ((seal[2] - seal[0]) / 2) ** 2


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
