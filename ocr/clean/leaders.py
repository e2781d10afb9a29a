"""Dotted leaders: their dots are found and told from the dots of letters.

In: upright ink without rules. Out: the ink of leader dots. A leader is a row of one full stop after
another in one font, so its dots sit on a lattice: same level, same distance. The lattice is learnt
where dots follow one another undisturbed and then traced on beneath what was written on it. The dot
under an ạ lies lower, the dot of an i higher, and neither lies on the lattice for long.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.picture import Ink, Pieces, pieces_of

FEWEST = 5  # undisturbed dots that make a leader
_FEWEST_KNOWN = 3  # where the page's leaders are known already
_LARGEST_MM = 0.85
_PITCH_MM = (0.35, 3.2)
_BLIND_MM = 26.0  # how far a lattice is traced without meeting a dot (a word in heavy type)
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Dots:
    """Small pieces, sorted from left to right; ``names`` are their labels in the picture."""

    x: Floats
    y: Floats
    size: Floats
    names: Ints


@dataclass(slots=True)
class _Run:
    """Dots that follow one another, as places in ``_Dots``, and their usual distance."""

    places: list[int]
    pitch: float


def find_leaders(ink: Ink, *, dpi: float) -> Ink:
    """Ink of all leader dots of the page."""
    per_mm = dpi / 25.4
    pieces = pieces_of(ink)
    dots = _small_pieces(pieces, largest=_LARGEST_MM * per_mm)
    if dots.x.size < FEWEST:
        return np.zeros_like(ink)
    level = max(1.2, 0.16 * per_mm)
    pitches = (_PITCH_MM[0] * per_mm, _PITCH_MM[1] * per_mm)
    runs = _runs(dots, pitches=pitches, level=level)
    strong = [run for run in runs if len(run.places) >= FEWEST]
    if not strong:
        return np.zeros_like(ink)
    usual = float(np.median([run.pitch for run in strong]))
    size = float(np.median(np.concatenate([dots.size[run.places] for run in strong])))
    weak = [
        run
        for run in runs
        if _FEWEST_KNOWN <= len(run.places) < FEWEST
        and abs(run.pitch - usual) < 0.12 * usual
        and np.all(np.abs(dots.size[run.places] - size) < 0.5 * size)
    ]
    colons = _colons(dots)
    taken = np.zeros(pieces.count, dtype=bool)
    mask = np.zeros_like(ink)
    known = np.concatenate([run.places for run in strong + weak])
    sparse = _sparse_rows(dots, known, pitch=usual, size=size, level=level)
    for run in strong + weak + sparse:
        places, hidden = set(run.places), []
        for way in (-1, 1):
            found, gaps = _trace(dots, run, way=way, blind=_BLIND_MM * per_mm, colons=colons)
            places |= found
            hidden += gaps
        taken[dots.names[sorted(places)]] = True
        if _text_is_raised(ink, hidden, pitch=run.pitch, radius=size * 0.6):
            _take_hanging(mask, ink, hidden, radius=size * 0.6)
    _spare_colons(taken, dots, level)
    mask[taken[pieces.labels]] = 255
    return mask


def _small_pieces(pieces: Pieces, *, largest: float) -> _Dots:
    stats, centres = pieces.stats, pieces.centres
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    small = np.flatnonzero(sides <= largest)
    small = small[small > 0]
    order = small[np.argsort(centres[small, 0], kind="stable")]
    area = np.sqrt(stats[order, cv2.CC_STAT_AREA].astype(np.float64))
    return _Dots(centres[order, 0], centres[order, 1], area, order.astype(np.int64))


def _runs(dots: _Dots, *, pitches: tuple[float, float], level: float) -> list[_Run]:
    """Chains in which each dot follows the last on the same level at the same distance."""
    used = np.zeros(dots.x.size, dtype=bool)
    runs = []
    for start in range(dots.x.size):
        if used[start]:
            continue
        places = [start]
        pitch = 0.0
        while (following := _next(dots, places[-1], pitch, pitches, level)) is not None:
            step = float(dots.x[following] - dots.x[places[-1]])
            pitch = step if not pitch else 0.7 * pitch + 0.3 * step
            places.append(following)
        if len(places) >= _FEWEST_KNOWN:
            used[places] = True
            whole = float(dots.x[places[-1]] - dots.x[places[0]]) / (len(places) - 1)
            runs.append(_Run(_alike(dots, places), whole))
    return runs


def _alike(dots: _Dots, places: list[int]) -> list[int]:
    """Without dots of another size: the one under a bold ạ in the middle of a run."""
    size = dots.size[places]
    middle = float(np.median(size))
    spread = 1.4826 * float(np.median(np.abs(size - middle))) / middle
    own = np.abs(size / middle - 1) <= min(max(0.15, 3 * spread), 0.4)
    return [place for place, kept in zip(places, own, strict=True) if kept]


def _next(
    dots: _Dots, here: int, pitch: float, pitches: tuple[float, float], level: float
) -> int | None:
    """The dot at the expected distance to the right; the nearest one where none is expected yet."""
    x = float(dots.x[here])
    low, high = (0.8 * pitch, 1.2 * pitch) if pitch else pitches
    first = int(np.searchsorted(dots.x, x + max(low, pitches[0])))
    last = int(np.searchsorted(dots.x, x + high, side="right"))
    for place in range(first, last):
        same_size = 0.72 < dots.size[place] / dots.size[here] < 1.38
        if abs(dots.y[place] - dots.y[here]) <= level and same_size:
            return place
    return None


def _trace(
    dots: _Dots, run: _Run, *, way: int, blind: float, colons: Floats
) -> tuple[set[int], list[tuple[float, float]]]:
    """Dots of the same lattice beyond the run's end, and the places where letters hide some.

    A dot counts when it is where the lattice wants it as exactly as the run's own dots are: the
    dot under an ạ that was typed on the leader nearly always misses by a pixel, in place or size.
    """
    fit = _fit_of(dots, run)
    near, far = (0, -1) if way < 0 else (-1, 0)
    anchor = float(dots.x[run.places[far]])  # what the distance is measured anew from
    x = float(dots.x[run.places[near]])
    steps = round(abs(x - anchor) / run.pitch)
    pitch, y = run.pitch, fit.level_at(x)
    found: set[int] = set()
    gaps: list[tuple[float, float]] = []
    passed: list[tuple[float, float]] = []
    while len(passed) * pitch <= blind:
        before, x, steps = x, x + way * pitch, steps + 1
        y += fit.slope * way * pitch
        if way < 0 and _meets(colons, x, before, y):
            break
        # Dots were rounded to pixels: half a pixel at both ends of what is known so far.
        unsure = min(fit.off_x + len(passed) / max(steps - len(passed), 1), 0.3 * pitch)
        hit = _hit(dots, (x, y), fit, unsure)
        if hit is None:
            passed.append((x, y))
            continue
        found.add(hit)
        gaps += passed
        passed = []
        pitch = abs(float(dots.x[hit]) - anchor) / steps
        x = 0.5 * x + 0.5 * float(dots.x[hit])
        y = 0.8 * y + 0.2 * float(dots.y[hit])
    return found, gaps


@dataclass(frozen=True, slots=True)
class _Fit:
    """Level, slope and spread of a run's dots, with the deviations that are still its own."""

    origin: float
    level: float
    slope: float
    size: float
    off_x: float
    off_y: float
    off_size: float

    def level_at(self, x: float) -> float:
        return self.level + self.slope * (x - self.origin)


def _fit_of(dots: _Dots, run: _Run) -> _Fit:
    x, y, size = dots.x[run.places], dots.y[run.places], dots.size[run.places]
    origin = float(x.mean())
    span = float(np.square(x - origin).sum())
    slope = float(((x - origin) * (y - y.mean())).sum() / span) if len(x) >= 8 else 0.0
    off_y = float(np.std(y - (y.mean() + slope * (x - origin))))
    phase = (x - x[0]) / run.pitch
    off_x = float(np.std((phase - np.round(phase)) * run.pitch))
    return _Fit(
        origin,
        float(y.mean()),
        slope,
        float(np.median(size)),
        min(max(0.9, 2.5 * off_x), 0.25 * run.pitch),
        min(max(0.6, 3 * off_y), 1.3),
        min(max(0.15, 3 * float(np.std(size / size.mean()))), 0.4),
    )


def _hit(dots: _Dots, place: tuple[float, float], fit: _Fit, unsure: float) -> int | None:
    x, y = place
    first = int(np.searchsorted(dots.x, x - unsure))
    last = int(np.searchsorted(dots.x, x + unsure, side="right"))
    hits = [
        n
        for n in range(first, last)
        if abs(dots.y[n] - y) <= fit.off_y and abs(dots.size[n] / fit.size - 1) <= fit.off_size
    ]
    return min(hits, key=lambda n: abs(float(dots.x[n]) - x), default=None)


def _colons(dots: _Dots) -> Floats:
    """x and y of the lower dot of every colon: a twin stands right above it."""
    found = []
    for place in range(dots.x.size):
        size = float(dots.size[place])
        first = int(np.searchsorted(dots.x, dots.x[place] - 0.5 * size))
        last = int(np.searchsorted(dots.x, dots.x[place] + 0.5 * size, side="right"))
        for twin in range(first, last):
            above = float(dots.y[place] - dots.y[twin]) / size
            if 1.8 < above < 5.0 and 0.7 < dots.size[twin] / size < 1.4:
                found.append((float(dots.x[place]), float(dots.y[place])))
                break
    return np.array(found, dtype=np.float64).reshape(-1, 2)


def _meets(colons: Floats, left: float, right: float, y: float) -> bool:
    between = (colons[:, 0] >= left - 1) & (colons[:, 0] < right - 1)
    return bool((between & (np.abs(colons[:, 1] - y) < 6)).any())


def _sparse_rows(
    dots: _Dots, known: Ints, *, pitch: float, size: float, level: float
) -> list[_Run]:
    """Leaders under a line that is full of text: single dots between words, all on one lattice.

    Their phases agree (Rayleigh's test on x modulo the page's usual pitch); those of i-dots do not.
    """
    free = np.ones(dots.x.size, dtype=bool)
    free[known] = False
    free &= np.abs(dots.size - size) < 0.3 * size
    runs = []
    left = np.flatnonzero(free)
    left = left[np.argsort(dots.y[left], kind="stable")]
    pitches = pitch * np.linspace(0.985, 1.015, 31)
    while left.size >= 8:
        row = left[np.abs(dots.y[left] - dots.y[left[0]]) <= 1.5 * level]
        left = left[row.size :]
        if row.size < 8:
            continue
        turns = np.exp(2j * np.pi * dots.x[row][None, :] / pitches[:, None])
        mean = turns.mean(axis=1)
        best = int(np.argmax(np.abs(mean)))
        strength = float(np.abs(mean[best]))
        if strength < 0.75 or row.size * strength**2 < 8:
            continue
        off = np.angle(turns[best] / mean[best]) / (2 * np.pi)
        hits = np.sort(row[np.abs(off) < 0.2])
        runs.append(_Run([int(place) for place in hits], float(pitches[best])))
    return runs


def _text_is_raised(
    ink: Ink, places: list[tuple[float, float]], *, pitch: float, radius: float
) -> bool:
    """Does the text end above the dots? Then what hangs below it on the lattice is a dot.

    Looked at between the lattice's places: letters that end above the leader leave its level white.
    """
    if not places:
        return False
    xs = np.array([x + pitch / 2 for x, _ in places]).round().astype(int)
    ys = np.array([y for _, y in places]).round().astype(int)
    r = max(1, round(radius))
    inside = (xs > 1) & (xs < ink.shape[1] - 2) & (ys > 3 * r) & (ys < ink.shape[0] - 2)
    xs, ys = xs[inside], ys[inside]
    above = (ink[ys - 2 * r - 1, xs] > 0) | (ink[ys - 2 * r, xs] > 0)
    level = (ink[ys, xs] > 0) & above
    return bool(above.sum() > 0 and level.sum() <= 0.25 * above.sum())


def _take_hanging(mask: Ink, ink: Ink, places: list[tuple[float, float]], *, radius: float) -> None:
    """Dots that touch a letter above them: no wider than a dot, and nothing goes on below.

    A serif on the leader's level is wider; the stem of a p or y goes on downwards.
    """
    r = max(1, round(radius))
    height, width = ink.shape
    for at_x, at_y in places:
        x, y = round(at_x), round(at_y)
        if not (3 * r < x < width - 3 * r and 3 * r < y < height - 3 * r):
            continue
        across = ink[y + r // 2, x - 3 * r : x + 3 * r + 1] > 0
        below = ink[y + r + 1 : y + r + 3, x - r : x + r + 1] > 0
        above = ink[y - r - 2 : y - r, x - r : x + r + 1] > 0
        middle = across[2 * r : 4 * r + 1]
        hangs = middle.any() and above.any(axis=1).all() and not below.any()
        if not hangs or across[:r].any() or across[-r:].any():
            continue
        box = (slice(y - r, y + r + 2), slice(x - r - 1, x + r + 2))
        mask[box] = np.maximum(mask[box], ink[box])


def _spare_colons(taken: npt.NDArray[np.bool_], dots: _Dots, level: float) -> None:
    """The lower dot of a colon may sit on the lattice by chance; it has its twin right above."""
    for place in np.flatnonzero(taken[dots.names]):
        first = int(np.searchsorted(dots.x, dots.x[place] - level))
        last = int(np.searchsorted(dots.x, dots.x[place] + level, side="right"))
        for twin in range(first, last):
            above = float(dots.y[place] - dots.y[twin]) / float(dots.size[place])
            equal = 0.6 < dots.size[twin] / dots.size[place] < 1.6
            if 1.5 < above < 5.0 and equal and not taken[dots.names[twin]]:
                taken[dots.names[place]] = False
