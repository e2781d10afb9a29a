"""Identity cards, both sides copied onto one or two sheets, enlarged as copies often are.

In: a seeded generator and a `Case`. Out: a sheet with its truth. Variants: `cmnd_9`, `cmnd_12`
(TT 27/2012/TT-BCA), `cccd_barcode`, `cccd_chip` (TT 06/2021/TT-BCA, QR on the front, MRZ),
`can_cuoc_2024` (TT 16/2024/TT-BCA, QR on the back, MRZ).
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from models.dossiers.blocks import nation
from models.dossiers.case import Case
from models.dossiers.flow import Flow
from models.dossiers.fonts import Face
from models.dossiers.look import random_look
from models.dossiers.numbers import slashed
from models.dossiers.ops import RED, Code
from models.dossiers.papers.card_parts import (
    Card,
    below,
    mrz,
    payload,
    photo,
    put,
    scribble,
    side,
    signed,
    title,
    under_photo,
)
from models.dossiers.people import Person, random_person
from models.dossiers.runs import Val
from models.dossiers.sheet import Sheet

VARIANTS = ("cmnd_9", "cmnd_12", "cccd_barcode", "cccd_chip", "can_cuoc_2024")
_MARKS = ("Nốt ruồi C: 1cm dưới mép phải", "Sẹo chấm C: 2cm trên đuôi mày trái")


def draw(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """One card."""
    variant = variant or rng.choice(VARIANTS)
    sheet = Sheet("can_cuoc", variant)
    scale = rng.uniform(1.45, 2.0)
    look = random_look(rng)
    face = Face(rng.choice(("heros", "heros", "termes", "dejavu-sans")))
    size = round(6.3 * scale, 1) - (0.8 if face.family == "dejavu-sans" else 0.0)
    look = replace(
        look, label=face, value=face, size=size, value_size=size, leader="none", boxes=False,
        lift=0.0, leading=1.36, left=55.0, right=55.0, stacked=False, gap=3.0,
    )  # fmt: skip
    adults = [p for p, _ in case.house.everyone if p.born.year <= 2004]
    if variant == "cmnd_9":
        adults = [p for p in adults if p.old_card] or [_elder(rng)]
    if variant == "cmnd_12":
        adults = [p for p in adults if p.born.year <= 1998] or [_elder(rng)]
    person = rng.choice(adults)
    issued = _issued(rng, variant)
    until = issued.replace(year=issued.year + 15) if variant == "cmnd_12" else _until(person)
    home = case.house.home.new() if variant == "can_cuoc_2024" else case.house.home.old(2)
    card = Card(
        Flow(sheet, look),
        rng,
        person,
        home,
        issued,
        until,
        scale,
        variant,
    )
    sheet.mark("generation", variant)
    number = person.old_card if variant == "cmnd_9" else person.citizen_id
    sheet.hold("bearer", person.upper, number)
    side(card, _FRONTS.get(variant, _front))
    if rng.random() < 0.4:
        sheet.new_page()
        card.flow.y = look.top
    card.flow.skip(30)
    side(card, _BACKS.get(variant, _back))
    return sheet


def _elder(rng: random.Random) -> Person:
    person = random_person(rng, born=date(1968, 4, 9))
    assert person.old_card
    return person


def _issued(rng: random.Random, variant: str) -> date:
    first, last = {
        "cmnd_9": (2003, 2015), "cmnd_12": (2013, 2015), "cccd_barcode": (2016, 2020),
        "cccd_chip": (2021, 2023), "can_cuoc_2024": (2025, 2026),
    }[variant]  # fmt: skip
    return date(rng.randint(first, last), rng.randint(1, 9), rng.randint(1, 28))


def _until(person: Person) -> date | None:
    """Renewal ages 25, 40, 60; nothing more for the aged (Luật Căn cước Điều 21)."""
    if person.born.year < 1966:
        return None
    years = 40 if person.born.year > 1990 else 60
    day = 28 if (person.born.month, person.born.day) == (2, 29) else person.born.day
    return date(person.born.year + years, person.born.month, day)


def _front(card: Card) -> None:
    flow, person, both = card.flow, card.person, card.variant == "cccd_chip"
    top, right = flow.y, flow.right
    if both:
        edge = 34 * card.scale
        flow.sheet.add(Code((right - edge, top, right, top + edge), payload(card)))
        flow.right = right - edge - 4
        if person.old_card:
            flow.sheet.mark("old_id_card_number", person.old_card)
    nation(flow, size=flow.look.size, rule="")
    title(card, "CĂN CƯỚC CÔNG DÂN", "Citizen Identity Card" if both else "")
    flow.y = max(flow.y, top + 38 * card.scale)
    flow.right = right
    old, photo_top = flow.left, flow.y
    photo(card)
    words = _BILINGUAL if both else _PLAIN
    size = flow.look.size + 1.5
    flow.text(
        flow.runs(f"{words[0]} ", size=size)
        + flow.val(
            Val("citizen_id", person.citizen_id), size=size, face=flow.look.label.with_(bold=True)
        )
    )
    if both:
        below(flow, words[1], "full_name", person.upper)
    else:
        put(flow, words[1], "full_name", person.upper)
    born = slashed(person.born)
    put(flow, words[2], "date_of_birth", born, person.born.isoformat())
    flow.pair([
        (words[3], Val("sex", person.sex), 0.42), (words[4], Val("nationality", "Việt Nam"), 0.58)
    ])  # fmt: skip
    origin = person.origin.old(2)
    if both:
        below(flow, words[5], "place_of_origin", origin)
    else:
        put(flow, words[5], "place_of_origin", origin)
    put(flow, words[6], "permanent_address", card.home)
    under_photo(card, old, photo_top, both=both)


_PLAIN = (
    "Số:", "Họ và tên:", "Ngày, tháng, năm sinh:", "Giới tính:", "Quốc tịch:", "Quê quán:",
    "Nơi thường trú:",
)  # fmt: skip


_BILINGUAL = (
    "Số / No.:", "Họ và tên / Full name:", "Ngày sinh / Date of birth:", "Giới tính / Sex:",
    "Quốc tịch / Nationality:", "Quê quán / Place of origin:",
    "Nơi thường trú / Place of residence:",
)  # fmt: skip


def _back(card: Card) -> None:
    flow, rng, both = card.flow, card.rng, card.variant == "cccd_chip"
    if both:
        flow.text("Đặc điểm nhân dạng / Personal identification:")
    else:
        flow.sheet.add(Code((flow.left, flow.y, flow.left + 150, flow.y + 26),
                            card.person.citizen_id, "Code128"))  # fmt: skip
        flow.skip(30)
        flow.text("Đặc điểm nhận dạng:")
    flow.text(rng.choice(_MARKS))
    day = card.issued
    if both:
        put(flow, "Ngày, tháng, năm / Date, month, year:", "issue_date", slashed(day),
             day.isoformat())  # fmt: skip
        head, foot = "CỤC TRƯỞNG CỤC CẢNH SÁT", "QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI"
    else:
        shown = f"Ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
        flow.text(flow.val(Val("issue_date", shown, day.isoformat())), align="centre")
        head, foot = "CỤC TRƯỞNG CỤC CẢNH SÁT", "ĐKQL CƯ TRÚ VÀ DLQG VỀ DÂN CƯ"
    signed(card, head, foot, "CỤC TRƯỞNG")
    if both:
        flow.text(flow.runs("DIRECTOR GENERAL OF THE POLICE DEPARTMENT FOR", size=card.small - 1),
                  align="centre", leading=1.2)  # fmt: skip
        flow.text(flow.runs("ADMINISTRATIVE MANAGEMENT OF SOCIAL ORDER", size=card.small - 1),
                  align="centre", leading=1.2)  # fmt: skip
    scribble(card)
    if both:
        mrz(card)


def _new_front(card: Card) -> None:
    flow, person = card.flow, card.person
    nation(flow, size=flow.look.size, rule="")
    title(card, "CĂN CƯỚC", "IDENTITY CARD")
    old = flow.left
    photo(card)
    below(flow, "Số định danh cá nhân / Personal identification number:", "citizen_id",
           person.citizen_id)  # fmt: skip
    below(flow, "Họ, chữ đệm và tên khai sinh / Full name:", "full_name", person.upper)
    put(flow, "Ngày, tháng, năm sinh / Date of birth:", "date_of_birth", slashed(person.born),
         person.born.isoformat())  # fmt: skip
    flow.pair([
        ("Giới tính / Sex:", Val("sex", person.sex), 0.42),
        ("Quốc tịch / Nationality:", Val("nationality", "Việt Nam"), 0.58),
    ])  # fmt: skip
    flow.left = old


def _new_back(card: Card) -> None:
    flow, top, right = card.flow, card.flow.y, card.flow.right
    edge = 40 * card.scale
    flow.sheet.add(Code((right - edge, top, right, top + edge), payload(card)))
    if card.person.old_card:
        flow.sheet.mark("old_id_card_number", card.person.old_card)
    flow.right = right - edge - 4
    below(flow, "Nơi cư trú / Place of residence:", "permanent_address", card.home)
    place = card.person.birth_place.old(2)
    below(flow, "Nơi đăng ký khai sinh / Place of birth:", "birth_registration_place", place)
    flow.y, flow.right = max(flow.y, top + edge + 4), right
    put(flow, "Ngày, tháng, năm cấp / Date of issue:", "issue_date", slashed(card.issued),
         card.issued.isoformat())  # fmt: skip
    until = slashed(card.until) if card.until else "Không thời hạn"
    norm = card.until.isoformat() if card.until else "Không thời hạn"
    put(flow, "Ngày, tháng, năm hết hạn / Date of expiry:", "valid_until", until, norm)
    signed(card, "BỘ CÔNG AN", "", "")
    flow.text(flow.runs("MINISTRY OF PUBLIC SECURITY", size=card.small - 0.5), align="centre")
    mrz(card)


def _old_front(card: Card) -> None:
    flow, person = card.flow, card.person
    assert person.old_card
    nation(flow, size=flow.look.size, rule="")
    title(card, "GIẤY CHỨNG MINH NHÂN DÂN")
    old = flow.left
    photo(card)
    flow.text(
        flow.runs(card.rng.choice(("SỐ ", "SỐ: ")), colour=RED)
        + flow.val(Val("id_card_number", person.old_card), size=flow.look.size + 1.5),
        align="centre",
    )
    put(flow, "Họ tên:", "full_name", person.upper)
    put(flow, "Sinh ngày:", "date_of_birth", slashed(person.born, card.rng.choice((0, 2))),
         person.born.isoformat())  # fmt: skip
    put(flow, "Nguyên quán:", "place_of_origin", person.origin.old(2))
    put(flow, "Nơi ĐKHK thường trú:", "permanent_address", card.home)
    flow.left = old


def _old_back(card: Card) -> None:
    flow, day = card.flow, card.issued
    flow.pair([
        ("Dân tộc:", Val("ethnicity", card.person.ethnicity), 0.5),
        ("Tôn giáo:", Val("religion", card.person.religion), 0.5),
    ])  # fmt: skip
    left = flow.left
    flow.text(flow.runs("NGÓN TRỎ TRÁI", size=card.small - 1))
    flow.left = left + 70 * card.scale
    flow.text("DẤU VẾT RIÊNG VÀ DỊ HÌNH")
    flow.text(card.rng.choice(_MARKS))
    shown = f"Ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    flow.text(flow.val(Val("issue_date", shown, day.isoformat())), align="centre")
    province = card.person.origin.unit.old_province.upper()
    signed(card, f"GIÁM ĐỐC CÔNG AN {province}", "", "GIÁM ĐỐC")
    scribble(card)
    flow.left = left
    flow.text(flow.runs("NGÓN TRỎ PHẢI", size=card.small - 1))


def _twelve_front(card: Card) -> None:
    """The card of 2012: twelve digits, bearer's other name, fifteen years from its issue."""
    flow, person = card.flow, card.person
    nation(flow, size=flow.look.size, rule="")
    title(card, "CHỨNG MINH NHÂN DÂN")
    old, top = flow.left, flow.y
    photo(card)
    number = Val("citizen_id", person.citizen_id)
    flow.text(flow.runs("Số: ") + flow.val(number, size=flow.look.size + 1.5))
    put(flow, "Họ và tên khai sinh:", "full_name", person.upper)
    flow.text("Họ và tên gọi khác:")
    born = slashed(person.born)
    put(flow, "Ngày, tháng, năm sinh:", "date_of_birth", born, person.born.isoformat())
    flow.pair([
        ("Giới tính:", Val("sex", person.sex), 0.42),
        ("Dân tộc:", Val("ethnicity", person.ethnicity), 0.58),
    ])  # fmt: skip
    put(flow, "Quê quán:", "place_of_origin", person.origin.old(2))
    put(flow, "Nơi thường trú:", "permanent_address", card.home)
    under_photo(card, old, top, both=False)
    flow.left = old


def _twelve_back(card: Card) -> None:
    flow, day = card.flow, card.issued
    flow.text("Đặc điểm nhận dạng:")
    flow.text(card.rng.choice(_MARKS))
    shown = f"Ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    flow.text(flow.val(Val("issue_date", shown, day.isoformat())), align="centre")
    signed(card, "CỤC TRƯỞNG CỤC CẢNH SÁT", "ĐKQL CƯ TRÚ VÀ DLQG VỀ DÂN CƯ", "CỤC TRƯỞNG")
    scribble(card)
    left = flow.left
    flow.text(flow.runs("Ngón trỏ trái", size=card.small - 1))
    flow.text(flow.runs("Ngón trỏ phải", size=card.small - 1))
    flow.left = left


_FRONTS = {"cmnd_9": _old_front, "cmnd_12": _twelve_front, "can_cuoc_2024": _new_front}
_BACKS = {"cmnd_9": _old_back, "cmnd_12": _twelve_back, "can_cuoc_2024": _new_back}
