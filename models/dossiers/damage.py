"""Turns a clean page into a scan: skew, blur, noise, worn paper, fax.

In: BGR pixels and a `Damage` plan. Out: grey or BGR pixels and a note with the transform that was
applied: `matrix` (2×3, from clean to scanned pixels before the quarter turns) and `turns` (quarter
turns clockwise). Truth boxes stay those of the upright page.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from models.dossiers.raster import Pixels

LEVELS = ("clean", "print", "worn", "bad")
_F = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Damage:
    """What happens to the pages of one paper; angles in degrees, sizes in pixels."""

    level: str
    dpi: int
    colour: bool = True
    skew: float = 0.0
    shift: tuple[float, float] = (0.0, 0.0)
    blur: float = 0.0
    noise: float = 0.0
    paper: tuple[float, float, float] = (1.0, 1.0, 1.0)
    ink: float = 1.0
    light: float = 0.0
    bleed: float = 0.0
    fold: float = 0.0
    specks: int = 0
    quality: int = 0
    turns: int = 0
    bits: bool = False
    broken: float = 0.0

    @staticmethod
    def plan(rng: random.Random, *, level: str, dpi: int, coloured: bool) -> Damage:
        """Draw the plan of a level; `worn` and `bad` may lower the resolution."""
        if level == "clean":
            return Damage(level, dpi)
        if level == "print":
            tone = rng.uniform(0.955, 1.0)
            return Damage(
                level,
                dpi,
                colour=coloured or rng.random() < 0.6,
                blur=rng.uniform(0.3, 0.75),
                noise=rng.uniform(1.5, 4.0),
                paper=(tone * rng.uniform(0.97, 1.0), tone * rng.uniform(0.99, 1.0), tone),
                ink=rng.uniform(0.88, 1.0),
                light=rng.uniform(0, 0.02),
                specks=rng.randint(0, 12),
                quality=85,
            )
        if level == "worn":
            return Damage(
                level,
                rng.choice((200, 250, dpi)) if dpi > 200 else dpi,
                colour=coloured or rng.random() < 0.7,
                blur=rng.uniform(0.6, 1.15),
                noise=rng.uniform(4, 8.5),
                paper=_yellow(rng),
                ink=rng.uniform(0.72, 0.92),
                light=rng.uniform(0.03, 0.11),
                bleed=rng.choice((0.0, rng.uniform(0.05, 0.13))),
                fold=rng.choice((0.0, rng.uniform(0.1, 0.25))),
                specks=rng.randint(20, 120),
                quality=60,
            )
        return Damage(
            level,
            200,
            colour=False,
            blur=rng.uniform(0.5, 0.95),
            noise=rng.uniform(8, 18),
            ink=rng.uniform(0.72, 0.95),
            light=rng.uniform(0.08, 0.22),
            fold=rng.choice((0.0, rng.uniform(0.15, 0.35))),
            specks=rng.randint(100, 700),
            turns=rng.choice((0, 0, 0, 1, 2, 3)),
            bits=rng.random() < 0.75,
            quality=55,
            broken=rng.uniform(0.0, 0.35),
        )

    def for_page(self, rng: random.Random) -> Damage:
        """The same paper on the glass once more: its own skew and shift."""
        reach = {"clean": 0.0, "print": 0.7, "worn": 2.0, "bad": 1.8}[self.level]
        if not reach:
            return self
        mm = self.dpi / 25.4
        return replace(
            self,
            skew=rng.uniform(-reach, reach),
            shift=(rng.uniform(-1.5, 1.5) * mm, rng.uniform(-1.5, 1.5) * mm),
        )


def _yellow(rng: random.Random) -> tuple[float, float, float]:
    """Old paper, as factors of blue, green, red."""
    red = rng.uniform(0.92, 0.98)
    green = red * rng.uniform(0.95, 0.99)
    return green * rng.uniform(0.8, 0.95), green, red


def _matrix(plan: Damage, width: int, height: int) -> npt.NDArray[np.float64]:
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), plan.skew, 1.0)
    matrix[:, 2] += np.asarray(plan.shift)
    return np.asarray(matrix, dtype=np.float64)


def _smooth(noise: np.random.Generator, width: int, height: int, cells: int) -> _F:
    """Slow light and dark over the page, -1 to 1."""
    small = noise.uniform(-1, 1, (cells, cells)).astype(np.float32)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def _grain(noise: np.random.Generator, shape: tuple[int, int], strength: float) -> _F:
    """Noise of the sensor: a tile, repeated (fast), slightly smoothed."""
    tile = noise.normal(0, strength * 1.4, (512, 512)).astype(np.float32)
    soft = cv2.GaussianBlur(tile, (0, 0), 0.6, borderType=cv2.BORDER_REFLECT)
    reps = (shape[0] // 512 + 1, shape[1] // 512 + 1)
    return np.asarray(np.tile(soft, reps), np.float32)[: shape[0], : shape[1]]


def _shade(plan: Damage, noise: np.random.Generator, shape: tuple[int, int]) -> _F:
    """Uneven light and the shadow of a fold, as a factor."""
    height, width = shape
    shade = np.ones(shape, np.float32)
    if plan.light:
        shade += plan.light * (_smooth(noise, width, height, 3) - 0.3)
    if plan.fold:
        at = noise.choice((0.5, 0.333, 0.667)) * height
        rows = np.abs(np.arange(height, dtype=np.float32) - at) / (height * 0.012)
        shade *= (1 - plan.fold * np.exp(-(rows**2)))[:, None].astype(np.float32)
    return shade


def _specks(picture: Pixels, plan: Damage, noise: np.random.Generator) -> None:
    height, width = picture.shape[:2]
    for _ in range(plan.specks):
        x, y = int(noise.integers(0, width)), int(noise.integers(0, height))
        radius = int(noise.choice((0, 0, 1, 1, 2) if plan.level != "bad" else (0, 0, 0, 1)))
        value = int(noise.integers(20, 150))
        cv2.circle(picture, (x, y), radius, (value,) * 3, -1)


def _tint(page: Pixels, plan: Damage, noise: np.random.Generator) -> Pixels:
    """Ink, paper tone, light and noise."""
    grey = page.ndim == 2
    work = page.astype(np.float32)
    if plan.ink < 1:
        work = 255 - (255 - work) * plan.ink
    shade = _shade(plan, noise, page.shape[:2])
    grain = _grain(noise, (page.shape[0], page.shape[1]), plan.noise) if plan.noise else None
    if grey:
        work *= shade * float(np.mean(plan.paper))
        if grain is not None:
            work += grain
    else:
        for channel in range(3):
            work[..., channel] *= shade * plan.paper[channel]
            if grain is not None:
                work[..., channel] += grain
    return np.asarray(np.clip(work, 0, 255), dtype=np.uint8)


def _fax(page: Pixels, plan: Damage, noise: np.random.Generator) -> Pixels:
    """One bit: a threshold that follows the light a little; strokes break."""
    height, width = page.shape
    work = page.astype(np.float32)
    if plan.broken:
        work += plan.broken * 70 * np.clip(_smooth(noise, width, height, 90), 0, 1)
    level = cv2.blur(page, (61, 61)).astype(np.float32) * 0.62 + 48
    return np.where(work > level, 255, 0).astype(np.uint8)


def damage(
    page: Pixels, plan: Damage, noise: np.random.Generator, *, behind: Pixels | None = None
) -> tuple[Pixels, dict[str, Any]]:
    """Apply a plan to a clean page."""
    height, width = page.shape[:2]
    matrix = _matrix(plan, width, height)
    note = {
        "level": plan.level,
        "dpi": plan.dpi,
        "turns": plan.turns,
        "skew": round(plan.skew, 3),
        "matrix": np.round(matrix, 4).tolist(),
    }
    if plan.level == "clean":
        return page, note
    work = page if plan.colour else np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.uint8)
    if plan.bleed and behind is not None:
        work = _bleed(work, behind, plan)
    moved = cv2.warpAffine(work, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    if plan.blur:
        moved = cv2.GaussianBlur(moved, (0, 0), plan.blur * plan.dpi / 300 + 0.12)
    work = _tint(np.asarray(moved, np.uint8), plan, noise)
    _specks(work, plan, noise)
    if plan.bits:
        work = _fax(work, plan, noise)
    elif plan.quality:
        _, coded = cv2.imencode(".jpg", work, [cv2.IMWRITE_JPEG_QUALITY, plan.quality])
        work = np.asarray(cv2.imdecode(coded, cv2.IMREAD_UNCHANGED), np.uint8)
    return np.ascontiguousarray(np.rot90(work, -plan.turns)), note


def _bleed(work: Pixels, behind: Pixels, plan: Damage) -> Pixels:
    """The other side of the sheet shines through, mirrored."""
    mirrored = cv2.cvtColor(behind, cv2.COLOR_BGR2GRAY)[:, ::-1].astype(np.float32)
    ghost = cv2.GaussianBlur(mirrored, (0, 0), 2.2)
    factor = 1 - plan.bleed * (255 - ghost) / 255
    out = work * (factor if work.ndim == 2 else factor[..., None])
    return np.asarray(out, dtype=np.uint8)
