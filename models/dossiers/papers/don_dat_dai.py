"""Land applications: first registration, splitting and joining, change of purpose.

In: a seeded generator and a `Case`. Out: sheets with their truth. Sources: 04a/ĐK and 11/ĐK of
TT 24/2014/TT-BTNMT; Mẫu 15, 21 of NĐ 151/2025/NĐ-CP; since 2026 each province has its own.
"""

from __future__ import annotations

import random
from dataclasses import replace

from models.dossiers.blocks import Cell, Column, table
from models.dossiers.case import Case
from models.dossiers.flow import Flow
from models.dossiers.land import Parcel, random_parcel
from models.dossiers.look import random_look
from models.dossiers.numbers import comma, slashed
from models.dossiers.papers.common import sometimes
from models.dossiers.papers.gcn_common import term_words, use_words
from models.dossiers.papers.land_parts import (
    ParcelLabels,
    close,
    identity,
    name_line,
    parcel_lines,
    recipient,
    title,
)
from models.dossiers.people import Person
from models.dossiers.runs import Run, Val
from models.dossiers.sheet import Sheet

FIRST_VARIANTS = ("04a", "15")
SPLIT_VARIANTS = ("tach", "hop")
PURPOSE_VARIANTS = ("chuyen_muc_dich", "giao_dat", "thue_dat")
_USER = "Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất"


def _start(rng: random.Random, case: Case, code: str, variant: str) -> tuple[Flow, Person]:
    sheet = Sheet(code, variant)
    flow = Flow(sheet, replace(random_look(rng, base_size=(11.6, 13.2)), boxes=False))
    person = case.house.spouse if case.house.spouse and rng.random() < 0.3 else case.house.head
    sheet.hold("applicant", person.upper, person.citizen_id)
    return flow, person


def draw_first(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """Đơn đăng ký đất đai, first registration."""
    variant = variant or rng.choice(FIRST_VARIANTS)
    flow, person = _start(rng, case, "don_dang_ky_dat_dai", variant)
    parcel = random_parcel(rng, case.house.home, generation="g4")
    if variant == "04a":
        title(flow, ("ĐƠN ĐĂNG KÝ, CẤP GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU NHÀ Ở",
                     "VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"), "Mẫu số 04a/ĐK")  # fmt: skip
        recipient(flow, rng, case)
        flow.text("**I. PHẦN KÊ KHAI CỦA NGƯỜI ĐĂNG KÝ**")
        flow.text(f"**1. {_USER}:**")
        name_line(flow, person, "1.1. Tên (viết chữ in hoa):", inline=True)
        flow.field("1.2. Địa chỉ thường trú:", Val("address", case.house.home.old(0)))
        flow.text("2. Đề nghị: - Đăng ký QSDĐ [x]   - Cấp GCN đối với đất [x]")
        flow.text("**3. Thửa đất đăng ký:**")
        labels = ParcelLabels(address="Địa chỉ tại", use="Sử dụng vào mục đích",
                              term="Thời hạn đề nghị được sử dụng đất",
                              origin="Nguồn gốc sử dụng")  # fmt: skip
        parcel_lines(flow, rng, parcel, labels, prefix="3.")
        flow.field("**4. Tài sản gắn liền với đất:**", Val("-assets", None))
    else:
        title(flow, ("ĐƠN ĐĂNG KÝ ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT",), "Mẫu số 15")
        recipient(flow, rng, case)
        flow.text(f"**1. {_USER}, người quản lý đất:**")
        name_line(flow, person, "a) Họ và tên:", inline=False)
        identity(flow, rng, person, "b) Giấy tờ nhân thân/pháp nhân:")
        flow.field("c) Mã số thuế:", Val("-tax", sometimes(rng, 0.6, person.citizen_id)))
        flow.field("d) Địa chỉ:", Val("address", case.house.home.new()))
        flow.pair([
            ("đ) Điện thoại liên hệ (nếu có):", Val("phone", person.phone), 0.55),
            ("Hộp thư điện tử (nếu có):", Val("-email", person.email), 0.45),
        ])  # fmt: skip
        flow.text("**2. Thửa đất đăng ký:**")
        _fifteen(flow, parcel)
        flow.field("**3. Nhà ở, công trình xây dựng:**", Val("-house", None))
    flow.field("5. Những giấy tờ nộp kèm theo:", Val("-papers", "Bản sao căn cước công dân"))
    close(flow, rng, case, person)
    return flow.sheet


def _fifteen(flow: Flow, parcel: Parcel) -> None:
    at = "parcels.0"
    flow.text([
        *flow.runs("a) Thửa đất số: "), *flow.val(Val(f"{at}.parcel_number", parcel.number)),
        *flow.runs("; Tờ bản đồ số: "), *flow.val(Val(f"{at}.map_sheet", parcel.sheet)),
    ])  # fmt: skip
    flow.field("b) Địa chỉ:", Val(f"{at}.parcel_address", parcel.place.new()))
    flow.text([
        *flow.runs("c) Diện tích: "), *flow.val(Val(f"{at}.area", comma(parcel.area), parcel.area)),
        *flow.runs(f" m²; sử dụng chung: -/- m²; sử dụng riêng: {comma(parcel.area)} m²"),
    ])  # fmt: skip
    use = use_words(parcel, "names")
    flow.text([
        *flow.runs("d) Sử dụng vào mục đích: "), *flow.val(Val(f"{at}.land_use", *use)),
        *flow.runs(", từ thời điểm: 2004"),
    ])  # fmt: skip
    flow.field(
        "đ) Thời hạn đề nghị được sử dụng đất:", Val(f"{at}.land_use_term", term_words(parcel))
    )
    flow.field("e) Nguồn gốc sử dụng đất:", Val(f"{at}.land_origin", parcel.origin))


def draw_split(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """Đơn đề nghị tách thửa đất, hợp thửa đất."""
    variant = variant or rng.choice(SPLIT_VARIANTS)
    flow, person = _start(rng, case, "don_tach_hop_thua", variant)
    title(flow, ("ĐƠN ĐỀ NGHỊ TÁCH THỬA ĐẤT, HỢP THỬA ĐẤT",), rng.choice(("Mẫu số 21", "")))
    recipient(flow, rng, case)
    flow.text("**1. Người sử dụng đất:**")
    name_line(flow, person, "a) Tên:", inline=False)
    identity(flow, rng, person, "b) Giấy tờ nhân thân/pháp nhân:")
    flow.field("c) Địa chỉ:", Val("address", case.house.home.new()))
    flow.field("d) Điện thoại liên hệ (nếu có):", Val("-phone", person.phone))
    flow.text("**2. Đề nghị tách, hợp thửa đất như sau:**")
    if variant == "tach":
        _split(flow, case)
    else:
        _join(flow, rng, case)
    why = rng.choice(("Để tặng cho con", "Chuyển nhượng một phần", "Thuận tiện quản lý, sử dụng"))
    flow.field("**3. Lý do tách, hợp thửa đất:**", Val("reason", why))
    flow.field("**4. Giấy tờ nộp kèm theo đơn này gồm có:**", Val("-papers", "Bản vẽ tách thửa"))
    close(flow, rng, case, person)
    return flow.sheet


def _split(flow: Flow, case: Case) -> None:
    parcel, cert, at = case.old_land.parcels[0], case.old_land, "parcels.0"

    def put(name: str, shown: str, norm: str | None = None) -> list[Run]:
        return flow.val(Val(f"{at}.{name}", shown, norm))

    say = flow.runs
    flow.text([
        *say("a) Đề nghị tách thửa đất số: "), *put("parcel_number", parcel.number),
        *say(", tờ bản đồ số: "), *put("map_sheet", parcel.sheet),
        *say(", diện tích: "), *put("area", comma(parcel.area), parcel.area), *say(" m²"),
        *say(", loại đất: "), *put("land_use", *use_words(parcel, "names")),
        *say(", địa chỉ: "), *put("parcel_address", parcel.place.new()),
        *say(", Giấy chứng nhận số vào sổ: "), *flow.val(Val("register_number", cert.register)),
        *say(f", ngày cấp: {slashed(cert.issued)}, thành 2 thửa:"),
    ])  # fmt: skip
    half = comma(f"{float(parcel.area) / 2:.1f}")
    for word in ("thứ nhất", "thứ hai"):
        flow.text(f"- Thửa {word}: diện tích: {half} m²; loại đất: {parcel.uses[0][0]}")
    flow.text("b) Đề nghị hợp các thửa đất: Không")


def _join(flow: Flow, rng: random.Random, case: Case) -> None:
    flow.text("b) Đề nghị hợp các thửa đất sau thành một thửa:")
    flow.skip(3)
    rows: list[list[Cell]] = []
    for i in range(2):
        parcel = random_parcel(rng, case.house.home)
        at = f"parcels.{i}"
        rows.append([
            Val(f"{at}.parcel_number", parcel.number), Val(f"{at}.map_sheet", parcel.sheet),
            Val(f"{at}.parcel_address", parcel.place.new()),
            Val(f"{at}.area", comma(parcel.area), parcel.area), f"CH 00{rng.randint(100, 999)}",
        ])  # fmt: skip
    cols = [
        Column("Thửa đất số", 12, "centre"), Column("Tờ bản đồ số", 12, "centre"),
        Column("Địa chỉ", 42), Column("Diện tích (m²)", 14, "centre"),
        Column("Số vào sổ/Số phát hành GCN", 20, "centre"),
    ]  # fmt: skip
    table(flow, cols, rows, size=flow.look.size - 1, row_height=20)
    flow.skip(6)


def draw_purpose(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """Đơn đề nghị chuyển mục đích, giao đất, thuê đất."""
    variant = variant or rng.choices(PURPOSE_VARIANTS, (6, 2, 2))[0]
    flow, person = _start(rng, case, "don_chuyen_muc_dich", variant)
    words = {
        "chuyen_muc_dich": rng.choice(("ĐƠN ĐỀ NGHỊ CHUYỂN MỤC ĐÍCH SỬ DỤNG ĐẤT",
                                       "ĐƠN XIN CHUYỂN MỤC ĐÍCH SỬ DỤNG ĐẤT")),
        "giao_dat": "ĐƠN ĐỀ NGHỊ GIAO ĐẤT",
        "thue_dat": "ĐƠN ĐỀ NGHỊ CHO THUÊ ĐẤT",
    }[variant]  # fmt: skip
    title(flow, (words,), rng.choice(("Mẫu số 09", "")))
    recipient(flow, rng, case)
    name_line(flow, person, "1. Người đề nghị:", inline=True)
    flow.field("2. Địa chỉ/trụ sở chính:", Val("address", case.house.home.new()))
    flow.field("3. Địa chỉ liên hệ (điện thoại, email...):", Val("-contact", person.phone))
    parcel, at = random_parcel(rng, case.house.home, generation="g4"), "parcels.0"
    flow.field("4. Địa điểm thửa đất/khu đất:", Val(f"{at}.parcel_address", parcel.place.new()))
    flow.text([
        *flow.runs("5. Diện tích (m²): "),
        *flow.val(Val(f"{at}.area", comma(parcel.area), parcel.area)),
    ])  # fmt: skip
    flow.field("6. Diện tích rừng cần chuyển mục đích (nếu có):", Val("-forest", None))
    purpose = rng.choice(("Đất ở tại nông thôn", "Đất ở tại đô thị", "Đất thương mại, dịch vụ"))
    flow.field("7. Để sử dụng vào mục đích:", Val("purpose", purpose))
    flow.field("8. Thời hạn:", Val(f"{at}.land_use_term", "Lâu dài"))
    flow.text("9. Cam kết sử dụng đất đúng mục đích, chấp hành đúng các quy định của pháp luật.")
    flow.field("10. Tài liệu gửi kèm (nếu có):", Val("-papers", "Giấy chứng nhận đã cấp"))
    close(flow, rng, case, person, "Người làm đơn")
    return flow.sheet
