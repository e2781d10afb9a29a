"""What land applications and land notices share: the land user's lines, a parcel's lines, the end.

In: a `Flow` and invented facts. Out: marks and truth.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from models.dossiers.blocks import nation
from models.dossiers.case import Case
from models.dossiers.flow import Flow
from models.dossiers.land import Parcel
from models.dossiers.numbers import comma
from models.dossiers.papers.common import Signer, dated, named, signers
from models.dossiers.papers.gcn_common import term_words, use_words
from models.dossiers.people import Person
from models.dossiers.runs import Run, Val


@dataclass(frozen=True)
class ParcelLabels:
    """How a form calls the parts of a parcel; an empty word: it does not ask for it."""

    number: str = "Thửa đất số"
    sheet: str = "Tờ bản đồ số"
    address: str = "Địa chỉ"
    area: str = "Diện tích"
    use: str = "Mục đích sử dụng"
    term: str = ""
    origin: str = ""


def title(flow: Flow, lines: tuple[str, ...], mark: str = "") -> None:
    """Form mark, the country's name, the title."""
    if mark:
        flow.text(flow.runs(mark, size=10.5), align="right")
    nation(flow, size=flow.look.size + 0.5)
    flow.skip(8)
    for line in lines:
        flow.text(flow.runs(f"**{line}**", size=flow.look.size + 2), align="centre")
    flow.skip(5)


def recipient(flow: Flow, rng: random.Random, case: Case) -> None:
    """`Kính gửi: Ủy ban nhân dân xã …`."""
    unit = case.house.home.unit
    office = rng.choice((
        f"Ủy ban nhân dân {unit.new_commune}, {unit.new_province}",
        f"Ủy ban nhân dân {unit.new_commune}",
        f"Chi nhánh Văn phòng đăng ký đất đai {unit.old_district}",
    ))  # fmt: skip
    flow.field("Kính gửi^(1)^:" if rng.random() < 0.4 else "Kính gửi:",
               Val("recipient", office), x0=flow.left + 40)  # fmt: skip
    flow.skip(3)


def typed(flow: Flow, text: str) -> list[Run]:
    """Typed words that are no field."""
    look = flow.look
    return [Run(text, look.value, look.value_size, colour=look.value_colour)] if text else []


def identity(flow: Flow, rng: random.Random, person: Person, label: str) -> None:
    """`b) Giấy tờ nhân thân/pháp nhân: CCCD số …`."""
    number = Val("citizen_id", flow.look.digits(person.citizen_id), person.citizen_id)
    before = rng.choice(("CCCD số ", "Căn cước số ", "", "Số định danh cá nhân "))
    after = ", cấp ngày 10/05/2021" if before and rng.random() < 0.4 else ""
    flow.text(
        [*flow.runs(f"{label} "), *typed(flow, before), *flow.val(number), *typed(flow, after)]
    )


def name_line(flow: Flow, person: Person, label: str, *, inline: bool) -> None:
    """The name alone, or with birth year and number on its line (Mẫu 04a/ĐK)."""
    if not inline:
        flow.field(label, named(flow, person, "full_name"))
        return
    flow.text([
        *flow.runs(label), *flow.val(Val("full_name", person.upper), space=flow.look.gap),
        *typed(flow, f", sinh năm {person.born.year}, CCCD số "),
        *flow.val(Val("citizen_id", person.citizen_id)),
    ])  # fmt: skip


def parcel_lines(
    flow: Flow, rng: random.Random, parcel: Parcel, labels: ParcelLabels, *, prefix: str = ""
) -> None:
    """One parcel, one label after the other; `prefix` (`3.`) numbers them `3.1.`, `3.2.`."""
    at = "parcels.0"
    numbers = iter(range(1, 9))

    def head(word: str) -> str:
        return f"{prefix}{next(numbers)}. {word}:" if prefix else f"- {word}:"

    flow.pair([
        (head(labels.number), Val(f"{at}.parcel_number", parcel.number), 0.5),
        (f"{labels.sheet}:" if not prefix else head(labels.sheet),
         Val(f"{at}.map_sheet", parcel.sheet), 0.5),
    ])  # fmt: skip
    if labels.address:
        flow.field(head(labels.address), Val(f"{at}.parcel_address", parcel.place.new()))
    flow.text([
        *flow.runs(f"{head(labels.area)} "),
        *flow.val(Val(f"{at}.area", comma(parcel.area), parcel.area)), *flow.runs(" m²"),
    ])  # fmt: skip
    if labels.use:
        style = rng.choice(("names", "names", "both")) if len(parcel.uses) == 1 else "areas"
        flow.field(head(labels.use), Val(f"{at}.land_use", *use_words(parcel, style)))
    if labels.term:
        flow.field(head(labels.term), Val(f"{at}.land_use_term", term_words(parcel)))
    if labels.origin:
        flow.field(head(labels.origin), Val(f"{at}.land_origin", parcel.origin))


def close(
    flow: Flow, rng: random.Random, case: Case, person: Person, word: str = "Người viết đơn"
) -> None:
    """The promise, place and date, and who signs."""
    flow.need(flow.line_height * 5 + 75)
    flow.text("Tôi cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi hoàn toàn chịu "
              "trách nhiệm trước pháp luật.", indent=20, align="justify")  # fmt: skip
    left, right = flow.left, flow.right
    flow.left = left + (right - left) * 0.5
    flow.text(dated(flow, case.house.home.unit.name, case.today), align="centre")
    signers(flow, rng, [Signer((word,), person.full_name, note="(Ký và ghi rõ họ tên)")],
            size=flow.look.size, room=50)  # fmt: skip
    flow.left = left
