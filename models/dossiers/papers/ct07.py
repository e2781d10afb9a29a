"""CT07, Xác nhận thông tin về cư trú: the official order (TT 66/2023/TT-BCA) and an older one.

In: a seeded generator and a `Case`. Out: a sheet of one or two pages with its truth. Variants:
`official` (one list I–III) and `two_parts` (I the requester, II the residence).
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from models.dossiers.blocks import Cell, Column, letterhead, table
from models.dossiers.case import Case
from models.dossiers.flow import Flow
from models.dossiers.look import random_look
from models.dossiers.numbers import day_words
from models.dossiers.papers.common import RANKS, Signer, born, dated, named, signers, sometimes
from models.dossiers.people import Person, random_person
from models.dossiers.places import Place
from models.dossiers.runs import Val
from models.dossiers.sheet import Sheet

VARIANTS = ("official", "two_parts")


def draw(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """One CT07."""
    variant = variant or rng.choices(VARIANTS, (65, 35))[0]
    sheet = Sheet("ct07", variant)
    look = random_look(rng, base_size=(11.6, 13.0))
    if rng.random() < 0.7:
        look = replace(look, leading=min(look.leading, 1.5))
    flow = Flow(sheet, look)
    person, relation = (
        rng.choice(case.house.everyone) if rng.random() < 0.7 else (case.house.head, "Chủ hộ")
    )
    sheet.hold("subject", person.upper, person.citizen_id)
    office = _head(flow, rng, case)
    if variant == "official":
        _official(flow, rng, case, (person, relation), office)
    else:
        _two_parts(flow, rng, case, (person, relation), office)
    _end(flow, rng, case, office)
    return sheet


def _head(flow: Flow, rng: random.Random, case: Case) -> str:
    unit = case.house.home.unit
    if rng.random() < 0.5:
        flow.text(
            flow.runs(
                "Mẫu CT07 ban hành kèm theo Thông tư số 66/2023/TT-BCA "
                "ngày 17/11/2023 của Bộ trưởng Bộ Công an",
                face=flow.look.label.with_(italic=True),
                size=9.5,
            ),
            align="right",
            x0=flow.left + 170,
        )
        flow.skip(5)
    old = rng.random() < 0.35
    province = unit.old_province if old else unit.new_province
    commune = unit.old_commune if old else unit.new_commune
    upper = f"CÔNG AN {(unit.old_district if old else province).upper()}"
    office = f"CÔNG AN {commune.upper()}"
    number = sometimes(
        rng, 0.04, f"{rng.randint(1, 4800)}{rng.choice(('/XN', '/XN', '/XNTT', '/XN-CAX'))}"
    )
    place = commune.split(" ", 1)[1]
    place = place if not place.isdigit() else commune.capitalize()
    letterhead(
        flow,
        upper,
        Val("issuer", office),
        ("Số:" if number is None else "Số: ", Val("document_number", number)),
        lambda: dated(flow, place, case.today, field="issue_date"),
        split=rng.uniform(0.38, 0.45),
    )
    flow.skip(rng.uniform(6, 16))
    flow.text(
        flow.runs("**XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ**", size=flow.look.size + 1.2), align="centre"
    )
    flow.skip(rng.uniform(2, 8))
    return office


def _start(flow: Flow) -> float:
    return flow.left + (flow.right - flow.left) * 0.4


def _official(
    flow: Flow, rng: random.Random, case: Case, subject: tuple[Person, str], office: str
) -> None:
    person, relation = subject
    asker = person if rng.random() < 0.85 else random_person(rng)
    flow.field("**Theo đề nghị của Ông/Bà:**", Val("-asker", flow.look.name(asker.full_name)))
    flow.boxes("Số định danh cá nhân:", Val("-asker_id", asker.citizen_id), start=_start(flow))
    flow.skip(4)
    flow.text(flow.runs(f"**{office} XÁC NHẬN:**"), align="centre")
    flow.skip(3)
    tail = rng.choice((" của Ông/Bà", ""))
    flow.field(f"**I. Họ, chữ đệm và tên{tail}:**", named(flow, person, "full_name"))
    _born_row(flow, rng, person, "1", "2")
    flow.boxes("3. Số định danh cá nhân:", Val("citizen_id", person.citizen_id), start=_start(flow))
    flow.pair(
        [
            ("4. Dân tộc:", Val("ethnicity", person.ethnicity), 0.55),
            ("5. Tôn giáo:", Val("religion", sometimes(rng, 0.08, person.religion)), 0.45),
        ]
    )
    _origin(flow, rng, person, "6", "7")
    _where(flow, rng, case, ("8", "9", "10"))
    _head_of(flow, rng, case, relation, ("11", "12", "13"))
    _table(flow, rng, case, person, "**II. Thông tin các thành viên khác trong hộ gia đình:**")
    _other(flow, rng, person, "**III. Nội dung xác nhận khác**")


def _two_parts(
    flow: Flow, rng: random.Random, case: Case, subject: tuple[Person, str], office: str
) -> None:
    person, relation = subject
    flow.text("**I. Theo đề nghị của Ông/Bà:**")
    flow.field("1. Họ, chữ đệm và tên:", named(flow, person, "full_name"))
    _born_row(flow, rng, person, "2", "3")
    flow.boxes("4. Số định danh cá nhân:", Val("citizen_id", person.citizen_id), start=_start(flow))
    flow.pair(
        [
            ("5. Dân tộc:", Val("ethnicity", person.ethnicity), 0.33),
            ("6. Tôn giáo:", Val("religion", person.religion), 0.34),
            ("7. Quốc tịch:", Val("nationality", "Việt Nam"), 0.33),
        ]
    )
    flow.field("8. Quê quán:", Val("place_of_origin", person.origin.old(rng.choice((0, 2)))))
    flow.text(
        f"**II. {office} xác nhận thông tin về cư trú của Ông/Bà có tên tại mục I, như sau:**"
    )
    _where(flow, rng, case, ("1", "2", "3"))
    _head_of(flow, rng, case, relation, ("4", "5", "6"))
    _table(flow, rng, case, person, "7. Thông tin các thành viên khác trong hộ gia đình:")
    _other(flow, rng, person, "8. Nội dung xác nhận khác")


def _born_row(flow: Flow, rng: random.Random, person: Person, first: str, second: str) -> None:
    flow.pair(
        [
            (
                f"{first}. Ngày, tháng, năm sinh:",
                born(
                    person, "date_of_birth", rng.choice((0, 0, 0, 1)), spaced=flow.look.date_slots
                ),
                0.6,
            ),
            (f"{second}. Giới tính:", Val("sex", person.sex), 0.4),
        ]
    )


def _origin(flow: Flow, rng: random.Random, person: Person, first: str, second: str) -> None:
    style = rng.choice((0, 0, 1, 2))
    flow.field(f"{first}. Quê quán:", Val("place_of_origin", person.origin.old(style)))
    flow.field(
        f"{second}. Nơi đăng ký khai sinh:",
        Val(
            "birth_registration_place",
            sometimes(rng, 0.2, Place("", person.birth_place.unit).old(style)),
        ),
    )


def _where(flow: Flow, rng: random.Random, case: Case, numbers: tuple[str, str, str]) -> None:
    house = case.house
    home = house.home.new() if rng.random() < 0.6 else house.home.old(rng.choice((0, 2)))
    away: str | None = rng.choice((None, "Không"))
    now = home
    if house.temporary:
        now = away = house.temporary.new()
        if rng.random() < 0.3:
            end = case.today + timedelta(days=400)
            away += f" (từ ngày {case.today:%d/%m/%Y} đến ngày {end:%d/%m/%Y})"
    lines = rng.choice((1, 2))
    for number, label, name, text in (
        (numbers[0], "Nơi thường trú", "permanent_address", home),
        (numbers[1], "Nơi tạm trú", "temporary_address", away),
        (numbers[2], "Nơi ở hiện tại", "current_address", now),
    ):
        flow.field(f"{number}. {label}:", Val(name, text), lines=lines)


def _head_of(
    flow: Flow, rng: random.Random, case: Case, relation: str, numbers: tuple[str, str, str]
) -> None:
    head = case.house.head
    flow.pair(
        [
            (f"{numbers[0]}. Họ, chữ đệm và tên chủ hộ:", named(flow, head, "head_name"), 0.62),
            (f"{numbers[1]}. Quan hệ với chủ hộ:", Val("relation_to_head", relation), 0.38),
        ]
    )
    flow.boxes(
        f"{numbers[2]}. Số định danh cá nhân chủ hộ:",
        Val("head_citizen_id", head.citizen_id),
        start=_start(flow),
        cell=rng.uniform(15, 18),
    )


def _table(flow: Flow, rng: random.Random, case: Case, person: Person, title: str) -> None:
    flow.text(title)
    flow.skip(2)
    flow.sheet.expect("members")
    others = [(p, r) for p, r in case.house.everyone if p is not person]
    rows: list[list[Cell]] = []
    for i, (member, relation) in enumerate(others):
        at = f"members.{i}"
        rows.append(
            [
                str(i + 1),
                named(flow, member, f"{at}.full_name"),
                born(member, f"{at}.date_of_birth"),
                Val(f"{at}.sex", member.sex),
                Val(f"{at}.citizen_id", member.citizen_id),
                Val(f"{at}.relation_to_head", relation),
            ]
        )
    rows += [[None] * 6 for _ in range(max(0, rng.randint(1, 5) - len(rows)))]
    cols = [
        Column("TT", 5, "centre"),
        Column("Họ, chữ đệm và tên", 30),
        Column("Ngày, tháng, năm sinh", 17, "centre"),
        Column("Giới tính", 8, "centre"),
        Column("Số định danh cá nhân", 22, "centre"),
        Column("Quan hệ với chủ hộ", 15, "centre"),
    ]
    table(flow, cols, rows, size=flow.look.size - 1, row_height=rng.uniform(18, 22))
    flow.skip(8)


def _other(flow: Flow, rng: random.Random, person: Person, title: str) -> None:
    note = rng.choice(
        (
            "",
            "",
            f"Số CMND cũ: {person.old_card}." if person.old_card else "",
            f"Trước đây thường trú tại {person.origin.old(0)}.",
            "Công dân đã được cấp số định danh cá nhân theo quy định.",
        )
    )
    if note:
        flow.text(
            flow.runs(f"{title}: ")
            + flow.runs(note, face=flow.look.value, size=flow.look.value_size)
        )
        return
    flow.text(f"{title}:")
    for _ in range(rng.randint(1, 3)):
        flow.leader(flow.left, flow.right, flow.y + flow.line_height * 0.78)
        flow.skip(flow.line_height)


def _end(flow: Flow, rng: random.Random, case: Case, office: str) -> None:
    until = case.today + timedelta(days=rng.choice((364, 365, 180)))
    flow.need(flow.line_height * 2)
    flow.text(
        flow.runs("Giấy này có giá trị sử dụng đến hết ")
        + flow.inline(Val("valid_until", day_words(until), until.isoformat())),
        align=rng.choice(("left", "left", "centre")),
        indent=20,
    )
    flow.skip(4)
    unit = case.house.home.unit
    kind = unit.new_commune.split()[0].upper()
    heads: tuple[str, ...] = rng.choice(
        (
            ("THỦ TRƯỞNG CƠ QUAN ĐĂNG KÝ CƯ TRÚ",),
            (f"TRƯỞNG CÔNG AN {kind}",),
            (f"KT. TRƯỞNG CÔNG AN {kind}", f"PHÓ TRƯỞNG CÔNG AN {kind}"),
        )
    )
    boss = random_person(rng)
    left = Signer(
        ("CÁN BỘ ĐĂNG KÝ",),
        random_person(rng).full_name,
        note="(Ký, ghi rõ họ tên)",
        signed=rng.random() < 0.7,
    )
    right = Signer(heads, f"{rng.choice(RANKS)} {boss.full_name}", seal=office)
    if rng.random() < 0.5:
        left = Signer(("",), "", signed=False)
    signers(flow, rng, [left, right], size=flow.look.size - 0.5, shares=(0.45, 0.55), room=58)
