"""The administrative units before and after 1 July 2025, as nodes of two trees.

In: ``units.tsv`` of this folder (``make units``). Out: ``Units``, loaded at the first address and
kept: some tens of milliseconds, which a paper without addresses does not pay.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files

from extract.addresses.spelling import key, short

SINCE = "2025-07-01"
_KINDS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "tỉnh", "quận", "xã")


class Level(StrEnum):
    PROVINCE = "province"
    DISTRICT = "district"
    WARD = "ward"


@dataclass(eq=False, slots=True)
class Unit:
    """One unit: ``old`` ended on 30 June 2025. ``code`` is empty where it had ended long before."""

    level: Level
    old: bool
    code: str
    name: str
    parent: "Unit | None" = field(repr=False)
    former: tuple[str, ...] = ()  # keys of names that went into it
    became: tuple[str, ...] = ()  # an old commune: codes of the new ones
    resolution: str = ""  # a new province: on its communes
    children: list["Unit"] = field(default_factory=list, repr=False)

    @property
    def kind(self) -> str:
        """``phường``, ``thành phố``, …"""
        name = self.name.lower()
        return next((kind for kind in _KINDS if name.startswith(kind)), "")

    @property
    def short(self) -> str:
        return short(self.name)

    @property
    def province(self) -> "Unit":
        return self if self.parent is None else self.parent.province


@dataclass(eq=False)
class Units:
    """Both trees."""

    old: list[Unit]
    new: list[Unit]

    @cached_property
    def new_wards(self) -> dict[str, Unit]:
        """By code."""
        return {ward.code: ward for province in self.new for ward in province.children}

    @cached_property
    def merged(self) -> dict[Unit, list[Unit]]:
        """The old provinces of which each new one was formed; and the new one of each old."""
        found: dict[Unit, list[Unit]] = {}
        for province in self.old:
            made = self._home(province)
            found.setdefault(made, []).append(province)
            found[province] = [made]
        return found

    def _home(self, province: Unit) -> Unit:
        """Where most of its communes are: the maps moved a border here and there."""
        homes: dict[Unit, int] = {}
        for district in province.children:
            for ward in district.children:
                for code in ward.became:
                    home = self.new_wards[code].province
                    homes[home] = homes.get(home, 0) + 1
        return max(homes, key=lambda home: homes[home])


@cache
def units() -> Units:
    """The table, read once."""
    old: list[Unit] = []
    new: list[Unit] = []
    text = files("extract").joinpath("addresses", "units.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        mark, code, name, *more = line.split("\t")
        listed = [tuple(part.split(",")) for part in more if part] or [()]
        match mark:
            case "N":
                new.append(Unit(Level.PROVINCE, False, code, name, None, resolution=more[0]))
            case "n":
                new[-1].children.append(Unit(Level.WARD, False, code, name, new[-1]))
            case "O":
                old.append(Unit(Level.PROVINCE, True, code, name, None, listed[0]))
            case "D":
                parent = old[-1]
                parent.children.append(Unit(Level.DISTRICT, True, code, name, parent, listed[0]))
            case "W":
                parent = old[-1].children[-1]
                former = listed[1] if len(listed) > 1 else ()
                ward = Unit(Level.WARD, True, code, name, parent, former, listed[0])
                parent.children.append(ward)
    return Units(old, new)


def names_of(unit: Unit) -> list[tuple[str, float]]:
    """Keys that a unit is written by, with how good each is: the full name 1, others less."""
    name = unit.short
    words = [key(word) for word in name.replace("-", " ").split()]
    renamed = 1.0 if unit.level is Level.PROVINCE else 0.85
    found = [(key(name), 1.0), *((former, renamed) for former in unit.former)]
    if len(words) > 1 and len(words[-1]) > 1 and not name[-1].isdigit():
        found.append((words[0][0] + "".join(words[1:]), 0.8))  # T. Giang, Đ. Đa
        found.append(("".join(word[0] for word in words[:-1]) + words[-1], 0.8))  # N.T.T. Hà
    if unit.level is Level.PROVINCE and len(words) > 1:
        found.append(("".join(word[0] for word in words), 0.8))  # HN, HCM, BRVT
    return [(name, worth) for name, worth in dict(reversed(found)).items() if name]
