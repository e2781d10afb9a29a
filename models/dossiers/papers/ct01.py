"""CT01, Tờ khai thay đổi thông tin cư trú: versions 2021 (TT 56/2021/TT-BCA), 2024 (TT 66/2023)
and 2025 (TT 53/2025).

In: a seeded generator and a `Case`. Out: a sheet of one or two pages with its truth.
"""

from __future__ import annotations

import random
from datetime import timedelta

from models.dossiers.blocks import Cell, Column, nation, table
from models.dossiers.case import Case
from models.dossiers.flow import Align, Flow
from models.dossiers.look import random_look
from models.dossiers.numbers import slashed
from models.dossiers.papers.common import Signer, born, named, signers, sometimes
from models.dossiers.papers.ct01_notes import notes
from models.dossiers.people import Person
from models.dossiers.places import random_place
from models.dossiers.runs import Val
from models.dossiers.sheet import Sheet

VARIANTS = ("2021", "2024", "2025")
_MARKS = {
    "2021": "Mẫu CT01 ban hành kèm theo Thông tư số 56/2021/TT-BCA ngày 15/5/2021",
    "2024": "Mẫu CT01 ban hành kèm theo Thông tư số 66/2023/TT-BCA ngày 17/11/2023",
    "2025": "Mẫu CT01 ban hành kèm theo Thông tư số 53/2025/TT-BCA ngày 01/7/2025",
}
_NO_RELATION = "Khác"


def draw(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """One CT01."""
    variant = variant or rng.choice(VARIANTS)
    sheet = Sheet("ct01", variant)
    look = random_look(rng, base_size=(11.2, 13.0) if variant == "2021" else (11.8, 14.0))
    flow = Flow(sheet, look)
    house = case.house
    adults = [(p, r) for p, r in house.everyone if p.born.year <= 2006]
    person, relation = rng.choice(adults) if rng.random() < 0.6 else (house.head, "Chủ hộ")
    sheet.hold("declarant", person.upper, person.citizen_id)
    _head(flow, rng, case, variant)
    _who(flow, rng, person, variant)
    if variant == "2021":
        _where(flow, rng, case, person)
    _house(flow, rng, case, relation, variant)
    number = 14 if variant == "2021" else 10
    flow.field(
        f"{number}. Nội dung đề nghị^(2)^:", Val("request", _request(rng, case, person)), lines=2
    )
    _members(flow, rng, case, person, variant)
    _signatures(flow, rng, case, person, variant)
    if rng.random() < 0.45:
        notes(flow, variant)
    return sheet


def _head(flow: Flow, rng: random.Random, case: Case, variant: str) -> None:
    look = flow.look
    if rng.random() < 0.85:
        marks: tuple[tuple[Align, float], ...] = (("right", 9.5), ("right", 10.5), ("centre", 11.5))
        align, size = rng.choice(marks)
        mark = _MARKS[variant] + rng.choice((" của Bộ trưởng Bộ Công an", ""))
        flow.text(
            flow.runs(mark, face=look.label.with_(italic=rng.random() < 0.5), size=size),
            align=align,
            x0=flow.left + 110,
        )
        flow.skip(4)
    nation(flow, size=look.size + 0.5, rule=rng.choice(("line", "line", "-----------------", "")))
    flow.skip(rng.uniform(4, 12))
    flow.text(
        flow.runs("**TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ**", size=look.size + 1.5), align="centre"
    )
    flow.skip(rng.uniform(0, 5))
    unit = case.house.home.unit
    office = (
        f"Công an {unit.new_commune}, {unit.new_province}"
        if variant == "2025"
        else (f"Công an {unit.old_commune}, {unit.old_district}, {unit.old_province}")
    )
    if rng.random() < 0.35:
        office = office.split(", ", maxsplit=1)[0]
    flow.field(
        "Kính gửi^(1)^:",
        Val("recipient", office),
        x0=flow.left + rng.uniform(20, 60),
        x1=flow.right - 20,
    )


def _who(flow: Flow, rng: random.Random, person: Person, variant: str) -> None:
    extra = " khai sinh" if variant == "2025" else ""
    id_label = "Số định danh cá nhân/CMND" if variant == "2021" else "Số định danh cá nhân"
    flow.field(f"1. Họ, chữ đệm và tên{extra}:", named(flow, person, "full_name"))
    style = rng.choice((0, 0, 0, 1))
    flow.pair(
        [
            (
                "2. Ngày, tháng, năm sinh:",
                born(person, "date_of_birth", style, spaced=flow.look.date_slots),
                0.66,
            ),
            ("3. Giới tính:", Val("sex", person.sex), 0.34),
        ]
    )
    start = flow.left + (flow.right - flow.left) * 0.38
    flow.boxes(f"4. {id_label}:", Val("citizen_id", person.citizen_id), start=start)
    phone = person.phone
    shown = sometimes(
        rng,
        0.12,
        rng.choice(
            (
                phone,
                phone,
                f"{phone[:4]} {phone[4:7]} {phone[7:]}",
                f"{phone[:4]}.{phone[4:7]}.{phone[7:]}",
            )
        ),
    )
    flow.pair(
        [
            ("5. Số điện thoại liên hệ:", Val("phone", shown, phone if shown else None), 0.52),
            ("6. Email:", Val("email", sometimes(rng, 0.35, person.email)), 0.48),
        ]
    )


def _where(flow: Flow, rng: random.Random, case: Case, person: Person) -> None:
    """Items 7 to 10, version 2021 only."""
    style = rng.choice((0, 0, 1, 2))
    home = case.house.home.old(style)
    temporary = case.house.temporary
    away = temporary.old(style) if temporary else rng.choice(("Không", None))
    now = temporary.old(style) if temporary else home
    flow.field("7. Nơi thường trú:", Val("permanent_address", home))
    flow.field("8. Nơi tạm trú:", Val("temporary_address", away))
    flow.field("9. Nơi ở hiện tại:", Val("current_address", sometimes(rng, 0.1, now)))
    flow.field("10. Nghề nghiệp, nơi làm việc:", Val("occupation", sometimes(rng, 0.1, person.job)))


def _house(flow: Flow, rng: random.Random, case: Case, relation: str, variant: str) -> None:
    old = variant == "2021"
    first = 11 if old else 7
    head = case.house.head
    known = rng.random() > 0.06
    word = "Quan hệ với chủ hộ" if old else "Mối quan hệ với chủ hộ"
    flow.pair(
        [
            (
                f"{first}. Họ, chữ đệm và tên chủ hộ:",
                named(flow, head, "head_name") if known else Val("head_name", None),
                0.6,
            ),
            (f"{first + 1}. {word}:", Val("relation_to_head", relation if known else None), 0.4),
        ]
    )
    label = "Số định danh cá nhân/CMND của chủ hộ" if old else "Số định danh cá nhân của chủ hộ"
    start = flow.left + (flow.right - flow.left) * 0.45
    flow.boxes(
        f"{first + 2}. {label}:",
        Val("head_citizen_id", head.citizen_id if known else None),
        start=start,
        cell=16.2,
    )


def _request(rng: random.Random, case: Case, person: Person) -> str:
    home = case.house.home.new()
    other = random_place(rng)
    begin = case.today + timedelta(days=rng.randint(3, 40))
    end = begin + timedelta(days=rng.choice((365, 730)))
    return rng.choice(
        (
            f"Đăng ký thường trú tại {home}",
            f"Đăng ký tạm trú tại {other.new()} từ ngày {slashed(begin)} đến ngày {slashed(end)}",
            "Xác nhận thông tin về cư trú",
            "Xác nhận thông tin về cư trú để làm thủ tục tách thửa đất",
            f"Tách hộ tại {home}",
            "Nhập khẩu cho con mới sinh",
            "Điều chỉnh thông tin về cư trú: số điện thoại, nghề nghiệp",
            f"Đăng ký thường trú theo {'vợ' if person.sex == 'Nam' else 'chồng'} tại {home}",
            f"Gia hạn tạm trú đến ngày {slashed(end)}",
            "Xóa đăng ký thường trú do chuyển đi nơi khác",
        )
    )


def _members(flow: Flow, rng: random.Random, case: Case, person: Person, variant: str) -> None:
    old = variant == "2021"
    flow.text(f"{15 if old else 11}. Những thành viên trong hộ gia đình cùng thay đổi:")
    flow.skip(2)
    moving = [(p, r) for p, r in case.house.everyone if p is not person]
    moving = moving[: rng.choice((0, 1, 2, 3, 4))]
    flow.sheet.expect("members")
    rows: list[list[Cell]] = []
    for i, (member, relation) in enumerate(moving):
        at = f"members.{i}"
        number = Val(f"{at}.citizen_id", member.citizen_id)
        row: list[Cell] = [
            str(i + 1),
            named(flow, member, f"{at}.full_name"),
            born(member, f"{at}.date_of_birth"),
            Val(f"{at}.sex", member.sex),
            number,
        ]
        if old:
            row += [
                Val(f"{at}.occupation", sometimes(rng, 0.3, member.job)),
                Val(f"{at}.relation_to_declarant", _towards(case, member, person, relation)),
            ]
        row.append(Val(f"{at}.relation_to_head", relation))
        rows.append(row)
    empty = max(0, rng.randint(2, 5 if old else 8) - len(rows))
    width = 8 if old else 6
    rows += [_empty(width) for _ in range(empty)]
    table(
        flow,
        _columns(variant),
        rows,
        size=flow.look.size - (2.6 if old else 1.4),
        row_height=rng.uniform(17, 23),
    )
    flow.skip(6)


def _empty(width: int) -> list[Cell]:
    return [None] * width


def _columns(variant: str) -> list[Column]:
    if variant == "2021":
        return [
            Column("TT", 4, "centre"),
            Column("Họ, chữ đệm và tên", 22),
            Column("Ngày, tháng, năm sinh", 13, "centre"),
            Column("Giới tính", 7, "centre"),
            Column("Số định danh cá nhân/CMND", 16, "centre"),
            Column("Nghề nghiệp, nơi làm việc", 16),
            Column("Quan hệ với người có thay đổi", 12, "centre"),
            Column("Quan hệ với chủ hộ", 10, "centre"),
        ]
    return [
        Column("TT", 5, "centre"),
        Column("Họ, chữ đệm và tên", 29),
        Column("Ngày, tháng, năm sinh", 17, "centre"),
        Column("Giới tính", 8, "centre"),
        Column("Số định danh cá nhân", 23, "centre"),
        Column("Mối quan hệ với chủ hộ", 17, "centre"),
    ]


def _towards(case: Case, member: Person, person: Person, relation: str) -> str:
    """The member's relation to the declarant, where it is clear."""
    head = case.house.head
    if person is head:
        return relation
    mate = case.house.spouse
    if member is head:
        if person is mate:
            return "Chồng" if head.sex == "Nam" else "Vợ"
        return "Bố đẻ" if head.sex == "Nam" else "Mẹ đẻ"
    if person is mate and relation.startswith("Con"):
        return relation
    return _NO_RELATION


def _signatures(flow: Flow, rng: random.Random, case: Case, person: Person, variant: str) -> None:
    third = (
        "Ý KIẾN CỦA CHA HOẶC MẸ HOẶC NGƯỜI GIÁM HỘ^(5)^"
        if variant == "2025"
        else "Ý KIẾN CỦA CHA, MẸ HOẶC NGƯỜI GIÁM HỘ^(5)^"
    )
    second = (
        "Ý KIẾN CỦA CHỦ SỞ HỮU HOẶC NGƯỜI ĐẠI DIỆN CHỖ Ở HỢP PHÁP^(4)^"
        if variant == "2021"
        else "Ý KIẾN CỦA CHỦ SỞ HỮU CHỖ Ở HỢP PHÁP^(4)^"
    )
    blank = ".....,ngày....tháng....năm....."
    day = case.today
    dated = f"…, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    lines = (
        ()
        if variant == "2021"
        else ("(7) Họ và tên:................", "(7) Số định danh cá nhân:............")
    )
    agree = rng.random() < 0.5
    head = case.house.head
    signers(
        flow,
        rng,
        [
            Signer(
                ("Ý KIẾN CỦA CHỦ HỘ^(3)^",),
                flow.look.name(head.full_name) if agree else "",
                dated if agree else blank,
            ),
            Signer((second,), "", blank, lines=lines),
            Signer((third,), "", blank, lines=lines),
            Signer(("NGƯỜI KÊ KHAI^(6)^",), flow.look.name(person.full_name), dated),
        ],
        size=min(9.2, flow.look.size - 3),
        room=46,
    )
