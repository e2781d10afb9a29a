"""Notarised contracts of transfer and of gift of land-use rights: several pages of typed text.

In: a seeded generator and a `Case`. Out: a sheet with its truth. There is no state form; the
wording follows what notaries use (domain §1.B.5). Variants: `list` (each datum on a line of its
own), `running` (a person in one sentence), `certified` (certified by the commune).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from models.dossiers.blocks import nation
from models.dossiers.case import Case
from models.dossiers.flow import Flow
from models.dossiers.land import Parcel
from models.dossiers.look import random_look
from models.dossiers.numbers import area_words, comma, day_words, slashed, words
from models.dossiers.papers.common import Signer, signers
from models.dossiers.papers.gcn_common import term_words, use_words
from models.dossiers.people import Household, Person, random_household
from models.dossiers.runs import Run, Val
from models.dossiers.sheet import Sheet

VARIANTS = ("list", "running", "certified")


@dataclass(frozen=True)
class _Words:
    """How a contract calls itself and its parties."""

    code: str
    title: str
    giver: str
    taker: str
    matter: str


_SALE = _Words("hop_dong_chuyen_nhuong", "HỢP ĐỒNG CHUYỂN NHƯỢNG", "BÊN CHUYỂN NHƯỢNG",
               "BÊN NHẬN CHUYỂN NHƯỢNG", "chuyển nhượng")  # fmt: skip
_GIFT = _Words("hop_dong_tang_cho", "HỢP ĐỒNG TẶNG CHO", "BÊN TẶNG CHO",
               "BÊN ĐƯỢC TẶNG CHO", "tặng cho")  # fmt: skip


def draw_sale(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """Hợp đồng chuyển nhượng quyền sử dụng đất."""
    return _contract(rng, case, variant, _SALE)


def draw_gift(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """Hợp đồng tặng cho quyền sử dụng đất."""
    return _contract(rng, case, variant, _GIFT)


def _contract(rng: random.Random, case: Case, variant: str | None, kind: _Words) -> Sheet:
    variant = variant or rng.choice(VARIANTS)
    sheet = Sheet(kind.code, variant)
    look = replace(
        random_look(rng, base_size=(12.6, 14.0)), boxes=False, leader="none", digit_group=0,
        stacked=False, lift=0.0, gap=3.0,
    )  # fmt: skip
    flow = Flow(sheet, replace(look, value=look.label, value_size=look.size))
    nation(flow, size=look.size)
    flow.skip(14)
    flow.text(flow.runs(f"**{kind.title}**", size=look.size + 2), align="centre")
    flow.text(flow.runs("**QUYỀN SỬ DỤNG ĐẤT**", size=look.size + 2), align="centre")
    flow.skip(10)
    unit = case.house.home.unit
    flow.text([
        *flow.runs("Hôm nay, "),
        *flow.inline(Val("signing_date", day_words(case.today), case.today.isoformat())),
        *flow.runs(f", tại trụ sở Văn phòng công chứng số 2, {unit.new_province}. "
                   "Chúng tôi gồm có:"),
    ], indent=24, align="justify")  # fmt: skip
    other = random_household(rng)
    _party(flow, rng, case.house, (kind.giver, "A"), "transferors")
    _party(flow, rng, other, (kind.taker, "B"), "transferees")
    flow.text("Hai bên đồng ý thực hiện việc " + kind.matter + " quyền sử dụng đất theo các thỏa "
              "thuận sau đây:", indent=24, align="justify")  # fmt: skip
    _land(flow, case, kind)
    _price(flow, rng, kind)
    _articles(flow, kind)
    signers(flow, rng, [Signer(("BÊN A",), case.house.head.full_name),
                        Signer(("BÊN B",), other.head.full_name)], size=look.size)  # fmt: skip
    _witness(flow, rng, case, other, kind)
    return sheet


def _party(
    flow: Flow, rng: random.Random, house: Household, name: tuple[str, str], field: str
) -> None:
    heading = rng.choice((
        f"**{name[0]} (gọi là Bên {name[1]}):**",
        f"**{name[0].capitalize()} (sau đây gọi là Bên {name[1]}):**",
        f"**{name[0]} (BÊN {name[1]}):**",
    ))  # fmt: skip
    flow.text(heading)
    people = [house.head]
    if house.spouse is not None and rng.random() < 0.6:
        people.append(house.spouse)
    home = house.home.old(0) if rng.random() < 0.4 else house.home.new()
    role = field.removesuffix("s")
    for i, person in enumerate(people):
        short = person.old_card if rng.random() < 0.12 else None
        flow.sheet.hold(role, person.upper, short or person.citizen_id)
        _person(flow, rng, person, f"{field}.{i}", short=short, home=home, first=i == 0)


def _person(
    flow: Flow,
    rng: random.Random,
    person: Person,
    at: str,
    *,
    short: str | None,
    home: str,
    first: bool,
) -> None:
    title = "Ông" if person.sex == "Nam" else "Bà"
    lead = f"{title}: " if first else f"Và {'chồng' if person.sex == 'Nam' else 'vợ'} là {title}: "
    shown = person.full_name if rng.random() < 0.3 else person.upper
    name = flow.val(Val(f"{at}.full_name", shown, person.upper),
                    face=flow.look.label.with_(bold=True))  # fmt: skip
    born = flow.inline(Val(f"{at}.date_of_birth", slashed(person.born), person.born.isoformat()))
    number = (
        flow.inline(Val(f"{at}.id_card_number", short))
        if short
        else flow.inline(Val(f"{at}.citizen_id", person.citizen_id))
    )
    word = "CMND số: " if short else rng.choice(("CCCD số: ", "Căn cước công dân số: "))
    issued = "do Công an tỉnh cấp ngày 12/05/2009" if short else (
        "do Cục Cảnh sát quản lý hành chính về trật tự xã hội cấp ngày 10/05/2021"
    )  # fmt: skip
    address = flow.inline(Val(f"{at}.address", home))
    say = flow.runs
    where = rng.choice(("Nơi thường trú: ", "Hộ khẩu thường trú: ", "Nơi cư trú: "))
    if flow.sheet.variant == "running":
        flow.text([*say(lead), *name, *say(", sinh ngày "), *born, *say(f", {word}"), *number,
                   *say(f" {issued}. {where}"), *address, *say(".")], align="justify")  # fmt: skip
        return
    flow.text([*say(lead), *name])
    flow.text([*say("Sinh ngày: "), *born])
    flow.text([*say(word), *number, *say(f" {issued}")])
    flow.text([*say(where), *address])


def _land(flow: Flow, case: Case, kind: _Words) -> None:
    cert, say = case.old_land, flow.runs
    flow.need(flow.line_height * 3)
    flow.skip(4)
    flow.text(flow.runs("**ĐIỀU 1**"), align="centre")
    flow.text(flow.runs(f"**QUYỀN SỬ DỤNG ĐẤT {kind.matter.upper()}**"), align="centre")
    flow.text([
        *say(f"Bên A {kind.matter} cho Bên B toàn bộ quyền sử dụng đất theo Giấy chứng nhận quyền "
             "sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất số "),
        *flow.inline(Val("serial_number", cert.serial)),
        *say(", số vào sổ cấp GCN: "), *flow.inline(Val("register_number", cert.register)),
        *say(f" do UBND {case.house.home.unit.old_district} cấp ngày {slashed(cert.issued)}, "
             "cụ thể như sau:"),
    ], indent=24, align="justify")  # fmt: skip
    _parcel(flow, cert.parcels[0])


def _parcel(flow: Flow, parcel: Parcel) -> None:
    at = "parcels.0"

    def line(word: str, name: str, shown: str, norm: str | None = None, tail: str = "") -> None:
        value = flow.inline(Val(f"{at}.{name}", shown, norm))
        flow.text([*flow.runs(f"- {word}: "), *value, *flow.runs(tail)])

    line("Thửa đất số", "parcel_number", parcel.number)
    line("Tờ bản đồ số", "map_sheet", parcel.sheet)
    line("Địa chỉ thửa đất", "parcel_address", parcel.place.old(0))
    flow.text([
        *flow.runs("- Diện tích: "),
        *flow.inline(Val(f"{at}.area", comma(parcel.area), parcel.area)),
        *flow.runs(" m² (bằng chữ: "),
        *flow.inline(Val(f"{at}.area_in_words", area_words(parcel.area))), *flow.runs(")"),
    ])  # fmt: skip
    use = f"Sử dụng riêng: {comma(parcel.area)} m²; sử dụng chung: Không m²"
    line("Hình thức sử dụng", "use_form", use.removesuffix(" m²"))
    line("Mục đích sử dụng", "land_use", *use_words(parcel, "names"))
    line("Thời hạn sử dụng", "land_use_term", term_words(parcel))
    line("Nguồn gốc sử dụng", "land_origin", parcel.origin)


def _price(flow: Flow, rng: random.Random, kind: _Words) -> None:
    flow.need(flow.line_height * 3)
    flow.text(flow.runs("**ĐIỀU 2**"), align="centre")
    amount = rng.randint(3, 480) * 10_000_000
    shown = f"{amount:,}".replace(",", ".")
    spelled = words(amount)
    if kind is _GIFT and rng.random() < 0.5:
        flow.text("Bên A tặng cho Bên B không kèm điều kiện, không phải trả tiền.", indent=24)
        return
    value = "GIÁ CHUYỂN NHƯỢNG" if kind is _SALE else "GIÁ TRỊ QUYỀN SỬ DỤNG ĐẤT TẶNG CHO"
    flow.text(flow.runs(f"**{value}**"), align="centre")
    lead = (
        "1. Giá chuyển nhượng quyền sử dụng đất nêu tại Điều 1 là: "
        if kind is _SALE
        else "1. Giá trị quyền sử dụng đất tặng cho nêu tại Điều 1 là: "
    )
    flow.text([
        *flow.runs(lead), *flow.inline(Val("price", f"{shown} đồng", str(amount))),
        *flow.runs(f" (Bằng chữ: {spelled.capitalize()} đồng)"),
    ], align="justify")  # fmt: skip
    flow.text("2. Phương thức thanh toán: chuyển khoản hoặc tiền mặt.")


def _articles(flow: Flow, kind: _Words) -> None:
    for number, head, text in (
        (3, "VIỆC GIAO VÀ ĐĂNG KÝ QUYỀN SỬ DỤNG ĐẤT", "Bên A có nghĩa vụ giao thửa đất cùng giấy "
         "tờ cho Bên B. Bên B có nghĩa vụ đăng ký quyền sử dụng đất tại cơ quan có thẩm quyền."),
        (4, "TRÁCH NHIỆM NỘP THUẾ, LỆ PHÍ", f"Thuế, lệ phí liên quan đến việc {kind.matter} do "
         "Bên B chịu trách nhiệm nộp."),
        (5, "CAM ĐOAN CỦA CÁC BÊN", "Bên A và Bên B chịu trách nhiệm trước pháp luật về những lời "
         "cam đoan: thông tin về nhân thân, về thửa đất đã ghi trong Hợp đồng này là đúng."),
    ):  # fmt: skip
        flow.need(flow.line_height * 4)
        flow.text(flow.runs(f"**ĐIỀU {number}**"), align="centre")
        flow.text(flow.runs(f"**{head}**"), align="centre")
        flow.text(text, indent=24, align="justify")


def _witness(flow: Flow, rng: random.Random, case: Case, other: Household, kind: _Words) -> None:
    flow.sheet.new_page()
    flow.y = flow.look.top
    certified = flow.sheet.variant == "certified"
    head = "LỜI CHỨNG CHỨNG THỰC HỢP ĐỒNG, GIAO DỊCH" if certified else (
        "LỜI CHỨNG CỦA CÔNG CHỨNG VIÊN"
    )  # fmt: skip
    flow.text(flow.runs(f"**{head}**"), align="centre")
    who = rng.choice(("Trần Thị Lý", "Đỗ Văn Khoa"))
    flow.text(
        f"{day_words(case.today).capitalize()}, tại trụ sở, tôi, {who}, trong phạm vi trách nhiệm "
        f"của mình theo quy định của pháp luật, CHỨNG NHẬN: Hợp đồng {kind.matter} quyền sử dụng "
        "đất được giao kết giữa:", indent=24, align="justify",
    )  # fmt: skip
    for name, house in ((kind.giver, case.house), (kind.taker, other)):
        head_of = house.head
        flow.text(f"**{name}:** {head_of.title.capitalize()} {head_of.full_name}, CCCD số "
                  f"{head_of.citizen_id}")  # fmt: skip
    flow.text("- Các bên đã tự nguyện thỏa thuận giao kết hợp đồng.")
    number = f"{rng.randint(100, 9800)}"
    year = case.today.year
    if certified:
        shown = f"{number}, quyển số {rng.randint(1, 9):02d}/{year} SCT/HĐ,GD"
        label = "Số chứng thực: "
    else:
        shown = f"{number}, quyển số {rng.randint(1, 9):02d}/{year} TP/CC-SCC/HĐGD"
        label = "Số công chứng: "
    value: list[Run] = flow.inline(Val("notary_number", shown))
    flow.text([*flow.runs(label), *value])
    signers(flow, rng, [Signer(("",), signed=False), Signer(
        ("CHỦ TỊCH" if certified else "CÔNG CHỨNG VIÊN",), who, seal="VĂN PHÒNG CÔNG CHỨNG SỐ 2",
    )], size=flow.look.size)  # fmt: skip
