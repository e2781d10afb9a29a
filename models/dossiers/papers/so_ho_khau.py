"""Household books: sổ hộ khẩu (HK08), sổ tạm trú (HK09A), two facing pages per sheet of A4.

In: a seeded generator and a `Case`. Out: a sheet (cover, then members) with its truth. Source:
TT 36/2014/TT-BCA.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from models.dossiers.blocks import nation
from models.dossiers.case import Case
from models.dossiers.flow import Flow
from models.dossiers.look import random_look
from models.dossiers.numbers import slashed
from models.dossiers.papers.common import Signer, born, dated, signers
from models.dossiers.people import Person, random_person
from models.dossiers.runs import Val
from models.dossiers.sheet import Sheet

VARIANTS = ("with_head", "without_head")


def draw(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """One sổ hộ khẩu."""
    return _book(rng, case, variant, code="so_ho_khau")


def draw_temporary(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """One sổ tạm trú."""
    return _book(rng, case, variant, code="so_tam_tru")


def _book(rng: random.Random, case: Case, variant: str | None, *, code: str) -> Sheet:
    variant = variant or rng.choices(VARIANTS, (8, 2))[0]
    sheet = Sheet(code, variant, background=rng.choice(("white", "pink")))
    look = replace(random_look(rng, base_size=(11.5, 13.0)), boxes=False, digit_group=0)
    flow = Flow(sheet, look)
    issued = date(2011, 2, 3) + timedelta(days=rng.randint(0, 3400))
    people = [(p, r) for p, r in case.house.everyone if p.born <= issued]
    if variant == "without_head" and len(people) > 1:
        people = people[1:]
    _cover(flow, rng, case, issued, code)
    sheet.new_page()
    flow.y = look.top
    sheet.expect("members")
    for i, (person, relation) in enumerate(people):
        _member(flow, rng, (person, relation), f"members.{i}", issued)
    return sheet


def _cover(flow: Flow, rng: random.Random, case: Case, issued: date, code: str) -> None:
    unit = case.house.home.unit
    permanent = code == "so_ho_khau"
    office = f"CÔNG AN {(unit.old_province if permanent else unit.old_commune).upper()}"
    field = "issuer" if permanent else "-issuer"
    flow.text(flow.val(Val(field, office), face=flow.look.label, printed=True))
    nation(flow, size=flow.look.size)
    flow.skip(20)
    title = "SỔ HỘ KHẨU" if permanent else "SỔ TẠM TRÚ"
    flow.text(flow.runs(f"**{title}**", size=flow.look.size + 8), align="centre")
    number = f"{rng.randint(10, 99)}{rng.randint(0, 9999999):07d}"
    flow.text(flow.runs("Số: ") + flow.val(Val("book_number", number)), align="centre")
    flow.skip(10)
    head = case.house.head
    flow.field("Họ và tên chủ hộ:", Val("head_name", flow.look.name(head.full_name), head.upper))
    place = case.house.home.old(0)
    if permanent:
        flow.field("Nơi thường trú:", Val("permanent_address", place), lines=2)
    else:
        flow.field("Nơi tạm trú:", Val("temporary_address", place), lines=2)
        until = issued + timedelta(days=730)
        flow.field("Sổ có giá trị đến ngày:", Val("valid_until", slashed(until), until.isoformat()))
    flow.skip(10)
    left = flow.left
    flow.left = (flow.left + flow.right) / 2
    runs = dated(flow, unit.name, issued, field="issue_date" if permanent else None)
    flow.text(runs, align="centre")
    signers(flow, rng, [Signer(
        ("TRƯỞNG CÔNG AN",), random_person(rng).full_name, note="(Ký, ghi rõ họ tên và đóng dấu)",
        seal=office[:40],
    )], size=flow.look.size - 1)  # fmt: skip
    flow.left = left
    flow.field("Hồ sơ hộ khẩu số:" if permanent else "Hồ sơ đăng ký tạm trú số:",
               Val("-file", str(rng.randint(100, 9000))))  # fmt: skip
    flow.field("Sổ đăng ký thường trú số:" if permanent else "Sổ đăng ký tạm trú số:",
               Val("-register", f"{rng.randint(1, 20)}   Tờ số: {rng.randint(1, 90)}"))  # fmt: skip


def _member(flow: Flow, rng: random.Random, who: tuple[Person, str], at: str, issued: date) -> None:
    person, relation = who
    flow.need(flow.line_height * 9)
    long = person.born.year <= issued.year - 14 and issued.year >= 2016 and rng.random() < 0.6
    number = person.citizen_id if long else person.old_card
    if not number and rng.random() < 0.5:
        number = person.citizen_id
    role = "head" if relation == "Chủ hộ" else "member"
    flow.sheet.hold(role, person.upper, number)
    flow.field("Quan hệ với chủ hộ:", Val(f"{at}.relation_to_head", relation))
    flow.field("Họ và tên:", Val(f"{at}.full_name", person.upper))
    flow.field("Họ và tên gọi khác (nếu có):", Val("-alias", None))
    flow.pair([
        ("Ngày, tháng, năm sinh:", born(person, f"{at}.date_of_birth"), 0.62),
        ("Giới tính:", Val(f"{at}.sex", person.sex), 0.38),
    ])  # fmt: skip
    label = rng.choice(("Nguyên quán:", "Quê quán:"))
    flow.field(label, Val(f"{at}.place_of_origin", person.origin.old(2)))
    flow.pair([
        ("Dân tộc:", Val(f"{at}.ethnicity", person.ethnicity), 0.5),
        ("Tôn giáo:", Val(f"{at}.religion", person.religion), 0.5),
    ])  # fmt: skip
    if number is None:
        card = Val("-card", None)
    elif len(number) == 12:
        card = Val(f"{at}.citizen_id", number)
    else:
        card = Val(f"{at}.id_card_number", number)
    flow.pair([("CMND số:", card, 0.55), ("Hộ chiếu số:", Val("-passport", None), 0.45)])
    flow.field("Nghề nghiệp, nơi làm việc:", Val("-job", person.job))
    flow.field("Chuyển đến ngày:", Val("-moved", None))
    flow.skip(14)
