"""Makes ``extract/addresses/units.tsv`` and ``differences.md`` from the two packages' data.

``python -m models.administrative_units FOLDER``: the folder they were unpacked in. Where the
packages differ on what became of a commune, the table has the successors of both: a person chooses.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from extract.addresses.spelling import key, short
from models.administrative_units.report import Differences
from models.administrative_units.sources import (
    District,
    Json,
    NewProvince,
    Province,
    Ward,
    divided_districts,
    first_successors,
    new_units,
    old_units,
    second_mapping,
    their_key,
)

_TABLE = Path("extract/addresses/units.tsv")
_REPORT = Path("models/administrative_units/differences.md")
# Ủy ban Thường vụ Quốc hội, 16/6/2025: one resolution (…/NQ-UBTVQH15) for each new province
_RESOLUTIONS = {
    "01": 1656, "04": 1657, "08": 1684, "11": 1661, "12": 1670, "14": 1681, "15": 1673,
    "19": 1683, "20": 1672, "22": 1679, "24": 1658, "25": 1676, "31": 1669, "33": 1666,
    "37": 1674, "38": 1686, "40": 1678, "42": 1665, "44": 1680, "46": 1675, "48": 1659,
    "51": 1677, "52": 1664, "56": 1667, "66": 1660, "68": 1671, "75": 1662, "79": 1685,
    "80": 1682, "82": 1663, "86": 1687, "91": 1654, "92": 1668, "96": 1655,
}  # fmt: skip
# Nghị quyết 30/2026/QH16, from 30/4/2026: newer than both packages
# names of old provinces that neither package lists: Nghị quyết 175/2024/QH15; of before 1976
_FORMER = {"46": "thuathienhue", "79": "saigon"}
_LATER = {"75": "Thành phố Đồng Nai"}
_HEAD = """\
# Administrative units of Việt Nam before and after 1 July 2025. Made by `make units`; do not edit.
# From the data files of vietnamadminunits 1.0.4 (MIT License, Copyright (c) 2025 Tran Ngoc Minh
# Hieu) and vn-address-converter 0.1.3 (MIT License, Copyright (c) 2025 Bao Nguyen); the text of
# the licence: models/administrative_units/LICENSE.MIT. Differences: differences.md beside it.
# N new province: code, name today, resolution on its communes; n its commune: code, name.
# O old province: code, name, former names; D its district; W its commune: code (none: merged before
# 2025), name, new communes, former names.
"""


def main(folder: Path) -> None:
    """Reads, joins, writes."""
    old, new = old_units(folder), new_units(folder)
    differences = Differences({code: ward for p in new for code, ward in p.wards})
    for province in old:
        province.former |= {_FORMER[province.code]} if province.code in _FORMER else set()
    _add_divided(old, divided_districts(folder))
    _add_first(old, new, first_successors(folder))
    _add_second(old, new, second_mapping(folder), differences)
    for province in old:
        for district in province.districts:
            for ward in district.wards:
                ward.former.discard(key(short(ward.name)))
                differences.compare(province, district, ward)
    _TABLE.write_text(_HEAD + "".join(f"{line}\n" for line in _lines(old, new)), encoding="utf-8")
    _REPORT.write_text(differences.text(), encoding="utf-8")
    sys.stdout.write(f"{differences.summary()}\n")


def _lines(old: list[Province], new: list[NewProvince]) -> Iterator[str]:
    for made in new:
        name = _LATER.get(made.code, made.name)
        yield f"N\t{made.code}\t{name}\t{_RESOLUTIONS[made.code]}/NQ-UBTVQH15"
        yield from (f"n\t{code}\t{name}" for code, name in made.wards)
    for province in old:
        yield _line("O", province.code, province.name, province.former)
        for district in province.districts:
            yield _line("D", district.code, district.name, district.former)
            for ward in district.wards:
                codes = ",".join(sorted(ward.first | ward.second))
                yield _line("W", ward.code, ward.name, [codes], ward.former)


def _line(*parts: str | set[str] | list[str]) -> str:
    texts = [part if isinstance(part, str) else ",".join(sorted(part)) for part in parts]
    return "\t".join(texts).rstrip("\t")


def _add_divided(old: list[Province], divided: Json) -> None:
    """Names of districts that lost communes to a neighbour become former names of the neighbour."""
    for province in old:
        for entry in divided.get(their_key(province.name), {}).values():
            names = {key(name) for name in entry["dividedDistrictKeywords"]}
            name = min(names, key=len)
            for district in province.districts:
                listed = their_key(district.name) in entry["districts"]
                if listed and key(short(district.name)) != name:
                    district.former.add(name)


def _add_first(
    old: list[Province], new: list[NewProvince], successors: dict[str, set[tuple[str, str]]]
) -> None:
    by_key = {their_key(province.name): province for province in new}
    for province in old:
        for district in province.districts:
            place = f"{their_key(province.name)}_{their_key(district.name)}"
            for ward in district.wards:
                name = "".join(ward.name.lower().split())  # its keys have marks where two are alike
                found = (
                    successors.get(f"{place}_{their_key(ward.name)}")
                    or successors[f"{place}_{name}"]
                )
                codes = {by_key[home].code_of(made) for home, made in found}
                if None in codes:
                    raise ValueError(f"an unknown new commune: {found}")
                ward.first = {code for code in codes if code}


def _add_second(
    old: list[Province], new: list[NewProvince], mapping: Json, differences: Differences
) -> None:
    by_name = {key(short(province.name)): province for province in new}
    for province in old:
        districts: Json = mapping[next(m for m in mapping if key(m) == key(province.name))]
        for former, now in districts.get("legacy_district_mapping", {}).items():
            home = province.district(now)
            if home is not None and key(short(former)) != key(short(home.name)):
                home.former.add(key(short(former)))
        for name, wards in districts.items():
            district = _district(province, name)
            if name == "legacy_district_mapping":
                continue
            if district is None:
                differences.unknown_districts.append(f"{province.name}, {name}")
                continue
            for ward, became in wards.items():
                if ward == "legacy_ward_mapping":
                    _add_former(district, became)
                else:
                    made = by_name[key(short(became["new_provine_name"]))]
                    _add_ward(district, ward, made.code_of(became["new_ward_name"]))


def _district(province: Province, name: str) -> District | None:
    former = [d for d in province.districts if key(short(name)) in d.former]
    return province.district(name) or (former[0] if len(former) == 1 else None)


def _add_former(district: District, names: dict[str, str]) -> None:
    for former, now in names.items():
        ward = district.ward(now)
        alike = any(key(short(w.name)) == key(short(former)) for w in district.wards)
        if ward is not None and not alike:
            ward.former.add(key(short(former)))


def _add_ward(district: District, name: str, code: str | None) -> None:
    """What the second package says; a commune that only it still names is added."""
    ward = district.ward(name)
    if ward is None:
        alike = [w for w in district.wards if key(short(w.name)) == key(short(name))]
        ward = alike[0] if len(alike) == 1 else None
    if ward is None:
        ward = Ward("", name)
        district.wards.append(ward)
    if code:
        ward.second.add(code)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
