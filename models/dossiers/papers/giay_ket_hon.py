"""Marriage certificates: two columns, the wife left since 2016, the husband left before.

In: a seeded generator and a `Case`. Out: a one-page sheet with its truth. Variants: `2015`
(TT 15/2015, 04/2020/TT-BTP), `2005` (NĐ 158/2005/NĐ-CP).
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from models.dossiers.blocks import columns, nation
from models.dossiers.case import Case
from models.dossiers.flow import Flow
from models.dossiers.look import random_look
from models.dossiers.numbers import slashed
from models.dossiers.papers.common import Signer, named, signers
from models.dossiers.people import FEMALE, MALE, Person, random_person
from models.dossiers.runs import Run, Val
from models.dossiers.sheet import Sheet

VARIANTS = ("2015", "2005")


def couple(rng: random.Random, case: Case) -> tuple[Person, Person]:
    """Wife and husband of the house, or invented ones."""
    pair = [p for p in (case.house.head, case.house.spouse) if p]
    wife = next((p for p in pair if p.sex == FEMALE), None)
    husband = next((p for p in pair if p.sex == MALE), None)
    wife = wife or random_person(rng, sex=FEMALE, born=date(1984, 6, 3))
    return wife, husband or random_person(rng, sex=MALE, born=date(1982, 2, 21))


def draw(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """One certificate."""
    variant = variant or rng.choices(VARIANTS, (7, 3))[0]
    sheet = Sheet("giay_ket_hon", variant, background=rng.choice(("white", "pink")))
    look = random_look(rng, base_size=(10.6, 12.2))
    flow = Flow(sheet, replace(look, boxes=False, digit_group=0, left=50.0, right=44.0))
    wife, husband = couple(rng, case)
    young = max(wife.born, husband.born)
    day = max(date(young.year + 21, 3, 1), date(2001, 1, 5)) + timedelta(days=rng.randint(0, 1500))
    _head(flow, rng, day)
    both = [("vợ", "wife", wife), ("chồng", "husband", husband)]
    if variant == "2005":
        both.reverse()
    old = variant == "2005" or rng.random() < 0.3
    for _, name, person in both:
        number = person.old_card if old and person.old_card else person.citizen_id
        sheet.hold(name, person.upper, number)
    _columns(flow, rng, case, both, old=old, variant=variant)
    unit = case.house.home.unit
    office = f"Ủy ban nhân dân {unit.old_commune}, {unit.old_district}, {unit.old_province}"
    flow.skip(4)
    flow.field("Nơi đăng ký kết hôn:" if variant == "2015" else "Nơi đăng ký:",
               Val("registration_place", office))  # fmt: skip
    shown = slashed(day, rng.choice((0, 1)))
    flow.field("Ngày, tháng, năm đăng ký:", Val("registration_date", shown, day.isoformat()))
    flow.skip(6)
    signers(flow, rng, [
        Signer(("Vợ",), wife.full_name, note="(Ký, ghi rõ họ, chữ đệm, tên)"),
        Signer(("Chồng",), husband.full_name, note="(Ký, ghi rõ họ, chữ đệm, tên)"),
    ], size=flow.look.size - 1)  # fmt: skip
    signers(flow, rng, [Signer(
        ("NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN",), random_person(rng).full_name, seal="UBND",
        note="(Ký, ghi rõ họ, chữ đệm, tên, chức vụ, đóng dấu)",
    )], size=flow.look.size - 1)  # fmt: skip
    return sheet


def _head(flow: Flow, rng: random.Random, day: date) -> None:
    nation(flow, size=flow.look.size + 0.5)
    flow.skip(8)
    flow.text(flow.runs("**GIẤY CHỨNG NHẬN KẾT HÔN**", size=flow.look.size + 6), align="centre")
    shown = f"{rng.randint(1, 300)}" + rng.choice(("", f"/{day.year}"))
    flow.text(flow.runs("Số: ") + flow.val(Val("document_number", shown)), align="right")
    flow.skip(6)


def _columns(
    flow: Flow,
    rng: random.Random,
    case: Case,
    both: list[tuple[str, str, Person]],
    *,
    old: bool,
    variant: str,
) -> None:
    middle = (flow.left + flow.right) / 2
    home = case.house.home.old(rng.choice((0, 2)))

    def side(word: str, name: str, person: Person) -> None:
        label = "Họ, chữ đệm, tên" if variant == "2015" else "Họ và tên"
        flow.field(f"{label} {word}:", named(flow, person, f"{name}.full_name"))
        year = rng.random() < 0.1
        shown = str(person.born.year) if year else slashed(person.born, rng.choice((0, 1)))
        norm = str(person.born.year) if year else person.born.isoformat()
        flow.field("Ngày, tháng, năm sinh:", Val(f"{name}.date_of_birth", shown, norm))
        flow.field("Dân tộc:", Val(f"{name}.ethnicity", person.ethnicity))
        flow.field("Quốc tịch:", Val(f"{name}.nationality", "Việt Nam"))
        where = "Nơi cư trú:" if variant == "2015" else "Nơi thường trú/tạm trú:"
        flow.field(where, Val(f"{name}.current_address", home))
        card = "Giấy tờ tùy thân:" if variant == "2015" else "Số CMND/Hộ chiếu:"
        flow.text(flow.runs(f"{card} ") + _identity(flow, name, person, old=old, variant=variant))

    (w1, n1, p1), (w2, n2, p2) = both
    columns(flow, [
        (flow.left, middle - 8, lambda: side(w1, n1, p1)),
        (middle + 8, flow.right, lambda: side(w2, n2, p2)),
    ])  # fmt: skip


def _identity(flow: Flow, name: str, person: Person, *, old: bool, variant: str) -> list[Run]:
    short = old and person.old_card
    number = person.old_card if short else person.citizen_id
    assert number
    field = f"{name}.id_card_number" if short else f"{name}.citizen_id"
    value = flow.val(Val(field, number), face=flow.look.label, size=flow.look.size, printed=True)
    if variant == "2005":
        return value
    before = "Giấy CMND số " if short else "Thẻ CCCD số "
    after = ", Công an tỉnh cấp ngày 09/10/2006" if short else (
        " do Cục Cảnh sát QLHC về TTXH cấp ngày 10/05/2021"
    )  # fmt: skip
    return [*flow.runs(before), *value, *flow.runs(after)]
