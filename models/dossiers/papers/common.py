"""Small parts of several papers: dated lines, people as fields, signature columns.

In: a `Flow` and invented facts. Out: runs and marks.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from models.dossiers.blocks import columns, signature
from models.dossiers.flow import Flow
from models.dossiers.fonts import width
from models.dossiers.numbers import day_words, slashed
from models.dossiers.ops import BLUE, RED, Seal
from models.dossiers.people import Person
from models.dossiers.runs import Run, Val

RANKS = ("Thượng tá", "Trung tá", "Thiếu tá", "Đại úy", "Thượng úy")


def dated(
    flow: Flow,
    place: str,
    day: date,
    *,
    field: str | None = None,
    place_field: str | None = None,
    size: float | None = None,
) -> list[Run]:
    """`Hà Nội, ngày 05 tháng 3 năm 2024` in italics; marks the fields that are named."""
    face = flow.look.label.with_(italic=True)
    size = size or flow.look.size
    runs = (
        flow.val(Val(place_field, place), face=face, size=size, printed=True)
        if place_field
        else (flow.runs(place, face=face, size=size))
    )
    runs += flow.runs(", ", face=face, size=size)
    if field:
        return runs + flow.val(
            Val(field, day_words(day), day.isoformat()), face=face, size=size, printed=True
        )
    return runs + flow.runs(day_words(day), face=face, size=size)


def born(person: Person, field: str, style: int = 0, *, spaced: bool = False) -> Val:
    """A date of birth as `14/02/1985`."""
    shown = slashed(person.born, style)
    return Val(field, shown.replace("/", " / ") if spaced else shown, person.born.isoformat())


def named(flow: Flow, person: Person, field: str) -> Val:
    """A name in the paper's case; the truth is in capitals."""
    return Val(field, flow.look.name(person.full_name), person.upper)


def sometimes(rng: random.Random, chance: float, shown: str | None) -> str | None:
    """The value, or nothing with the given chance."""
    return None if rng.random() < chance else shown


@dataclass(frozen=True)
class Signer:
    """A signature column: heading lines, note, typed name, whether it is signed."""

    heads: tuple[str, ...]
    name: str = ""
    above: str = ""
    note: str = ""
    lines: tuple[str, ...] = ()
    signed: bool = True
    seal: str = ""
    name_field: str | None = None
    role_field: str | None = None


def signers(
    flow: Flow,
    rng: random.Random,
    people: Sequence[Signer],
    *,
    size: float,
    room: float = 62.0,
    shares: Sequence[float] | None = None,
) -> None:
    """Signature blocks side by side; a seal stands left of the name, over heading and scribble."""
    parts = list(shares or [1.0] * len(people))
    total, x, spans = sum(parts), flow.left, []
    span = flow.right - flow.left
    flow.need(
        max(
            _height(flow, person, span * share / total - 4, size)
            for person, share in zip(people, parts, strict=True)
        )
        + room
    )
    for person, share in zip(people, parts, strict=True):
        end = x + (flow.right - flow.left) * share / total
        spans.append((x + 2, end - 2, _signer(flow, rng, person, size, room)))
        x = end
    columns(flow, spans)


def _height(flow: Flow, person: Signer, room: float, size: float) -> float:
    """About how tall a column is, without the room for the signature."""
    bold = flow.look.label.with_(bold=True)
    lines = sum(math.ceil(width(head, bold, size) * 1.05 / room) for head in person.heads)
    lines += bool(person.above) * 2 + bool(person.note) + len(person.lines) + bool(person.name)
    return lines * size * 1.42


def _signer(
    flow: Flow, rng: random.Random, person: Signer, size: float, room: float
) -> Callable[[], None]:
    bold = flow.look.label.with_(bold=True)

    def draw() -> None:
        if person.above:
            flow.text(
                flow.runs(person.above, face=flow.look.label.with_(italic=True), size=size),
                align="centre",
                keep=False,
            )
        top = flow.y
        for head in person.heads:
            if person.role_field and not head.startswith("TM."):
                runs = flow.val(Val(person.role_field, head), face=bold, size=size, printed=True)
            else:
                runs = flow.runs(head, face=bold, size=size)
            flow.text(runs, align="centre", keep=False, leading=1.36)
        if person.note:
            flow.text(
                flow.runs(person.note, face=flow.look.label.with_(italic=True), size=size - 1),
                align="centre",
                keep=False,
            )
        middle = (flow.left + flow.right) / 2
        start = flow.y
        flow.y = start + room
        for line in person.lines:
            flow.text(flow.runs(line, size=size - 1), keep=False, leading=1.36)
        if person.signed and person.name:
            signature(
                flow,
                rng,
                middle - 28,
                start + room * 0.55,
                colour=rng.choice((BLUE, BLUE, (20, 20, 30))),
            )
        if person.seal:
            flow.sheet.add(
                Seal(
                    middle - 46,
                    max(top + 40, start + room * 0.45),
                    50,
                    person.seal,
                    colour=rng.choice((RED, (190, 40, 60))),
                    turn=rng.uniform(-25, 25),
                    strength=rng.uniform(0.55, 0.85),
                )
            )
        if person.name:
            face = flow.look.label.with_(bold=True)
            runs = (
                flow.val(
                    Val(person.name_field, person.name, bare_name(person.name)),
                    face=face,
                    size=size,
                    printed=True,
                )
                if person.name_field
                else (flow.runs(person.name, face=face, size=size))
            )
            flow.text(runs, align="centre", keep=False)

    return draw


def bare_name(name: str) -> str:
    """Upper case, without a rank or title before it."""
    for rank in RANKS:
        name = name.removeprefix(f"{rank} ")
    return name.upper()
