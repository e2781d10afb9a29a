"""The words printed on a page, and whether a reading of a line stands among them.

In: words in the order in which they were set. Out: yes or no. Leaders are no words; spaces do not
count, but a reading has to begin and to end where a word does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LEADER = re.compile(r"[.…_]{3,}")


class PageText:
    """The letters of a page without spaces, and where its words begin and end."""

    def __init__(self, words: Iterable[str]) -> None:
        bare = [
            word
            for text in words
            for word in _LEADER.sub(" ", unicodedata.normalize("NFC", text)).split()
        ]
        self._letters = "".join(bare)
        self._edges = {0}
        at = 0
        for word in bare:
            at += len(word)
            self._edges.add(at)

    def holds(self, reading: str) -> bool:
        """Whether the whole reading stands on the page, from a word's edge to a word's edge."""
        bare = "".join(reading.split())
        at = self._letters.find(bare) if bare else -1
        while at >= 0:
            if at in self._edges and at + len(bare) in self._edges:
                return True
            at = self._letters.find(bare, at + 1)
        return False
