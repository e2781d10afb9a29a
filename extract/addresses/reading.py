"""The units that an address names: all ways to read it from its end, and the best of them.

In: the text of an address. Out: a ``Reading``: what is agreed among the best ways. An address ends
in its province; before it stands the commune (since 1 July 2025) or the district and before that
the commune (earlier); any of them may be missing (Luật 72/2025/QH15; Nghị quyết 202/2025/QH15).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from extract.addresses.matching import Group, Match, Text
from extract.addresses.units import Level, Unit, units
from extract.addresses.words import Word, words_of

_SKIP = 0.35  # a word that belongs to nothing, between two units
_TIE = 0.04
_CLEAN = 0.9  # a name of which nothing is lost
_NO_DISTRICT = 0.2  # an old commune directly before its province
_WORSE = 0.3  # a province so much worse than another is not followed
_WIDTH = 4  # ways followed at each step


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read it."""

    score: float = 0.0
    province: Match | None = None
    district: Match | None = None
    ward: Match | None = None

    def at(self, level: Level) -> Match | None:
        match: Match | None = getattr(self, level)
        return match

    @property
    def start(self) -> int | None:
        """Where the first of its units begins, as a word."""
        found = [m.start for m in (self.province, self.district, self.ward) if m is not None]
        return min(found, default=None)


@dataclass(frozen=True, slots=True)
class Reading:
    """``ways``: the best, none worse than another by anything that counts."""

    words: Sequence[Word]
    ways: tuple[Way, ...] = field(default=())


def read(text: str) -> Reading:
    """Read one address: by clean names, and if these do not tell all of it, by damaged ones too."""
    words = words_of(text)
    plain = text.isascii()
    ways = _best(_Reader(Text(words, plain, damaged=False)))
    if not ways or not all(_complete(way) or way.start == 0 for way in ways):
        ways = _best(_Reader(Text(words, plain, damaged=True)))
    return Reading(words, tuple(ways))


def _best(reader: "_Reader") -> list[Way]:
    ways = sorted(reader.ways(), key=lambda way: -way.score)
    return [way for way in ways if way.score > ways[0].score - _TIE]


def _complete(way: Way) -> bool:
    """Every level of its system is named."""
    if way.province is None or way.ward is None:
        return False
    return way.district is not None or not way.ward.unit.old


@dataclass(frozen=True, slots=True)
class _Reader:
    text: Text

    def ways(self) -> Iterator[Way]:
        provinces = self._provinces()
        most = provinces[0][1] if provinces else 0.0
        for match, score in provinces[:_WIDTH]:
            if score > most - _WORSE:
                way = Way(score, match)
                yield way
                yield from self._old(way) if match.unit.old else self._new(way)
        if not any(score >= _CLEAN for _, score in provinces):
            yield from self._without_province()

    def _provinces(self) -> list[tuple[Match, float]]:
        found = [
            (match, match.score - _SKIP * skipped)
            for skipped in (0, 1, 2)
            if len(self.text.words) > skipped
            for match in self._ending(
                _all_provinces(), len(self.text.words) - skipped, Level.PROVINCE
            )
        ]
        return sorted(found, key=lambda pair: -pair[1])

    def _old(self, way: Way) -> Iterator[Way]:
        """Three levels; or, without a district, a commune of the old province or of the new."""
        assert way.province is not None
        province, end = way.province.unit, way.province.start
        districts = list(self._districts(way, [province], end))
        yield from districts
        if any(longer.score >= way.score + _CLEAN for longer in districts):
            return
        yield from self._wards(way, _old_wards(province), end, less=_NO_DISTRICT)
        made = units().merged[province][0]
        if made.short != province.short:
            yield from self._wards(way, _new_wards(made), end, less=_NO_DISTRICT)

    def _new(self, way: Way) -> Iterator[Way]:
        """Two levels; or the three old ones before the name of the new province."""
        assert way.province is not None
        province, end = way.province.unit, way.province.start
        yield from self._wards(way, _new_wards(province), end)
        others = [old for old in units().merged[province] if old.short != province.short]
        if others and not self._has_district(way, province):
            yield from self._districts(Way(way.score - 0.1, way.province), others, end)

    def _has_district(self, way: Way, province: Unit) -> bool:
        """Does the old province of the same name have a district there?"""
        same = tuple(old for old in units().merged[province] if old.short == province.short)
        assert way.province is not None
        found = self._before(way.province.start, _districts_of(same), Level.DISTRICT)
        return any(score >= _CLEAN for _, score in found)

    def _without_province(self) -> Iterator[Way]:
        for skipped in (0, 1):
            end = len(self.text.words) - skipped
            for match in self._ending(_all_districts(), end, Level.DISTRICT)[:_WIDTH]:
                way = Way(match.score - _SKIP * skipped, None, match)
                yield way
                yield from self._wards(way, _wards_of(match.unit), match.start)

    def _districts(self, way: Way, provinces: Sequence[Unit], end: int) -> Iterator[Way]:
        group = _districts_of(tuple(provinces))
        for match, score in self._before(end, group, Level.DISTRICT):
            longer = Way(way.score + score, way.province, match)
            yield longer
            yield from self._wards(longer, _wards_of(match.unit), match.start)

    def _wards(self, way: Way, group: Group, end: int, *, less: float = 0.0) -> Iterator[Way]:
        for match, score in self._before(end, group, Level.WARD):
            yield Way(way.score + score - less, way.province, way.district, match)

    def _before(self, end: int, group: Group, level: Level) -> list[tuple[Match, float]]:
        """What is named directly before, or before one word that belongs to nothing."""
        found = [(match, match.score) for match in self._ending(group, end, level)]
        lost = self.text.damaged and not any(score >= _CLEAN for _, score in found)
        if lost and end > 1 and not self.text.words[end - 1].key.isdigit():
            skipped = self._ending(group, end - 1, level)
            found.extend((match, match.score - _SKIP) for match in skipped)
        return sorted((f for f in found if f[1] > 0), key=lambda pair: -pair[1])[:_WIDTH]

    def _ending(self, group: Group, end: int, level: Level) -> list[Match]:
        return group.ending(self.text, end, level) if end > 0 else []


@cache
def _all_provinces() -> Group:
    return Group([*units().old, *units().new])


@cache
def _all_districts() -> Group:
    return Group(district for province in units().old for district in province.children)


@cache
def _districts_of(provinces: tuple[Unit, ...]) -> Group:
    return Group(district for province in provinces for district in province.children)


@cache
def _wards_of(district: Unit) -> Group:
    return Group(ward for ward in district.children if ward.name)


@cache
def _old_wards(province: Unit) -> Group:
    return Group(w for district in province.children for w in district.children if w.name)


@cache
def _new_wards(province: Unit) -> Group:
    return Group(province.children)
