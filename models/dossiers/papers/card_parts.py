"""What the sides of an identity card share: its frame, photo, title, labels, signature, codes.

In: a `Card`, which holds the pen. Out: marks and truth.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from models.dossiers.blocks import signature
from models.dossiers.flow import Flow
from models.dossiers.fonts import Face
from models.dossiers.mrz import mrz_lines
from models.dossiers.numbers import slashed
from models.dossiers.ops import RED, Area, Line
from models.dossiers.papers.common import bare_name
from models.dossiers.people import Person, random_person
from models.dossiers.runs import Val

_WIDE, _HIGH = 243.0, 153.0  # 85.6 × 54 mm in points


@dataclass(frozen=True)
class Card:
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


def side(card: Card, draw_side: Callable[[Card], None]) -> None:
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


def photo(card: Card) -> float:
    """A grey picture on the left; the pen's column moves right of it. Gives the old left edge."""
    flow, old = card.flow, card.flow.left
    wide = 55 * card.scale
    flow.sheet.add(
        Area((old, flow.y, old + wide, flow.y + 72 * card.scale), (205, 205, 205)),
        Area((old + 14, flow.y + 12, old + wide - 14, flow.y + 50 * card.scale), (150, 150, 150)),
    )
    flow.left = old + wide + 6 * card.scale
    return old


def title(card: Card, text: str, under: str = "") -> None:
    flow = card.flow
    flow.text(
        flow.runs(f"**{text}**", size=flow.look.size + 2.2, colour=RED), align="centre", leading=1.3
    )
    if under:
        flow.text(
            flow.runs(under, size=card.small + 0.6, face=flow.look.label),
            align="centre", leading=1.3,
        )  # fmt: skip


def put(flow: Flow, label: str, field: str, shown: str | None, norm: str | None = None) -> None:
    flow.field(label, Val(field, shown, norm))


def below(flow: Flow, label: str, field: str, shown: str, norm: str | None = None) -> None:
    """The label on one line, its value on the next."""
    flow.text(label)
    flow.text(flow.val(Val(field, shown, norm), face=flow.look.label.with_(bold=True)))


def under_photo(card: Card, left: float, top: float, *, both: bool) -> None:
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


def payload(card: Card) -> str:
    person = card.person
    days = [f"{d.day:02d}{d.month:02d}{d.year}" for d in (person.born, card.issued)]
    return "|".join((
        person.citizen_id, person.old_card or "", person.full_name, days[0], person.sex, card.home,
        days[1],
    ))  # fmt: skip


def signed(card: Card, head: str, foot: str, role: str) -> None:
    """The signer's title and the body, one value over two lines."""
    flow = card.flow
    bold = flow.look.label.with_(bold=True)
    body = f"{head.removeprefix(role).strip()} {foot}".strip()
    runs = flow.runs(f"{role} ", face=bold, size=card.small) if role else []
    first = head.removeprefix(role).strip()
    flow.text(
        [*runs, *flow.val(Val("issuer", first, body), face=bold, size=card.small, printed=True)],
        align="centre", leading=1.3,
    )  # fmt: skip
    if foot:
        flow.text(flow.val(Val("issuer", foot, body), face=bold, size=card.small, printed=True),
                  align="centre", leading=1.3)  # fmt: skip


def scribble(card: Card) -> None:
    flow = card.flow
    middle = (flow.left + flow.right) / 2
    signature(flow, card.rng, middle - 25, flow.y + 16, wide=50)
    flow.skip(26)
    name = bare_name(random_person(card.rng, sex="Nam").full_name).title()
    flow.text(flow.runs(name, size=card.small), align="centre")


def mrz(card: Card) -> None:
    flow = card.flow
    face = Face("cursor", bold=True)
    flow.skip(4)
    for line in mrz_lines(card.person, card.until):
        flow.text(flow.runs(line, face=face, size=round(6.6 * card.scale, 1)), leading=1.3)
