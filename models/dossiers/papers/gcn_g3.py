"""Land certificate of 2009–2024 (TT 23/2014/TT-BTNMT), its four pages as A4 portrait pages.

In: a seeded generator and a `Case`. Out: a sheet with its truth. The values are printed by the
office's software; the emblem is a plain star, the pattern is invented.
"""

from __future__ import annotations

import random

from models.dossiers.blocks import nation
from models.dossiers.case import Case
from models.dossiers.flow import Flow
from models.dossiers.fonts import Face, width
from models.dossiers.land import Certificate, Change, Parcel, random_changes
from models.dossiers.look import Look, random_look
from models.dossiers.numbers import area_words, comma
from models.dossiers.ops import A4, Code
from models.dossiers.papers.common import Signer, dated, signers
from models.dossiers.papers.gcn_common import (
    TITLE_RED,
    centred,
    changes_table,
    emblem,
    hold_owners,
    owner_title,
    parcel_drawing,
    term_words,
    use_words,
)
from models.dossiers.people import MALE, Person, random_person
from models.dossiers.runs import Run, Val
from models.dossiers.sheet import Sheet


def draw_g3(rng: random.Random, case: Case, look: Look | None = None) -> Sheet:
    """One certificate of the third generation."""
    cert = case.old_land
    sheet = Sheet("gcn_qsdd", "g3", background=rng.choice(("pink", "pink", "pink", "white")))
    flow = Flow(sheet, look or random_look(rng, base_size=(12.5, 14.0)))
    changes = random_changes(rng, cert)
    sheet.mark("generation", "g3")
    cards = rng.random() < 0.6
    hold_owners(flow, cert, changes, cards=cards)
    _first(flow, rng, cert, cards=cards)
    sheet.new_page()
    flow.y = flow.look.top + 6
    _second(flow, rng, cert)
    sheet.new_page()
    flow.y = flow.look.top + 6
    _third(flow, rng, cert, changes[:1])
    if len(changes) > 1 or rng.random() < 0.5:
        sheet.new_page()
        flow.y = flow.look.top + 6
        _fourth(flow, rng, cert, changes)
    return sheet


def _first(flow: Flow, rng: random.Random, cert: Certificate, *, cards: bool) -> None:
    flow.skip(18)
    nation(flow, size=14, colour=TITLE_RED if rng.random() < 0.3 else None)
    flow.skip(30)
    emblem(flow, A4[0] / 2, flow.y + 34, 36)
    flow.skip(92)
    centred(flow, "GIẤY CHỨNG NHẬN", 22, TITLE_RED)
    centred(flow, "QUYỀN SỬ DỤNG ĐẤT", 17, TITLE_RED)
    centred(flow, "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT", 13.5, TITLE_RED)
    flow.skip(24)
    head = "Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất"
    flow.text(f"**I. {head}**")
    flow.skip(4)
    household = len(cert.owners) == 1 and rng.random() < 0.25
    style = rng.choice(("colon", "plain"))
    for i, owner in enumerate(cert.owners):
        _owner(flow, rng, owner, i, style=style, cards=cards, household=household)
    address = cert.home.old(rng.choice((0, 0, 1)))
    label = rng.choice(("Địa chỉ thường trú:", "Địa chỉ:"))
    flow.text(flow.runs(f"{label} ") + flow.val(Val("owners.0.address", address)), indent=20)
    for i in range(1, len(cert.owners)):
        mark = flow.sheet.marks["owners.0.address"]
        flow.sheet.marks[f"owners.{i}.address"] = mark
    face = Face("termes", bold=True)
    x = A4[0] - flow.look.right - width(cert.serial, face, 19) - 10
    y = A4[1] - flow.look.bottom - 16
    _stamp(flow, Val("serial_number", cert.serial), (x, y), face, 19)


def _stamp(flow: Flow, val: Val, at: tuple[float, float], face: Face, size: float) -> None:
    """A value at a fixed place."""
    top = flow.y
    flow.y = at[1]
    flow.text(flow.val(val, face=face, size=size, printed=True), x0=at[0], keep=False)
    flow.y = top


def _owner(
    flow: Flow,
    rng: random.Random,
    owner: Person,
    i: int,
    *,
    style: str,
    cards: bool,
    household: bool,
) -> None:
    at = f"owners.{i}"
    title = owner_title(owner, style)
    if i:
        title = (
            f"và {'chồng' if owner.sex == MALE else 'vợ'} là {title}"
            if rng.random() < 0.5
            else title
        )
    elif household:
        title = f"Hộ {title.lower()}"
    runs = flow.runs(f"{title} ")
    runs += flow.val(Val(f"{at}.full_name", owner.upper), face=flow.look.value.with_(bold=True))
    sep = rng.choice((", ", "; "))
    runs += flow.runs(f"{sep}{'Năm sinh' if sep == '; ' else 'năm sinh'}: ")
    runs += flow.val(Val(f"{at}.year_of_birth", str(owner.born.year)))
    if cards and owner.old_card:
        runs += flow.runs(f"{sep}CMND số: ") + flow.val(Val(f"{at}.id_card_number", owner.old_card))
    else:
        word = rng.choice(("CCCD số", "Số CCCD", "Căn cước công dân số"))
        runs += flow.runs(f"{sep}{word}: ") + flow.val(Val(f"{at}.citizen_id", owner.citizen_id))
    flow.text(runs, indent=20)


def _second(flow: Flow, rng: random.Random, cert: Certificate) -> None:
    flow.text("**II. Thửa đất, nhà ở và tài sản khác gắn liền với đất**")
    for i, parcel in enumerate(cert.parcels):
        flow.text("**1. Thửa đất:**" if i == 0 else f"**Thửa đất thứ {i + 1}:**")
        _parcel(flow, rng, parcel, f"parcels.{i}")
    _assets(flow, rng)
    flow.text(flow.runs("**6. Ghi chú:** ") + flow.val(Val("notes", _note(rng))))
    flow.skip(10)
    unit = cert.home.unit
    district, province = unit.old_district, unit.old_province
    if cert.register.startswith("CH"):
        body = f"ỦY BAN NHÂN DÂN {district.upper()}"
        prefix, roles = "TM. ", rng.choice((("CHỦ TỊCH",), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")))
    else:
        body = f"SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG {province.upper()}"
        prefix, roles = "", rng.choice((("GIÁM ĐỐC",), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")))
    _sign(flow, rng, cert, body=body, prefix=prefix, roles=roles)
    flow.skip(4)
    label = rng.choice(("Số vào sổ cấp GCN:", "Số vào sổ cấp GCN: "))
    shown = cert.register.replace(" ", rng.choice((" ", "", " ")))
    flow.text(flow.runs(label) + flow.val(Val("register_number", shown, cert.register), space=3))


def _sign(
    flow: Flow,
    rng: random.Random,
    cert: Certificate,
    *,
    body: str,
    prefix: str,
    roles: tuple[str, ...],
) -> None:
    bold = flow.look.label.with_(bold=True)
    left, right = flow.left, flow.right
    flow.need(190)
    flow.left = left + (right - left) * 0.44
    place = cert.home.unit.name
    flow.text(dated(flow, place, cert.issued, field="issue_date"), align="centre")
    runs = flow.runs(prefix, face=bold) + flow.val(
        Val("issuer", body), face=bold, size=flow.look.size, printed=True
    )
    flow.text(runs, align="centre", leading=1.36)
    boss = random_person(rng)
    signers(flow, rng, [Signer(roles, boss.full_name, seal=body)], size=flow.look.size, room=64)
    flow.left = left


def _parcel(flow: Flow, rng: random.Random, parcel: Parcel, at: str) -> None:
    def line(*runs: list[Run]) -> None:
        flow.text([r for part in runs for r in part], indent=12)

    say, put = flow.runs, flow.val
    sep = rng.choice((", ", "; "))
    line(
        say("a) Thửa đất số: "),
        put(Val(f"{at}.parcel_number", parcel.number)),
        say(f"{sep}tờ bản đồ số: "),
        put(Val(f"{at}.map_sheet", parcel.sheet)),
    )
    line(say("b) Địa chỉ: "), put(Val(f"{at}.parcel_address", parcel.place.old(0))))
    line(
        say("c) Diện tích: "),
        put(Val(f"{at}.area", comma(parcel.area), parcel.area)),
        say(" m², (bằng chữ: "),
        put(Val(f"{at}.area_in_words", area_words(parcel.area))),
        say(")"),
    )
    own = f"riêng: {comma(parcel.area)} m², chung: Không"
    if parcel.shared:
        own = f"riêng: Không, chung: {comma(parcel.area)} m²"
    elif rng.random() < 0.35:
        own = "Sử dụng riêng"
    line(say("d) Hình thức sử dụng: "), put(Val(f"{at}.use_form", own)))
    shown, norm = use_words(parcel, rng.choice(("names", "areas", "areas", "codes")))
    line(say("đ) Mục đích sử dụng: "), put(Val(f"{at}.land_use", shown, norm)))
    line(say("e) Thời hạn sử dụng: "), put(Val(f"{at}.land_use_term", term_words(parcel))))
    line(say("g) Nguồn gốc sử dụng: "), put(Val(f"{at}.land_origin", parcel.origin)))


def _assets(flow: Flow, rng: random.Random) -> None:
    """Sections 2 to 5; one field, `-/-` when all are empty."""
    house = "-/-"
    if rng.random() < 0.25:
        built = rng.randint(400, 1500) / 10
        house = (
            f"Nhà ở riêng lẻ; diện tích xây dựng: {built:.1f} m²; diện tích sàn: "
            f"{built * 2:.1f} m²; sở hữu riêng; cấp III"
        ).replace(".", ",")
    flow.text(flow.runs("**2. Nhà ở:** ") + flow.val(Val("assets", house)))
    for label in (
        "3. Công trình xây dựng khác:",
        "4. Rừng sản xuất là rừng trồng:",
        "5. Cây lâu năm:",
    ):
        flow.text(flow.runs(f"**{label}** ") + flow.val(Val("-none", "-/-")))


def _note(rng: random.Random) -> str:
    strip = f"{rng.randint(20, 300) / 10:.1f}".replace(".", ",")
    return rng.choice(
        (
            "-/-",
            "-/-",
            f"Số thửa trước: {rng.randint(2, 900)}",
            f"Thửa đất có {strip} m² thuộc hành lang an toàn giao thông",
            f"Giấy chứng nhận được cấp đổi từ GCN số AB {rng.randint(1, 999999):06d}",
        )
    )


def _third(flow: Flow, rng: random.Random, cert: Certificate, changes: list[Change]) -> None:
    flow.text("**III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất**")
    parcel_drawing(flow, rng, cert.parcels[0], rng.uniform(240, 320))
    flow.text(f"Tỷ lệ 1/{rng.choice((200, 500, 1000))}", align="centre")
    flow.skip(8)
    flow.text("**IV. Những thay đổi sau khi cấp giấy chứng nhận**")
    flow.skip(3)
    changes_table(flow, rng, cert, changes, empty=rng.uniform(150, 260))


def _fourth(flow: Flow, rng: random.Random, cert: Certificate, changes: list[Change]) -> None:
    rest = changes[1:]
    changes_table(flow, rng, cert, rest, empty=380 - 90 * len(rest), first=1)
    flow.skip(8)
    note = (
        "Người được cấp Giấy chứng nhận không được sửa chữa, tẩy xóa hoặc bổ sung bất kỳ nội "
        "dung nào trong Giấy chứng nhận; khi bị mất hoặc hư hỏng Giấy chứng nhận phải khai "
        "báo ngay với cơ quan cấp Giấy."
    )
    flow.text(
        flow.runs(note, size=10, face=flow.look.label.with_(italic=True)),
        align="centre",
        x0=flow.left + 40,
        x1=flow.right - 40,
    )
    x1, y1 = flow.right - 8, A4[1] - flow.look.bottom - 30
    flow.sheet.add(Code((x1 - 150, y1 - 34, x1, y1), cert.barcode, "Code128"))
    face = Face("heros")
    _stamp(
        flow,
        Val("barcode", cert.barcode),
        (x1 - 75 - width(cert.barcode, face, 11) / 2, y1 + 1),
        face,
        11,
    )
