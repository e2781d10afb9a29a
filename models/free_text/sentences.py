"""Sentences of contracts and applications in many wordings: a seed goes in, marked text comes out.

A sentence is a list of parts ``(text, label)``; words of no label have ``""``. What papers of the
drawing tool say in one wording, notaries and applicants say in many (domain §1.B.5, §3): these are
theirs (``sentences.toml``), with invented people, land and numbers.
"""

from __future__ import annotations

import random
import re
import tomllib
from datetime import date, timedelta
from importlib.resources import files

from models.dossiers.land import USES, random_certificate
from models.dossiers.numbers import comma, day_words, slashed, words
from models.dossiers.people import Household, Person, random_household

Part = tuple[str, str]
_SHAPES: dict[str, list[str]] = tomllib.loads(
    (files("models.free_text") / "sentences.toml").read_text(encoding="utf-8")
)
_SLOT = re.compile(r"<([A-Za-z_]+)>")
ROLES = {
    "GIVER": ("Bên chuyển nhượng", "Bên bán", "Bên A", "BÊN A", "Bên tặng cho", "BÊN TẶNG CHO",
              "BÊN CHUYỂN NHƯỢNG", "BÊN BÁN", "Bên thứ nhất", "Người chuyển nhượng",
              "Người tặng cho"),
    "TAKER": ("Bên nhận chuyển nhượng", "Bên mua", "Bên B", "BÊN B", "Bên được tặng cho",
              "Bên nhận tặng cho", "Người nhận chuyển nhượng", "BÊN NHẬN CHUYỂN NHƯỢNG", "BÊN MUA",
              "Bên thứ hai", "BÊN ĐƯỢC TẶNG CHO", "Người nhận tặng cho"),
}  # fmt: skip


class Sentences:
    """Sentences of one generator; people, land and numbers change with every one."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def contract(self) -> list[Part]:
        """The gist of one contract: opening, parties, land, certificate, price, other words."""
        rng = self._rng
        giver = rng.choice([p for p in _SHAPES["parties"] if "GIVER" in p])
        taker = rng.choice([p for p in _SHAPES["parties"] if "TAKER" in p])
        shapes = [
            rng.choice(_SHAPES["opening"]),
            giver + self._people(),
            taker + self._people(),
            rng.choice(_SHAPES["nothing"]),
            "<GIVER> chuyển nhượng cho <TAKER> " + rng.choice(_SHAPES["land"]),
            rng.choice(_SHAPES["certificate"]),
            rng.choice(_SHAPES["price"]),
            rng.choice(_SHAPES["nothing"]),
        ]
        kept = [shape for shape in shapes if rng.random() < 0.85]
        return self._filled(rng.choice((" ", ". ", "; ")).join(kept))

    def _people(self) -> str:
        """One person, or husband and wife."""
        one = self._person()
        return one if self._rng.random() < 0.7 else f"{one} và {self._person()}"

    def _person(self) -> str:
        """A name and what identifies it, in one of the usual orders."""
        rng = self._rng
        number = rng.choice(_SHAPES["number"])
        if rng.random() < 0.5:
            number += rng.choice((", ", " ", "; ")) + rng.choice(_SHAPES["issue"])
        told = [rng.choice(_SHAPES["born"]), number, rng.choice(_SHAPES["home"])]
        told = [shape for shape in told if rng.random() < 0.9]
        if rng.random() < 0.15:
            rng.shuffle(told)
        return rng.choice((", ", "; ", ". ", " ")).join([rng.choice(_SHAPES["name"]), *told])

    def change(self) -> list[Part]:
        """What an application asks for."""
        return self._filled(self._rng.choice([*_SHAPES["changes"], *_SHAPES["nothing"]]))

    def unseen(self) -> list[Part]:
        """A wording that no lesson has."""
        return self._filled(self._rng.choice(_SHAPES["unseen"]))

    def _filled(self, shape: str) -> list[Part]:
        rng = self._rng
        shape = re.sub("<person>", lambda _: self._person(), shape)
        shape = shape.replace("<land>", rng.choice(_SHAPES["land"]))
        shape = shape.replace("<certificate>", rng.choice(_SHAPES["certificate"]))
        house = random_household(rng)
        slots = {**self._of_land(house), **self._of_price(), **ROLES}
        parts: list[Part] = []
        person = house.head
        for number, text in enumerate(_SLOT.split(shape)):
            if number % 2 == 0:
                parts.append((text, ""))
                continue
            if text in {"title", "stranger"}:  # the person who follows
                person = rng.choice((house.head, random_household(rng).head))
            shown = rng.choice(slots[text]) if text in slots else self._of_person(text, person)
            parts.append((shown, text if text.isupper() else ""))
        return [part for part in parts if part[0]]

    def _of_person(self, slot: str, person: Person) -> str:
        rng = self._rng
        title = "Ông" if person.sex == "Nam" else "Bà"
        home = person.origin.old(rng.randint(0, 2)) if rng.random() < 0.5 else person.origin.new()
        known = {
            "title": rng.choice((title, title.lower())),
            "PARTY": rng.choice((person.upper, person.full_name)),
            "stranger": rng.choice((person.upper, person.full_name)),
            "BORN": rng.choice((slashed(person.born), str(person.born.year))),
            "NUMBER": (person.old_card if rng.random() < 0.15 else None) or person.citizen_id,
            "ADDRESS": home,
            "day": slashed(self._day()),
            "office": rng.choice(("Cục Cảnh sát QLHC về TTXH", "Công an tỉnh", "Bộ Công an",
                                  "UBND " + person.origin.unit.old_district)),
        }  # fmt: skip
        return known[slot]

    def _of_land(self, house: Household) -> dict[str, tuple[str, ...]]:
        rng = self._rng
        cert = random_certificate(rng, house, rng.choice(("g3", "g4")))
        land = cert.parcels[0]
        number = f"{rng.randint(100, 9800)}"
        day, book = slashed(self._day()), f"{rng.randint(1, 9):02d}/2025 TP/CC-SCC/HĐGD"
        return {
            "PARCEL": (land.number,),
            "MAP_SHEET": (land.sheet,),
            "AREA": (comma(land.area), land.area),
            "LAND_USE": tuple(USES.values()) + tuple(USES),
            "PARCEL_ADDRESS": (land.place.old(0), land.place.new()),
            "SERIAL": (cert.serial, cert.serial.replace(" ", "")),
            "REGISTER": (cert.register, cert.register.replace(" ", "")),
            "ISSUED": (slashed(cert.issued), day_words(cert.issued).removeprefix("ngày ")),
            "SIGNED": (day_words(self._day()), slashed(self._day())),
            "REFERENCE": (
                f"Hợp đồng công chứng số {number}, quyển số {book} ngày {day}",
                f"Hợp đồng tặng cho số {number} ngày {day}",
                f"văn bản phân chia di sản số {number}/{day[-4:]}",
                f"Quyết định số {number}/QĐ-UBND ngày {day}",
                f"Hợp đồng số {number}, công chứng ngày {day}",
            ),
            "figures": ("Một trăm hai mươi phẩy năm", "Sáu mươi tám", "Ba trăm linh hai"),
        }

    def _of_price(self) -> dict[str, tuple[str, ...]]:
        amount = self._rng.randint(3, 480) * 10_000_000
        dotted = f"{amount:,}".replace(",", ".")
        return {
            "PRICE": (f"{dotted} đồng", f"{dotted}đ", f"{dotted} VNĐ", f"{amount:,} đồng"),
            "spelled": (words(amount).capitalize(),),
        }

    def _day(self) -> date:
        return date(2015, 1, 5) + timedelta(days=self._rng.randint(0, 4200))
