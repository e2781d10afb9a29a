"""The data files of the two packages, read as data: nothing of their code runs.

In: the folder they were unpacked in. Out: ``Old`` and ``New`` units with their codes, and what each
package says became of each old commune. ``vietnamadminunits`` 1.0.4 (MIT, Tran Ngoc Minh Hieu) has
codes, former names and sets; ``vn-address-converter`` 0.1.3 (MIT, Bao Nguyen) one successor each.
"""

import json
import re
import sqlite3
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.addresses.spelling import key

Json = dict[str, Any]
_OLD = "SELECT provinceCode, province, districtCode, district, wardCode, ward, wardAlias"
_UNIT = re.compile(
    r"^(?:thanhpho|thitran|phuong|huien|thixa|quan|district|xa|tp|tx|tt|q)(?=[a-z0-9])"
)
_NEW = "SELECT provinceCode, province, wardCode, ward FROM admin_units"


@dataclass
class Ward:
    """An old commune; ``code`` is empty where only the second package still names it."""

    code: str
    name: str
    former: set[str] = field(default_factory=set)  # keys of names that went into it before
    first: set[str] = field(default_factory=set)  # codes of new communes, as the first package says
    second: set[str] = field(default_factory=set)  # and the second


@dataclass
class District:
    code: str
    name: str
    former: set[str] = field(default_factory=set)
    wards: list[Ward] = field(default_factory=list)

    def ward(self, name: str) -> Ward | None:
        """By its name: letter for letter, then without marks where that is one only."""
        exact = [ward for ward in self.wards if _same(ward.name, name)]
        alike = exact or [ward for ward in self.wards if key(ward.name) == key(name)]
        return alike[0] if len(alike) == 1 else None


@dataclass
class Province:
    code: str
    name: str
    former: set[str] = field(default_factory=set)
    districts: list[District] = field(default_factory=list)

    def district(self, name: str) -> District | None:
        named = [d for d in self.districts if key(d.name) == key(name)]
        return named[0] if len(named) == 1 else None


@dataclass
class NewProvince:
    code: str
    name: str
    wards: list[tuple[str, str]] = field(default_factory=list)

    def code_of(self, name: str) -> str | None:
        """By name, or by the package's own key, with or without marks."""
        exact = [code for code, ward in self.wards if _same(ward, name)]
        alike = exact or [code for code, ward in self.wards if key(ward) == key(name)]
        return alike[0] if len(alike) == 1 else None


def old_units(folder: Path) -> list[Province]:
    """63 provinces with their districts and communes, as of June 2025."""
    provinces: dict[str, Province] = {}
    districts: dict[str, District] = {}
    with sqlite3.connect(_first(folder) / "dataset.db") as base:
        rows = base.execute(f"{_OLD}, districtAlias FROM admin_units_legacy")
        for p_code, p_name, d_code, d_name, code, name, *former in rows:
            province = provinces.setdefault(p_code, Province(p_code, p_name))
            if d_code not in districts:
                districts[d_code] = District(d_code, d_name, _keys(former[1]))
                province.districts.append(districts[d_code])
            ward = Ward(code or "", name or "", _keys(former[0]))
            districts[d_code].wards.append(ward)
    return list(provinces.values())


def new_units(folder: Path) -> list[NewProvince]:
    """34 provinces with their communes, as of July 2025."""
    provinces: dict[str, NewProvince] = {}
    with sqlite3.connect(_first(folder) / "dataset.db") as base:
        for p_code, p_name, code, name in base.execute(_NEW):
            provinces.setdefault(p_code, NewProvince(p_code, p_name)).wards.append((code, name))
    return list(provinces.values())


def first_successors(folder: Path) -> dict[str, set[tuple[str, str]]]:
    """``province_district_commune`` → new provinces and communes, all as the package's keys."""
    data = json.loads((_first(folder) / "converter_2025.json").read_text(encoding="utf-8"))
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for province, wards in data["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                found[old].add((province, ward))
    for province, divided in data["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in divided.items():
            found[old] |= {(province, part["newWardKey"]) for part in parts}
    return dict(found)


def divided_districts(folder: Path) -> Json:
    """Districts whose communes went partly into another one before 2025."""
    text = (_first(folder) / "parser_legacy.json").read_text(encoding="utf-8")
    divided: Json = json.loads(text)["DICT_PROVINCE_DISTRICT_DIVIDED"]
    return divided


def second_mapping(folder: Path) -> Json:
    """Province → district → commune → new province and commune, all by name."""
    path = folder / "vn_address_converter" / "data" / "ward_mapping.json"
    mapping: Json = json.loads(path.read_text(encoding="utf-8"))
    return {name: districts for name, districts in mapping.items() if name != "null"}


def their_key(name: str) -> str:
    """As the first package writes its keys: without marks and spaces, *y* stays *y*."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(c for c in plain if c.isascii() and c.isalnum())


def _first(folder: Path) -> Path:
    return folder / "vietnamadminunits" / "data"


def _keys(listed: str | None) -> set[str]:
    """Former names as keys without the unit's word: ``phuongquangtrung, quangtrung`` is one."""
    every = {key(name) for name in json.loads(listed or "[]")}
    found = set()
    for name in every:
        rest = _UNIT.sub("", name)
        alone = rest == name or any(other != name and name.endswith(other) for other in every)
        found.add(name if alone else rest)
    found = {name for name in found if not re.fullmatch(r"p\d+|xa|phuong|thitran", name)}
    return {name for name in found if not any(_is_longer(name, other) for other in found)}


def _is_longer(name: str, other: str) -> bool:
    """Is it the other name with a unit's word before it?"""
    return name != other and name.endswith(other) and bool(_UNIT.sub("", name) == other)


def _same(one: str, other: str) -> bool:
    return "".join(one.lower().split()) == "".join(other.lower().split())
