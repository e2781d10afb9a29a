"""Receipts of one-stop shops: TT 01/2018/TT-VPCP and TT 03/2025/TT-VPCP, CT04 of the police.

In: a seeded generator and a `Case`. Out: a one-page sheet with its truth.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from models.dossiers.case import Case
from models.dossiers.flow import Flow
from models.dossiers.look import random_look
from models.dossiers.numbers import day_words, slashed
from models.dossiers.papers.common import Signer, named, signers, sometimes
from models.dossiers.papers.letters import Letter, begin
from models.dossiers.people import random_person
from models.dossiers.runs import Val
from models.dossiers.sheet import Sheet

VARIANTS = ("2018", "2025")
_PROCEDURES = (
    "Đăng ký biến động quyền sử dụng đất trong trường hợp chuyển nhượng",
    "Đăng ký thường trú", "Cấp đổi Giấy chứng nhận", "Tách thửa đất, hợp thửa đất",
    "Cấp Giấy xác nhận tình trạng hôn nhân",
)  # fmt: skip


def draw(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """One receipt."""
    variant = variant or rng.choice(VARIANTS)
    sheet = Sheet("giay_tiep_nhan_ho_so", variant)
    flow = Flow(sheet, replace(random_look(rng, base_size=(11.2, 12.8)), boxes=False))
    person, unit = case.house.head, case.house.home.unit
    sheet.hold("applicant", person.upper, person.citizen_id)
    day = case.today
    code = f"H{rng.randint(10, 60)}.{rng.randint(10, 199)}-{day:%y%m%d}-{rng.randint(1, 400):04d}"
    letter = Letter(
        f"UBND {unit.new_commune.upper()}", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        f"{rng.randint(1, 900)}/TTPVHCC", unit.name, day,
        ("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",), fields=(),
    )  # fmt: skip
    begin(flow, rng, letter)
    flow.field("Mã hồ sơ:", Val("dossier_code", code))
    flow.text(f"Trung tâm Phục vụ hành chính công {unit.new_commune}")
    if variant == "2025":
        flow.field("Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức:", named(flow, person, "full_name"))
        number = "Số định danh cá nhân/tổ chức:"
    else:
        flow.field("Tiếp nhận hồ sơ của:", named(flow, person, "full_name"))
        number = "Số CMND/CCCD:"
    shown = flow.look.digits(person.citizen_id)
    flow.field(number, Val("citizen_id", shown, person.citizen_id))
    flow.field("Địa chỉ:", Val("address", case.house.home.new()))
    flow.pair([
        ("Số điện thoại:", Val("phone", person.phone), 0.5),
        ("Email:", Val("email", sometimes(rng, 0.4, person.email)), 0.5),
    ])  # fmt: skip
    if variant == "2025" and rng.random() < 0.3:
        other = random_person(rng)
        flow.field("Họ và tên người được ủy quyền:", Val("-other", other.full_name))
        flow.field("Số định danh cá nhân:", Val("-other_id", other.citizen_id))
    flow.field("Nội dung yêu cầu giải quyết:", Val("procedure_name", rng.choice(_PROCEDURES)))
    flow.text("Thành phần hồ sơ nộp gồm:")
    for i, paper in enumerate(("Tờ khai", "Giấy chứng nhận đã cấp (bản gốc)"), start=1):
        flow.text(f"{i}. {paper}", indent=14)
    flow.text("Số lượng hồ sơ: 01 (bộ)")
    flow.text(f"Thời gian giải quyết hồ sơ theo quy định là: {rng.randint(3, 20)} ngày")
    _times(flow, rng, case, variant)
    flow.text("Đăng ký nhận kết quả tại: Bộ phận Tiếp nhận và Trả kết quả")
    signers(flow, rng, [
        Signer(("NGƯỜI NỘP HỒ SƠ",), person.full_name, note="(Ký và ghi rõ họ tên)"),
        Signer(("NGƯỜI TIẾP NHẬN HỒ SƠ",), random_person(rng).full_name,
               note="(Ký và ghi rõ họ tên)"),
    ], size=flow.look.size)  # fmt: skip
    return sheet


def _times(flow: Flow, rng: random.Random, case: Case, variant: str) -> None:
    due = case.today + timedelta(days=rng.randint(3, 30))
    hour = f"{rng.randint(7, 16):02d} giờ {rng.randint(0, 59):02d} phút, "
    styles = (day_words, slashed)
    style = rng.choice(styles)
    first = "Thời gian nhận hồ sơ:"
    second = "Thời gian trả kết quả giải quyết hồ sơ:"
    if variant == "2018":
        second = "Thời gian trả kết quả:"
    flow.field(first, Val("received_date", hour + style(case.today), case.today.isoformat()))
    before = hour if rng.random() < 0.5 else ""
    flow.field(second, Val("due_date", before + style(due), due.isoformat()))
