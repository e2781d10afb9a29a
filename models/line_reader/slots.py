"""What a slot of a text holds: names, dates, numbers, addresses, areas, money, offices, drawn anew.

In: a seeded generator and the letters of the kinds that may stand there. Out: the words.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from models.dossiers import land, numbers, people, places
from models.line_reader.phrases import OFFICES
from models.line_reader.syllables import syllable, syllables

_CAPITALS = "ABCDEGHIKLMNPQRSTUVXYĐ"
_LAWS = (
    "NĐ-CP", "TT-BCA", "TT-BTNMT", "TT-BNNMT", "TT-BTP", "TT-BTC", "TT-BNV", "QĐ-UBND", "QĐ-TTg",
    "NQ-HĐND", "QH13", "QH14", "QH15", "TTr-STP", "TTr-SNV", "KH-UBND", "BC-UBND", "UBND-NC",
    "TTr-VP", "VP-KSTT", "TTr-SNNMT", "QĐ-CTUBND",
)  # fmt: skip


def digits(rng: random.Random, least: int, most: int = 0) -> str:
    """A string of random digits."""
    return "".join(rng.choice("0123456789") for _ in range(rng.randint(least, most or least)))


def _letters(rng: random.Random, count: int) -> str:
    return "".join(rng.choice(_CAPITALS) for _ in range(count))


def _name(rng: random.Random) -> str:
    if rng.random() < 0.3:
        name = " ".join(syllable(rng).capitalize() for _ in range(rng.randint(2, 4)))
    else:
        make = people.minority_person if rng.random() < 0.1 else people.random_person
        name = make(rng).full_name
    return name.upper() if rng.random() < 0.6 else name


def _day(rng: random.Random) -> str:
    day = date(1935, 1, 1) + timedelta(days=rng.randint(0, 36000))
    if rng.random() < 0.3:
        return numbers.day_words(day)
    text = numbers.slashed(day, rng.choice((0, 0, 0, 1, 2, 3)))
    return text.replace("/", " / ") if rng.random() < 0.15 else text


def _identity(rng: random.Random) -> str:
    number = digits(rng, rng.choice((12, 12, 12, 9, 10)))
    style = rng.random()
    if style < 0.7:
        return number
    size = rng.choice((3, 4)) if style < 0.95 else 1
    return " ".join(number[n : n + size] for n in range(0, len(number), size))


def _address(rng: random.Random) -> str:
    place = places.random_place(rng)
    text = place.new() if rng.random() < 0.4 else place.old(rng.randrange(3))
    if rng.random() < 0.25:
        text = f"{rng.choice(('Thôn', 'Ấp', 'Xóm', 'Tổ', 'Bản'))} {syllables(rng, 1, 2)}, {text}"
    return text


def _phone(rng: random.Random) -> str:
    number = "0" + digits(rng, 9)
    split = rng.choice((" ", ".", "", "", "-"))
    return f"{number[:4]}{split}{number[4:7]}{split}{number[7:]}"


def _law(rng: random.Random) -> str:
    year = rng.choice(("", f"{rng.randint(1998, 2027)}/"))
    return f"{rng.randint(1, 4500)}/{year}{rng.choice(_LAWS)}"


def _register(rng: random.Random) -> str:
    return rng.choice(
        (
            f"{_letters(rng, 2)} {digits(rng, 5)}",
            f"{_letters(rng, 2)}{digits(rng, 5)}",
            f"{digits(rng, 6)}.{_letters(rng, 2)}.{digits(rng, 3)}",
            f"H{digits(rng, 2)}.{digits(rng, 2)}-{digits(rng, 6)}-{digits(rng, 4)}",
            f"{digits(rng, 2, 5)}/{_letters(rng, 2)}",
        )
    )


def _serial(rng: random.Random) -> str:
    return land.serial(rng, rng.choice(("g3", "g4")))


def _area(rng: random.Random) -> str:
    whole = numbers.comma(str(rng.randint(1, 30000)))
    part = rng.choice(("", f",{digits(rng, 1)}", f",{digits(rng, 2)}", f".{digits(rng, 1)}"))
    return f"{whole}{part} {rng.choice(('m²', 'm²', 'm²', 'm2', 'ha'))}"


def _money(rng: random.Random) -> str:
    unit = rng.choice((" đồng", " đồng", "đ", " VNĐ"))
    return numbers.comma(str(rng.randint(1, 9999) * 10 ** rng.randint(2, 6))) + unit


def _land(rng: random.Random) -> str:
    parcel = land.random_parcel(rng, places.random_place(rng))
    code = rng.choice(list(land.USES))
    return rng.choice(
        (
            parcel.origin,
            land.USES[code],
            f"{land.USES[code]} {_area(rng)}; {land.USES[rng.choice(list(land.USES))].lower()}",
            f"{land.USES[code]} ({code})",
            numbers.area_words(parcel.area),
            "; ".join(f"{c}: {numbers.comma(a)} m²" for c, a in parcel.uses),
            f"riêng: {_area(rng)}, chung: Không",
            rng.choice(parcel.terms),
        )
    )


def _office(rng: random.Random) -> str:
    unit = places.random_unit(rng)
    where = rng.choice((unit.new_commune, unit.old_commune, unit.old_district, unit.new_province))
    text = f"{rng.choice(OFFICES)} {where}"
    return text.upper() if rng.random() < 0.3 else text


def _job(rng: random.Random) -> str:
    person = people.random_person(rng)
    return rng.choice((person.job, person.religion, person.email or person.job))


def _email(rng: random.Random) -> str:
    name = "".join(rng.choice("abcdefghiklmnopqrstuvxyz") for _ in range(rng.randint(4, 12)))
    return f"{name}{digits(rng, 1, 4)}@{rng.choice(('gmail.com', 'yahoo.com.vn', 'thuvn.example'))}"


def _site(rng: random.Random) -> str:
    name = rng.choice(("dichvucong", "motcua", "congbao", "vanban", "hososo", "csdl", "tthc"))
    where = "".join(rng.choice("abcdeghiklmnopqrstuvxy") for _ in range(rng.randint(3, 9)))
    end = rng.choice((".gov.vn", ".gov.vn", ".vn", ".gov.vn/", f".vn/{where}.html"))
    return rng.choice(("https://", "http://", "", "www.")) + f"{name}.{where}{end}"


SLOTS: dict[str, Callable[[random.Random], str]] = {
    "N": _name, "D": _day, "I": _identity, "A": _address, "T": _phone, "L": _law, "R": _register,
    "K": _serial, "S": _area, "M": _money, "O": _office, "G": _land, "J": _job, "E": _email,
    "W": lambda rng: syllables(rng, 1, 4), "Y": lambda rng: str(rng.randint(1930, 2029)),
    "#": lambda rng: str(rng.randint(1, rng.choice((12, 31, 1450)))).zfill(rng.choice((1, 1, 2))),
    "1": lambda rng: str(rng.randint(1, 12)),
    "P": lambda rng: places.random_unit(rng).name, "U": _site,
}  # fmt: skip


def slot(rng: random.Random, kinds: str) -> str:
    """One of the ``kinds``, keys of ``SLOTS``."""
    return SLOTS[rng.choice(kinds)](rng)
