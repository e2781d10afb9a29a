"""Invented people and households.

In: a seeded `random.Random`. Out: frozen people whose 12-digit numbers obey NĐ 137/2015 Đ13
(province of birth, century and sex, year, six digits) and end in 99xxxx: test people, nobody real.
"""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.dossiers.names import (
    GIVEN_F,
    GIVEN_M,
    JOBS,
    MIDDLES_F,
    MIDDLES_M,
    MINORITY,
    RELIGIONS,
    SURNAMES,
)
from models.dossiers.places import Place, all_units, random_place
from models.dossiers.provinces import PROVINCES

MALE, FEMALE = "Nam", "Nữ"
_MOBILE = (
    "032",
    "035",
    "038",
    "039",
    "052",
    "056",
    "058",
    "070",
    "076",
    "079",
    "083",
    "085",
    "088",
    "090",
    "091",
    "093",
    "094",
    "096",
    "097",
    "098",
    "099",
)


@dataclass(frozen=True)
class Person:
    """One invented person."""

    surname: str
    full_name: str
    sex: str
    born: date
    citizen_id: str
    old_card: str | None
    ethnicity: str
    religion: str
    phone: str
    email: str | None
    job: str
    origin: Place
    birth_place: Place

    @property
    def upper(self) -> str:
        return self.full_name.upper()

    @property
    def title(self) -> str:
        return "ông" if self.sex == MALE else "bà"


@dataclass(frozen=True)
class Household:
    """The head, the others with their relation to him or her, and where they live."""

    head: Person
    members: tuple[tuple[Person, str], ...]
    home: Place
    temporary: Place | None = None

    @property
    def everyone(self) -> tuple[tuple[Person, str], ...]:
        return ((self.head, "Chủ hộ"), *self.members)

    @property
    def spouse(self) -> Person | None:
        return next((p for p, r in self.members if r in ("Vợ", "Chồng")), None)


def citizen_id(rng: random.Random, code: str, sex: str, year: int) -> str:
    """PPP C YY 99xxxx."""
    century = (year // 100 - 19) * 2 + (sex == FEMALE)
    return f"{code}{century}{year % 100:02d}99{rng.randint(0, 9999):04d}"


def old_card(rng: random.Random, code: str) -> str:
    """A nine-digit card of that province: prefix, then 99 and the rest."""
    prefix = rng.choice(PROVINCES[code][1])
    rest = 9 - len(prefix) - 2
    return f"{prefix}99{rng.randint(0, 10**rest - 1):0{rest}d}"


def _name(rng: random.Random, sex: str, surname: str) -> str:
    middle = rng.choice(MIDDLES_M if sex == MALE else MIDDLES_F)
    given = rng.choice(GIVEN_M if sex == MALE else GIVEN_F)
    while given in middle.split():
        given = rng.choice(GIVEN_M if sex == MALE else GIVEN_F)
    if rng.random() < 0.04:
        return f"{surname} {given}"
    return f"{surname} {middle} {given}"


def _email(rng: random.Random, name: str) -> str:
    folded = unicodedata.normalize("NFD", name.lower().replace("đ", "d").replace("'", ""))
    plain = "".join(c for c in folded if c.isascii()).split()
    return f"{plain[-1]}{''.join(p[0] for p in plain[:-1])}{rng.randint(1, 99)}@" + rng.choice(
        ("gmail.com", "yahoo.com.vn", "thuvn.example")
    )


def _job(rng: random.Random, year: int) -> str:
    """An occupation that fits the age in 2026."""
    if year > 2018:
        return "Còn nhỏ"
    if year > 2007:
        return "Học sinh"
    if year < 1962:
        return rng.choice(("Hưu trí", "Làm ruộng", "Già yếu"))
    return "Sinh viên" if year > 2003 else rng.choice(JOBS)


def random_person(
    rng: random.Random,
    *,
    sex: str | None = None,
    born: date | None = None,
    surname: str | None = None,
    code: str | None = None,
    ethnicity: str = "Kinh",
) -> Person:
    """One person; what is given is kept."""
    sex = sex or rng.choice((MALE, FEMALE))
    born = born or date(1945, 1, 1) + timedelta(days=rng.randint(0, 21900))
    units = all_units()
    code = code or rng.choice(units).code
    surname = surname or rng.choice(SURNAMES)
    name = _name(rng, sex, surname)
    origin = random_place(rng, rng.choice([u for u in units if u.code == code]))
    return Person(
        surname=surname,
        full_name=name,
        sex=sex,
        born=born,
        citizen_id=citizen_id(rng, code, sex, born.year),
        old_card=old_card(rng, code) if born.year < 1999 else None,
        ethnicity=ethnicity,
        religion=rng.choice(RELIGIONS),
        phone=rng.choice(_MOBILE) + f"{rng.randint(0, 9999999):07d}",
        email=_email(rng, name) if rng.random() < 0.5 else None,
        job=_job(rng, born.year),
        origin=Place("", origin.unit) if rng.random() < 0.6 else origin,
        birth_place=Place("", origin.unit),
    )


def minority_person(rng: random.Random, *, born: date | None = None) -> Person:
    """A person of one of the smaller peoples, with a name of that people."""
    ethnicity, sex, surname, middles, givens, codes = rng.choice(MINORITY)
    person = random_person(rng, sex=sex, born=born, code=rng.choice(codes), ethnicity=ethnicity)
    given = rng.choice(givens)
    middle = rng.choice(middles)
    name = (
        surname + given
        if surname.endswith("'")
        else " ".join(p for p in (surname, middle, given) if p)
    )
    email = _email(rng, name) if person.email else None
    return replace(person, full_name=name, surname=surname.split()[0], email=email)


def random_household(rng: random.Random) -> Household:
    """Two generations, sometimes three; ages that are possible."""
    if rng.random() < 0.14:
        head = minority_person(rng, born=date(1955, 1, 1) + timedelta(days=rng.randint(0, 12000)))
    else:
        head = random_person(rng, born=date(1950, 1, 1) + timedelta(days=rng.randint(0, 15500)))
    code = head.citizen_id[:3]
    spouse_sex = FEMALE if head.sex == MALE else MALE
    members: list[tuple[Person, str]] = []
    gap = timedelta(days=rng.randint(-900, 2600))
    if rng.random() < 0.85:
        spouse = random_person(
            rng, sex=spouse_sex, born=head.born + gap, code=code, ethnicity=head.ethnicity
        )
        members.append((spouse, "Vợ" if spouse_sex == FEMALE else "Chồng"))
    father_name = (
        head.surname if head.sex == MALE else (members[0][0].surname if members else head.surname)
    )
    members += _children(rng, head, father_name)
    if rng.random() < 0.15:
        sex = rng.choice((MALE, FEMALE))
        parent = random_person(
            rng,
            sex=sex,
            born=head.born - timedelta(days=rng.randint(7500, 11000)),
            code=code,
            surname=head.surname if sex == MALE else None,
            ethnicity=head.ethnicity,
        )
        members.append((parent, "Bố đẻ" if sex == MALE else "Mẹ đẻ"))
    home = random_place(rng) if rng.random() < 0.35 else random_place(rng, head.origin.unit)
    temporary = random_place(rng) if rng.random() < 0.4 else None
    return Household(head, tuple(members), home, temporary)


def _children(rng: random.Random, head: Person, surname: str) -> list[tuple[Person, str]]:
    word = rng.choice(("Con", "Con đẻ", "Con đẻ", "Con ruột"))
    children = []
    born = head.born + timedelta(days=rng.randint(7700, 11500))
    for _ in range(rng.choices((0, 1, 2, 3, 4), (10, 25, 40, 18, 7))[0]):
        if born > date(2024, 12, 31):
            break
        child = random_person(
            rng, born=born, surname=surname, code=head.citizen_id[:3], ethnicity=head.ethnicity
        )
        if born.year > 2006:
            child = replace(child, email=None)
        children.append((child, word))
        born += timedelta(days=rng.randint(400, 2200))
    return children
