"""Birth certificates: the form of 2015 (TT 15/2015, 04/2020/TT-BTP), its extract, that of 2005.

In: a seeded generator and a `Case`. Out: a one-page sheet with its truth. The holder is the child;
the declarant's card stands on the paper too.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from models.dossiers.blocks import letterhead, nation
from models.dossiers.case import Case
from models.dossiers.flow import Flow
from models.dossiers.look import random_look
from models.dossiers.numbers import slashed, words
from models.dossiers.papers.common import Signer, born, dated, named, signers, sometimes
from models.dossiers.people import FEMALE, MALE, Person, random_person
from models.dossiers.runs import Val
from models.dossiers.sheet import Sheet

VARIANTS = ("2015", "trich_luc", "2005")


def draw(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """One certificate."""
    variant = variant or rng.choices(VARIANTS, (5, 3, 2))[0]
    sheet = Sheet("giay_khai_sinh", variant, background=rng.choice(("white", "white", "pink")))
    look = replace(random_look(rng, base_size=(11.4, 13.0)), boxes=rng.random() < 0.2)
    flow = Flow(sheet, look)
    child, mother, father = family(rng, case)
    number = child.citizen_id if variant != "2005" and rng.random() < 0.85 else None
    sheet.hold("child", child.upper, number)
    day = max(child.born + timedelta(days=rng.randint(4, 300)), date(2006, 4, 3))
    if variant == "trich_luc":
        _extract_head(flow, rng, case)
    else:
        _head(flow, rng, variant, day)
    if variant == "2005":
        _old(flow, rng, child, mother, father)
    else:
        _child(flow, rng, child, number)
        _parent(flow, case, ("mẹ", "mother"), mother)
        _parent(flow, case, ("cha", "father"), father)
    _registered(flow, rng, case, father or mother, day=day)
    return sheet


def family(rng: random.Random, case: Case) -> tuple[Person, Person, Person | None]:
    """A child, the mother, the father (or nobody)."""
    house = case.house
    children = [p for p, relation in house.members if relation.startswith("Con")]
    pair = [house.head, house.spouse] if house.spouse else [house.head]
    mother = next((p for p in pair if p and p.sex == FEMALE), None)
    father = next((p for p in pair if p and p.sex == MALE), None)
    child = rng.choice(children) if children else random_person(rng, born=date(2019, 5, 17))
    mother = mother or random_person(rng, sex=FEMALE, born=child.born - timedelta(days=9800))
    return child, mother, father if rng.random() > 0.08 else None


def _head(flow: Flow, rng: random.Random, variant: str, day: date) -> None:
    nation(flow, size=flow.look.size + 0.5)
    flow.skip(8)
    flow.text(flow.runs("**GIẤY KHAI SINH**", size=flow.look.size + 6), align="centre")
    if rng.random() < 0.2:
        flow.text(flow.runs("**(BẢN SAO)**"), align="centre")
    shown = f"{rng.randint(1, 480)}" + rng.choice(("", f"/{day.year}", f"/{day.year}"))
    runs = flow.runs("Số: ") + flow.val(Val("document_number", shown))
    if variant == "2005":
        runs += flow.runs(f"     Quyển số: {rng.randint(1, 3):02d}/{day.year}")
    flow.text(runs, align=rng.choice(("right", "left")))
    flow.skip(4)


def _extract_head(flow: Flow, rng: random.Random, case: Case) -> None:
    unit = case.house.home.unit
    letterhead(
        flow,
        "ỦY BAN NHÂN DÂN",
        Val("-issuer", unit.new_commune.upper()),
        ("Số: ", Val("document_number", f"{rng.randint(1, 900)}/TLKS-BS")),
        lambda: dated(flow, unit.name, case.today),
    )
    flow.skip(8)
    flow.text(flow.runs("**TRÍCH LỤC KHAI SINH**", size=flow.look.size + 2), align="centre")
    flow.text(flow.runs("**(BẢN SAO)**"), align="centre")
    flow.skip(4)


def _in_words(day: date) -> str:
    months = {1: "một", 4: "tư"}
    month = months.get(day.month, words(day.month))
    return f"Ngày {words(day.day)}, tháng {month}, năm {words(day.year)}"


def _child(flow: Flow, rng: random.Random, child: Person, number: str | None) -> None:
    flow.field("Họ, chữ đệm, tên:", named(flow, child, "full_name"))
    day = born(child, "date_of_birth", rng.choice((0, 0, 1)))
    flow.field("Ngày, tháng, năm sinh:", day)
    flow.field("Ghi bằng chữ:", Val("-words", _in_words(child.born)))
    flow.pair([
        ("Giới tính:", Val("sex", child.sex), 0.3),
        ("Dân tộc:", Val("ethnicity", child.ethnicity), 0.33),
        ("Quốc tịch:", Val("nationality", "Việt Nam"), 0.37),
    ])  # fmt: skip
    place = child.birth_place.old(rng.choice((0, 2)))
    flow.field("Nơi sinh:", Val("place_of_birth", f"{_clinic(rng)}, {place}"))
    flow.field("Quê quán:", Val("place_of_origin", sometimes(rng, 0.1, child.origin.old(2))))
    shown = flow.look.digits(number) if number else None
    flow.field("Số định danh cá nhân:", Val("citizen_id", shown, number))


def _clinic(rng: random.Random) -> str:
    return rng.choice(("Bệnh viện Phụ sản", "Trạm y tế xã", "Bệnh viện đa khoa", "Trung tâm y tế"))


def _parent(flow: Flow, case: Case, names: tuple[str, str], person: Person | None) -> None:
    """`names`: the printed word and the field's."""
    word, name = names
    shown = flow.look.name(person.full_name) if person else None
    flow.field(
        f"Họ, chữ đệm, tên người {word}:",
        Val(f"{name}_name", shown, person.upper if person else None),
    )
    flow.pair([
        ("Năm sinh:", Val(f"{name}_year_of_birth", str(person.born.year) if person else None), 0.3),
        ("Dân tộc:", Val("-people", person.ethnicity if person else None), 0.33),
        ("Quốc tịch:", Val("-nation", "Việt Nam" if person else None), 0.37),
    ])  # fmt: skip
    flow.field("Nơi cư trú:", Val("-home", case.house.home.old(0) if person else None))


def _registered(
    flow: Flow, rng: random.Random, case: Case, declarant: Person, *, day: date
) -> None:
    variant = flow.sheet.variant
    unit = case.house.home.unit
    office = f"Ủy ban nhân dân {unit.old_commune}, {unit.old_district}, {unit.old_province}"
    if variant != "2005":
        flow.field("Họ, chữ đệm, tên người đi khai sinh:", Val("-asker", declarant.full_name))
        card = f"Thẻ căn cước công dân số {declarant.citizen_id} do Cục Cảnh sát cấp"
        flow.field("Giấy tờ tùy thân:", Val("-card", card))
        flow.field("Nơi đăng ký khai sinh:", Val("registration_place", office))
    else:
        flow.field("Nơi đăng ký:", Val("registration_place", office))
    shown = slashed(day, rng.choice((0, 1)))
    flow.field("Ngày, tháng, năm đăng ký:", Val("registration_date", shown, day.isoformat()))
    if variant == "2005":
        flow.field("Ghi chú:", Val("-note", None))
        flow.field("Họ và tên người đi khai sinh:", Val("-asker", declarant.full_name))
        flow.field("Quan hệ với người được khai sinh:", Val("-relation", "Bố đẻ"))
    flow.skip(6)
    head = "NGƯỜI KÝ TRÍCH LỤC" if variant == "trich_luc" else "NGƯỜI KÝ GIẤY KHAI SINH"
    right = Signer(
        (head,), random_person(rng).full_name, seal=f"UBND {unit.old_commune.upper()}",
        note="(Ký, ghi rõ họ, chữ đệm, tên, chức vụ, đóng dấu)",
    )  # fmt: skip
    left = Signer(("CÁN BỘ TƯ PHÁP HỘ TỊCH",) if variant == "2005" else ("",), signed=False)
    signers(flow, rng, [left, right], size=flow.look.size - 1)


def _old(
    flow: Flow, rng: random.Random, child: Person, mother: Person, father: Person | None
) -> None:
    """NĐ 158/2005: the father stands first; no personal number."""
    flow.pair(
        [
            ("Họ và tên:", named(flow, child, "full_name"), 0.65),
            ("Giới tính:", Val("sex", child.sex), 0.35),
        ]
    )
    flow.field("Ngày, tháng, năm sinh:", born(child, "date_of_birth", rng.choice((0, 1))))
    flow.field("(Bằng chữ:", Val("-words", _in_words(child.born)), tail=")")
    place = child.birth_place.old(0)
    flow.field("Nơi sinh:", Val("place_of_birth", f"{_clinic(rng)}, {place}"))
    flow.pair(
        [
            ("Dân tộc:", Val("ethnicity", child.ethnicity), 0.5),
            ("Quốc tịch:", Val("nationality", "Việt Nam"), 0.5),
        ]
    )
    flow.field("Quê quán:", Val("place_of_origin", child.origin.old(0)))
    _old_parent(flow, ("cha", "father"), father)
    _old_parent(flow, ("mẹ", "mother"), mother)


def _old_parent(flow: Flow, names: tuple[str, str], person: Person | None) -> None:
    word, name = names
    shown = flow.look.name(person.full_name) if person else None
    flow.field(f"Họ và tên {word}:", Val(f"{name}_name", shown, person.upper if person else None))
    flow.pair(
        [
            ("Dân tộc:", Val("-people", person.ethnicity if person else None), 0.33),
            ("Quốc tịch:", Val("-nation", "Việt Nam" if person else None), 0.33),
            (
                "Năm sinh:",
                Val(f"{name}_year_of_birth", str(person.born.year) if person else None),
                0.34,
            ),
        ]
    )
    flow.field("Nơi thường trú/tạm trú:", Val("-home", person.origin.old(0) if person else None))
