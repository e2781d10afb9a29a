"""Invented addresses in real communes: old three-level and new two-level.

In: a seeded generator. Out: `Place`s; their street, hamlet and house parts are invented.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from models.dossiers.provinces import PROVINCES
from models.dossiers.units import UNITS

_CITIES = ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ")
_STREETS = (
    "Trần Hưng Đạo",
    "Lê Lợi",
    "Nguyễn Huệ",
    "Lý Thường Kiệt",
    "Phan Đình Giót",
    "Hai Bà Trưng",
    "Nguyễn Trãi",
    "Quang Trung",
    "Hoàng Hoa Thám",
    "Bà Triệu",
    "Ngô Gia Tự",
    "Lê Hồng Phong",
    "Phạm Ngũ Lão",
    "Trường Chinh",
    "Cách Mạng Tháng Tám",
    "Võ Thị Sáu",
    "Tôn Đức Thắng",
    "30 Tháng 4",
    "Nguyễn Văn Cừ",
    "Đinh Tiên Hoàng",
    "Huỳnh Thúc Kháng",
    "Yết Kiêu",
)
_NORTH = (
    "Thôn Đoài",
    "Thôn Đông",
    "Xóm Chùa",
    "Xóm 7",
    "Thôn Phú Mỹ",
    "Thôn Thượng",
    "Đội 4",
    "Xóm Bãi",
    "Khu 3",
    "Thôn Quyết Tiến",
    "Thôn Hạ Vĩnh",
    "Xóm Ngọc Sơn",
)
_SOUTH = (
    "Ấp Thạnh Lợi",
    "Ấp 3",
    "Ấp Bình Hòa",
    "Ấp Tân Thuận",
    "Khóm 5",
    "Ấp Mỹ Phước",
    "Ấp Phú Quới",
    "Ấp Trung",
)
_WEST = ("Bản Nà Lò", "Bản Pá Uôn", "Bản Hua Pàn", "Tiểu khu 2", "Bản Mường Chùm")
_HIGH = ("Buôn Kô Tam", "Thôn 6", "Plei Ốp", "Bon Ja Rah", "Buôn Ea Nao")


@dataclass(frozen=True)
class Unit:
    """One row of the table of units."""

    code: str
    old_commune: str
    old_district: str
    new_commune: str
    new_province: str

    @property
    def name(self) -> str:
        return PROVINCES[self.code][0]

    @property
    def old_province(self) -> str:
        if self.code == "079":
            return "thành phố Hồ Chí Minh"
        return f"thành phố {self.name}" if self.name in _CITIES else f"tỉnh {self.name}"

    @property
    def city(self) -> bool:
        return self.old_commune.startswith("phường")


@dataclass(frozen=True)
class Place:
    """A dwelling or a parcel's place."""

    detail: str
    unit: Unit

    def old(self, style: int = 0) -> str:
        """Three levels: style 0 in full, 1 short unit words, 2 without unit words."""
        parts = [self.unit.old_commune, self.unit.old_district, self.unit.old_province]
        if style == 1:
            parts = [_short(p) for p in parts]
        elif style == 2:
            parts = [_bare(p) for p in parts]
        return ", ".join([self.detail, *parts] if self.detail else parts)

    def new(self) -> str:
        """Two levels, since 01/7/2025."""
        parts = [self.unit.new_commune, self.unit.new_province]
        return ", ".join([self.detail, *parts] if self.detail else parts)


def _short(part: str) -> str:
    for long, short in (
        ("thành phố ", "TP. "),
        ("phường ", "P. "),
        ("quận ", "Q. "),
        ("huyện ", "H. "),
        ("thị trấn ", "TT. "),
        ("tỉnh ", "T. "),
    ):
        if part.startswith(long):
            return short + part[len(long) :]
    return part


def _bare(part: str) -> str:
    kind, _, name = part.partition(" ")
    if kind in ("thành", "thị"):
        name = name.partition(" ")[2]
    return part if name.isdigit() else name


def all_units() -> list[Unit]:
    return [Unit(*row.split("|")) for row in UNITS.splitlines()]


def random_unit(rng: random.Random) -> Unit:
    return rng.choice(all_units())


def random_place(rng: random.Random, unit: Unit | None = None) -> Place:
    """A dwelling in a commune (any, or the one given)."""
    unit = unit or random_unit(rng)
    if unit.city or rng.random() < 0.12:
        return Place(_town(rng, unit), unit)
    code = int(unit.code)
    hamlets: tuple[str, ...] = _NORTH
    if code in (11, 12, 14, 10, 15):
        hamlets = _WEST
    elif 62 <= code <= 68:
        hamlets = _HIGH
    elif code >= 70:
        hamlets = _SOUTH
    return Place(rng.choice(hamlets), unit)


def _town(rng: random.Random, unit: Unit) -> str:
    street = rng.choice(_STREETS)
    house = f"{rng.randint(2, 480)}" + rng.choice(("", "", "", "A", "/4", "/12/3"))
    south = int(unit.code) >= 45
    forms = [
        f"Số {house} đường {street}",
        f"Số {house}, ngõ {rng.randint(3, 190)}, phố {street}"
        if not south
        else f"{house} hẻm {rng.randint(3, 190)} {street}",
        f"Tổ {rng.randint(1, 30)}, khu phố {rng.randint(1, 9)}"
        if south
        else f"Tổ dân phố số {rng.randint(1, 24)}",
        f"{house} {street}",
    ]
    if rng.random() < 0.08:
        return f"Căn hộ {rng.randint(3, 28)}{rng.randint(1, 12):02d}, chung cư Sông Xanh"
    return rng.choice(forms)
