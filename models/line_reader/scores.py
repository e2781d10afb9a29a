"""How well lines were read: exact share and character error rate.

In: pairs (read, truth). Out: a ``Score``. Runs of spaces count as one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True, slots=True)
class Score:
    """``exact``: share of lines without a fault; ``cer``: edits per character of the truth."""

    lines: int
    exact: float
    cer: float


def plain(text: str) -> str:
    """NFC with single spaces, as texts are compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def score(pairs: Sequence[tuple[str, str]]) -> Score:
    """Scores of many lines together."""
    even = [(plain(read), plain(truth)) for read, truth in pairs]
    edits = sum(Levenshtein.distance(read, truth) for read, truth in even)
    letters = sum(len(truth) for _, truth in even)
    exact = sum(read == truth for read, truth in even)
    return Score(len(even), exact / max(1, len(even)), edits / max(1, letters))
