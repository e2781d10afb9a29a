"""Sets words of a style: letters by the font, marks by it, by another font, or by a pen.

In: an ink layer (grey, white), a word, its style. Out: the word on the layer; its width in pixels.
"""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from models.line_reader.faces import Marks, Style, load

_ABOVE = "\u0300\u0301\u0309\u0303"
_BELOW = "\u0323"
_BAR = "\u0335"  # through đ and Đ
_FIRST = "\u0302\u0306\u031b"  # circumflex, breve, horn
_SIDES = {"\u0301": 1, "\u0300": -1}
_ITALIC = 0.2  # how far marks lean over slanted letters


@dataclass(frozen=True, slots=True)
class _Parts:
    """A letter as it is composed: the glyph that the font has, then marks to be added."""

    base: str
    marks: str


@dataclass(frozen=True, slots=True)
class Setter:
    """A style at a size (pixels per em) with the hand of one line: how marks sit and how thick."""

    style: Style
    size: int
    gap: float  # from a letter to a mark over it, in em
    scale: float  # of lent marks
    pen: float  # width of pen strokes, in em
    shape: tuple[float, float] = (1.0, 1.0)  # width and height of lent marks: Times has steep ones
    aside: float = 0.0  # how far an acute stands to the right and a grave to the left, in em
    lean: float = 0.5  # how far marks lean with slanted letters

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        return load(self.style.path, self.size)

    def at(self, size: int) -> Setter:
        """The same hand at another size."""
        return replace(self, size=size)

    def width(self, text: str) -> float:
        """Advance in pixels."""
        if self.style.marks is Marks.OWN:
            return float(self.font.getlength(text))
        return sum(float(self.font.getlength(_parts(char, self.style.marks).base)) for char in text)

    def write(self, layer: Image.Image, x: float, y: float, text: str, ink: int) -> None:
        """Writes from ``x`` on the base line ``y``."""
        pen = ImageDraw.Draw(layer)
        if self.style.marks is Marks.OWN:
            pen.text((x, y), text, font=self.font, fill=ink, anchor="ls")
            return
        for char in text:
            parts = _parts(char, self.style.marks)
            pen.text((x, y), parts.base, font=self.font, fill=ink, anchor="ls")
            if parts.marks:
                self._mark(layer, x, y, parts, ink)
            x += float(self.font.getlength(parts.base))

    def _mark(self, layer: Image.Image, x: float, y: float, parts: _Parts, ink: int) -> None:
        """Puts each mark over or under what stands there already."""
        body = parts.base if self.style.marks is Marks.PEN else _bare(parts.base)
        left, _, right, bottom = self.font.getbbox(body, anchor="ls")
        top = self.font.getbbox(parts.base, anchor="ls")[1]
        middle = x + (left + right) / 2
        slanted = "italic" in self.style.path.name.lower()
        if parts.marks == _BAR:
            high = top * (0.75 if parts.base == "d" else 0.5)
            x0 = x + left + (right - left) * (0.35 if parts.base == "d" else -0.1)
            bar = [(x0, y + high), (x0 + 0.4 * self.size, y + high)]
            ImageDraw.Draw(layer).line(bar, ink, max(1, round(self.pen * self.size)))
            return
        for mark in parts.marks:
            above = mark != _BELOW
            if self.style.marks is Marks.PEN:
                top -= self._stroke(layer, middle, y + (top if above else bottom), mark, ink)
                continue
            shape = self.shape if above else (1.0, 1.0)
            image = _lent(self.style.donor or self.style.path, self.size, self.scale, mark, shape)
            if image is None:
                continue
            lean = _ITALIC * -top * slanted * self.lean if above else 0
            lean += self.size * self.aside * _SIDES.get(mark, 0)
            place = y + top - self.gap * self.size - image.height
            if not above:
                place = y + max(bottom, 0) + max(self.gap, 0.05) * self.size
            at = (round(middle + lean - image.width / 2), round(place))
            layer.paste(ink, (*at, at[0] + image.width, at[1] + image.height), image)

    def _stroke(self, layer: Image.Image, middle: float, edge: float, mark: str, ink: int) -> float:
        """Draws a mark by pen at the letter's edge; the height it took above the letter."""
        pen = ImageDraw.Draw(layer)
        unit, width = self.size * self.scale * 0.12, max(1, round(self.pen * self.size))
        if mark == _BELOW:
            y, r = max(edge, 0) + self.size * 0.12, max(0.8, width * 0.7)
            pen.ellipse((middle - r, y - r, middle + r, y + r), fill=ink)
            return 0.0
        if mark == "\u031b":  # a horn hangs at the letter's right shoulder
            x = middle + self.size * 0.2
            pen.line([(x, edge + unit), (x + unit, edge), (x + unit, edge - unit)], ink, width)
            return 0.0
        base = edge - self.gap * self.size - width
        points = [(middle + dx * unit, base - dy * unit) for dx, dy in _STROKES[mark]]
        pen.line(points, fill=ink, width=width, joint="curve")
        return self.gap * self.size + width + 1.3 * unit


_STROKES: dict[str, tuple[tuple[float, float], ...]] = {
    "\u0302": ((-1.2, 0.0), (0.0, 1.3), (1.2, 0.0)),
    "\u0306": ((-1.2, 1.1), (-0.7, 0.2), (0.0, 0.0), (0.7, 0.2), (1.2, 1.1)),
    "\u0301": ((-0.4, 0.0), (0.8, 1.5)),
    "\u0300": ((0.4, 0.0), (-0.8, 1.5)),
    "\u0309": ((-0.6, 1.3), (0.1, 1.7), (0.6, 1.2), (0.1, 0.6), (0.0, 0.0)),
    "\u0303": ((-1.4, 0.2), (-0.8, 0.9), (0.0, 0.5), (0.7, 0.2), (1.4, 0.9)),
}


def new_setter(rng: random.Random, style: Style, size: int) -> Setter:
    """A setter with a hand of its own."""
    wide = style.marks is Marks.PEN
    return Setter(
        style,
        size,
        gap=rng.uniform(0.02, 0.12) if wide else rng.uniform(0.0, 0.08),
        scale=rng.uniform(0.8, 1.4) if wide else rng.choice((0.85, 0.95, 1.05)),
        pen=rng.uniform(0.035, 0.08),
        shape=(rng.choice((0.6, 0.75, 0.9, 1.0)), rng.choice((0.9, 1.05, 1.2, 1.35))),
        aside=rng.uniform(0.0, 0.08),
        lean=rng.uniform(0.4, 1.1),
    )


@lru_cache(maxsize=4096)
def _parts(char: str, marks: Marks) -> _Parts:
    plain = unicodedata.normalize("NFD", char)
    if marks is Marks.PEN:
        if char in "đĐ":
            return _Parts("d" if char == "đ" else "D", _BAR)
        own = "".join(mark for mark in _FIRST + _ABOVE + _BELOW if mark in plain[1:])
        return _Parts(plain[0] if own else char, own)
    first = "".join(mark for mark in plain[1:] if mark in _FIRST)
    tones = "".join(mark for mark in plain[1:] if mark in _ABOVE + _BELOW)
    if not tones or (plain[0] == "i" and tones != _BELOW):  # its own dot must go
        return _Parts(char, "")
    return _Parts(unicodedata.normalize("NFC", plain[0] + first), tones)


def _bare(base: str) -> str:
    """The letter without its horn, which does not count when a mark is centred."""
    plain = unicodedata.normalize("NFD", base)
    return plain[0] if plain[1:] == "\u031b" else base


@lru_cache(maxsize=2048)
def _lent(
    path: Path, size: int, scale: float, mark: str, shape: tuple[float, float]
) -> Image.Image | None:
    """The mask of a combining mark, cut to its ink, narrower or taller than the font has it."""
    font = load(path, max(8, round(size * scale)))
    mask = font.getmask(mark)
    if not mask.size[0] or mask.getbbox() is None:
        return None
    image = Image.frombytes("L", mask.size, bytes(mask)).crop(mask.getbbox())
    wide, high = (max(2, round(n * by)) for n, by in zip(image.size, shape, strict=True))
    return image.resize((wide, high), Image.Resampling.BILINEAR)
