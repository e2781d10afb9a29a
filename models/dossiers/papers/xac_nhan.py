"""Letters that tell of one person: marital status, number notice, criminal record.

In: a seeded generator and a `Case`. Out: sheets with their truth. Sources: TT 04/2020/TT-BTP;
TT 59/2021 and 53/2025/TT-BCA (DC01); TT 13/2011, 06/2024/TT-BTP.
"""

from __future__ import annotations

import random
from dataclasses import replace

from models.dossiers.case import Case
from models.dossiers.flow import Flow
from models.dossiers.look import random_look
from models.dossiers.numbers import slashed
from models.dossiers.papers.common import born, named, sometimes
from models.dossiers.papers.letters import Letter, begin, end
from models.dossiers.people import Person, random_person
from models.dossiers.runs import Val
from models.dossiers.sheet import Sheet

STATUS_VARIANTS = ("2015", "2020")
NOTICE_VARIANTS = ("DC01", "2025")
RECORD_VARIANTS = ("so_1", "so_2")


def _start(rng: random.Random, case: Case, code: str, variant: str) -> tuple[Flow, Person]:
    sheet = Sheet(code, variant)
    look = replace(random_look(rng, base_size=(11.8, 13.2)), boxes=rng.random() < 0.25)
    person = rng.choice([p for p, _ in case.house.everyone if p.born.year <= 2007])
    sheet.hold("subject", person.upper, person.citizen_id)
    return Flow(sheet, look), person


def _identity(flow: Flow, rng: random.Random, person: Person, label: str, field: str) -> None:
    """`Giấy tờ tùy thân: Căn cước công dân số …, do … cấp ngày …`."""
    word = rng.choice(("Căn cước công dân số ", "CCCD số ", "Thẻ căn cước số ", "Số "))
    after = ", do Cục Cảnh sát quản lý hành chính về trật tự xã hội cấp ngày 10/05/2021"
    number = Val(field, flow.look.digits(person.citizen_id), person.citizen_id)
    flow.text([*flow.runs(f"{label} {word}"), *flow.val(number), *flow.runs(after)])


def draw_status(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """Giấy xác nhận tình trạng hôn nhân."""
    variant = variant or rng.choice(STATUS_VARIANTS)
    flow, person = _start(rng, case, "xac_nhan_tinh_trang_hon_nhan", variant)
    unit = case.house.home.unit
    letter = Letter(
        "ỦY BAN NHÂN DÂN", f"ỦY BAN NHÂN DÂN {unit.new_commune.upper()}",
        f"{rng.randint(1, 900)}/UBND-XNTTHN", unit.name, case.today,
        ("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",),
    )  # fmt: skip
    letter = replace(letter, upper=unit.new_province.upper())
    begin(flow, rng, letter)
    asker = person if rng.random() < 0.6 else random_person(rng)
    flow.text(
        f"Xét đề nghị của ông/bà {asker.full_name}, về việc cấp Giấy xác nhận tình trạng hôn nhân "
        f"cho {person.full_name}", indent=20, align="justify",
    )  # fmt: skip
    flow.text(flow.runs("**XÁC NHẬN:**"), align="centre")
    flow.field("Họ, chữ đệm, tên:", named(flow, person, "full_name"))
    flow.field("Ngày, tháng, năm sinh:", born(person, "date_of_birth", rng.choice((0, 1))))
    flow.pair([
        ("Giới tính:", Val("sex", person.sex), 0.3),
        ("Dân tộc:", Val("ethnicity", person.ethnicity), 0.33),
        ("Quốc tịch:", Val("nationality", "Việt Nam"), 0.37),
    ])  # fmt: skip
    _identity(flow, rng, person, "Giấy tờ tùy thân:", "citizen_id")
    home = case.house.home.new()
    flow.field("Nơi cư trú:", Val("current_address", home))
    if rng.random() < 0.3:
        flow.text(
            f"Trong thời gian cư trú tại {home} từ ngày 01/02/2019 đến ngày {slashed(case.today)}"
        )
    flow.field("Tình trạng hôn nhân:", Val("marital_status", _status(rng, case)), lines=2)
    purpose = rng.choice(("kết hôn", "làm thủ tục mua bán nhà đất", "vay vốn ngân hàng"))
    flow.field(
        "Giấy này có giá trị sử dụng trong thời hạn 6 tháng kể từ ngày cấp, được sử dụng để:",
        Val("purpose", purpose),
    )
    end(flow, rng, letter)
    return flow.sheet


def _status(rng: random.Random, case: Case) -> str:
    other = random_person(rng)
    return rng.choice((
        "Chưa đăng ký kết hôn với ai",
        f"Hiện tại đang có vợ/chồng là {other.title} {other.full_name} (Giấy chứng nhận kết hôn "
        f"số 35, do Ủy ban nhân dân {case.house.home.unit.old_commune} cấp ngày 09/10/2016)",
        "Có đăng ký kết hôn, nhưng đã ly hôn theo Quyết định ly hôn số 12/2022/QĐST-HNGĐ ngày "
        "14/3/2022 của Tòa án nhân dân huyện; hiện tại chưa đăng ký kết hôn với ai",
    ))  # fmt: skip


def draw_notice(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """Thông báo số định danh cá nhân."""
    variant = variant or rng.choice(NOTICE_VARIANTS)
    flow, person = _start(rng, case, "thong_bao_so_dinh_danh", variant)
    unit = case.house.home.unit
    letter = Letter(
        f"CÔNG AN {unit.new_province.upper()}", f"CÔNG AN {unit.new_commune.upper()}",
        f"{rng.randint(1, 4000)}/TB-CAX", unit.name, case.today,
        ("THÔNG BÁO SỐ ĐỊNH DANH CÁ NHÂN VÀ THÔNG TIN CÔNG DÂN",
         "TRONG CƠ SỞ DỮ LIỆU QUỐC GIA VỀ DÂN CƯ"),
        role="TRƯỞNG CÔNG AN",
    )  # fmt: skip
    begin(flow, rng, letter)
    flow.field("1. Họ, chữ đệm và tên khai sinh:", named(flow, person, "full_name"))
    flow.field("2. Họ và tên gọi khác:", Val("-alias", None))
    number = Val("citizen_id", flow.look.digits(person.citizen_id), person.citizen_id)
    if flow.look.boxes:
        flow.boxes("3. Số định danh cá nhân:", Val("citizen_id", person.citizen_id))
    else:
        flow.field("3. Số định danh cá nhân:", number)
    flow.pair([
        ("4. Ngày, tháng, năm sinh:", born(person, "date_of_birth"), 0.6),
        ("5. Giới tính:", Val("sex", person.sex), 0.4),
    ])  # fmt: skip
    flow.field("6. Nơi đăng ký khai sinh:", Val("-birth", person.birth_place.old(0)))
    flow.field("7. Quê quán:", Val("-origin", person.origin.old(0)))
    flow.pair([
        ("8. Dân tộc:", Val("-people", person.ethnicity), 0.33),
        ("9. Tôn giáo:", Val("-religion", person.religion), 0.33),
        ("10. Quốc tịch:", Val("-nation", "Việt Nam"), 0.34),
    ])  # fmt: skip
    flow.field("11. Số CMND (9 số):", Val("old_id_card_number", person.old_card))
    home = case.house.home.new()
    flow.field("12. Nơi thường trú:", Val("permanent_address", home))
    flow.field("13. Nơi tạm trú:", Val("-temporary", sometimes(rng, 0.5, "Không")))
    flow.field("14. Nơi ở hiện tại:", Val("-current", home))
    flow.field("15. Tình trạng hôn nhân:", Val("-status", sometimes(rng, 0.3, "Đã kết hôn")))
    mother = random_person(rng)
    flow.field("16. Họ, chữ đệm và tên của mẹ:", Val("-mother", mother.full_name))
    flow.field("Số định danh cá nhân của mẹ:", Val("-mother_id", mother.citizen_id))
    end(flow, rng, letter)
    return flow.sheet


def draw_record(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """Phiếu lý lịch tư pháp số 1, số 2."""
    variant = variant or rng.choice(RECORD_VARIANTS)
    flow, person = _start(rng, case, "ly_lich_tu_phap", variant)
    unit = case.house.home.unit
    police = case.today.month % 3 > 0
    letter = Letter(
        "BỘ CÔNG AN" if police else unit.new_province.upper(),
        f"CÔNG AN {unit.new_province.upper()}" if police else "SỞ TƯ PHÁP",
        f"{rng.randint(100, 9000)}/{'CAT' if police else 'STP'}-LLTP", unit.name, case.today,
        (f"PHIẾU LÝ LỊCH TƯ PHÁP SỐ {variant[-1]}",),
        role="GIÁM ĐỐC",
    )  # fmt: skip
    begin(flow, rng, letter)
    flow.sheet.mark("form_number", variant[-1])
    flow.text(flow.runs("**XÁC NHẬN:**"), align="centre")
    flow.field("1. Họ và tên:", named(flow, person, "full_name"))
    flow.pair([
        ("2. Giới tính:", Val("sex", person.sex), 0.4),
        ("3. Ngày, tháng, năm sinh:", born(person, "date_of_birth"), 0.6),
    ])  # fmt: skip
    flow.field("4. Nơi sinh:", Val("-birth", person.birth_place.old(0)))
    flow.field("5. Quốc tịch:", Val("-nation", "Việt Nam"))
    flow.field("6. Nơi thường trú:", Val("permanent_address", case.house.home.new()))
    flow.field("7. Nơi tạm trú:", Val("-temporary", sometimes(rng, 0.5, "Không")))
    _identity(flow, rng, person, "8. Giấy CMND/Thẻ căn cước/Hộ chiếu:", "citizen_id")
    if variant == "so_2":
        _relatives(flow, rng)
    flow.field("9. Tình trạng án tích:", Val("criminal_record", "Không có án tích"))
    flow.field(
        "10. Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã:",
        Val("-ban", sometimes(rng, 0.5, "Không")),
    )
    end(flow, rng, letter)
    return flow.sheet


def _relatives(flow: Flow, rng: random.Random) -> None:
    for word in ("cha", "mẹ", "vợ (chồng)"):
        other = random_person(rng)
        flow.field(f"Họ và tên {word}:", Val("-relative", other.full_name))
        flow.field("Ngày, tháng, năm sinh:", Val("-born", slashed(other.born)))
