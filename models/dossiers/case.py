"""One household's matter: the people, where they live, their land and the days that count.

In: a seeded generator. Out: a frozen `Case` from which every paper of a dossier is written.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from models.dossiers.land import Certificate, random_certificate
from models.dossiers.people import Household, random_household


@dataclass(frozen=True)
class Case:
    """What the papers of one dossier have in common."""

    house: Household
    old_land: Certificate
    new_land: Certificate
    today: date


def random_case(rng: random.Random) -> Case:
    house = random_household(rng)
    return Case(
        house=house,
        old_land=random_certificate(rng, house, "g3"),
        new_land=random_certificate(rng, house, "g4"),
        today=date(2025, 7, 10) + timedelta(days=rng.randint(0, 460)),
    )
