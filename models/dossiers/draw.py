"""Draws one paper: the way from a seed to pixels and truth.

In: a type, a seed, a damage level, a resolution. Out: a frozen `Paper`. The truth is the contract's
document (section 2) less source and confidences; boxes belong to the upright page before damage.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from models.dossiers.case import Case, random_case
from models.dossiers.damage import LEVELS, Damage, damage
from models.dossiers.paper_ground import ground
from models.dossiers.papers import REGISTRY
from models.dossiers.raster import Pixels, paint
from models.dossiers.sheet import Sheet

TYPES = tuple(REGISTRY)


@dataclass(frozen=True)
class Paper:
    """One drawn paper."""

    pages: list[Pixels]
    truth: dict[str, Any]


def write_paper(
    type_: str, rng: random.Random, case: Case | None = None, variant: str | None = None
) -> Sheet:
    """The paper as marks and truth, before any pixel."""
    if type_ not in REGISTRY:
        raise ValueError(f"unknown paper {type_!r}; known: {', '.join(REGISTRY)}")
    return REGISTRY[type_](rng, case or random_case(rng), variant)


def scan(sheet: Sheet, rng: random.Random, *, level: str, dpi: int) -> Paper:
    """Paint and damage every page of a sheet."""
    noise = np.random.default_rng(rng.getrandbits(32))
    tint = rng.getrandbits(32)
    plan = Damage.plan(rng, level=level, dpi=dpi, coloured=sheet.background != "white")
    pages, notes, back = [], [], None
    for number, ops in enumerate(sheet.pages, start=1):
        clean = paint(ops, dpi=plan.dpi, background=ground(sheet.background, plan.dpi, tint))
        picture, note = damage(clean, replace(plan.for_page(rng)), noise, behind=back)
        back = clean
        pages.append(picture)
        notes.append({"page": number, **note})
    truth = sheet.truth()
    truth["damage"] = notes
    return Paper(pages, truth)


def draw_paper(
    type_: str, *, seed: int, level: str = "print", dpi: int = 300, variant: str | None = None
) -> Paper:
    """Draw one paper of invented people."""
    if level not in LEVELS:
        raise ValueError(f"unknown level {level!r}; known: {', '.join(LEVELS)}")
    rng = random.Random(f"{type_}/{seed}")
    sheet = write_paper(type_, rng, variant=variant)
    return scan(sheet, random.Random(f"{type_}/{seed}/{level}"), level=level, dpi=dpi)
