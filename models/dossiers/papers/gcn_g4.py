"""Land certificate of the 2024 law (TT 10/2024/TT-BTNMT), two A4 pages, QR top right.

In: a seeded generator and a `Case`. Out: a sheet with its truth. The payload of the QR is invented
(`code|serial|register`): its real format is not public.
"""

from __future__ import annotations

import random

from models.dossiers.blocks import nation
from models.dossiers.case import Case
from models.dossiers.flow import Flow
from models.dossiers.fonts import Face, width
from models.dossiers.land import Certificate, random_changes
from models.dossiers.look import Look, random_look
from models.dossiers.numbers import comma
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
from models.dossiers.people import random_person
from models.dossiers.runs import Run, Val
from models.dossiers.sheet import Sheet


def draw_g4(rng: random.Random, case: Case, look: Look | None = None) -> Sheet:
    """One certificate of the fourth generation."""
    cert = case.new_land
    sheet = Sheet("gcn_qsdd", "g4", background=rng.choice(("pink", "pink", "white")))
    flow = Flow(sheet, look or random_look(rng, base_size=(11.8, 13.2)))
    changes = random_changes(rng, cert)[:2]
    sheet.mark("generation", "g4")
    hold_owners(flow, cert, changes, cards=False)
    _first(flow, rng, cert)
    sheet.new_page()
    flow.y = flow.look.top + 8
    flow.text("**4. Sơ đồ thửa đất, tài sản gắn liền với đất:**")
    parcel_drawing(flow, rng, cert.parcels[0], rng.uniform(180, 240))
    notes = rng.choice(
        (
            "-/-",
            "-/-",
            "Giấy chứng nhận được cấp theo hồ sơ số "
            f"{rng.randint(1, 9999):06d}.CN.{rng.randint(1, 9):03d}",
        )
    )
    flow.text(flow.runs("**5. Ghi chú:** ") + flow.val(Val("notes", notes)))
    flow.text("**6. Những thay đổi sau khi cấp Giấy chứng nhận:**")
    flow.skip(3)
    changes_table(flow, rng, cert, changes, empty=rng.uniform(120, 200))
    flow.skip(10)
    shown = cert.register.replace(" ", rng.choice((" ", "", ".")))
    flow.text(
        flow.runs("Số vào sổ cấp Giấy chứng nhận: ")
        + flow.val(Val("register_number", shown, cert.register))
    )
    return sheet


def _first(flow: Flow, rng: random.Random, cert: Certificate) -> None:
    flow.skip(10)
    top, right = flow.y, flow.right
    side = rng.uniform(62, 76)
    payload = f"{cert.code}|{cert.serial}|{cert.register}"
    flow.sheet.add(Code((right - side, top, right, top + side), payload))
    nation(flow, size=13)
    flow.skip(6)
    emblem(flow, A4[0] / 2, flow.y + 24, 26)
    flow.y = max(flow.y + 58, top + side + 4)
    face = flow.look.label
    text = f"Mã Giấy chứng nhận: {cert.code}"
    flow.text(
        flow.runs("Mã Giấy chứng nhận: ", size=9.5)
        + flow.val(Val("certificate_code", cert.code), face=face, size=9.5, printed=True),
        x0=right - width(text, face, 9.5) - 2,
    )
    flow.skip(4)
    centred(flow, "GIẤY CHỨNG NHẬN", 19, TITLE_RED)
    centred(flow, "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT", 13, TITLE_RED)
    flow.skip(10)
    _body(flow, rng, cert)
    _sign(flow, rng, cert)
    bold = Face("termes", bold=True)
    flow.y = A4[1] - flow.look.bottom - 40
    flow.text(
        flow.runs(
            "Thông tin chi tiết được thể hiện tại mã QR", size=9, face=face.with_(italic=True)
        ),
        keep=False,
    )
    flow.text(
        flow.val(Val("serial_number", cert.serial), face=bold, size=16, printed=True), keep=False
    )


def _body(flow: Flow, rng: random.Random, cert: Certificate) -> None:
    def line(*runs: list[Run]) -> None:
        flow.text([r for part in runs for r in part], indent=10, leading=1.4)

    say, put = flow.runs, flow.val
    parcel = cert.parcels[0]
    line(say("**1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:**"))
    word = rng.choice(("CCCD", "Căn cước", "Căn cước công dân số", "CCCD số"))
    style = rng.choice(("colon", "plain"))
    for i, owner in enumerate(cert.owners):
        name = owner.upper if flow.look.upper_names else owner.full_name
        line(
            say(f"{owner_title(owner, style)} "),
            put(Val(f"owners.{i}.full_name", name, owner.upper)),
            say(f", {word}: "),
            put(Val(f"owners.{i}.citizen_id", owner.citizen_id)),
        )
    line(say("**2. Thông tin thửa đất:**"))
    at = "parcels.0"
    line(
        say("a. Thửa đất số: "),
        put(Val(f"{at}.parcel_number", parcel.number)),
        say("; tờ bản đồ số: "),
        put(Val(f"{at}.map_sheet", parcel.sheet)),
    )
    line(say("b. Diện tích: "), put(Val(f"{at}.area", comma(parcel.area), parcel.area)), say(" m²"))
    shown, norm = use_words(parcel, rng.choice(("both", "both", "areas")))
    line(say("c. Loại đất: "), put(Val(f"{at}.land_use", shown, norm)))
    line(
        say("d. Thời hạn sử dụng đất: "),
        put(Val(f"{at}.land_use_term", term_words(parcel, lower=True))),
    )
    form = "Sử dụng chung" if parcel.shared else "Sử dụng riêng"
    line(say("đ. Hình thức sử dụng đất: "), put(Val(f"{at}.use_form", form)))
    line(say("e. Địa chỉ: "), put(Val(f"{at}.parcel_address", parcel.place.new())))
    line(say("**3. Thông tin tài sản gắn liền với đất:** "), put(Val("assets", _asset(rng))))


def _asset(rng: random.Random) -> str:
    if rng.random() < 0.75:
        return "-/-"
    size = f"{rng.randint(500, 1800) / 10:.1f}".replace(".", ",")
    return (
        f"a. Tên tài sản: Nhà ở riêng lẻ; b. Diện tích sử dụng: {size} m²; "
        "c. Hình thức sở hữu: Sở hữu riêng; d. Thời hạn sở hữu: -/-"
    )


def _sign(flow: Flow, rng: random.Random, cert: Certificate) -> None:
    unit = cert.home.unit
    kind = rng.choice(("branch", "office", "commune"))
    body, prefix = {
        "branch": (
            f"CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI KHU VỰC {rng.choice(('I', 'II', 'III'))}",
            "",
        ),
        "office": (f"VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI {unit.new_province.upper()}", ""),
        "commune": (f"ỦY BAN NHÂN DÂN {unit.new_commune.upper()}", "TM. "),
    }[kind]
    roles = (
        ("CHỦ TỊCH",)
        if kind == "commune"
        else rng.choice((("GIÁM ĐỐC",), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")))
    )
    bold = flow.look.label.with_(bold=True)
    left, right = flow.left, flow.right
    flow.left = left + (right - left) * 0.46
    flow.skip(4)
    flow.text(dated(flow, unit.name, cert.issued, field="issue_date"), align="centre", keep=False)
    flow.text(
        flow.runs(prefix, face=bold)
        + flow.val(Val("issuer", body), face=bold, size=flow.look.size, printed=True),
        align="centre",
        leading=1.36,
        keep=False,
    )
    room = max(36.0, min(62.0, flow.floor - flow.y - 80))
    signers(
        flow,
        rng,
        [Signer(roles, random_person(rng).full_name, seal=body)],
        size=flow.look.size - 0.5,
        room=room,
    )
    flow.left = left
