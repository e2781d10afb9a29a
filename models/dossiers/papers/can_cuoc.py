"""Identity cards, both sides copied onto one or two sheets, enlarged as copies often are.

In: a seeded generator and a `Case`. Out: a sheet with its truth. Variants: `cmnd_9`,
`cccd_barcode`, `cccd_chip` (TT 06/2021/TT-BCA, QR on the front, MRZ), `can_cuoc_2024`
(TT 16/2024/TT-BCA, QR on the back, MRZ).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from models.dossiers.blocks import nation, signature
from models.dossiers.case import Case
from models.dossiers.flow import Flow
from models.dossiers.fonts import Face
from models.dossiers.look import random_look
from models.dossiers.mrz import mrz_lines
from models.dossiers.numbers import slashed
from models.dossiers.ops import RED, Area, Code, Line
from models.dossiers.papers.common import bare_name
from models.dossiers.people import Person, random_person
from models.dossiers.runs import Val
from models.dossiers.sheet import Sheet

VARIANTS = ("cmnd_9", "cccd_barcode", "cccd_chip", "can_cuoc_2024")
_WIDE, _HIGH = 243.0, 153.0  # 85.6 × 54 mm in points
_HEAD = "CỤC CẢNH SÁT QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI"
_MARKS = ("Nốt ruồi C: 1cm dưới mép phải", "Sẹo chấm C: 2cm trên đuôi mày trái")


@dataclass(frozen=True)
class _Card:
    """One card: whose, when issued, until when (none: no end), how large the copy is."""

    flow: Flow
    rng: random.Random
    person: Person
    home: str
    issued: date
    until: date | None
    scale: float
    variant: str

    @property
    def small(self) -> float:
        return round(5.3 * self.scale, 1)


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
    person = rng.choice(adults)
    home = case.house.home.new() if variant == "can_cuoc_2024" else case.house.home.old(2)
    card = _Card(
        Flow(sheet, look), rng, person, home, _issued(rng, variant), _until(person),
        scale, variant,
    )  # fmt: skip
    sheet.mark("generation", variant)
    number = person.old_card if variant == "cmnd_9" else person.citizen_id
    sheet.hold("bearer", person.upper, number)
    _side(card, {"cmnd_9": _old_front, "can_cuoc_2024": _new_front}.get(variant, _front))
    if rng.random() < 0.4:
        sheet.new_page()
        card.flow.y = look.top
    card.flow.skip(30)
    _side(card, {"cmnd_9": _old_back, "can_cuoc_2024": _new_back}.get(variant, _back))
    return sheet


def _elder(rng: random.Random) -> Person:
    person = random_person(rng, born=date(1968, 4, 9))
    assert person.old_card
    return person


def _issued(rng: random.Random, variant: str) -> date:
    first, last = {
        "cmnd_9": (2003, 2015), "cccd_barcode": (2016, 2020), "cccd_chip": (2021, 2023),
        "can_cuoc_2024": (2025, 2026),
    }[variant]  # fmt: skip
    return date(rng.randint(first, last), rng.randint(1, 9), rng.randint(1, 28))


def _until(person: Person) -> date | None:
    """Renewal ages 25, 40, 60; nothing more for the aged (Luật Căn cước Điều 21)."""
    if person.born.year < 1966:
        return None
    years = 40 if person.born.year > 1990 else 60
    return date(person.born.year + years, person.born.month, min(person.born.day, 28))


def _side(card: _Card, draw_side: Callable[[_Card], None]) -> None:
    """A framed side; the pen starts inside it."""
    flow, wide, high = card.flow, _WIDE * card.scale, _HIGH * card.scale
    left, right = flow.left, flow.right
    x0, y0 = (left + right - wide) / 2, flow.y
    x1, y1 = x0 + wide, y0 + high
    flow.sheet.add(*(Line(*side, colour=(150, 150, 150)) for side in (
        (x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)
    )))  # fmt: skip
    flow.left, flow.right = x0 + 8, x1 - 8
    flow.skip(6)
    draw_side(card)
    flow.left, flow.right, flow.y = left, right, max(y1, flow.y)


def _photo(card: _Card) -> float:
    """A grey picture on the left; the pen's column moves right of it. Gives the old left edge."""
    flow, old = card.flow, card.flow.left
    wide = 55 * card.scale
    flow.sheet.add(
        Area((old, flow.y, old + wide, flow.y + 72 * card.scale), (205, 205, 205)),
        Area((old + 14, flow.y + 12, old + wide - 14, flow.y + 50 * card.scale), (150, 150, 150)),
    )
    flow.left = old + wide + 6 * card.scale
    return old


def _title(card: _Card, text: str, below: str = "") -> None:
    flow = card.flow
    flow.text(
        flow.runs(f"**{text}**", size=flow.look.size + 2.2, colour=RED), align="centre", leading=1.3
    )
    if below:
        flow.text(
            flow.runs(below, size=card.small + 0.6, face=flow.look.label),
            align="centre", leading=1.3,
        )  # fmt: skip


def _put(flow: Flow, label: str, field: str, shown: str | None, norm: str | None = None) -> None:
    flow.field(label, Val(field, shown, norm))


def _below(flow: Flow, label: str, field: str, shown: str, norm: str | None = None) -> None:
    """The label on one line, its value on the next."""
    flow.text(label)
    flow.text(flow.val(Val(field, shown, norm), face=flow.look.label.with_(bold=True)))


def _front(card: _Card) -> None:
    flow, person, both = card.flow, card.person, card.variant == "cccd_chip"
    top, right = flow.y, flow.right
    if both:
        side = 34 * card.scale
        flow.sheet.add(Code((right - side, top, right, top + side), _payload(card)))
        flow.right = right - side - 4
        if person.old_card:
            flow.sheet.mark("old_id_card_number", person.old_card)
    nation(flow, size=flow.look.size, rule="")
    _title(card, "CĂN CƯỚC CÔNG DÂN", "Citizen Identity Card" if both else "")
    flow.y = max(flow.y, top + 38 * card.scale)
    flow.right = right
    old, photo_top = flow.left, flow.y
    _photo(card)
    words = _BILINGUAL if both else _PLAIN
    size = flow.look.size + 1.5
    flow.text(
        flow.runs(f"{words[0]} ", size=size)
        + flow.val(
            Val("citizen_id", person.citizen_id), size=size, face=flow.look.label.with_(bold=True)
        )
    )
    if both:
        _below(flow, words[1], "full_name", person.upper)
    else:
        _put(flow, words[1], "full_name", person.upper)
    born = slashed(person.born)
    _put(flow, words[2], "date_of_birth", born, person.born.isoformat())
    flow.pair([
        (words[3], Val("sex", person.sex), 0.42), (words[4], Val("nationality", "Việt Nam"), 0.58)
    ])  # fmt: skip
    origin = person.origin.old(2)
    if both:
        _below(flow, words[5], "place_of_origin", origin)
    else:
        _put(flow, words[5], "place_of_origin", origin)
    _put(flow, words[6], "permanent_address", card.home)
    _under_photo(card, old, photo_top, both=both)


_PLAIN = (
    "Số:", "Họ và tên:", "Ngày, tháng, năm sinh:", "Giới tính:", "Quốc tịch:", "Quê quán:",
    "Nơi thường trú:",
)  # fmt: skip
_BILINGUAL = (
    "Số / No.:", "Họ và tên / Full name:", "Ngày sinh / Date of birth:", "Giới tính / Sex:",
    "Quốc tịch / Nationality:", "Quê quán / Place of origin:",
    "Nơi thường trú / Place of residence:",
)  # fmt: skip


def _under_photo(card: _Card, left: float, top: float, *, both: bool) -> None:
    """The end of validity stands small under the photo."""
    flow, bottom = card.flow, card.flow.y
    right = flow.right
    flow.left, flow.right, flow.y = left, left + 58 * card.scale, top + 74 * card.scale
    until = slashed(card.until) if card.until else "Không thời hạn"
    norm = card.until.isoformat() if card.until else "Không thời hạn"
    flow.text(flow.runs("Có giá trị đến:", size=card.small), leading=1.25)
    if both:
        flow.text(flow.runs("Date of expiry:", size=card.small), leading=1.25)
    flow.text(flow.val(Val("valid_until", until, norm), size=card.small), leading=1.25)
    flow.right, flow.y = right, max(bottom, flow.y)


def _payload(card: _Card) -> str:
    person = card.person
    days = [f"{d.day:02d}{d.month:02d}{d.year}" for d in (person.born, card.issued)]
    return "|".join((
        person.citizen_id, person.old_card or "", person.full_name, days[0], person.sex, card.home,
        days[1],
    ))  # fmt: skip


def _back(card: _Card) -> None:
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
        _put(flow, "Ngày, tháng, năm / Date, month, year:", "issue_date", slashed(day),
             day.isoformat())  # fmt: skip
        head, foot = "CỤC TRƯỞNG CỤC CẢNH SÁT", "QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI"
    else:
        shown = f"Ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
        flow.text(flow.val(Val("issue_date", shown, day.isoformat())), align="centre")
        head, foot = "CỤC TRƯỞNG CỤC CẢNH SÁT", "ĐKQL CƯ TRÚ VÀ DLQG VỀ DÂN CƯ"
    _signed(card, head, foot, "CỤC TRƯỞNG")
    if both:
        flow.text(flow.runs("DIRECTOR GENERAL OF THE POLICE DEPARTMENT FOR", size=card.small - 1),
                  align="centre", leading=1.2)  # fmt: skip
        flow.text(flow.runs("ADMINISTRATIVE MANAGEMENT OF SOCIAL ORDER", size=card.small - 1),
                  align="centre", leading=1.2)  # fmt: skip
    _scribble(card)
    if both:
        _mrz(card)


def _signed(card: _Card, head: str, foot: str, title: str) -> None:
    """The signer's title and the body, one value over two lines."""
    flow = card.flow
    bold = flow.look.label.with_(bold=True)
    body = f"{head.removeprefix(title).strip()} {foot}".strip()
    runs = flow.runs(f"{title} ", face=bold, size=card.small) if title else []
    first = head.removeprefix(title).strip()
    flow.text(
        [*runs, *flow.val(Val("issuer", first, body), face=bold, size=card.small, printed=True)],
        align="centre", leading=1.3,
    )  # fmt: skip
    if foot:
        flow.text(flow.val(Val("issuer", foot, body), face=bold, size=card.small, printed=True),
                  align="centre", leading=1.3)  # fmt: skip


def _scribble(card: _Card) -> None:
    flow = card.flow
    middle = (flow.left + flow.right) / 2
    signature(flow, card.rng, middle - 25, flow.y + 16, wide=50)
    flow.skip(26)
    name = bare_name(random_person(card.rng, sex="Nam").full_name).title()
    flow.text(flow.runs(name, size=card.small), align="centre")


def _mrz(card: _Card) -> None:
    flow = card.flow
    face = Face("cursor", bold=True)
    flow.skip(4)
    for line in mrz_lines(card.person, card.until):
        flow.text(flow.runs(line, face=face, size=round(6.6 * card.scale, 1)), leading=1.3)


def _new_front(card: _Card) -> None:
    flow, person = card.flow, card.person
    nation(flow, size=flow.look.size, rule="")
    _title(card, "CĂN CƯỚC", "IDENTITY CARD")
    old = flow.left
    _photo(card)
    _below(flow, "Số định danh cá nhân / Personal identification number:", "citizen_id",
           person.citizen_id)  # fmt: skip
    _below(flow, "Họ, chữ đệm và tên khai sinh / Full name:", "full_name", person.upper)
    _put(flow, "Ngày, tháng, năm sinh / Date of birth:", "date_of_birth", slashed(person.born),
         person.born.isoformat())  # fmt: skip
    flow.pair([
        ("Giới tính / Sex:", Val("sex", person.sex), 0.42),
        ("Quốc tịch / Nationality:", Val("nationality", "Việt Nam"), 0.58),
    ])  # fmt: skip
    flow.left = old


def _new_back(card: _Card) -> None:
    flow, top, right = card.flow, card.flow.y, card.flow.right
    side = 40 * card.scale
    flow.sheet.add(Code((right - side, top, right, top + side), _payload(card)))
    if card.person.old_card:
        flow.sheet.mark("old_id_card_number", card.person.old_card)
    flow.right = right - side - 4
    _below(flow, "Nơi cư trú / Place of residence:", "permanent_address", card.home)
    place = card.person.birth_place.old(2)
    _below(flow, "Nơi đăng ký khai sinh / Place of birth:", "birth_registration_place", place)
    flow.y, flow.right = max(flow.y, top + side + 4), right
    _put(flow, "Ngày, tháng, năm cấp / Date of issue:", "issue_date", slashed(card.issued),
         card.issued.isoformat())  # fmt: skip
    until = slashed(card.until) if card.until else "Không thời hạn"
    norm = card.until.isoformat() if card.until else "Không thời hạn"
    _put(flow, "Ngày, tháng, năm hết hạn / Date of expiry:", "valid_until", until, norm)
    _signed(card, "BỘ CÔNG AN", "", "")
    flow.text(flow.runs("MINISTRY OF PUBLIC SECURITY", size=card.small - 0.5), align="centre")
    _mrz(card)


def _old_front(card: _Card) -> None:
    flow, person = card.flow, card.person
    assert person.old_card
    nation(flow, size=flow.look.size, rule="")
    _title(card, "GIẤY CHỨNG MINH NHÂN DÂN")
    old = flow.left
    _photo(card)
    flow.text(
        flow.runs(card.rng.choice(("SỐ ", "SỐ: ")), colour=RED)
        + flow.val(Val("id_card_number", person.old_card), size=flow.look.size + 1.5),
        align="centre",
    )
    _put(flow, "Họ tên:", "full_name", person.upper)
    _put(flow, "Sinh ngày:", "date_of_birth", slashed(person.born, card.rng.choice((0, 2))),
         person.born.isoformat())  # fmt: skip
    _put(flow, "Nguyên quán:", "place_of_origin", person.origin.old(2))
    _put(flow, "Nơi ĐKHK thường trú:", "permanent_address", card.home)
    flow.left = old


def _old_back(card: _Card) -> None:
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
    _signed(card, f"GIÁM ĐỐC CÔNG AN {province}", "", "GIÁM ĐỐC")
    _scribble(card)
    flow.left = left
    flow.text(flow.runs("NGÓN TRỎ PHẢI", size=card.small - 1))
