"""Fonts of the drawn papers: finds them on the machine and measures words.

In: a face (family, bold, italic) and a size in points. Out: Pillow fonts and widths in points.
Debian's Liberation fonts and DejaVu Sans Mono are not among them: letters with two marks lack.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

_GYRE = Path("/usr/share/texmf/fonts/opentype/public/tex-gyre")
_TRUE = Path("/usr/share/fonts/truetype")
_STYLES = ("regular", "bold", "italic", "bolditalic")

# family -> (folder, file names of the four styles, Debian package, is TrueType)
_FAMILIES: dict[str, tuple[Path, tuple[str, ...], str, bool]] = {
    **{
        name: (_GYRE, tuple(f"texgyre{name}-{s}.otf" for s in _STYLES), "fonts-texgyre", False)
        for name in ("termes", "heros", "cursor", "pagella", "schola")
    },
    "dejavu-serif": (
        _TRUE / "dejavu",
        ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"),
        "fonts-dejavu-core",
        True,
    ),
    "dejavu-sans": (
        _TRUE / "dejavu",
        ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
        "fonts-dejavu-core",
        True,
    ),
}
_MEASURE = 160  # pixels; widths are measured large and scaled down


class FontMissingError(RuntimeError):
    """A font that the drawings need is not installed."""


@dataclass(frozen=True)
class Face:
    """One cut of a family."""

    family: str = "termes"
    bold: bool = False
    italic: bool = False

    def with_(self, *, bold: bool | None = None, italic: bool | None = None) -> Face:
        return replace(
            self,
            bold=self.bold if bold is None else bold,
            italic=self.italic if italic is None else italic,
        )


def font_file(face: Face) -> Path:
    """The file of a face; names the Debian package when it is missing."""
    folder, files, package, _ = _FAMILIES[face.family]
    path = folder / files[int(face.bold) + 2 * int(face.italic)]
    if not path.exists():
        raise FontMissingError(
            f"Font {path} is missing. Install it with: apt-get install {package}"
        )
    return path


def is_truetype(face: Face) -> bool:
    """Whether the face can be embedded in a PDF by reportlab (TrueType outlines only)."""
    return _FAMILIES[face.family][3]


@lru_cache(maxsize=512)
def pixel_font(face: Face, pixels: float) -> ImageFont.FreeTypeFont:
    """The face at a size in pixels."""
    return ImageFont.truetype(str(font_file(face)), pixels)


@lru_cache(maxsize=65536)
def width(text: str, face: Face, size: float) -> float:
    """Advance width in points."""
    return float(pixel_font(face, _MEASURE).getlength(text)) * size / _MEASURE


@lru_cache(maxsize=65536)
def ink(text: str, face: Face, size: float) -> tuple[float, float, float, float]:
    """The inked rectangle relative to the start of the baseline, y downwards, in points."""
    x0, y0, x1, y1 = pixel_font(face, _MEASURE).getbbox(text, anchor="ls")
    k = size / _MEASURE
    return x0 * k, y0 * k, x1 * k, y1 * k
