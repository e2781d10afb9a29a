"""Đơn đăng ký biến động đất đai, tài sản gắn liền với đất, three forms.

In: a seeded generator and a `Case`. Out: a sheet with its truth. Variants: `a` Mẫu 09/ĐK
(TT 24/2014), `b` 11/ĐK and Mẫu 18 (NĐ 101/2024, NĐ 151/2025), `c` a provincial form of 2026.
"""

from __future__ import annotations

import random
from dataclasses import replace

from models.dossiers.blocks import nation
from models.dossiers.case import Case
from models.dossiers.flow import Flow
from models.dossiers.look import random_look
from models.dossiers.numbers import slashed
from models.dossiers.ops import Line
from models.dossiers.papers.common import Signer, dated, named, signers, sometimes
from models.dossiers.people import Person, random_person
from models.dossiers.runs import Run, Val
from models.dossiers.sheet import Sheet

VARIANTS = ("a", "b", "c")
_MARKS = {
    "a": ("Mẫu số 09/ĐK",),
    "b": ("Mẫu số 18", "Mẫu số 11/ĐK", "Mẫu số 24"),
    "c": ("Mẫu số 29", "Mẫu số 02"),
}


def draw(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """One application."""
    variant = variant or rng.choice(VARIANTS)
    sheet = Sheet("don_dang_ky_bien_dong", variant)
    look = random_look(rng, base_size=(11.8, 13.5))
    flow = Flow(sheet, replace(look, boxes=False))
    person = case.house.spouse if case.house.spouse and rng.random() < 0.3 else case.house.head
    sheet.hold("applicant", person.upper, person.citizen_id)
    _head(flow, rng, case, variant)
    if variant == "a":
        _form_a(flow, rng, case, person)
    else:
        _form_bc(flow, rng, case, person, variant)
    flow.skip(4)
    _end(flow, rng, case, person)
    if variant == "a" and rng.random() < 0.6:
        _opinions(flow)
    return sheet


def _head(flow: Flow, rng: random.Random, case: Case, variant: str) -> None:
    if rng.random() < 0.75:
        flow.text(
            flow.runs(
                rng.choice(_MARKS[variant]),
                size=10.5,
                face=flow.look.label.with_(italic=rng.random() < 0.4),
            ),
            align="right",
        )
    nation(flow, size=flow.look.size + 0.5, rule=rng.choice(("line", "line", "---------------")))
    flow.skip(rng.uniform(2, 8))
    if variant == "a":
        _receipt_box(flow)
    comma = rng.choice((",", ","))
    flow.text(flow.runs("**ĐƠN ĐĂNG KÝ BIẾN ĐỘNG**", size=flow.look.size + 2), align="centre")
    flow.text(
        flow.runs(f"**ĐẤT ĐAI{comma} TÀI SẢN GẮN LIỀN VỚI ĐẤT**", size=flow.look.size + 2),
        align="centre",
    )
    flow.skip(4)
    unit = case.house.home.unit
    office = (
        rng.choice(
            (
                f"Ủy ban nhân dân {unit.new_commune}",
                f"Ủy ban nhân dân {unit.new_commune}, {unit.new_province}",
                "Chi nhánh Văn phòng đăng ký đất đai khu vực II",
                f"Văn phòng đăng ký đất đai {unit.new_province}",
            )
        )
        if variant != "a"
        else rng.choice(
            (
                f"Ủy ban nhân dân {unit.old_district}",
                f"Sở Tài nguyên và Môi trường {unit.old_province}",
                f"Chi nhánh Văn phòng đăng ký đất đai {unit.old_district}",
            )
        )
    )
    flow.field(
        "Kính gửi:" if variant == "a" else "Kính gửi^(1)^:",
        Val("recipient", office),
        x0=flow.left + rng.uniform(20, 70),
        x1=flow.right - 10,
    )
    flow.skip(3)


def _receipt_box(flow: Flow) -> None:
    """The clerk's box of Mẫu 09/ĐK, top right, left empty."""
    left, top = flow.left, flow.y
    flow.left = left + (flow.right - left) * 0.5
    small = 9.5
    flow.skip(3)
    flow.text(
        flow.runs("**PHẦN GHI CỦA NGƯỜI NHẬN HỒ SƠ**", size=small),
        align="centre",
        x0=flow.left + 4,
        x1=flow.right - 4,
    )
    for text in (
        "Đã kiểm tra nội dung đơn đầy đủ, rõ ràng, thống nhất với giấy tờ xuất trình.",
        "Vào sổ tiếp nhận hồ sơ số:...........Quyển....",
        "Ngày....../....../...........",
    ):
        flow.text(flow.runs(text, size=small), x0=flow.left + 4, x1=flow.right - 4)
    flow.text(flow.runs("**Người nhận hồ sơ**", size=small), align="centre")
    flow.skip(12)
    x0, x1, y1 = flow.left, flow.right, flow.y
    flow.sheet.add(
        Line(x0, top, x1, top), Line(x0, y1, x1, y1), Line(x0, top, x0, y1), Line(x1, top, x1, y1)
    )
    flow.left = left
    flow.skip(6)


def _change(rng: random.Random, case: Case) -> str:
    """What is to be changed, in words of real applications."""
    cert = case.old_land
    seller = random_person(rng)
    book = f"quyển số {rng.randint(1, 12):02d}/{case.today.year} TP/CC-SCC/HĐGD"
    notary = f"{rng.randint(100, 9800)}, {book}"
    return rng.choice(
        (
            f"Nhận chuyển nhượng quyền sử dụng đất của {seller.title} {seller.full_name} "
            f"theo Hợp đồng công chứng số {notary} ngày {slashed(case.today)}",
            "Thay đổi số CMND thành số căn cước",
            "Cấp đổi Giấy chứng nhận do bị ố, nhòe, rách, hư hỏng",
            f"Cấp lại Giấy chứng nhận do bị mất, số vào sổ {cert.register}, "
            f"số phát hành {cert.serial}",
            f"Nhận tặng cho toàn bộ thửa đất số {cert.parcels[0].number}, tờ bản đồ số "
            f"{cert.parcels[0].sheet} từ {seller.title} {seller.full_name}",
            f"Thay đổi địa chỉ thường trú thành {case.house.home.new()}",
            "Xóa ghi nợ tiền sử dụng đất",
            "Chuyển mục đích sử dụng đất từ đất trồng cây lâu năm sang đất ở",
        )
    )


def _form_a(flow: Flow, rng: random.Random, case: Case, person: Person) -> None:
    flow.text("**I. PHẦN KÊ KHAI CỦA NGƯỜI ĐĂNG KÝ**")
    flow.text("**1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:**")
    runs = flow.runs("1.1. Tên (viết chữ in hoa):")
    runs += flow.val(Val("full_name", person.upper), space=flow.look.gap)
    runs += flow.runs(
        f", sinh năm {person.born.year}, CCCD số ", face=flow.look.value, size=flow.look.value_size
    )
    runs += flow.val(Val("citizen_id", person.citizen_id))
    flow.text(runs)
    flow.field("1.2. Địa chỉ^(1)^:", Val("address", case.house.home.old(rng.choice((0, 0, 1, 2)))))
    _certificate(flow, rng, case, "Giấy chứng nhận đã cấp", gcn=True)
    flow.field("**3. Nội dung biến động về:**", Val("change_content", _change(rng, case)), lines=2)
    middle = (flow.left + flow.right) / 2
    _two_columns(flow, rng, middle)
    flow.field(
        "**4. Lý do biến động:**",
        Val("-reason", rng.choice(("Theo nguyện vọng cá nhân", "Nhận chuyển quyền", None))),
    )
    flow.field(
        "**5. Tình hình thực hiện nghĩa vụ tài chính về đất đai đối với thửa đất đăng ký "
        "biến động:**",
        Val("-tax", sometimes(rng, 0.5, "Đã hoàn thành")),
    )
    _attached(flow, "**6. Giấy tờ liên quan đến nội dung thay đổi nộp kèm theo đơn này gồm có:**")


def _two_columns(flow: Flow, rng: random.Random, middle: float) -> None:
    top = flow.y
    texts = (
        ("3.1. Nội dung trên GCN trước khi biến động:", flow.left, middle - 6),
        ("3.2. Nội dung sau khi biến động:", middle + 6, flow.right),
    )
    lowest = top
    flow.need(flow.line_height * 4)
    top = flow.y
    for label, x0, x1 in texts:
        flow.y = top
        flow.field(label, Val("-side", None), x0=x0, x1=x1, lines=rng.choice((2, 3)))
        lowest = max(lowest, flow.y)
    flow.y = lowest


def _certificate(flow: Flow, rng: random.Random, case: Case, title: str, *, gcn: bool) -> None:
    cert = case.old_land if gcn or rng.random() < 0.5 else case.new_land
    flow.text(f"**2. {title}:**")
    words = (
        ("Số vào sổ cấp GCN", "Số phát hành GCN", "Ngày cấp GCN")
        if gcn
        else (
            "Số vào sổ cấp Giấy chứng nhận",
            "Số phát hành Giấy chứng nhận (Số seri)",
            "Ngày cấp Giấy chứng nhận",
        )
    )
    register = cert.register.replace(" ", rng.choice((" ", " ", "", ".")))
    serial = cert.serial.replace(" ", rng.choice((" ", " ", "")))
    day = Val(
        "certificate_issue_date",
        slashed(cert.issued, rng.choice((0, 0, 1))),
        cert.issued.isoformat(),
    )
    first = (f"2.1. {words[0]}:", Val("register_number", register, cert.register), 0.5)
    second = (f"2.2. {words[1]}:", Val("serial_number", serial, cert.serial), 0.5)
    if rng.random() < 0.5:
        flow.pair([first, second])
    else:
        flow.field(first[0], first[1])
        flow.field(second[0], second[1])
    flow.field(f"2.3. {words[2]}:", day)


def _form_bc(flow: Flow, rng: random.Random, case: Case, person: Person, variant: str) -> None:
    tail = ", người quản lý đất" if rng.random() < 0.8 else ""
    flow.text(f"**1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất{tail}:**")
    flow.field("a) Tên^(2)^:", named(flow, person, "full_name"))
    look = flow.look
    number = look.digits(person.citizen_id)
    prefix = rng.choice(("CCCD số ", "Căn cước số ", "", "", "Số định danh cá nhân "))
    label = flow.runs("b) Giấy tờ nhân thân/pháp nhân^(2)^: ")
    runs = label + _said(flow, prefix) + flow.val(Val("citizen_id", number, person.citizen_id))
    if prefix and rng.random() < 0.5:
        runs += _said(
            flow,
            f" cấp ngày {slashed(case.today.replace(year=2021))} do Cục Cảnh sát "
            "quản lý hành chính về trật tự xã hội",
        )
    flow.text(runs)
    home = case.house.home.new() if rng.random() < 0.75 else case.house.home.old()
    flow.field("c) Địa chỉ^(2)^:", Val("address", home), lines=rng.choice((1, 2)))
    phone = sometimes(rng, 0.1, person.phone)
    flow.pair(
        [
            ("d) Điện thoại liên hệ (nếu có):", Val("phone", phone), 0.52),
            ("Hộp thư điện tử (nếu có):", Val("email", sometimes(rng, 0.3, person.email)), 0.48),
        ]
    )
    start = 2
    if variant == "c":
        _certificate(flow, rng, case, "Giấy chứng nhận đã cấp", gcn=False)
        start = 3
    flow.field(
        f"**{start}. Nội dung biến động^(3)^:**",
        Val("change_content", _change(rng, case)),
        lines=rng.choice((2, 3)),
    )
    if variant == "c":
        flow.field("**4. Đối tượng được miễn, giảm:**", Val("-relief", rng.choice(("Không", None))))
        start = 4
    _attached(
        flow,
        f"**{start + 1}. Giấy tờ liên quan đến nội dung biến động nộp kèm theo đơn này "
        "gồm có^(4)^:**",
    )
    flow.text("[x] Có nhu cầu cấp mới Giấy chứng nhận    [ ] Không có nhu cầu cấp mới")


def _said(flow: Flow, text: str) -> list[Run]:
    """Typed words that are no field."""
    if not text:
        return []
    return [Run(text, flow.look.value, flow.look.value_size, colour=flow.look.value_colour)]


def _attached(flow: Flow, title: str) -> None:
    flow.text(title)
    flow.text("(1) Giấy chứng nhận đã cấp;", indent=14)
    flow.field("(2)", Val("-paper", "Bản sao căn cước công dân"), x0=flow.left + 14)


def _end(flow: Flow, rng: random.Random, case: Case, person: Person) -> None:
    flow.need(flow.line_height * 5 + 75)
    flow.text(
        "Tôi cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi hoàn toàn chịu "
        "trách nhiệm trước pháp luật.",
        indent=20,
        align="justify",
    )
    left, right = flow.left, flow.right
    flow.left = left + (right - left) * 0.5
    place = case.house.home.unit.name
    flow.text(dated(flow, place, case.today), align="centre")
    signers(
        flow,
        rng,
        [
            Signer(
                ("Người viết đơn",), person.full_name, note="(Ký, ghi rõ họ tên và đóng dấu nếu có)"
            )
        ],
        size=flow.look.size,
        room=50,
    )
    flow.left = left


def _opinions(flow: Flow) -> None:
    """Page 2 of Mẫu 09/ĐK: official sections, empty."""
    if flow.sheet.page == 1:
        flow.sheet.new_page()
        flow.y = flow.look.top
    flow.skip(14)
    for title, count in (
        ("II. XÁC NHẬN CỦA ỦY BAN NHÂN DÂN CẤP XÃ", 6),
        ("III. Ý KIẾN CỦA CƠ QUAN ĐĂNG KÝ ĐẤT ĐAI", 7),
        ("IV. Ý KIẾN CỦA CƠ QUAN TÀI NGUYÊN VÀ MÔI TRƯỜNG", 5),
    ):
        flow.text(f"**{title}**")
        for _ in range(count):
            flow.leader(flow.left, flow.right, flow.y + flow.line_height * 0.78)
            flow.skip(flow.line_height)
        flow.skip(10)
