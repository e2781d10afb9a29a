"""Letterhead papers of an office: decisions, letters, notices, proposals, invitations.

In: a seeded generator and a `Case`. Out: a sheet of one to three pages with its truth. The subject
keeps its `Về việc` or `V/v` as printed; the issuer is the lowest body of the letterhead.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from models.dossiers.blocks import letterhead, under_rule
from models.dossiers.case import Case
from models.dossiers.flow import Flow
from models.dossiers.look import Look, random_look
from models.dossiers.papers.common import Signer, dated, signers
from models.dossiers.papers.van_ban_words import BASES, BODY, LEADS, SUBJECTS
from models.dossiers.people import random_person
from models.dossiers.places import random_unit
from models.dossiers.runs import Val
from models.dossiers.sheet import Sheet

VARIANTS = ("quyet_dinh", "cong_van", "thong_bao", "to_trinh", "ke_hoach", "giay_moi")
_KINDS = {
    "quyet_dinh": ("Quyết định", "QĐ"),
    "cong_van": ("Công văn", ""),
    "thong_bao": ("Thông báo", "TB"),
    "to_trinh": ("Tờ trình", "TTr"),
    "ke_hoach": ("Kế hoạch", "KH"),
    "giay_moi": ("Giấy mời", "GM"),
}


@dataclass(frozen=True)
class Office:
    """Who writes: letterhead, signer's role, code of the office."""

    upper: str
    name: str
    code: str
    roles: tuple[str, ...]
    place: str


def random_office(rng: random.Random) -> Office:
    """A people's committee or a department, of the old or the new structure."""
    unit = random_unit(rng)
    old = rng.random() < 0.4
    province = (unit.old_province if old else unit.new_province).upper()
    commune = (unit.old_commune if old else unit.new_commune).upper()
    place = (
        (
            unit.new_province.split(" ", 1)[1]
            if unit.new_province.startswith("tỉnh")
            else unit.new_province.split(" ", 2)[2]
        )
        if not old
        else unit.name
    )
    deputy = rng.random() < 0.5
    chair = (
        "TM. ỦY BAN NHÂN DÂN",
        *(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") if deputy else ("CHỦ TỊCH",)),
    )
    boss = ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC") if deputy else ("GIÁM ĐỐC",)
    kind = rng.choice(("province", "commune", "department", "branch"))
    if kind == "province":
        return Office("", f"ỦY BAN NHÂN DÂN {province}", "UBND", chair, place)
    if kind == "commune":
        return Office(
            f"ỦY BAN NHÂN DÂN {province}",
            f"ỦY BAN NHÂN DÂN {commune}",
            "UBND",
            chair,
            commune.title().split(" ", 1)[1],
        )
    if kind == "department":
        name, code = rng.choice(
            (
                ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "SNNMT"),
                ("SỞ NỘI VỤ", "SNV"),
                ("SỞ TƯ PHÁP", "STP"),
                ("SỞ XÂY DỰNG", "SXD"),
            )
        )
        return Office(f"ỦY BAN NHÂN DÂN {province}", name, code, boss, place)
    return Office(
        "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
        f"VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI {province}",
        "VPĐKĐĐ",
        boss,
        place,
    )


def draw(
    rng: random.Random, case: Case, variant: str | None = None, look: Look | None = None
) -> Sheet:
    """One letterhead paper."""
    variant = variant or rng.choices(VARIANTS, (34, 24, 16, 10, 8, 8))[0]
    kind, short = _KINDS[variant]
    sheet = Sheet("van_ban_hanh_chinh", variant)
    look = look or random_look(rng, base_size=(12.6, 14.0))
    flow = Flow(
        sheet,
        replace(look, value=look.label, value_size=look.size, lift=0.0, value_colour=look.colour),
    )
    office = random_office(rng)
    number = f"{rng.randint(1, 4200)}/{short + '-' if short else ''}{office.code}"
    if variant == "cong_van" and rng.random() < 0.5:
        number += f"-{rng.choice(('VP', 'KT', 'TH', 'NC', 'TNMT'))}"
    subject = rng.choice(SUBJECTS[variant])
    _head(flow, rng, case, office, number=number, subject=subject if variant == "cong_van" else "")
    if variant == "cong_van":
        sheet.mark("document_kind", kind)
    else:
        _title(flow, rng, kind, subject)
    _text(flow, rng, variant, office)
    _end(flow, rng, office)
    return sheet


def _head(
    flow: Flow,
    rng: random.Random,
    case: Case,
    office: Office,
    *,
    number: str,
    subject: str,
) -> None:
    space = rng.choice((" ", "", "  "))
    swap = rng.random() < 0.06
    letterhead(
        flow,
        office.upper,
        Val("issuer", office.name),
        (f"Số:{space}", Val("document_number", number)),
        lambda: dated(flow, office.place, case.today, field="issue_date", place_field="place"),
        split=rng.uniform(0.38, 0.44),
        swap=swap,
    )
    if subject:
        words = f"{rng.choice(('V/v', 'V/v:', 'Về việc'))} {subject}"
        right = flow.left + (flow.right - flow.left) * 0.42
        left = flow.left
        if swap:
            left, right = flow.right - (right - flow.left), flow.right
        flow.text(
            flow.val(Val("subject", words), size=flow.look.size - 1),
            align="centre",
            x0=left,
            x1=right,
            leading=1.36,
        )
    flow.skip(rng.uniform(10, 20))


def _title(flow: Flow, rng: random.Random, kind: str, subject: str) -> None:
    bold = flow.look.label.with_(bold=True)
    flow.text(
        flow.val(Val("document_kind", kind.upper(), kind), face=bold, size=flow.look.size + 1),
        align="centre",
    )
    words = f"Về việc {subject}" if rng.random() < 0.75 else subject[0].upper() + subject[1:]
    inset = rng.uniform(20, 60)
    flow.text(
        flow.val(Val("subject", words), face=bold),
        align="centre",
        x0=flow.left + inset,
        x1=flow.right - inset,
        leading=1.36,
    )
    under_rule(flow, 90)
    flow.skip(8)


def _text(flow: Flow, rng: random.Random, variant: str, office: Office) -> None:
    italic = flow.look.label.with_(italic=True)
    if variant == "quyet_dinh":
        chief = "CHỦ TỊCH " + office.name if "ỦY BAN" in office.name else "GIÁM ĐỐC " + office.name
        flow.text(flow.runs(f"**{chief}**"), align="centre")
        flow.skip(6)
        for base in rng.sample(BASES, rng.randint(3, 6)):
            flow.text(flow.runs(base, face=italic), indent=28, align="justify")
            flow.skip(2)
        flow.skip(4)
        flow.text(flow.runs("**QUYẾT ĐỊNH:**"), align="centre")
        flow.skip(4)
        parts = [
            f"**Điều {i}.** {text}"
            for i, text in enumerate(rng.sample(BODY["dieu"], rng.randint(2, 4)), start=1)
        ]
    else:
        if variant in ("cong_van", "to_trinh"):
            flow.text(flow.runs(f"Kính gửi: {rng.choice(LEADS)}"), align="centre")
            flow.skip(8)
        parts = rng.sample(BODY["text"], rng.randint(2, 6))
    if rng.random() < 0.25:
        parts = _longer(rng, parts)
    for part in parts:
        flow.text(flow.runs(part), indent=28, align="justify")
        flow.skip(3)


def _longer(rng: random.Random, parts: list[str]) -> list[str]:
    """A text that runs over to a second or third page: a list of tasks."""
    offices = ("Phòng Kinh tế", "Văn phòng", "Trung tâm Phục vụ hành chính công", "Công an xã")
    tasks = [
        f"{letter}) {rng.choice(offices)}: {rng.choice(BODY['tasks'])}"
        for letter in "abcdđeghiklmn"[: rng.randint(5, 13)]
    ]
    return [*parts[:-1], *tasks, parts[-1]]


def _end(flow: Flow, rng: random.Random, office: Office) -> None:
    flow.skip(8)
    boss = random_person(rng)
    role = " ".join(r for r in office.roles if not r.startswith("TM."))
    flow.need(190)
    left, right, top = flow.left, flow.right, flow.y
    small = 10.5
    flow.text(flow.runs("**__Nơi nhận:__**", size=small + 1))
    for line in rng.sample(
        (
            "- Như trên;",
            "- Lưu: VT.",
            "- Như Điều 3;",
            "- Thường trực Tỉnh ủy;",
            "- Các phó chủ tịch;",
            "- Cổng thông tin điện tử;",
        ),
        3,
    ):
        flow.text(flow.runs(line, size=small), leading=1.3)
    lowest = flow.y
    flow.sheet.mark("signer_role", role)
    flow.y, flow.left = top, left + (right - left) * 0.48
    signers(
        flow,
        rng,
        [
            Signer(
                office.roles,
                boss.full_name,
                seal=office.name,
                name_field="signer",
                role_field="signer_role",
            )
        ],
        size=flow.look.size,
        room=70,
    )
    flow.left = left
    flow.y = max(lowest, flow.y)
