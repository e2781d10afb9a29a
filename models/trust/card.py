"""The card of a calibration: what it rests on, what it promises, and whether that holds elsewhere.

In: samples, the table, counts of fields. Out: Markdown (``models/trust/card.md``).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.bounds import fewest_samples, upper_bound
from extract.calibration import Calibration, Level
from models.trust.fit import FOLDS, fit, fold_of
from models.trust.samples import Fields, Sample

_REASONS = {
    "no_samples": "too few samples",
    "unlike_its_pool": "goes wrong more often than its pool",
    "bound_too_high": "no pool shows so low an error",
}


@dataclass(slots=True)
class Checked:
    """Values accepted by a table in which they had no part."""

    samples: int = 0
    accepted: int = 0
    wrong: int = 0

    @property
    def bound(self) -> float:
        return upper_bound(self.wrong, self.accepted)


def accepts(table: Calibration, sample: Sample, target: float) -> bool:
    """Would the value be used without a person?"""
    level = table.level(sample.kind, sample.signs.source, target).score
    held = sample.name in table.held
    return level is not None and not held and table.score(sample.kind, sample.signs) >= level


def cross_checked(samples: Sequence[Sample], target: float) -> dict[str, Checked]:
    """By level of damage: a table from four fifths of the papers decides on the last fifth."""
    counts: dict[str, Checked] = {}
    for fold in range(FOLDS):
        table = fit([s for s in samples if fold_of(s) != fold], made="", source={})
        for sample in samples:
            if fold_of(sample) == fold:
                count = counts.setdefault(sample.level, Checked())
                count.samples += 1
                if accepts(table, sample, target):
                    count.accepted += 1
                    count.wrong += not sample.right
    return counts


def card(
    table: Calibration,
    checked: Mapping[str, Checked],
    fields: Mapping[str, Fields],
    target: float,
) -> str:
    """The whole card."""
    return "\n".join([*_source(table), *_checked(checked, fields, target), *_kinds(table, target)])


def _source(table: Calibration) -> Iterator[str]:
    yield "# Calibrated acceptance\n"
    yield f"Made {table.made} by `make calibrate` from:\n"
    yield from (f"- {name}: {amount}" for name, amount in table.source.items())
    yield (
        "\nSamples are values of drawn papers that the real readers read from pictures (`read`), "
        "from text layers (`typed`) and from codes with check digits (`code`). Simulated readings "
        "are no samples. Values in doubt for another reason (a failed check) are not among them: "
        "a person sees them anyway.\n"
    )


def _checked(
    checked: Mapping[str, Checked], fields: Mapping[str, Fields], target: float
) -> Iterator[str]:
    yield f"## Does it hold elsewhere? (target {target})\n"
    yield (
        f"The table made from {FOLDS - 1} of {FOLDS} parts of the papers decides on the last "
        "part, each part once. Papers of one text are in one part.\n"
    )
    yield "| level | fields | found | in doubt | accepted | share of fields | wrong | bound |"
    yield "|---|---|---|---|---|---|---|---|"
    total, printed = Checked(), 0
    for level, count in checked.items():
        known = fields[level]
        yield _row(level, known, count)
        total.accepted += count.accepted
        total.wrong += count.wrong
        printed += known.printed
    yield _row(
        "all",
        Fields(
            printed, *(sum(getattr(f, n) for f in fields.values()) for n in ("found", "doubted"))
        ),
        total,
    )
    yield ""


def _row(level: str, known: Fields, count: Checked) -> str:
    share = count.accepted / max(known.printed, 1)
    return (
        f"| {level} | {known.printed} | {known.found} | {known.doubted} | {count.accepted} | "
        f"{share:.3f} | {count.wrong} | {count.bound:.4f} |"
    )


def _kinds(table: Calibration, target: float) -> Iterator[str]:
    yield "## On what each kind rests\n"
    yield (
        f"A kind rests on its own samples where these show the bound (at least "
        f"{fewest_samples(target)} without an error), else on its group, else on all that were "
        "read in the same way (`exact`: text layers and codes together). Where it rests on more "
        "than itself, **the bound holds for the pool "
        "as a whole, not for the kind**; it is left out when its own samples contradict the pool. "
        "Errors of one paper are counted as if they were independent.\n"
    )
    yield "| kind | read from | rests on | accepted there | wrong | bound | own accepted | wrong |"
    yield "|---|---|---|---|---|---|---|---|"
    for kind, way in table.kinds():
        level = table.level(kind, way, target)
        yield f"| {kind} | {way} | {_rests(level)}"
    yield ""
    if table.held:
        yield "Fields held back, since they go wrong where they were read surely: " + ", ".join(
            f"`{name}`" for name in sorted(table.held)
        )


def _rests(level: Level) -> str:
    if level.score is None:
        own = f"{level.own[0]} | {level.own[1]} |" if level.own[0] else "| |"
        return f"– ({_REASONS[level.reason]}) | | | | {own}"
    return (
        f"{level.pool} | {level.samples} | {level.errors} | {level.bound:.4f} | "
        f"{level.own[0]} | {level.own[1]} |"
    )


def papers_by_level(samples: Iterable[Sample]) -> dict[str, int]:
    """How many drawn papers the samples come from, by level."""
    papers: dict[str, set[str]] = {}
    for sample in samples:
        papers.setdefault(sample.level, set()).add(sample.paper)
    return {level: len(names) for level, names in papers.items()}
