"""Two papers, or two places on one, about the same people.

Sources: Luật Căn cước 26/2023/QH15 Điều 12 (one number, one person, for ever); Nghị định
137/2015/NĐ-CP Điều 13. A spelling may differ between true papers (Bẩy, Bảy): a doubt, no more.
"""

from collections.abc import Iterator
from itertools import product

from rapidfuzz.distance import Levenshtein

from extract.across.facts import Paper, Person, Told
from extract.across.finding import Finding, differ, people_differ
from extract.addresses.address import same_place
from extract.addresses.spelling import accents, key

_ALIKE = 0.7  # two readings of one name share more than this; two names seldom do
_DAY = len("2000-01-01")

_RESIDENCE = frozenset({"ct01", "ct07", "thong_bao_so_dinh_danh"})

_ELSEWHERE = "Nơi thường trú ở xã, phường khác với giấy tờ khác của cùng người."
_NAME = "Họ tên khác với giấy tờ khác của cùng số định danh."
_BIRTH = "Ngày sinh khác với giấy tờ khác của cùng số định danh."
_SEX = "Giới tính khác với giấy tờ khác của cùng số định danh."
_TWO_PEOPLE = "Cùng một số định danh nhưng là hai người khác nhau."
_TWO_NUMBERS = "Cùng họ tên và ngày sinh nhưng hai số định danh khác nhau."
_CARD = "Cùng một số CMND nhưng hai số định danh khác nhau."
_PARENT = "Năm sinh của cha, mẹ khác với giấy tờ khác của người cùng tên."


def same_number(one: Paper, other: Paper) -> Iterator[Finding]:
    """§2.15 rules 2 and 10: who has the same number has the same name, birth and sex."""
    for mine, yours in _pairs(one, other):
        if not (_equal(mine.number, yours.number) or _equal(mine.card, yours.card)):
            continue
        if mine.name and yours.name and not _same_name(mine.name.value, yours.name.value):
            if _is_other_name(mine.name.value, yours.name.value):
                yield _two_people(mine, yours)
                continue
            yield differ(mine.name, yours.name, "name_differs", _NAME)
        if mine.birth and yours.birth and not _same_day(mine.birth.value, yours.birth.value):
            yield differ(mine.birth, yours.birth, "birth_differs", _BIRTH)
        if mine.sex and yours.sex and mine.sex.value != yours.sex.value:
            yield differ(mine.sex, yours.sex, "sex_differs", _SEX)


def same_person(one: Paper, other: Paper) -> Iterator[Finding]:
    """Rule 10, the other way: one person has one number; if two are read, one is misread."""
    for mine, yours in _pairs(one, other):
        if mine.number and yours.number and mine.number.value != yours.number.value:
            if _equal(mine.card, yours.card):
                yield _numbers(mine, yours, "card_of_two_people", _CARD)
            elif _same_birthday(mine, yours) and _equal_names(mine, yours):
                yield _numbers(mine, yours, "person_has_two_numbers", _TWO_NUMBERS)


def parents(one: Paper, other: Paper) -> Iterator[Finding]:
    """Rule 4: the parents of a birth certificate are as old as their own papers say."""
    for birth, paper, turned in ((one, other, False), (other, one, True)):
        if birth.type != "giay_khai_sinh" or paper.type == "giay_khai_sinh":
            continue
        for parent, sex in (("mother", "Nữ"), ("father", "Nam")):
            for finding in _parent(birth, parent, sex, paper):
                yield finding.turned() if turned else finding


def same_residence(one: Paper, other: Paper) -> Iterator[Finding]:
    """Rule 7: papers on where one person lives, of one scan, name one commune, if need be under its
    names of before and after 1 July 2025. Cards show where somebody once lived: they are left out.
    """
    if not {one.type, other.type} <= _RESIDENCE or one is other:
        return
    mine, yours = one.told.get("permanent_address"), other.told.get("permanent_address")
    numbers = one.told.get("citizen_id"), other.told.get("citizen_id")
    if mine and yours and _equal(*numbers) and same_place(mine.value, yours.value) is False:
        yield differ(mine, yours, "address_elsewhere", _ELSEWHERE)


def _parent(birth: Paper, parent: str, sex: str, paper: Paper) -> Iterator[Finding]:
    name, year = birth.told.get(f"{parent}_name"), birth.told.get(f"{parent}_year_of_birth")
    if name is None or year is None:
        return
    for person in paper.people:
        named = person.name is not None and _same_name(name.value, person.name.value)
        other_sex = person.sex is not None and person.sex.value != sex
        if not named or person.birth is None or other_sex:
            continue
        if not person.birth.value.startswith(year.value):
            yield differ(year, person.birth, "parent_birth_differs", _PARENT)


def _pairs(one: Paper, other: Paper) -> Iterator[tuple[Person, Person]]:
    """Everybody on the one with everybody on the other; on one paper, each pair once."""
    if one is other:
        people = one.people
        yield from ((a, b) for n, a in enumerate(people) for b in people[n + 1 :])
    else:
        yield from product(one.people, other.people)


def _two_people(mine: Person, yours: Person) -> Finding:
    return people_differ(
        _told(mine.number or mine.card, mine.name),
        _told(yours.number or yours.card, yours.name),
        "number_of_two_people",
        _TWO_PEOPLE,
    )


def _numbers(mine: Person, yours: Person, code: str, message: str) -> Finding:
    return people_differ(_told(mine.number), _told(yours.number), code, message)


def _told(*values: Told | None) -> list[Told]:
    return [value for value in values if value is not None]


def _equal(one: Told | None, other: Told | None) -> bool:
    return one is not None and other is not None and one.value == other.value


def _same_name(one: str, other: str) -> bool:
    """Marks count, the place of a tone and *i* for *y* do not."""
    return accents(one) == accents(other)


def _is_other_name(one: str, other: str) -> bool:
    return Levenshtein.normalized_similarity(key(one), key(other)) < _ALIKE


def _equal_names(mine: Person, yours: Person) -> bool:
    """Without marks: a lost one must not hide that it is the same person."""
    return bool(mine.name and yours.name and key(mine.name.value) == key(yours.name.value))


def _same_birthday(mine: Person, yours: Person) -> bool:
    return _equal(mine.birth, yours.birth) and len(mine.birth.value if mine.birth else "") == _DAY


def _same_day(one: str, other: str) -> bool:
    """A year agrees with a day in it."""
    return one.startswith(other) or other.startswith(one)
