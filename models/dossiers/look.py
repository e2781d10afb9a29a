"""The look of one paper: fonts, sizes, margins, leaders, how values sit on them.

In: a seeded random generator. Out: a frozen `Look`; the same seed gives the same look.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

from models.dossiers.fonts import Face
from models.dossiers.ops import BLACK, Colour

Leader = Literal["dots", "ellipsis", "none"]
LeaderMode = Literal["under", "after"]
_PLAIN = Face()


@dataclass(frozen=True)
class Look:
    """Choices of one layout; sizes and margins in points."""

    label: Face = _PLAIN
    value: Face = _PLAIN
    size: float = 12.5
    value_size: float = 12.5
    leading: float = 1.42
    left: float = 68.0
    right: float = 50.0
    top: float = 45.0
    bottom: float = 45.0
    leader: Leader = "dots"
    leader_mode: LeaderMode = "under"
    boxes: bool = True
    digit_group: int = 0
    gap: float = 3.0
    lift: float = 1.2
    upper_names: bool = True
    date_slots: bool = False
    stacked: bool = False
    colour: Colour = BLACK
    value_colour: Colour = BLACK

    def name(self, full_name: str) -> str:
        """A name as this paper writes it."""
        return full_name.upper() if self.upper_names else full_name

    def digits(self, number: str) -> str:
        """A number as this paper groups it."""
        if not self.digit_group:
            return number
        step = self.digit_group
        return " ".join(number[i : i + step] for i in range(0, len(number), step))


def _label_face(rng: random.Random) -> Face:
    family = rng.choices(
        ("termes", "heros", "schola", "pagella", "dejavu-serif", "dejavu-sans"),
        (72, 10, 5, 4, 6, 3),
    )[0]
    return Face(family)


def _value_face(rng: random.Random, label: Face) -> Face:
    kind = rng.choices(("same", "bold", "typewriter", "italic", "other"), (46, 20, 20, 6, 8))[0]
    if kind == "typewriter":
        return Face("cursor", rng.random() < 0.3)
    if kind == "other":
        return Face(rng.choice(("heros", "pagella", "termes")))
    return Face(label.family, kind == "bold", kind == "italic" and label.family[:6] != "dejavu")


def random_look(rng: random.Random, *, base_size: tuple[float, float] = (11.5, 13.5)) -> Look:
    """Draw a look; wide faces get a smaller size so that forms keep their shape."""
    label = _label_face(rng)
    size = round(rng.uniform(*base_size), 1)
    if label.family.startswith(("dejavu", "heros", "schola")):
        size = round(min(size, 12.0) - 1.0, 1)
    value = _value_face(rng, label)
    value_size = size + rng.choice((0.0, 0.0, 0.0, 0.5, -0.5))
    if value.family == "cursor":
        value_size = rng.choice((10.0, 10.5, 11.0)) - (value.family != "cursor")
    elif value.family == "heros":
        value_size = rng.choice((10.5, 11.0))
    leader: Leader = rng.choices(("dots", "ellipsis", "none"), (60, 20, 20))[0]
    return Look(
        label=label,
        value=value,
        size=size,
        value_size=value_size,
        leading=rng.choice((rng.uniform(1.36, 1.5), rng.uniform(1.45, 1.85))),
        left=rng.uniform(54, 85),
        right=rng.uniform(40, 56),
        top=rng.uniform(38, 56),
        bottom=rng.uniform(38, 52),
        leader=leader,
        leader_mode=rng.choice(("under", "after")),
        boxes=rng.random() < 0.72,
        digit_group=rng.choice((0, 0, 0, 3, 4)),
        gap=rng.choice((0.0, 0.0, 3.0, 3.0, 6.0)),
        lift=rng.choice((0.4, 0.8, 1.2, 1.8, 2.4)),
        upper_names=rng.random() < 0.72,
        date_slots=rng.random() < 0.3,
        stacked=rng.random() < 0.15,
        value_colour=rng.choice((BLACK, BLACK, BLACK, (28, 36, 90))),
    )
