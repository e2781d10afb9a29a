"""How well lines were read: exact share and character error rate.

In: pairs (read, truth). Out: a ``Score``. Runs of spaces count as one.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq, Levenshtein


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


def words_right(pairs: Sequence[tuple[str, str]]) -> float:
    """Share of the words of the truths that were read, in their order."""
    right = total = 0
    for read, truth in pairs:
        mine, true = plain(read).split(), plain(truth).split()
        right += LCSseq.similarity(mine, true)
        total += len(true)
    return right / max(1, total)


def lower_bound(right: int, count: int) -> float:
    """Lower end of the 95 % interval of a share (Clopper and Pearson): exact near 1."""
    low, high = 0.0, right / max(1, count)
    for _ in range(40):
        middle = (low + high) / 2
        below = _at_least(right, count, middle) < 0.025
        low, high = (middle, high) if below else (low, middle)
    return low


def _at_least(right: int, count: int, share: float) -> float:
    """Chance of ``right`` or more successes in ``count`` trials."""
    if share <= 0:
        return float(right == 0)
    if share >= 1:
        return 1.0
    logs = [
        math.lgamma(count + 1) - math.lgamma(k + 1) - math.lgamma(count - k + 1)
        + k * math.log(share) + (count - k) * math.log1p(-share)
        for k in range(right, count + 1)
    ]  # fmt: skip
    return sum(map(math.exp, logs))
