"""The faces of the drawn lines, weighted as offices print: mostly Times, tone marks stacked.

In: a seeded generator and what the line is. Out: Pillow fonts.
"""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

_GYRE = Path("/usr/share/texmf/fonts/opentype/public/tex-gyre")
_DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
# family -> share of the lines; TeX Gyre families have four styles each
_GYRES = {
    "termes": 55, "heros": 10, "cursor": 12, "pagella": 4, "schola": 4, "bonum": 3, "adventor": 2,
    "heroscn": 4,
}  # fmt: skip
_DEJAVUS = {
    ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"): 2,
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"): 2,  # the mono cut lacks ế, ồ and their like
}


def random_face(rng: random.Random, *, bold: float, italic: float = 0.12) -> Path:
    """A font file; ``bold`` and ``italic`` are the chances of these styles."""
    choices: list[str | tuple[str, str]] = [*_GYRES, *_DEJAVUS]
    family = rng.choices(choices, [*_GYRES.values(), *_DEJAVUS.values()])[0]
    heavy, slanted = rng.random() < bold, rng.random() < italic
    if isinstance(family, tuple):
        return _DEJAVU / family[heavy]
    style = ("regular", "bold", "italic", "bolditalic")[heavy + 2 * slanted]
    return _GYRE / f"texgyre{family}-{style}.otf"


@lru_cache(maxsize=256)
def load(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """The face at a size in pixels per em."""
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
