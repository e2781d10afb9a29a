"""Black round seals: ink in, the seals' places and their ink out.

On grey and 1-bit scans a seal is as black as the print that it stands on. Its rings are known by
their shape and go; strokes of print that cross a ring stay. The emblem in its middle goes with the
letters that touch it: stroke by stroke they cannot be told apart. Letters that stand free stay;
``ocr.under_seals`` says which lines run on under an emblem.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.clean.dot_lattice import Bools, Floats
from ocr.line_chains import Ints
from ocr.picture import Ink, Rect, pieces_of

_SHRINK = 4  # times, for looking where a seal may be
_LEAST_MM = 24.0  # across
_RADII_MM = (12.0, 22.0)  # of a seal's outer ring: 35 to 42 mm across for state agencies
_INNERMOST_MM = 4.0  # radius of a ring
_STEEP = 150.0  # grey levels: the edge of a stroke on the small picture
_ANGLES = 360
_RING = 0.6  # of a circle, inked at one radius
_FREE = 0.36  # the same beside a ring: an emblem holds more
_FAINT = 0.2  # the same on a ring's rough side
_ROUGH = 3  # pixels of it at most
_ROUND = 0.85  # of the outer ring: no letters and no rest of a frame are so whole
_GAP_MM = 0.3  # rings of one seal that stand closer are taken as one
_THICK_MM = 1.3  # of such a ring
_SWAYS_MM = (1.0, 0.6, 0.35, 0.25)  # of a ring from a circle, closer each time
_STRETCH = 0.1  # of a radius: no scanner makes a ring more oval
_MOVES_MM = 6.0  # of a middle that was voted for: of no seal it may be any
_MIDDLE = 0.75  # of the outer ring's radius: the inner one may be too faint to be found
_EMBLEM_MM = 6.0  # taller pieces inside the rings are no letters
_SLANTS = (-1.0, -0.5, 0.0, 0.5, 1.0)  # of strokes that cross a ring
Ring = tuple[float, float]  # from radius to radius


@dataclass(frozen=True, slots=True)
class BlackSeals:
    """Where seals are (pixels), and their ink that goes; none where there is no seal.

    ``middles``: around each seal's innermost ring; ``emblem``: of that ink what is no ring.
    """

    rects: tuple[Rect, ...]
    ink: Ink | None
    middles: tuple[Rect, ...] = ()
    emblem: Ink | None = None


@dataclass(frozen=True, slots=True)
class _Spot:
    """The ink around a seal's middle: place (in its part of the page), angle and radius of each
    inked pixel. ``radius``: without the scanner's ``stretch``, which makes rings oval."""

    part: Ink
    xs: Ints
    ys: Ints
    angle: Floats
    radius: Floats
    stretch: Floats
    centre: tuple[float, float]


def find_black_seals(ink: Ink, *, dpi: float) -> BlackSeals:
    """The round seals among the ink without rules."""
    per_mm = dpi / 25.4
    if min(ink.shape) < _LEAST_MM * per_mm:
        return BlackSeals((), None)
    small = _shrunk(ink)
    gone: Ink | None = None
    emblem: Ink | None = None
    rects: list[Rect] = []
    middles: list[Rect] = []
    for rect in _large_pieces(small, per_mm):
        x, y = _centre(small, rect, per_mm)
        if any(x0 < x < x1 and y0 < y < y1 for x0, y0, x1, y1 in rects):
            continue
        reach = int((_RADII_MM[1] + 2) * per_mm)
        left, top = max(int(x) - reach, 0), max(int(y) - reach, 0)
        spot = _spot(ink[top : int(y) + reach, left : int(x) + reach], (x - left, y - top), per_mm)
        rings = _rings(spot, per_mm) if spot is not None else []
        if spot is None or not rings:
            continue
        if gone is None or emblem is None:
            gone, emblem = np.zeros_like(ink), np.zeros_like(ink)
        height, width = spot.part.shape
        here = np.s_[top : top + height, left : left + width]
        ring = _ink_of(spot, rings)
        middle = _emblem(spot, ring, rings[0], per_mm)
        gone[here] |= ring | middle
        emblem[here] |= middle
        x, y = spot.centre[0] + left, spot.centre[1] + top
        rects.append(_around_ring(x, y, rings[-1][1]))
        middles.append(_around_ring(x, y, min(rings[0][0], _MIDDLE * rings[-1][1])))
    return BlackSeals(tuple(rects), gone, tuple(middles), emblem)


def _around_ring(x: float, y: float, radius: float) -> Rect:
    return (int(x - radius), int(y - radius), int(x + radius) + 1, int(y + radius) + 1)


def _shrunk(ink: Ink) -> Ink:
    height, width = (side // _SHRINK for side in ink.shape)
    even = ink[: height * _SHRINK, : width * _SHRINK]
    return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _large_pieces(small: Ink, per_mm: float) -> list[Rect]:
    mask = (small > 0).astype(np.uint8)
    stats = pieces_of(mask).stats[1:]
    side = _LEAST_MM * per_mm / _SHRINK
    large = stats[(stats[:, 2] >= side) & (stats[:, 3] >= side)]
    return [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in large]


def _centre(small: Ink, rect: Rect, per_mm: float) -> tuple[float, float]:
    """Where the normals of most edges meet at a seal's radius (pixels of the page)."""
    x0, y0, x1, y1 = rect
    part = cv2.GaussianBlur(small[y0:y1, x0:x1], (0, 0), 0.8)
    across = cv2.Sobel(part, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(part, cv2.CV_32F, 0, 1)
    steep = np.hypot(across, down)
    ys, xs = np.nonzero(steep > _STEEP)
    low, high = (round(radius * per_mm / _SHRINK) for radius in _RADII_MM)
    radii = np.arange(low, high + 1, dtype=np.float32)
    radii = np.concatenate([radii, -radii])
    at = 1 / steep[ys, xs]
    cx = np.rint(xs[:, None] + (across[ys, xs] * at)[:, None] * radii).astype(np.int32)
    cy = np.rint(ys[:, None] + (down[ys, xs] * at)[:, None] * radii).astype(np.int32)
    height, width = part.shape
    inside = (cx >= 0) & (cx < width) & (cy >= 0) & (cy < height)
    votes = np.bincount(cy[inside] * width + cx[inside], minlength=height * width)
    room = cv2.GaussianBlur(votes.reshape(height, width).astype(np.float32), (0, 0), 1.0)
    x, y = cv2.minMaxLoc(room)[3]
    return (x0 + x + 0.5) * _SHRINK, (y0 + y + 0.5) * _SHRINK


def _spot(part: Ink, centre: tuple[float, float], per_mm: float) -> _Spot | None:
    """The ink around a centre, which is set right on the fullest ring with the stretch.

    ``None``: where that leads far away, as it does where no ring is.
    """
    x, y = centre
    ys, xs = np.nonzero(part)
    low, high = (int(radius * per_mm) for radius in _RADII_MM)
    stretch = np.zeros(2)
    for sway in _SWAYS_MM:
        angle, wave, radius = _around(xs, ys, (x, y), stretch)
        inked = np.bincount(np.rint(radius).astype(np.int64), minlength=high + 1)
        share = np.convolve(inked, np.ones(2 * round(sway * per_mm) - 1), "same")[low:high]
        ring = float(low + np.argmax(share / np.arange(low, high)))
        near = np.abs(radius - ring) <= sway * per_mm
        turn = angle[near]
        terms = np.column_stack([np.ones(turn.size), np.cos(turn), np.sin(turn), ring * wave[near]])
        fit = np.linalg.lstsq(terms, radius[near], rcond=None)[0]
        x, y = x + fit[1], y + fit[2]
        stretch = stretch + fit[3:]
        moved = math.hypot(x - centre[0], y - centre[1])
        if moved > _MOVES_MM * per_mm or np.abs(stretch).max() > _STRETCH:
            return None
    angle, wave, radius = _around(xs, ys, (x, y), stretch)
    return _Spot(part, xs, ys, angle, radius, wave @ stretch, (x, y))


def _around(
    xs: Ints, ys: Ints, centre: tuple[float, float], stretch: Floats
) -> tuple[Floats, Floats, Floats]:
    """Angle of each place, cosine and sine of twice the angle, radius without the stretch."""
    angle = np.arctan2(ys - centre[1], xs - centre[0])
    wave = np.column_stack([np.cos(2 * angle), np.sin(2 * angle)])
    return angle, wave, np.hypot(xs - centre[0], ys - centre[1]) * (1 - wave @ stretch)


def _rings(spot: _Spot, per_mm: float) -> list[Ring]:
    """The rings from the inner to the outer one; none: no seal."""
    most = int((_RADII_MM[1] + 1) * per_mm)
    near = spot.radius < most
    turn = ((spot.angle[near] + np.pi) * (_ANGLES / (2 * np.pi))).astype(np.int64) % _ANGLES
    full = np.zeros((most, _ANGLES), bool)
    full[spot.radius[near].astype(np.int64), turn] = True
    share = full.mean(axis=1)
    bands: list[list[int]] = []
    for radius in np.flatnonzero(share >= _RING).tolist():
        if radius < _INNERMOST_MM * per_mm:
            continue
        if bands and radius - bands[-1][1] <= _GAP_MM * per_mm:
            bands[-1][1] = radius
        else:
            bands.append([radius, radius])
    thin = [(a, b) for a, b in bands if b - a < _THICK_MM * per_mm and _stands_free(share, a, b)]
    if not thin or thin[-1][1] < _RADII_MM[0] * per_mm:
        return []
    if full[thin[-1][0] : thin[-1][1] + 1].any(axis=0).mean() < _ROUND:
        return []
    return [(_edge(share, a, -1), _edge(share, b, 1) + 1.0) for a, b in thin]


def _stands_free(share: Floats, inner: int, outer: int) -> bool:
    """Little ink stands close to the ring at either side, print that crosses it aside."""
    behind = share[outer + 1 : outer + 1 + _ROUGH]
    before = share[inner - _ROUGH : inner]
    return bool(before.size and behind.size and before.min() < _FREE and behind.min() < _FREE)


def _edge(share: Floats, radius: int, step: int) -> float:
    """How far a ring's rough side goes."""
    for _ in range(_ROUGH):
        if not 0 < radius + step < len(share) or share[radius + step] < _FAINT:
            break
        radius += step
    return float(radius)


def _ink_of(spot: _Spot, rings: list[Ring]) -> Ink:
    """The rings' ink but for that of strokes that go on at both sides or run along the ring."""
    number = np.zeros(len(spot.radius), np.int64)
    for n, (a, b) in enumerate(rings, start=1):
        number[(spot.radius >= a) & (spot.radius < b)] = n
    on = number > 0
    ring = np.zeros_like(spot.part)
    ring[spot.ys[on], spot.xs[on]] = 255
    rest = np.asarray(cv2.subtract(spot.part, ring), np.uint8)
    # What is left of a ring's rough sides is a pixel thick.
    beside = cv2.dilate(ring, np.ones((7, 7), np.uint8))
    sliver = cv2.subtract(rest, cv2.morphologyEx(rest, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)))
    sliver = cv2.bitwise_and(sliver, beside)
    rest = np.asarray(cv2.subtract(rest, sliver), np.uint8)
    kept = cv2.dilate(rest, np.ones((5, 5), np.uint8))[spot.ys[on], spot.xs[on]] > 0
    kept |= _crossed(rest, spot, on, np.array(rings)[number[on] - 1])
    ring[spot.ys[on][kept], spot.xs[on][kept]] = 0
    return np.asarray(cv2.bitwise_or(ring, sliver), np.uint8)


def _emblem(spot: _Spot, gone: Ink, inner: Ring, per_mm: float) -> Ink:
    """Pieces too tall for letters in the middle of the seal."""
    pieces = pieces_of(np.asarray(cv2.subtract(spot.part, gone), np.uint8))
    away = np.hypot(*(pieces.centres - spot.centre).T)
    tall = pieces.stats[:, cv2.CC_STAT_HEIGHT] > _EMBLEM_MM * per_mm
    tall &= away < inner[0]
    tall[0] = False
    return pieces.ink_of(tall)


def _crossed(rest: Ink, spot: _Spot, on: Bools, edges: Floats) -> Bools:
    """Which of the rings' pixels have other ink just inside and just outside of their ring."""
    near = cv2.dilate(rest, np.ones((3, 3), np.uint8))
    angle, radius, scale = spot.angle[on], spot.radius[on], 1 / (1 - spot.stretch[on])

    def inked(at: Floats, slant: float) -> npt.NDArray[np.bool_]:
        turn = angle + slant * (at - radius) / radius
        x = np.rint(spot.centre[0] + at * scale * np.cos(turn)).astype(np.int64)
        y = np.rint(spot.centre[1] + at * scale * np.sin(turn)).astype(np.int64)
        y, x = np.clip(y, 0, near.shape[0] - 1), np.clip(x, 0, near.shape[1] - 1)
        return np.asarray(near[y, x] > 0)

    crossed = np.zeros(len(angle), bool)
    for slant in _SLANTS:
        crossed |= inked(edges[:, 0] - 1, slant) & inked(edges[:, 1] + 1, slant)
    return crossed
