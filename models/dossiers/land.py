"""Invented land: parcels, certificates and what changed on them.

In: a seeded generator, owners, a place. Out: frozen parcels and certificates; numbers follow the
patterns of domain §2.4–2.8 (TT 23/2014, TT 10/2024) and belong to nobody.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from models.dossiers.numbers import slashed
from models.dossiers.people import Household, Person, random_household
from models.dossiers.places import Place

USES: dict[str, str] = {
    "ONT": "Đất ở tại nông thôn",
    "ODT": "Đất ở tại đô thị",
    "CLN": "Đất trồng cây lâu năm",
    "LUC": "Đất chuyên trồng lúa nước",
    "BHK": "Đất bằng trồng cây hàng năm khác",
    "HNK": "Đất trồng cây hằng năm khác",
    "NTS": "Đất nuôi trồng thủy sản",
    "RSX": "Đất rừng sản xuất",
    "TMD": "Đất thương mại, dịch vụ",
    "SKC": "Đất cơ sở sản xuất phi nông nghiệp",
}
_ORIGINS = (
    "Nhà nước giao đất có thu tiền sử dụng đất",
    "Nhà nước giao đất không thu tiền sử dụng đất",
    "Công nhận QSDĐ như giao đất có thu tiền sử dụng đất",
    "Công nhận QSDĐ như giao đất không thu tiền sử dụng đất",
    "Nhận chuyển nhượng đất được Nhà nước giao đất có thu tiền sử dụng đất",
    "Nhận thừa kế đất được Công nhận QSDĐ như giao đất có thu tiền sử dụng đất",
    "Nhận tặng cho đất được Công nhận QSDĐ như giao đất không thu tiền sử dụng đất",
)
_LETTERS = "ABCDEGHIKLMNOPQRSTUVXYĐ"
_TERMS = (
    "Đến ngày 15/10/2043",
    "Đến ngày 15/10/2063",
    "Đến ngày 01/07/2064",
    "Đến ngày 15/10/2064",
)


@dataclass(frozen=True)
class Parcel:
    """One parcel; `area` as `125.6`, `uses` as (code, area)."""

    number: str
    sheet: str
    place: Place
    area: str
    uses: tuple[tuple[str, str], ...]
    terms: tuple[str, ...]
    origin: str
    shared: bool = False


@dataclass(frozen=True)
class Certificate:
    """A land certificate of generation g3 or g4 and its owners."""

    generation: str
    serial: str
    register: str
    issued: date
    owners: tuple[Person, ...]
    parcels: tuple[Parcel, ...]
    home: Place
    barcode: str
    code: str


def tenths(value: int) -> str:
    """1205 -> `120.5`."""
    return f"{value // 10}.{value % 10}"


def random_parcel(rng: random.Random, place: Place, *, generation: str = "g3") -> Parcel:
    """A dwelling parcel, with or without garden, or a field."""
    town = place.unit.city
    home, crop = ("ODT" if town else "ONT"), rng.choice(("CLN", "CLN", "BHK", "NTS"))
    if generation == "g4" and crop == "BHK":
        crop = "HNK"
    kind = rng.choices(("home", "garden", "field"), (45, 40, 15))[0]
    total = rng.randint(400, 3500) if kind == "home" else rng.randint(1500, 25000)
    if kind == "home":
        uses: tuple[tuple[str, str], ...] = ((home, tenths(total)),)
        terms: tuple[str, ...] = ("Lâu dài",)
    elif kind == "garden":
        part = min(total - 100, rng.choice((600, 1000, 1200, 2000, 3000)))
        uses = ((home, tenths(part)), (crop, tenths(total - part)))
        terms = ("Lâu dài", rng.choice(_TERMS))
    else:
        uses = ((rng.choice(("LUC", crop, "RSX")), tenths(total)),)
        terms = (rng.choice(_TERMS),)
    return Parcel(
        number=str(rng.randint(1, 1450)) + rng.choice(("", "", "", "", "-1", "-3")),
        sheet=str(rng.randint(1, 96)),
        place=place
        if kind != "field"
        else Place(rng.choice(("Xứ đồng Cửa Chùa", "Đồng Bãi")), place.unit),
        area=tenths(total),
        uses=uses,
        terms=terms,
        origin=rng.choice(_ORIGINS),
        shared=rng.random() < 0.1,
    )


def serial(rng: random.Random, generation: str) -> str:
    """`BP 123456` (2009–2024) or `AA 01234567` (from 2025)."""
    second = rng.choice(_LETTERS)
    if generation == "g3":
        return f"{rng.choice('BCD')}{second} {rng.randint(1, 999999):06d}"
    return f"A{second} {rng.randint(1, 9999999):08d}"


def random_certificate(rng: random.Random, house: Household, generation: str) -> Certificate:
    """A certificate of the household's land."""
    owners = [house.head]
    if house.spouse is not None and rng.random() < 0.65:
        owners.append(house.spouse)
    if generation == "g3":
        issued = date(2014, 7, 10) + timedelta(days=rng.randint(0, 3780))
        prefix = rng.choice(("CH", "CH", "CS", "VP", "CN"))
    else:
        issued = date(2025, 1, 6) + timedelta(days=rng.randint(0, 600))
        prefix = rng.choice(("CN", "VP", "CS"))
    count = 1 if rng.random() < 0.9 or generation == "g4" else 2
    parcels = tuple(random_parcel(rng, house.home, generation=generation) for _ in range(count))
    return Certificate(
        generation=generation,
        serial=serial(rng, generation),
        register=f"{prefix} {rng.randint(1, 99999):05d}",
        issued=issued,
        owners=tuple(owners),
        parcels=parcels,
        home=house.home,
        barcode=f"{rng.randint(100, 32000):05d}{issued.year % 100:02d}{rng.randint(1, 9999):06d}",
        code=f"{rng.randint(10**11, 10**12 - 1)}",
    )


@dataclass(frozen=True)
class Change:
    """A line of the changes page; `buyers` when the land passes on."""

    day: date
    kind: str
    buyers: tuple[Person, ...] = ()
    dossier: str = ""
    detail: str = ""


def random_changes(rng: random.Random, cert: Certificate) -> list[Change]:
    """None to three changes after the day of issue, in order."""
    changes: list[Change] = []
    day = cert.issued
    for _ in range(rng.choices((0, 1, 2, 3), (45, 30, 17, 8))[0]):
        day += timedelta(days=rng.randint(120, 900))
        if day > date(2026, 10, 30):
            break
        kind = rng.choices(("mortgage", "transfer", "gift", "card"), (40, 30, 15, 15))[0]
        dossier = (
            f"{rng.randint(1, 9999):06d}.{rng.choice(('CN', 'TC', 'TK'))}.{rng.randint(1, 9):03d}"
        )
        buyers: tuple[Person, ...] = ()
        if kind in ("transfer", "gift"):
            other = random_household(rng)
            buyers = (other.head,)
            if other.spouse is not None and rng.random() < 0.4:
                buyers = (other.head, other.spouse)
        changes.append(Change(day, kind, buyers, dossier, slashed(day)))
        if kind in ("transfer", "gift"):
            break
    return changes
