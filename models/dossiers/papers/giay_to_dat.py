"""Notices and extracts of the land offices and the tax office, and the registration-fee return.

In: a seeded generator and a `Case`. Out: sheets with their truth. Sources: TT 25/2014, 26/2024/
TT-BTNMT (trích lục); TT 80/2021, 89/2026/TT-BTC (01/LPTB, notices); Mẫu 15 of 2026 (PCTT).
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from models.dossiers.case import Case
from models.dossiers.flow import Flow
from models.dossiers.land import Parcel, random_parcel
from models.dossiers.look import random_look
from models.dossiers.numbers import comma, day_words, slashed, words
from models.dossiers.papers.common import born, named, sometimes
from models.dossiers.papers.gcn_common import parcel_drawing, term_words, use_words
from models.dossiers.papers.land_parts import close, title, typed
from models.dossiers.papers.letters import Letter, begin, end
from models.dossiers.people import random_person
from models.dossiers.runs import Val
from models.dossiers.sheet import Sheet

EXTRACT_VARIANTS = ("2014", "named")
RETURN_VARIANTS = ("2021", "2026")
TRANSFER_VARIANTS = ("2026", "2016")
NOTICE_VARIANTS = ("le_phi", "tien_su_dung_dat", "thu_nhap")


def _start(rng: random.Random, code: str, variant: str) -> Flow:
    look = replace(random_look(rng, base_size=(11.5, 13.0)), boxes=False)
    return Flow(Sheet(code, variant), look)


def _number_and_sheet(flow: Flow, parcel: Parcel, head: str = "Thửa đất số: ") -> None:
    flow.text([
        *flow.runs(head), *flow.val(Val("parcels.0.parcel_number", parcel.number)),
        *flow.runs("; Tờ bản đồ số: "), *flow.val(Val("parcels.0.map_sheet", parcel.sheet)),
    ])  # fmt: skip


def _area(flow: Flow, parcel: Parcel, head: str) -> None:
    flow.text([
        *flow.runs(head), *flow.val(Val("parcels.0.area", comma(parcel.area), parcel.area)),
        *flow.runs(" m²"),
    ])  # fmt: skip


def draw_extract(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """Trích lục bản đồ địa chính."""
    variant = variant or rng.choice(EXTRACT_VARIANTS)
    flow = _start(rng, "trich_luc_ban_do", variant)
    unit, person = case.house.home.unit, case.house.head
    parcel = random_parcel(rng, case.house.home, generation="g4")
    letter = Letter(
        f"VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI {unit.new_province.upper()}",
        f"CHI NHÁNH {unit.new_commune.upper()}", f"{rng.randint(1, 900)}/TL-CNVPĐK", unit.name,
        case.today, ("TRÍCH LỤC BẢN ĐỒ ĐỊA CHÍNH",), role="GIÁM ĐỐC",
    )  # fmt: skip
    begin(flow, rng, letter)
    _number_and_sheet(flow, parcel, "1. Số thứ tự thửa đất: ")
    flow.field("Địa chỉ thửa đất:", Val("parcels.0.parcel_address", parcel.place.new()))
    _area(flow, parcel, "2. Diện tích: ")
    flow.field("3. Mục đích sử dụng đất:",
               Val("parcels.0.land_use", *use_words(parcel, "names")))  # fmt: skip
    number = person.citizen_id if variant == "named" else None
    flow.sheet.hold("land user", person.upper, number)
    runs = [*flow.runs("4. Tên người sử dụng đất: "), *typed(flow, person.title.capitalize() + " "),
            *flow.val(named(flow, person, "full_name"))]  # fmt: skip
    if number:
        runs += typed(flow, f", sinh năm {person.born.year}, CCCD số {number}")
    flow.text(runs)
    flow.field("Địa chỉ thường trú:", Val("address", case.house.home.new()))
    flow.field("5. Các thay đổi của thửa đất so với giấy tờ pháp lý về quyền sử dụng đất:",
               Val("-changes", sometimes(rng, 0.5, "Không thay đổi")))  # fmt: skip
    flow.text("6. Bản vẽ thửa đất: Tỷ lệ 1:500")
    parcel_drawing(flow, rng, parcel, 150)
    end(flow, rng, letter)
    return flow.sheet


def draw_return(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """Tờ khai lệ phí trước bạ nhà, đất (01/LPTB)."""
    variant = variant or rng.choice(RETURN_VARIANTS)
    flow = _start(rng, "to_khai_le_phi_truoc_ba", variant)
    person, parcel = case.house.head, random_parcel(rng, case.house.home, generation="g4")
    flow.sheet.hold("taxpayer", person.upper, person.citizen_id)
    title(flow, ("TỜ KHAI LỆ PHÍ TRƯỚC BẠ", "(Áp dụng đối với nhà, đất)"), "Mẫu số: 01/LPTB")
    flow.text("[01] Kỳ tính thuế: Theo từng lần phát sinh   [02] Lần đầu: [x]   [03] Bổ sung: [ ]")
    flow.field("[04] Tên người nộp thuế:", named(flow, person, "full_name"))
    if variant == "2026":
        flow.field("[05] Ngày, tháng, năm sinh:", born(person, "date_of_birth"))
        tax = person.citizen_id
        flow.field("[06] Mã số thuế:", Val("tax_code", flow.look.digits(tax), tax))
        label = "[07] Số định danh cá nhân/Hộ chiếu:"
    else:
        tax = f"8{rng.randint(10**8, 10**9 - 1)}"
        flow.field("[05] Mã số thuế:", Val("tax_code", tax))
        label = "[06] Số CMND/CCCD/Hộ chiếu:"
    shown = flow.look.digits(person.citizen_id)
    flow.field(label, Val("citizen_id", shown, person.citizen_id))
    home = case.house.home
    flow.field("[08] Địa chỉ:", Val("address", home.detail))
    flow.pair([
        ("[09] Xã/phường/đặc khu:", Val("-ward", home.unit.new_commune), 0.5),
        ("[10] Tỉnh/Thành phố:", Val("-province", home.unit.new_province), 0.5),
    ])  # fmt: skip
    flow.pair([
        ("[11] Điện thoại:", Val("phone", person.phone), 0.4),
        ("[12] Fax:", Val("-fax", None), 0.25), ("[13] Email:", Val("-mail", None), 0.35),
    ])  # fmt: skip
    flow.text("**ĐẶC ĐIỂM NHÀ ĐẤT:**")
    flow.text("1. Đất:")
    _number_and_sheet(flow, parcel, "1.1. Thửa đất số: ")
    flow.field("1.2. Địa chỉ thửa đất:", Val("parcels.0.parcel_address", parcel.place.new()))
    flow.field("1.3. Vị trí thửa đất (mặt tiền đường phố hay ngõ, hẻm):", Val("-where", "Ngõ"))
    flow.field("1.4. Mục đích sử dụng đất:", Val("parcels.0.land_use", *use_words(parcel, "names")))
    area = Val("parcels.0.area", comma(parcel.area), parcel.area)
    flow.text([*flow.runs("1.5. Diện tích (m²): "), *flow.val(area)])
    seller = random_person(rng)
    flow.field(
        "1.6. Nguồn gốc nhà đất: a) Tổ chức, cá nhân chuyển giao QSDĐ:",
        Val("-seller", f"{seller.full_name}, số định danh cá nhân {seller.citizen_id}"),
    )
    amount = rng.randint(3, 400) * 10_000_000
    flow.field("2. Nhà:", Val("-house", None))
    flow.field(
        "3. Giá trị nhà, đất thực tế nhận chuyển nhượng, nhận thừa kế, nhận tặng cho (đồng):",
        Val("price", f"{amount:,}".replace(",", "."), str(amount)),
    )
    flow.field("4. Tài sản thuộc diện được miễn lệ phí trước bạ (lý do):", Val("-relief", None))
    close(flow, rng, case, person, "NGƯỜI NỘP THUẾ")
    return flow.sheet


def draw_transfer(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """Phiếu chuyển thông tin để xác định nghĩa vụ tài chính."""
    variant = variant or rng.choice(TRANSFER_VARIANTS)
    flow = _start(rng, "phieu_chuyen_thong_tin", variant)
    unit, person = case.house.home.unit, case.house.head
    parcel = random_parcel(rng, case.house.home, generation="g4")
    flow.sheet.hold("land user", person.upper, person.citizen_id)
    letter = Letter(
        f"VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI {unit.new_province.upper()}", "CHI NHÁNH KHU VỰC II",
        f"{rng.randint(1, 2000)}/PCTT", unit.name, case.today,
        ("PHIẾU CHUYỂN THÔNG TIN", "ĐỂ XÁC ĐỊNH NGHĨA VỤ TÀI CHÍNH VỀ ĐẤT ĐAI"),
        role="GIÁM ĐỐC", fields=("document_number",),
    )  # fmt: skip
    begin(flow, rng, letter)
    day = case.today - timedelta(days=2)
    code = f"H{rng.randint(10, 60)}.{rng.randint(10, 199)}-{day:%y%m%d}-{rng.randint(1, 400):04d}"
    flow.text("**I. THÔNG TIN VỀ HỒ SƠ**")
    flow.field("1. Mã số hồ sơ thủ tục hành chính:", Val("dossier_code", code))
    flow.field("2. Ngày nhận đủ hồ sơ hợp lệ:", Val("-received", slashed(day)))
    flow.field("3. Loại thủ tục:", Val("-kind", "Đăng ký biến động đất đai"))
    flow.text("**II. THÔNG TIN VỀ NGƯỜI SỬ DỤNG ĐẤT, CHỦ SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT**")
    flow.field("1. Tên:", named(flow, person, "full_name"))
    flow.field("2. Địa chỉ:", Val("address", case.house.home.new()))
    number = Val("citizen_id", flow.look.digits(person.citizen_id), person.citizen_id)
    if variant == "2026":
        flow.field("3. Mã số thuế/Số định danh cá nhân:", number)
        flow.field("Ngày, tháng, năm sinh:", Val("-born", slashed(person.born)))
    else:
        flow.field("3. Số điện thoại liên hệ:", Val("-phone", person.phone))
        flow.field("4. Giấy tờ nhân thân: CCCD số:", number)
    flow.text("**III. THÔNG TIN VỀ ĐẤT VÀ TÀI SẢN GẮN LIỀN VỚI ĐẤT**")
    _number_and_sheet(flow, parcel, "1. Thửa đất số: ")
    flow.field("2. Địa chỉ:", Val("parcels.0.parcel_address", parcel.place.new()))
    flow.field("3. Vị trí thửa đất:", Val("-where", "Vị trí 2"))
    _area(flow, parcel, "4. Diện tích: ")
    flow.field("5. Nguồn gốc sử dụng đất:", Val("parcels.0.land_origin", parcel.origin))
    flow.field("6. Mục đích sử dụng đất:",
               Val("parcels.0.land_use", *use_words(parcel, "names")))  # fmt: skip
    flow.field("7. Thời hạn sử dụng đất:", Val("parcels.0.land_use_term", term_words(parcel)))
    flow.field("8. Thời điểm bắt đầu sử dụng đất:", Val("-since", "2004"))
    flow.text("**IV. Giấy tờ kèm theo:** Bản sao Giấy chứng nhận")
    end(flow, rng, letter)
    return flow.sheet


def draw_notice(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """Thông báo nộp tiền (tax office)."""
    variant = variant or rng.choice(NOTICE_VARIANTS)
    flow = _start(rng, "thong_bao_nop_tien", variant)
    unit, person = case.house.home.unit, case.house.head
    tax = person.citizen_id if rng.random() < 0.75 else f"8{rng.randint(10**8, 10**9 - 1)}"
    flow.sheet.hold("taxpayer", person.upper, tax if len(tax) == 12 else None)
    what = {
        "le_phi": ("THÔNG BÁO NỘP TIỀN", "Về lệ phí trước bạ nhà, đất"),
        "tien_su_dung_dat": ("THÔNG BÁO NỘP TIỀN", "VỀ TIỀN SỬ DỤNG ĐẤT"),
        "thu_nhap": ("THÔNG BÁO NỘP THUẾ THU NHẬP CÁ NHÂN",),
    }[variant]
    letter = Letter(
        f"THUẾ {unit.new_province.upper()}", "THUẾ CƠ SỞ 2",
        f"{rng.randint(100, 9000)}/TB-TCS2", unit.name, case.today, what, role="TRƯỞNG THUẾ CƠ SỞ",
    )  # fmt: skip
    begin(flow, rng, letter)
    flow.text("Căn cứ Luật Quản lý thuế số 38/2019/QH14 ngày 13 tháng 6 năm 2019;", indent=20)
    flow.text("**I. NGƯỜI NỘP THUẾ**")
    flow.field("1. Tên người nộp thuế:", named(flow, person, "full_name"))
    flow.field("2. Mã số thuế:", Val("tax_code", flow.look.digits(tax), tax))
    flow.field("3. Địa chỉ:", Val("address", case.house.home.new()))
    flow.field("4. Đại lý thuế (nếu có):", Val("-agent", None))
    parcel = case.old_land.parcels[0]
    flow.text("**II. THÔNG TIN VỀ THỬA ĐẤT**")
    flow.text(f"Thửa đất số: {parcel.number}; Tờ bản đồ số: {parcel.sheet}")
    flow.text(f"Địa chỉ thửa đất: {parcel.place.new()}")
    flow.text(f"Diện tích: {comma(parcel.area)} m²")
    flow.text("**III. TÍNH TIỀN**")
    amount = rng.randint(300, 90_000) * 1000
    flow.text(f"Giá trị tính thuế: {amount * 200:,} đồng".replace(",", "."))
    flow.text("Tỷ lệ (%): 0,5")
    shown = f"{amount:,}".replace(",", ".")
    flow.text([*flow.runs("Số tiền phải nộp: "),
               *flow.val(Val("amount", f"{shown} đồng", str(amount)))])  # fmt: skip
    flow.text(f"Số tiền viết bằng chữ: {words(amount).capitalize()} đồng")
    due = case.today + timedelta(days=30)
    day = Val("due_date", rng.choice((day_words, slashed))(due), due.isoformat())
    flow.text([*flow.runs("Thời hạn nộp tiền chậm nhất là: "), *flow.val(day)])
    flow.text("Nộp vào tài khoản 7111 của Kho bạc Nhà nước khu vực.")
    end(flow, rng, letter)
    return flow.sheet
