"""Rows of dots on a lattice: the same level, the same distance. Found, fitted, traced on.

In: small pieces of ink. Out: runs of dots, as places in ``Dots``. A dot
belongs to a lattice when it is where the lattice wants it, as exactly as its own dots are.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FEWEST_KNOWN = 3
_ROW = 3.0  # pixels between the levels of dots of one row
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Dots:
    """Small pieces, sorted from left to right; ``names`` are their labels in the picture."""

    x: Floats
    y: Floats
    size: Floats
    names: Ints


@dataclass(slots=True)
class Run:
    """Dots that follow one another, as places in ``Dots``, and their usual distance."""

    places: list[int]
    pitch: float


def rows_of(levels: Floats) -> list[Ints]:
    """Places in ``levels`` (y of dots) in groups of one row each."""
    order = np.argsort(levels, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(levels[order]) > _ROW) + 1)


def find_runs(dots: Dots, among: Ints, *, pitches: tuple[float, float], level: float) -> list[Run]:
    """Chains in which each dot follows the last on the same level at the same distance."""
    used = np.ones(dots.x.size, dtype=bool)
    used[among] = False
    runs = []
    for start in among:
        if used[start]:
            continue
        places = [int(start)]
        pitch = 0.0
        while (following := _next(dots, places[-1], pitch, pitches, level)) is not None:
            if used[following]:
                break
            step = float(dots.x[following] - dots.x[places[-1]])
            pitch = step if not pitch else 0.7 * pitch + 0.3 * step
            places.append(following)
        if len(places) >= FEWEST_KNOWN:
            used[places] = True
            whole = float(dots.x[places[-1]] - dots.x[places[0]]) / (len(places) - 1)
            runs.append(Run(_alike(dots, places), whole))
    return runs


def _alike(dots: Dots, places: list[int]) -> list[int]:
    """Without dots of another size: the one under a bold ạ in the middle of a run."""
    size = dots.size[places]
    middle = float(np.median(size))
    spread = 1.4826 * float(np.median(np.abs(size - middle))) / middle
    own = np.abs(size / middle - 1) <= min(max(0.15, 3 * spread), 0.4)
    return [place for place, kept in zip(places, own, strict=True) if kept]


def _next(
    dots: Dots, here: int, pitch: float, pitches: tuple[float, float], level: float
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


def trace(dots: Dots, run: Run, *, way: int, blind: float, colons: Floats) -> set[int]:
    """Dots of the same lattice beyond the run's end.

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
    passed = 0
    while passed * pitch <= blind:
        before, x, steps = x, x + way * pitch, steps + 1
        y += fit.slope * way * pitch
        if way < 0 and _meets(colons, x, before, y):
            break
        # Dots were rounded to pixels: half a pixel at both ends of what is known so far.
        unsure = min(fit.off_x + passed / max(steps - passed, 1), 0.3 * pitch)
        hit = _hit(dots, (x, y), fit, unsure)
        if hit is None:
            passed += 1
            continue
        found.add(hit)
        passed = 0
        pitch = abs(float(dots.x[hit]) - anchor) / steps
        x = 0.5 * x + 0.5 * float(dots.x[hit])
        y = 0.8 * y + 0.2 * float(dots.y[hit])
    return found


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


def _fit_of(dots: Dots, run: Run) -> _Fit:
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


def _hit(dots: Dots, place: tuple[float, float], fit: _Fit, unsure: float) -> int | None:
    x, y = place
    first = int(np.searchsorted(dots.x, x - unsure))
    last = int(np.searchsorted(dots.x, x + unsure, side="right"))
    hits = [
        n
        for n in range(first, last)
        if abs(dots.y[n] - y) <= fit.off_y and abs(dots.size[n] / fit.size - 1) <= fit.off_size
    ]
    return min(hits, key=lambda n: abs(float(dots.x[n]) - x), default=None)


def _meets(colons: Floats, left: float, right: float, y: float) -> bool:
    between = (colons[:, 0] >= left - 1) & (colons[:, 0] < right - 1)
    return bool((between & (np.abs(colons[:, 1] - y) < 6)).any())


def find_sparse_rows(
    dots: Dots, known: Ints, *, pitch: float, size: float, level: float
) -> list[Run]:
    """Leaders under a line that is full of text: single dots between words, all on one lattice.

    Their phases agree (Rayleigh's test on x modulo the page's usual pitch); those of i-dots do not.
    """
    free = np.ones(dots.x.size, dtype=bool)
    free[known] = False
    free &= np.abs(dots.size - size) < 0.3 * size
    runs = []
    left = np.flatnonzero(free)
    left = left[np.argsort(dots.y[left], kind="stable")]
    pitches = pitch * np.linspace(0.95, 1.05, 201)
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
        runs.append(Run([int(place) for place in hits], float(pitches[best])))
    return runs
