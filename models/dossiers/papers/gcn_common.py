"""What the generations of land certificates share: emblem, owners' lines, the drawing of a parcel.

In: a `Flow` and invented land. Out: marks.
"""

from __future__ import annotations

import math
import random

from models.dossiers.blocks import Cell, Column, blank_row, table
from models.dossiers.flow import Flow
from models.dossiers.fonts import width
from models.dossiers.land import USES, Certificate, Change, Parcel
from models.dossiers.numbers import comma
from models.dossiers.ops import RED, Colour, Curve, Seal, Text, union
from models.dossiers.people import MALE, Person
from models.dossiers.runs import Val
from models.dossiers.seals import star

TITLE_RED: Colour = (196, 22, 34)


def emblem(flow: Flow, x: float, y: float, radius: float) -> None:
    """A star in a ring in place of the national emblem."""
    ring = tuple(
        (x + radius * math.cos(a / 20 * math.pi), y + radius * math.sin(a / 20 * math.pi))
        for a in range(41)
    )
    flow.sheet.add(
        Curve(ring, 2.0, TITLE_RED),
        Curve(tuple(star(x, y, radius * 0.7)), 1.2, TITLE_RED, closed=True),
    )


def centred(flow: Flow, text: str, size: float, colour: Colour | None = None) -> None:
    """A bold line in the middle."""
    flow.text(flow.runs(f"**{text}**", size=size, colour=colour), align="centre", leading=1.3)


def use_words(parcel: Parcel, style: str) -> tuple[str, str]:
    """Printed purposes and their normal form: style `names`, `codes`, `areas`, `both`."""
    shown, names = [], []
    for code, area in parcel.uses:
        name = USES[code]
        names.append(name)
        shown.append(
            {
                "names": name,
                "codes": f"{code} {comma(area)} m²" if len(parcel.uses) > 1 else code,
                "areas": f"{name} {comma(area)} m²" if len(parcel.uses) > 1 else name,
                "both": f"{name} ({code}): {comma(area)} m²",
            }[style]
        )
    return "; ".join(shown), "; ".join(names)


def term_words(parcel: Parcel, *, lower: bool = False) -> str:
    """Terms of use; with several purposes each with its own."""

    def low(term: str) -> str:
        return term.replace("Đến", "đến") if lower else term

    if len(parcel.uses) == 1:
        return parcel.terms[0]
    parts = []
    for (code, _), term in zip(parcel.uses, parcel.terms, strict=True):
        name = "Đất ở" if code in ("ONT", "ODT") else USES[code]
        parts.append(f"{name}: {low(term)}")
    return "; ".join(parts)


def parcel_drawing(flow: Flow, rng: random.Random, parcel: Parcel, height: float) -> None:
    """A four- to six-sided plot with side lengths, corner numbers and a north arrow."""
    flow.need(height + 10)
    cx, cy = (flow.left + flow.right) / 2, flow.y + height / 2
    count = rng.choice((4, 4, 5, 6))
    turn = rng.uniform(0, 1)
    points = []
    for i in range(count):
        a = turn + i * 2 * math.pi / count + rng.uniform(-0.2, 0.2)
        points.append(
            (
                cx + math.cos(a) * height * 0.42 * rng.uniform(0.8, 1.25),
                cy + math.sin(a) * height * 0.36 * rng.uniform(0.8, 1.1),
            )
        )
    flow.sheet.add(Curve(tuple(points), 1.0, closed=True))
    face = flow.look.label
    for i, (x, y) in enumerate(points):
        nx, ny = points[(i + 1) % count]
        length = math.hypot(nx - x, ny - y) / 6
        angle = -math.degrees(math.atan2(ny - y, nx - x))
        angle = angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle
        out = (x - cx) * 0.09, (y - cy) * 0.09
        flow.sheet.add(Text(x + out[0], y + out[1] + 3, str(i + 1), face, 8))
        mx, my = (x + nx) / 2, (y + ny) / 2
        flow.sheet.add(
            Text(
                mx + (mx - cx) * 0.12,
                my + (my - cy) * 0.12,
                comma(f"{length:.2f}"),
                face,
                8,
                angle=angle,
            )
        )
    flow.sheet.add(
        Text(cx - 12, cy - 2, parcel.number, face, 11),
        Text(cx - 14, cy + 12, comma(parcel.area), face, 9),
    )
    nx, ny = flow.right - 30, flow.y + 12
    flow.sheet.add(
        Curve(((nx, ny + 40), (nx, ny), (nx - 4, ny + 10), (nx + 4, ny + 10), (nx, ny)), 1.0),
        Text(nx - 4, ny - 3, "B", face.with_(bold=True), 10),
    )
    flow.skip(height + 6)


def person_line(person: Person, *, new: bool) -> str:
    """`sinh năm 1970, CCCD số …` behind a name."""
    number = person.citizen_id if new or not person.old_card else person.old_card
    word = "CCCD số" if len(number) == 12 else "CMND số"
    return f"sinh năm {person.born.year}, {word}: {number}"


def change_text(change: Change, cert: Certificate, rng: random.Random) -> str:
    """What the changes page says."""
    book = f"theo hồ sơ số {change.dossier}"
    owner = cert.owners[0]
    if change.kind in ("transfer", "gift"):
        verb = "Chuyển nhượng" if change.kind == "transfer" else "Tặng cho"
        who = " và ".join(
            f"{p.title} {p.full_name}, {person_line(p, new=True)}" for p in change.buyers
        )
        return f"{verb} cho {who}; địa chỉ: {change.buyers[0].origin.old(0)}; {book}"
    if change.kind == "mortgage":
        bank = rng.choice(
            (
                "Ngân hàng Nông nghiệp và Phát triển nông thôn - Chi nhánh huyện",
                "Ngân hàng TMCP Sao Sáng - Phòng giao dịch số 2",
            )
        )
        return f"Thế chấp bằng quyền sử dụng đất tại {bank}; {book}"
    return (
        f"Thay đổi số CMND của {owner.title} {owner.full_name} thành CCCD số "
        f"{owner.citizen_id}; {book}"
    )


def changes_table(
    flow: Flow,
    rng: random.Random,
    cert: Certificate,
    changes: list[Change],
    *,
    empty: float,
    first: int = 0,
) -> None:
    """The two columns of changes; each line is confirmed with a date and a seal."""
    flow.sheet.expect("changes")
    office = f"CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI {cert.home.unit.old_district.upper()}"
    cols = [
        Column("Nội dung thay đổi và cơ sở pháp lý", 62),
        Column("Xác nhận của cơ quan có thẩm quyền", 38, "centre"),
    ]
    rows: list[list[Cell]] = []
    for i, change in enumerate(changes, start=first):
        day = f"Ngày {change.day.day:02d} tháng {change.day.month:02d} năm {change.day.year}"
        rows.append(
            [
                Val(f"changes.{i}.content", change_text(change, cert, rng)),
                Val(f"changes.{i}.date", day, change.day.isoformat()),
            ]
        )
    table(flow, cols, rows, size=flow.look.size - 0.5, row_height=96, head_height=26)
    table_empty(flow, cols, empty)
    for i in range(first, first + len(changes)):
        _confirm(flow, rng, i, office)


def table_empty(flow: Flow, cols: list[Column], height: float) -> None:
    """The rest of the table, with nothing in it."""
    height = min(height, flow.floor - flow.y - 4)
    if height > 10:
        blank_row(flow, [c.share for c in cols], height)


def _confirm(flow: Flow, rng: random.Random, index: int, office: str) -> None:
    """Seal and signer under the date of a change."""
    mark = flow.sheet.marks[f"changes.{index}.date"]
    if mark.page != flow.sheet.page or not mark.boxes:
        return
    x0, _, x1, y1 = union(mark.boxes)
    middle = (x0 + x1) / 2
    bold = flow.look.label.with_(bold=True)
    word = "GIÁM ĐỐC"
    flow.sheet.add(Text(middle - width(word, bold, 9) / 2, y1 + 13, word, bold, 9))
    flow.sheet.add(
        Seal(
            middle - 30,
            y1 + 22,
            34,
            office[:46],
            colour=RED,
            turn=rng.uniform(-30, 30),
            strength=rng.uniform(0.35, 0.6),
        )
    )


def hold_owners(flow: Flow, cert: Certificate, changes: list[Change], *, cards: bool) -> None:
    """Owners of page 1 and the new ones of the changes page."""
    passed = [c for c in changes if c.buyers]
    role = "former_owner" if passed else "owner"
    for person in cert.owners:
        number = person.old_card if cards and person.old_card else person.citizen_id
        flow.sheet.hold(role, person.upper, number)
    for change in passed:
        for buyer in change.buyers:
            flow.sheet.hold("owner", buyer.upper, buyer.citizen_id)


def owner_title(person: Person, style: str) -> str:
    """`Ông`/`Bà` as printed."""
    word = "Ông" if person.sex == MALE else "Bà"
    return f"{word}:" if style == "colon" else word
