"""An address as it is printed, its parts, and the units of today that they may have become.

In: the text of an address, its lines divided by line breaks. Out: ``Address``. Nothing is guessed:
a commune that was split has all its successors, and a level on which two readings differ is none.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extract.addresses.reading import Reading, Way, read
from extract.addresses.units import SINCE, Level, Unit, units

_MERGER = "Nghị quyết 202/2025/QH15"
_CITY = {"75": ("2026-04-30", "Nghị quyết 30/2026/QH16")}  # Đồng Nai, a city


@dataclass(frozen=True, slots=True)
class Part:
    """One level as the list of units has it; ``code`` is none for a name of before 2025."""

    name: str
    code: str | None

    def as_json(self) -> dict[str, str | None]:
        return {"name": self.name, "code": self.code}


@dataclass(frozen=True, slots=True)
class Successor:
    """A unit of today."""

    ward: Part | None
    province: Part
    since: str
    legal_basis: str

    def as_json(self) -> dict[str, Any]:
        return {
            "ward": self.ward.as_json() if self.ward else None,
            "province": self.province.as_json(),
            "since": self.since,
            "legal_basis": self.legal_basis,
        }


@dataclass(frozen=True, slots=True)
class Address:
    """``detail``: what stands before the units, as printed. ``system``: ``old`` (three levels, to
    30 June 2025), ``new`` (two), or none where that cannot be told. Of several successors somebody
    who knows the place has to choose."""

    detail: str
    ward: Part | None
    district: Part | None
    province: Part | None
    system: str | None
    successors: tuple[Successor, ...]

    def as_json(self) -> dict[str, Any]:
        parts = {level: getattr(self, level) for level in ("ward", "district", "province")}
        return {
            "detail": self.detail,
            **{level: part.as_json() if part else None for level, part in parts.items()},
            "system": self.system,
            "successors": [successor.as_json() for successor in self.successors],
        }


@lru_cache(maxsize=4096)
def parse(text: str) -> Address:
    """The parts of an address, and what they are today."""
    reading = read(text)
    ways = reading.ways
    parts = {level: _part(text, reading, level) for level in Level}
    wards = [way.ward.unit for way in ways if way.ward is not None]
    return Address(
        detail=_detail(text, reading),
        ward=parts[Level.WARD],
        district=parts[Level.DISTRICT],
        province=parts[Level.PROVINCE],
        system=_system(ways),
        successors=tuple(_successors(ways, wards)),
    )


def parsed(text: str) -> Address | None:
    """As ``parse``; none where no unit is named."""
    address = parse(text)
    return address if address.ward or address.district or address.province else None


def same_place(one: str, other: str) -> bool | None:
    """Are two addresses in one commune of today? ``None`` where that cannot be told.

    >>> same_place("Nam Hồng, Đông Anh, Hà Nội", "xã Phúc Thịnh, thành phố Hà Nội")
    True
    """
    mine, yours = ({s.ward.code for s in parse(a).successors if s.ward} for a in (one, other))
    if not mine or not yours:
        return None
    if not mine & yours:
        return False
    return True if len(mine) == len(yours) == 1 else None


def _detail(text: str, reading: Reading) -> str:
    """Up to the first unit on which the best ways agree."""
    starts = {way.start for way in reading.ways}
    start = max((s for s in starts if s is not None), default=None)
    before = text if start is None else text[: reading.words[start].start]
    return " ".join(before.split()).strip(" ,;.-–")


def _part(text: str, reading: Reading, level: Level) -> Part | None:
    """The unit on which the best ways agree, by its name; the code where they agree on that too."""
    matches = [way.at(level) for way in reading.ways]
    found = [match for match in matches if match is not None]
    if not found or len(found) < len(matches):
        return None
    names = {match.unit.short for match in found}
    if len(names) > 1:
        return None
    first = found[0]
    former = [m for m in found if _is_former(m.unit, reading, m.name, m.end)]
    if former:
        words = reading.words
        printed = text[words[first.name].start : words[first.end - 1].end]
        return Part(f"{first.kind.capitalize()} {printed}".strip(), None)
    chosen = {match.unit for match in found}
    codes = {unit.code for unit in chosen}
    kinds = {unit.kind for unit in chosen}
    name = first.unit.name if len(kinds) == 1 else first.unit.short
    return Part(name, codes.pop() or None if len(codes) == 1 else None)


def _is_former(unit: Unit, reading: Reading, name: int, end: int) -> bool:
    """Is it named by what went into it before 2025?"""
    printed = "".join(word.key for word in reading.words[name:end])
    return any(printed == former for former in unit.former)


def _system(ways: Sequence[Way]) -> str | None:
    found = {_old_way(way) for way in ways}
    if len(found) != 1 or None in found:
        return None
    return "old" if found.pop() else "new"


def _old_way(way: Way) -> bool | None:
    if way.district is not None:
        return True
    if way.ward is not None:
        return way.ward.unit.old
    return None


def _successors(ways: Sequence[Way], wards: Sequence[Unit]) -> Iterator[Successor]:
    if wards and len(wards) == len(ways):
        codes = {code for ward in wards for code in (ward.became if ward.old else (ward.code,))}
        codes |= _alike(ways)
        yield from (_commune(units().new_wards[code]) for code in sorted(codes))
        return
    districts = [way.district.unit for way in ways if way.district is not None]
    whole = {code for unit in districts for code in _whole(unit)}
    if whole and len(districts) == len(ways) == 1:  # an island without communes
        yield from (_commune(units().new_wards[code]) for code in sorted(whole))
        return
    provinces = {_today(way) for way in ways}
    if len(provinces) == 1 and (province := provinces.pop()) is not None:
        yield _province(province, None)


def _alike(ways: Sequence[Way]) -> set[str]:
    """A new commune printed without a district may be an old one of that name and province."""
    found: set[str] = set()
    for way in ways:
        if way.district is None and way.ward is not None and way.province is not None:
            made = way.ward.unit.province if not way.ward.unit.old else None
            for province in units().merged[made] if made is not None else ():
                if province.short == way.province.unit.short:
                    found |= _named_alike(province, way.ward.unit)
    return found


def _named_alike(province: Unit, ward: Unit) -> set[str]:
    alike = (
        other
        for district in province.children
        for other in district.children
        if other.name == ward.name
    )
    return {code for other in alike for code in other.became}


def _whole(district: Unit) -> Iterable[str]:
    return (code for ward in district.children if not ward.name for code in ward.became)


def _today(way: Way) -> Unit | None:
    """The province of today."""
    match = way.province or way.district
    if match is None:
        return None
    province = match.unit.province
    return units().merged[province][0] if province.old else province


def _commune(ward: Unit) -> Successor:
    return _province(ward.province, ward)


def _province(province: Unit, ward: Unit | None) -> Successor:
    basis = [f"Nghị quyết {province.resolution}"] if ward else []
    if len(units().merged[province]) > 1 or not ward:
        basis.append(_MERGER)
    since, city = _CITY.get(province.code, (SINCE, ""))
    if city:
        basis.append(city)
    return Successor(
        Part(ward.name, ward.code) if ward else None,
        Part(province.name, province.code),
        SINCE if ward else since,
        "; ".join(basis),
    )
