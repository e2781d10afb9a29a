"""From samples to the table: weights of the signs, steps to probabilities, counts of the pools.

A logistic regression with a ridge (Newton's steps) adds the signs up; isotonic regression (pool
adjacent violators) turns scores into probabilities. The scores on which probabilities and counts
rest come from five-fold cross-fitting by paper: no sample is scored by weights that it helped to
make, and the levels of damage of one text stay together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from extract.bounds import lower_bound
from extract.calibration import EXACT, EXACT_WAYS, Calibration, Curve, terms
from extract.signs import vector
from models.trust.samples import Sample

FOLDS = 5
GROUPS = {
    "figures": "area citizen_id form_number id_card_number money parcel_number phone "
    "register_number registry_number serial_number tax_code year",
    "dates": "date validity_end",
    "names": "person_name",
    "words": "document_kind ethnicity generation land_term land_use nationality relationship "
    "religion sex use_form",
    "codes": "code document_number dossier_code email",
    "texts": "address free_text number_words organisation place",
}  # kinds whose values are made of like characters, and are misread alike
_RIDGE = 1.0
_POINTS = 60  # scores at which a pool is counted
_SURE = 0.8  # of the samples, the better scored: hardly any other is accepted
_HELD = 0.02  # a field is held back when its error among these is above this, surely
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scored:
    """A sample with a score that it had no part in."""

    sample: Sample
    score: float
    held: bool


def groups() -> dict[str, str]:
    """The group of every kind."""
    return {kind: group for group, kinds in GROUPS.items() for kind in kinds.split()}


def fit(samples: Sequence[Sample], *, made: str, source: Mapping[str, Any]) -> Calibration:
    """The table from all samples."""
    names, matrix = design_of(samples)
    weights = weights_of(matrix, _right(samples))
    scored = cross_scored(samples, matrix)
    kept = [one for one in scored if not one.held]
    return Calibration(
        made=made,
        source=source,
        groups=groups(),
        weights={name: round(float(w), 5) for name, w in zip(names, weights, strict=True)},
        steps=steps_of([one.score for one in kept], [one.sample.right for one in kept]),
        pools=pools_of(kept),
        held=held_of(samples, matrix @ weights),
    )


def cross_scored(samples: Sequence[Sample], matrix: _Floats) -> list[Scored]:
    """Every sample scored, and its field judged, by the other folds."""
    folds, right = np.array([fold_of(s) for s in samples]), _right(samples)
    scored = []
    for fold in range(FOLDS):
        others = np.flatnonzero(folds != fold).tolist()
        if not len(others):
            continue
        weights = weights_of(matrix[others], right[others])
        held = held_of([samples[n] for n in others], matrix[others] @ weights)
        for n in np.flatnonzero(folds == fold).tolist():
            score = float(matrix[n] @ weights)
            scored.append(Scored(samples[n], score, samples[n].name in held))
    return scored


def design_of(samples: Sequence[Sample]) -> tuple[list[str], _Floats]:
    """The names of all that is weighed, and a row of amounts for every sample."""
    rows = [_terms(sample) for sample in samples]
    names = sorted({name for row in rows for name in row})  # the constant, "", comes first
    place = {name: n for n, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for n, row in enumerate(rows):
        for name, amount in row.items():
            matrix[n, place[name]] = amount
    return names, matrix


def _right(samples: Sequence[Sample]) -> _Floats:
    return np.array([float(sample.right) for sample in samples])


def fold_of(sample: Sample) -> int:
    """By the drawn text, the same in every run."""
    return crc32(sample.paper.encode()) % FOLDS


def held_of(samples: Sequence[Sample], scores: _Floats) -> frozenset[str]:
    """Fields of papers that go wrong too often among what was read surely: what ails them is not
    the reading."""
    if not len(scores):
        return frozenset()
    sure = float(np.quantile(scores, 1 - _SURE))
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for sample, score in zip(samples, scores, strict=True):
        if score >= sure:
            counts[sample.name][0] += 1
            counts[sample.name][1] += not sample.right
    return frozenset(name for name, (n, wrong) in counts.items() if lower_bound(wrong, n) > _HELD)


def _terms(sample: Sample) -> dict[str, float]:
    return terms(vector(sample.signs), groups().get(sample.kind, ""))


def weights_of(matrix: _Floats, right: _Floats) -> _Floats:
    """Newton's steps to the weights that make the samples likeliest, held small by the ridge."""
    count = matrix.shape[1]
    ridge = np.full(count, _RIDGE)
    ridge[0] = 1e-6  # the constant
    weights = np.zeros(count)
    for _ in range(100):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        slope = matrix.T @ (right - chance) - ridge * weights
        bend = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + np.diag(ridge)
        step = np.clip(np.linalg.solve(bend, slope), -2, 2)
        weights = weights + step
        if float(np.abs(step).max()) < 1e-6:
            break
    return weights


def steps_of(scores: Sequence[float], right: Sequence[bool]) -> tuple[tuple[float, float], ...]:
    """Isotonic regression: neighbours that fall are pooled; a pool never shows more than it has."""
    blocks: list[list[float]] = []  # first score, last score, samples, right ones
    for score, good in sorted(zip(scores, right, strict=True)):
        blocks.append([score, score, 1, float(good)])
        while len(blocks) > 1 and _share(blocks[-2]) >= _share(blocks[-1]):
            _, last, count, good_ones = blocks.pop()
            blocks[-1][1:] = [last, blocks[-1][2] + count, blocks[-1][3] + good_ones]
    # Laplace: three right ones of three are no certainty. The order stays, the bounds come from
    # the counts of the pools and not from here.
    steps = [((b[0] + b[1]) / 2, (b[3] + 1) / (b[2] + 2)) for b in blocks]
    shares = accumulate((share for _, share in steps), max)
    return tuple(
        (round(score, 4), round(share, 5)) for (score, _), share in zip(steps, shares, strict=True)
    )


def _share(block: Sequence[float]) -> float:
    return block[3] / block[2]


def pools_of(scored: Iterable[Scored]) -> dict[str, Curve]:
    """Counts of every pool: all read in one way, those of a group, those of a kind."""
    pools: dict[str, list[Scored]] = defaultdict(list)
    names = groups()
    for one in scored:
        way, kind = one.sample.signs.source, one.sample.kind
        for name in (way, f"{way}/{names.get(kind, '')}", f"{way}/{kind}"):
            pools[name].append(one)
        if way in EXACT_WAYS:
            pools[EXACT].append(one)
    return {name: curve_of(pools[name]) for name in sorted(pools)}


def curve_of(pool: Sequence[Scored]) -> Curve:
    """Samples and errors at scores that part the pool evenly, chosen without a look at errors."""
    ranked = sorted(pool, key=lambda one: -one.score)
    ends = sorted({max(1, round(len(ranked) * n / _POINTS)) for n in range(1, _POINTS + 1)})
    wrong = np.cumsum([not one.sample.right for one in ranked])
    scores: list[float] = []
    samples: list[int] = []
    errors: list[int] = []
    for wanted in ends:
        end = wanted
        while end < len(ranked) and ranked[end].score == ranked[end - 1].score:
            end += 1  # equal scores are accepted together
        if samples and samples[-1] >= end:
            continue
        scores.append(round(ranked[end - 1].score - 5e-5, 4))
        samples.append(end)
        errors.append(int(wrong[end - 1]))
    return Curve(tuple(scores), tuple(samples), tuple(errors))
