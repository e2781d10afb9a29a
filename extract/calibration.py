"""How far a value can be trusted: in go its kind and its signs, out come a confidence and a level.

The table (``calibration.json``, made by ``make calibrate`` from papers whose truth is known) has
weights that add the signs of a value up to a score, steps that turn scores into probabilities, and
for every *pool* of samples how many errors stood at and above each score. From these counts follows
the level from which a kind is accepted: the loosest whose upper bound of the error is below what
was asked for. A kind rests on samples of its own where it has enough, else on those of its group,
else on all that were read in the same way; one whose own samples contradict the pool rests on none.
"""

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from extract.bounds import lower_bound, shows, upper_bound
from extract.signs import Signs, vector

TARGET = 0.003  # of wrong ones among the fields accepted
# Samples of a kind, below which nothing shows that it is like its pool. Codes and text layers are
# copied, not recognised: what can go wrong with them (which print belongs where) shows sooner.
FEWEST_OWN = 30
FEWEST_EXACT = 5
EXACT = "exact"  # the pool of all that was copied
EXACT_WAYS = frozenset({"code", "typed"})
_SURE = 0.9999  # no count of samples shows more
Steps = tuple[tuple[float, float], ...]
Counts = tuple[int, int]  # samples, errors


@dataclass(frozen=True, slots=True)
class Curve:
    """Of one pool: samples and errors at each score and above, scores falling."""

    scores: tuple[float, ...]
    samples: tuple[int, ...]
    errors: tuple[int, ...]

    def at(self, level: float) -> Counts:
        """Samples and errors at this score and above."""
        reached = [n for n, score in enumerate(self.scores) if score >= level]
        return (self.samples[reached[-1]], self.errors[reached[-1]]) if reached else (0, 0)

    def level(self, target: float) -> float | None:
        """The lowest score from which the bound of the error is below the target."""
        rows = zip(self.scores, self.samples, self.errors, strict=True)
        held = [score for score, n, wrong in rows if shows(target, wrong, n)]
        return held[-1] if held else None


@dataclass(frozen=True, slots=True)
class Level:
    """From which score a kind is accepted, and on what that rests; no ``score``: never."""

    score: float | None
    pool: str
    samples: int = 0
    errors: int = 0
    own: Counts = (0, 0)
    reason: str = ""  # of never: ``no_samples``, ``unlike_its_pool``, ``bound_too_high``

    @property
    def bound(self) -> float:
        return upper_bound(self.errors, self.samples)


@dataclass(frozen=True)
class Calibration:
    """The table; ``held``: fields of papers (``ct01.members.sex``) that go wrong too often."""

    made: str = ""
    source: Mapping[str, Any] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    steps: Steps = ()
    pools: Mapping[str, Curve] = field(default_factory=dict)
    held: frozenset[str] = frozenset()

    def score(self, kind: str, signs: Signs) -> float:
        """The weighed sum of the signs."""
        return weighed(self.weights, terms(vector(signs), self.groups.get(kind, "")))

    def probability(self, score: float) -> float:
        """Of being right, between the steps in a straight line."""
        return min(_SURE, interpolated(self.steps, score))

    def level(self, kind: str, source: str, target: float) -> Level:
        """From which score values of this kind that were read in this way are accepted."""
        own = self.pools.get(f"{source}/{kind}")
        exact = source in EXACT_WAYS
        if own is None or own.samples[-1] < (FEWEST_EXACT if exact else FEWEST_OWN):
            return Level(None, "", reason="no_samples")
        group = self.groups.get(kind, "")
        wider = (source, EXACT) if exact else (source,)
        for name in (f"{source}/{kind}", f"{source}/{group}", *wider):
            pool = self.pools.get(name)
            score = pool.level(target) if pool is not None else None
            if pool is None or score is None:
                continue
            mine = own.at(score)
            if mine[0] and lower_bound(mine[1], mine[0]) > target:
                return Level(None, name, own=mine, reason="unlike_its_pool")
            return Level(score, name, *pool.at(score), own=mine)
        return Level(None, "", reason="bound_too_high")

    def kinds(self) -> list[tuple[str, str]]:
        """Kinds and ways of reading of which there are samples."""
        parts = (name.split("/") for name in self.pools if "/" in name)
        return sorted((p[1], p[0]) for p in parts if p[1] in self.groups)


def terms(signs: Mapping[str, float], group: str) -> dict[str, float]:
    """What is weighed: the signs, the group of the kind, and what counts otherwise in a group."""
    own = {name: signs[name] for name in ("agreed", "least", "words")}
    return {"": 1.0, **signs, group: 1.0, **{f"{group}:{name}": x for name, x in own.items()}}


def weighed(weights: Mapping[str, float], parts: Mapping[str, float]) -> float:
    """Their sum; what has no weight counts nothing."""
    return sum(weights.get(name, 0.0) * amount for name, amount in parts.items())


def interpolated(steps: Sequence[tuple[float, float]], score: float) -> float:
    """The probability at a score; outside of the steps that of the last one."""
    if not steps:
        return 0.0
    place = bisect_right([step[0] for step in steps], score)
    if place in {0, len(steps)}:
        return steps[min(place, len(steps) - 1)][1]
    (x0, y0), (x1, y1) = steps[place - 1], steps[place]
    return y0 + (y1 - y0) * (score - x0) / (x1 - x0)


@cache
def packaged() -> Calibration:
    """The table that lies in the package."""
    text = files("extract").joinpath("calibration.json").read_text(encoding="utf-8")
    return from_json(json.loads(text))


def from_json(data: Mapping[str, Any]) -> Calibration:
    """A table as it lies in the file. Raises ``ValueError`` or ``KeyError`` when it is none."""
    if data.get("format") != 1:
        raise ValueError("calibration: unknown format")
    return Calibration(
        made=data["made"],
        source=data["source"],
        groups=data["groups"],
        weights=data["weights"],
        steps=tuple((float(x), float(y)) for x, y in data["steps"]),
        pools={
            name: Curve(*map(tuple, zip(*rows, strict=True)))
            for name, rows in data["pools"].items()
        },
        held=frozenset(data["held"]),
    )
