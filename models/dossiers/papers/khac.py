"""Papers that are none of the known types: what a careful reader must leave alone.

In: a seeded generator and a `Case`. Out: a sheet without fields and without holders. They carry
names and twelve-digit numbers all the same.
"""

from __future__ import annotations

import random

from models.dossiers.blocks import Cell, Column, letterhead, nation, table
from models.dossiers.case import Case
from models.dossiers.flow import Flow
from models.dossiers.look import random_look
from models.dossiers.numbers import slashed
from models.dossiers.papers.common import Signer, dated, signers, sometimes
from models.dossiers.people import Person, random_person
from models.dossiers.runs import Val
from models.dossiers.sheet import Sheet

VARIANTS = (
    "don_hang",
    "so_kham_benh",
    "giay_khen",
    "to_khai_ho_tich",
    "phieu_tam_vang",
    "tien_dien",
    "don_xac_nhan",
)


def draw(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """One other paper."""
    variant = variant or rng.choice(VARIANTS)
    sheet = Sheet("khac", variant)
    flow = Flow(sheet, random_look(rng))
    person = rng.choice(case.house.everyone)[0]
    _WRITERS[variant](flow, rng, case, person)
    return sheet


def _put(flow: Flow, label: str, shown: str | None, lines: int = 1) -> None:
    flow.field(label, Val("-text", shown), lines=lines)


def _heading(flow: Flow, title: str, size: float = 2.0) -> None:
    flow.skip(8)
    flow.text(flow.runs(f"**{title}**", size=flow.look.size + size), align="centre")
    flow.skip(6)


def _order(flow: Flow, rng: random.Random, case: Case, person: Person) -> None:
    flow.text(flow.runs("**CỬA HÀNG VẬT LIỆU XÂY DỰNG BÌNH MINH**"), align="left")
    flow.text(f"Địa chỉ: {case.house.home.new()}")
    _heading(flow, "HÓA ĐƠN BÁN LẺ KIÊM PHIẾU ĐẶT HÀNG")
    _put(flow, "Họ tên khách hàng:", person.full_name)
    _put(flow, "Địa chỉ giao hàng:", case.house.home.new())
    _put(flow, "Điện thoại:", person.phone)
    flow.skip(4)
    goods = (
        "Xi măng PCB40 (bao)",
        "Cát vàng (m³)",
        "Thép phi 10 (cây)",
        "Gạch ống (viên)",
        "Sơn nước (thùng)",
        "Ống nhựa D60 (m)",
    )
    rows: list[list[Cell]] = []
    total = 0
    for i, name in enumerate(rng.sample(goods, rng.randint(2, 5)), start=1):
        count, price = rng.randint(1, 60), rng.randint(4, 900) * 500
        total += count * price
        rows.append(
            [
                str(i),
                name,
                str(count),
                f"{price:,}".replace(",", "."),
                f"{count * price:,}".replace(",", "."),
            ]
        )
    cols = [
        Column("STT", 6, "centre"),
        Column("Tên hàng", 40),
        Column("Số lượng", 14, "centre"),
        Column("Đơn giá", 18, "right"),
        Column("Thành tiền", 22, "right"),
    ]
    table(flow, cols, rows, size=flow.look.size - 1, row_height=20)
    flow.skip(6)
    flow.text(f"**Tổng cộng: {total:,} đồng**".replace(",", "."), align="right")
    signers(
        flow,
        rng,
        [Signer(("KHÁCH HÀNG",), person.full_name), Signer(("NGƯỜI BÁN",), "")],
        size=flow.look.size,
    )


def _clinic(flow: Flow, rng: random.Random, case: Case, person: Person) -> None:
    flow.text(flow.runs(f"**TRẠM Y TẾ {case.house.home.unit.new_commune.upper()}**"))
    _heading(flow, "SỔ KHÁM BỆNH")
    _put(flow, "Họ và tên:", person.full_name)
    _put(flow, "Năm sinh:", str(person.born.year))
    _put(flow, "Số thẻ BHYT:", f"GD4{rng.randint(10**11, 10**12 - 1)}")
    flow.boxes("Số CCCD:", Val("-id", person.citizen_id), start=flow.left + 120)
    _put(flow, "Địa chỉ:", case.house.home.new())
    flow.skip(6)
    ills = ("Viêm họng cấp", "Tăng huyết áp độ I", "Đau lưng", "Rối loạn tiêu hóa", "Khám định kỳ")
    cures = (
        "Paracetamol 500 mg x 10 viên",
        "Nghỉ ngơi, uống nhiều nước",
        "Amlodipin 5 mg",
        "Tái khám sau 07 ngày",
    )
    rows: list[list[Cell]] = [
        [slashed(case.today.replace(day=rng.randint(1, 28))), rng.choice(ills), rng.choice(cures)]
        for _ in range(rng.randint(2, 6))
    ]
    table(
        flow,
        [Column("Ngày khám", 18, "centre"), Column("Chẩn đoán", 38), Column("Hướng điều trị", 44)],
        rows,
        size=flow.look.size - 0.5,
        row_height=34,
    )


def _school(flow: Flow, rng: random.Random, case: Case, person: Person) -> None:
    nation(flow, rule="line")
    flow.skip(26)
    flow.text(flow.runs("HIỆU TRƯỞNG TRƯỜNG THCS SAO MAI"), align="centre")
    flow.skip(12)
    _heading(flow, rng.choice(("GIẤY KHEN", "GIẤY CHỨNG NHẬN HỌC SINH GIỎI")), 12)
    flow.text(
        flow.runs(f"Tặng em: **{person.full_name}**", size=flow.look.size + 2), align="centre"
    )
    flow.text(
        f"Học sinh lớp {rng.randint(6, 9)}{rng.choice('ABC')}, năm học "
        f"{case.today.year - 1} - {case.today.year}",
        align="centre",
    )
    flow.text(
        "Đã đạt danh hiệu học sinh giỏi và có thành tích trong phong trào thi đua", align="centre"
    )
    flow.skip(20)
    left = flow.left
    flow.left = left + (flow.right - left) * 0.5
    flow.text(dated(flow, case.house.home.unit.name, case.today), align="centre")
    signers(
        flow,
        rng,
        [Signer(("HIỆU TRƯỞNG",), random_person(rng).full_name, seal="TRƯỜNG THCS SAO MAI")],
        size=flow.look.size,
        room=70,
    )
    flow.left = left


def _civil(flow: Flow, rng: random.Random, case: Case, person: Person) -> None:
    nation(flow)
    _heading(
        flow,
        rng.choice(
            (
                "TỜ KHAI CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH",
                "TỜ KHAI ĐĂNG KÝ KHAI TỬ",
                "TỜ KHAI ĐĂNG KÝ KHAI SINH",
            )
        ),
    )
    filled = rng.random() < 0.5
    unit = case.house.home.unit
    _put(flow, "Kính gửi:", f"Ủy ban nhân dân {unit.new_commune}" if filled else None)
    _put(flow, "Họ, chữ đệm, tên người yêu cầu:", person.full_name if filled else None)
    _put(flow, "Nơi cư trú:", case.house.home.new() if filled else None, 2)
    _put(flow, "Giấy tờ tùy thân:", f"CCCD số {person.citizen_id}" if filled else None)
    _put(flow, "Quan hệ với người được cấp bản sao:", "Bản thân" if filled else None)
    flow.text("Đề nghị cơ quan đăng ký hộ tịch cho người có tên dưới đây:")
    other = random_person(rng)
    _put(flow, "Họ, chữ đệm, tên:", other.full_name if filled else None)
    _put(flow, "Ngày, tháng, năm sinh:", slashed(other.born) if filled else None)
    _put(flow, "Dân tộc:", other.ethnicity if filled else None)
    _put(flow, "Số lượng bản sao yêu cầu cấp:", f"{rng.randint(1, 5)} bản" if filled else None)
    flow.text("Tôi cam đoan những nội dung khai trên đây là đúng sự thật.", indent=20)
    signers(
        flow,
        rng,
        [
            Signer((" ",), ""),
            Signer(
                ("Người yêu cầu",),
                person.full_name if filled else "",
                note="(Ký, ghi rõ họ, chữ đệm, tên)",
            ),
        ],
        size=flow.look.size,
    )


def _away(flow: Flow, rng: random.Random, case: Case, person: Person) -> None:
    nation(flow)
    _heading(flow, "PHIẾU KHAI BÁO TẠM VẮNG")
    _put(flow, "Kính gửi:", f"Công an {case.house.home.unit.new_commune}")
    _put(flow, "1. Họ, chữ đệm và tên:", person.full_name)
    _put(flow, "2. Ngày, tháng, năm sinh:", slashed(person.born))
    flow.boxes("3. Số định danh cá nhân:", Val("-id", person.citizen_id), start=flow.left + 190)
    _put(flow, "4. Nơi thường trú:", case.house.home.new(), 2)
    _put(flow, "5. Lý do tạm vắng:", sometimes(rng, 0.2, "Đi làm ăn xa"), 2)
    _put(flow, "6. Thời gian tạm vắng:", f"Từ ngày {slashed(case.today)}")
    _put(flow, "7. Địa chỉ nơi đến:", sometimes(rng, 0.3, person.origin.new()), 2)
    signers(
        flow,
        rng,
        [Signer(("CÁN BỘ TIẾP NHẬN",), ""), Signer(("NGƯỜI KHAI BÁO",), person.full_name)],
        size=flow.look.size,
    )


def _bill(flow: Flow, rng: random.Random, case: Case, person: Person) -> None:
    flow.text("**CÔNG TY ĐIỆN LỰC BÌNH AN**")
    _heading(flow, "THÔNG BÁO TIỀN ĐIỆN")
    _put(flow, "Khách hàng:", person.full_name.upper())
    _put(flow, "Địa chỉ:", case.house.home.new())
    _put(flow, "Mã khách hàng:", f"PB{rng.randint(10**10, 10**11 - 1)}")
    used = rng.randint(40, 620)
    rows: list[list[Cell]] = [
        ["Bậc 1", "50", "1.984", "99.200"],
        [
            "Bậc 2",
            str(max(used - 50, 0)),
            "2.050",
            f"{max(used - 50, 0) * 2050:,}".replace(",", "."),
        ],
    ]
    table(
        flow,
        [
            Column("Bậc thang", 25),
            Column("Sản lượng (kWh)", 25, "centre"),
            Column("Đơn giá (đồng)", 25, "right"),
            Column("Thành tiền", 25, "right"),
        ],
        rows,
        size=flow.look.size - 1,
        row_height=22,
    )
    flow.skip(8)
    flow.text(f"Hạn thanh toán: {slashed(case.today)}. Quá hạn trên sẽ tạm ngừng cấp điện.")


def _request(flow: Flow, rng: random.Random, case: Case, person: Person) -> None:
    if rng.random() < 0.4:
        letterhead(
            flow,
            "HỢP TÁC XÃ NÔNG NGHIỆP",
            Val("-issuer", "TÂN TIẾN"),
            ("Số: ", Val("-no", f"{rng.randint(1, 90)}/HTX")),
            lambda: dated(flow, case.house.home.unit.name, case.today),
        )
    else:
        nation(flow)
    _heading(
        flow,
        rng.choice(
            ("ĐƠN XIN XÁC NHẬN", "ĐƠN XIN NGHỈ PHÉP", "GIẤY MƯỢN TIỀN", "BIÊN BẢN HỌP GIA ĐÌNH")
        ),
    )
    _put(flow, "Tôi tên là:", person.full_name)
    _put(flow, "Sinh năm:", str(person.born.year))
    _put(flow, "CCCD số:", person.citizen_id)
    _put(flow, "Thường trú tại:", case.house.home.new())
    flow.text(
        "Nay tôi làm đơn này kính mong quý cơ quan xem xét, giải quyết theo nguyện vọng của "
        "gia đình. Tôi xin chịu trách nhiệm về nội dung đã trình bày.",
        align="justify",
        indent=20,
    )
    left = flow.left
    flow.left = left + (flow.right - left) * 0.5
    flow.text(dated(flow, case.house.home.unit.name, case.today), align="centre")
    signers(flow, rng, [Signer(("Người làm đơn",), person.full_name)], size=flow.look.size)
    flow.left = left


_WRITERS = {
    "don_hang": _order,
    "so_kham_benh": _clinic,
    "giay_khen": _school,
    "to_khai_ho_tich": _civil,
    "phieu_tam_vang": _away,
    "tien_dien": _bill,
    "don_xac_nhan": _request,
}
