"""Land certificates: picks the generation.

In: a seeded generator and a `Case`. Out: the sheet of generation `g3` or `g4`.
"""

from __future__ import annotations

import random

from models.dossiers.case import Case
from models.dossiers.papers.gcn_g3 import draw_g3
from models.dossiers.papers.gcn_g4 import draw_g4
from models.dossiers.sheet import Sheet

VARIANTS = ("g3", "g4")


def draw(rng: random.Random, case: Case, variant: str | None = None) -> Sheet:
    """One certificate."""
    variant = variant or rng.choice(VARIANTS)
    return draw_g3(rng, case) if variant == "g3" else draw_g4(rng, case)
