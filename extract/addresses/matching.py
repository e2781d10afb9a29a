"""Which unit is named by the words that end at some place?

In: words, a place, a group of units that it may be. Out: ``Match``es, best first. A name may be
damaged within one letter in four; the unit's word before it (``P.``, ``huyện``) says what it must
be; a number is a name only with such a word.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from extract.addresses.spelling import accents
from extract.addresses.units import Level, Unit, names_of
from extract.addresses.words import Word

_LONGEST_NAME = 8  # words
_LONGER = 0.03  # of two clean names the one of more words: Thừa Thiên Huế, Huế
_OTHER = 0.35  # another level's word before it; or the end of a name before it (Tân Xã)
_SHORT = 0.8  # what ``names_of`` gives short forms
_TONES = 0.05  # another letter's mark: more than two ways may differ by
_PLACES = re.compile(  # what stands before the communes (domain: formats of addresses)
    "thon|xom|ap|to|khu|khom|khoi|ban|buon|bon|lang|doi|so|ngo|ngach|hem|kiet|duong|pho|kp|tdp"
    "|cum|tieukhu|phum|soc|plei|sn|ql|tl|cc|kdt|ktt"
)
_WORDS: dict[str, dict[str, str]] = {
    Level.PROVINCE: {
        "tinh": "tỉnh", "t": "tỉnh", "thanhpho": "thành phố", "tp": "thành phố",
        "tpho": "thành phố", "thudo": "thành phố",
    },
    Level.DISTRICT: {
        "quan": "quận", "q": "quận", "huien": "huyện", "h": "huyện", "thixa": "thị xã",
        "tx": "thị xã", "thanhpho": "thành phố", "tp": "thành phố", "tpho": "thành phố",
    },
    Level.WARD: {
        "phuong": "phường", "p": "phường", "f": "phường", "ph": "phường", "xa": "xã", "x": "xã",
        "thitran": "thị trấn", "tt": "thị trấn", "ttr": "thị trấn", "dackhu": "đặc khu",
        "dk": "đặc khu",
    },
}  # fmt: skip
_SHORT_WORDS = {"xa": "xã", "quan": "quận"}  # names end in their letters, too
_EVERY = {word for words in _WORDS.values() for word in words}
_PREFIXES = {  # printed together with the name, in small letters
    level: sorted(words, key=len, reverse=True) for level, words in _WORDS.items()
}


@dataclass(frozen=True, slots=True)
class Match:
    """``start``: of the unit's word; ``name``: of the name. ``score``: 1 for a clean name."""

    unit: Unit
    start: int
    name: int
    end: int
    score: float
    exact: bool
    kind: str  # what the unit's word says, or empty


@dataclass(frozen=True, slots=True)
class _Span:
    """Words that may be a name, as one key; ``worth`` falls where it took some guessing."""

    key: str
    start: int
    name: int
    kind: str  # what the unit's word says, or empty
    worth: float


@dataclass(slots=True)
class Text:
    """The words of one address, and the spans of them that were looked at."""

    words: Sequence[Word]
    plain: bool  # printed without any marks
    damaged: bool  # look for damaged names, too
    _seen: dict[tuple[int, Level], list[_Span]] = field(default_factory=dict)

    def spans(self, end: int, level: Level) -> list[_Span]:
        """Words before ``end`` that may be a name of this level."""
        place = (end, level)
        if place not in self._seen:
            self._seen[place] = list(_spans(self, end, level))
        return self._seen[place]


class Group:
    """Units among which to look, by the keys of their names."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.by_key: dict[str, list[tuple[Unit, float]]] = {}
        for unit in units:
            for name, worth in names_of(unit):
                self.by_key.setdefault(name, []).append((unit, worth))
        self.names = [  # of which a damaged one can be told: no short forms, no numbers
            name
            for name, named in self.by_key.items()
            if len(name) >= 4 and not name[-1].isdigit() and max(w for _, w in named) > _SHORT
        ]

    def ending(self, text: Text, end: int, level: Level) -> list[Match]:
        """The units named just before ``end``; damaged names only where no clean one stands."""
        spans = text.spans(end, level)
        found = [
            _match(text, span, end, unit, worth, distance=0)
            for span in spans
            for unit, worth in self.by_key.get(span.key, ())
            if worth > _SHORT or _is_short_form(text.words[span.name : end], unit)
        ]
        if text.damaged and not any(match.score >= 0.9 for match in found):
            found.extend(self._damaged(text, spans, end))
        best: dict[Unit, Match] = {}
        for match in found:
            if match.unit not in best or best[match.unit].score < match.score:
                best[match.unit] = match
        return sorted((m for m in best.values() if m.score > 0.3), key=lambda m: -m.score)

    def _damaged(self, text: Text, spans: list[_Span], end: int) -> Iterator[Match]:
        spans = [span for span in spans if _may_be_damaged(text.words, span)]
        if not spans or not self.names:
            return
        import numpy as np  # only damaged names pay for it
        from rapidfuzz.process import cdist

        keys = [span.key for span in spans]
        distances = cdist(keys, self.names, scorer=Levenshtein.distance, dtype=np.int32)
        lengths = np.array([len(key) for key in keys], dtype=np.int64)
        others = np.array([len(name) for name in self.names], dtype=np.int64)
        most = np.maximum(lengths[:, None], others[None, :]) // 4
        for row, column in np.argwhere((distances > 0) & (distances <= most)):
            for unit, worth in self.by_key[self.names[column]]:
                yield _match(text, spans[row], end, unit, worth, distance=distances[row, column])


def _is_short_form(printed: Sequence[Word], unit: Unit) -> bool:
    """``T. Giang``: a letter alone before the rest; ``HN``: capitals, of a province."""
    letter = len(printed) > 1 and len(printed[0].key) == 1 and not printed[0].key.isdigit()
    capitals = unit.level is Level.PROVINCE and all(word.text.isupper() for word in printed)
    return letter or capitals


def _may_be_damaged(words: Sequence[Word], span: _Span) -> bool:
    """Long enough to be told apart, and not ``Thôn 3``, which is as near to ``Thọ An``."""
    if _PLACES.fullmatch(words[span.name].key) and not span.kind:
        return False
    return len(span.key) >= (4 if span.kind else 5)


def _match(text: Text, span: _Span, end: int, unit: Unit, worth: float, *, distance: int) -> Match:
    score = span.worth * worth - 2.0 * float(distance) / max(len(span.key), 1)
    score += _LONGER * (end - span.name - 1)
    if span.kind and unit.kind:
        score += 0.05 if span.kind == unit.kind else -0.05
    if worth == 1.0 and not text.plain:  # marks tell names apart that are else alike
        printed = accents("".join(word.text for word in text.words[span.name : end]))
        name = accents(unit.short.replace(" ", ""))
        if printed != name:
            score += 0.06 * (Levenshtein.normalized_similarity(printed, name) - 1) - _TONES
    return Match(unit, span.start, span.name, end, score, distance == 0, span.kind)


def _spans(text: Text, end: int, level: Level) -> Iterator[_Span]:
    words, joined = text.words, ""
    for name in range(end - 1, max(end - 1 - _LONGEST_NAME, -1), -1):
        joined = words[name].key + joined
        worth = 1.0 - 0.25 * (words[end - 1].part - words[name].part)
        if worth < 0.7:
            return
        start, kind, other = _unit_word(text, name, level)
        if text.damaged and not kind and not other and not joined.isdigit():
            start, kind = _damaged_unit_word(words, name, level)
        if other:
            worth, start = worth - _OTHER, name
        whole = words[name].part != (words[name - 1].part if name else -1)
        if joined.isdigit():
            if kind:
                yield _Span(joined, start, name, kind, worth)
            continue
        clean = _letters(words, name, end) or joined
        yield _Span(clean, start, name, kind, worth + (0.04 if whole or kind else 0.0))
        if not kind:
            yield from _glued(words[name], clean, name, level, worth)


def _glued(first: Word, joined: str, name: int, level: Level, worth: float) -> Iterator[_Span]:
    """A unit's word printed together with the name, all small (``hbình Chánh``)."""
    for prefix in _PREFIXES[level]:
        if first.key.startswith(prefix) and len(first.key) > len(prefix) < len(joined) - 2:
            less = 0.02 if len(prefix) > 3 else 0.1
            yield _Span(joined[len(prefix) :], name, name, _WORDS[level][prefix], worth - less)
            return


def _unit_word(text: Text, name: int, level: Level) -> tuple[int, str, bool]:
    """Where the unit's word before a name begins, what it says; and is it another level's?

    The longest counts: ``xã`` may be the end of ``thị xã``. ``Xá`` and ``Quan`` are none.
    """
    words, joined, found = text.words, "", (name, "", False)
    for start in range(name - 1, max(name - 4, -1), -1):
        if words[start].part != words[name].part:
            break
        joined = words[start].key + joined
        right = _SHORT_WORDS.get(joined)
        if right and words[start].text.lower() not in (right, joined if text.plain else right):
            continue
        if joined in _WORDS[level]:
            found = (start, _WORDS[level][joined], False)
        elif joined in _EVERY and len(joined) > 1:
            found = (start, "", True)
    return found


def _damaged_unit_word(words: Sequence[Word], name: int, level: Level) -> tuple[int, str]:
    """``HZuyện``, ``ThànhMphố``, ``TỉnhC``: one letter is wrong, or too many."""
    joined = ""
    for start in range(name - 1, max(name - 5, -1), -1):
        if words[start].part != words[name].part:
            break
        joined = words[start].key + joined
        for word, kind in _WORDS[level].items():
            long = len(word) > 3 and len(joined) > 4
            if long and Levenshtein.distance(joined, word, score_cutoff=1) <= 1:
                return start, kind
    return name, ""


def _letters(words: Sequence[Word], name: int, end: int) -> str:
    """Without stray figures in the midst of letters (``Lạng5 Sơn``); empty if there are none."""
    kept = [
        word.key
        for place, word in enumerate(words[name:end], name)
        if not (word.key.isdigit() and place < end - 1 and _glued_figure(words, place))
    ]
    return "".join(kept) if len(kept) < end - name else ""


def _glued_figure(words: Sequence[Word], place: int) -> bool:
    before = place > 0 and words[place - 1].end == words[place].start
    return before or words[place].end == words[place + 1].start
