"""The faces of the drawn lines, weighted as offices print: mostly Times, tone marks stacked.

In: a seeded generator and what the line is. Out: a ``Style``. TeX Gyre and DejaVu are enough to
draw and to measure. Training takes the families of ``FOLDER`` too (``make train-fonts`` unpacks
them), their marks composed: no two foundries draw a hook alike, and Times stacks what others put
side by side.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FOLDER = Path("work/line_reader/fonts/usr/share")
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
_FOUR = ("Regular", "Bold", "Italic", "BoldItalic")
# folder and name of a family under ``FOLDER`` -> share of the lines
_MORE = {
    "fonts/truetype/croscore/Tinos-{}.ttf": 45, "fonts/truetype/croscore/Arimo-{}.ttf": 5,
    "fonts/truetype/croscore/Cousine-{}.ttf": 2, "fonts/truetype/noto/NotoSerif-{}.ttf": 3,
    "fonts/truetype/noto/NotoSans-{}.ttf": 3, "fonts/truetype/charis/CharisSIL-{}.ttf": 3,
    "fonts/truetype/crosextra/Carlito-{}.ttf": 5, "fonts/truetype/andika/Andika-{}.ttf": 2,
    "fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-{}.ttf": 3,
    "fonts/truetype/vollkorn/Vollkorn-{}.ttf": 1,
}  # fmt: skip
_DONORS = ("croscore/Tinos", "noto/NotoSerif", "charis/CharisSIL", "croscore/Arimo")
_HANDS = (
    "opentype/comic-neue/ComicNeue-Regular.otf", "opentype/comic-neue/ComicNeue-Italic.otf",
    "opentype/comic-neue/ComicNeue-Light.otf", "opentype/dancingscript/DancingScript-Regular.otf",
    "truetype/breip/Breip.ttf",
    "truetype/fifthhorseman/dkg.ttf", "truetype/fifthhorseman/dkgIt.ttf",
    "truetype/klee/KleeOne-Regular.ttf", "truetype/kristi/Kristi.ttf",
    "truetype/ecolier-court/Ecolier-court.ttf", "truetype/andika/Andika-Italic.ttf",
)  # fmt: skip


class Marks(Enum):
    """Who draws the marks over and under the letters."""

    OWN = "the font"
    STACKED = "composed: tones above the circumflex or breve"
    PEN = "composed: strokes of a pen"


@dataclass(frozen=True, slots=True)
class Style:
    """A font file, how its marks are made, and the font that lends them."""

    path: Path
    marks: Marks = Marks.OWN
    donor: Path | None = None


def random_style(
    rng: random.Random,
    *,
    bold: float,
    italic: float = 0.12,
    hand: float = 0.0,
    typed: float = 0.0,
) -> Style:
    """A style; ``bold``, ``italic``, ``hand`` and ``typed`` (a typewriter's) are chances."""
    more = (FOLDER / "fonts").is_dir()
    heavy, slanted = rng.random() < bold, rng.random() < italic
    if rng.random() < hand:
        return _hand(rng, more)
    if rng.random() < typed:
        return Style(_GYRE / f"texgyrecursor-{'italic' if slanted else 'regular'}.otf")
    number = heavy + 2 * slanted
    choices: list[str | tuple[str, str]] = [*_GYRES, *_DEJAVUS]
    shares = [*_GYRES.values(), *_DEJAVUS.values()]
    if more:
        choices, shares = [*choices, *_MORE], [*shares, *_MORE.values()]
    family = rng.choices(choices, shares)[0]
    if isinstance(family, tuple):
        return Style(_DEJAVU / family[heavy])
    if "{}" not in family:
        style = ("regular", "bold", "italic", "bolditalic")[number]
        path = _GYRE / f"texgyre{family}-{style}.otf"
        return _lent(rng, path, number) if more and rng.random() < 0.4 else Style(path)
    path = FOLDER / family.format(_FOUR[number])
    return _lent(rng, path, number) if rng.random() < 0.75 else Style(path)


def _lent(rng: random.Random, path: Path, number: int) -> Style:
    """Tone marks composed with those of another font of the same cut."""
    donor = FOLDER / "fonts/truetype" / f"{rng.choice(_DONORS)}-{_FOUR[number]}.ttf"
    return Style(path, Marks.STACKED, donor)


def _hand(rng: random.Random, more: bool) -> Style:
    """A pen-like face; without the fonts of training only Chorus."""
    if not more or rng.random() < 0.2:
        return Style(_GYRE / "texgyrechorus-mediumitalic.otf")
    return Style(FOLDER / "fonts" / rng.choice(_HANDS), Marks.PEN)


@lru_cache(maxsize=512)
def load(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """The face at a size in pixels per em."""
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
