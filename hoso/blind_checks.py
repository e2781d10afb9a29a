"""What people found when they checked blindly, kind by kind, and which kinds that stops.

In: the blind checks of a store (``compared`` and ``differed`` by kind of value). Out: ``Tally``,
and what may still be accepted without a person. Accepted fields are never seen again, so these
checks alone can show that a calibration no longer holds. Only checks made since the calibration
count: a new one begins anew. Nothing that a person types brings a stopped kind back.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from extract.bounds import at_most, fewest_samples, lower_bound, upper_bound
from extract.calibration import packaged
from hoso.messages import Texts
from hoso.settings import Acceptance, Settings
from storage.index import Index
from storage.store import Store

_UNLIKELY = 0.05  # so seldom would as many errors come up if the bound still held


@dataclass(frozen=True, slots=True)
class Tally:
    """Values of one kind that a rule had approved and a person typed again, unseen."""

    samples: int
    errors: int

    @property
    def bounds(self) -> tuple[float, float]:
        """Between these lies the true share of errors (one-sided 95 % each)."""
        return lower_bound(self.errors, self.samples), upper_bound(self.errors, self.samples)

    def holds(self, target: float) -> bool:
        """Not when so many errors would hardly come up at the target, nor when there are enough
        samples to show the target and more of them are wrong than it allows."""
        if not self.errors:
            return True
        surprising = 1 - at_most(self.errors - 1, self.samples, target) < _UNLIKELY
        enough = self.samples >= fewest_samples(target)
        return not surprising and not (enough and self.errors > target * self.samples)


def tallies(checks: Iterable[Mapping[str, Sequence[int]]]) -> dict[str, Tally]:
    """By kind of value, from what each check says: ``{kind: [compared, differed]}``."""
    counts: dict[str, list[int]] = {}
    for check in checks:
        for kind, (compared, differed) in check.items():
            count = counts.setdefault(kind, [0, 0])
            count[0] += compared
            count[1] += differed
    return {kind: Tally(*count) for kind, count in sorted(counts.items()) if count[0]}


def tallies_of(store: Store, index: Index | None = None) -> dict[str, Tally]:
    """From the index where there is one, else from the audit log itself."""
    made = packaged().made
    since = datetime.fromisoformat(made) if made else None
    if index is not None and index.is_followed:
        index.follow(store)
        return tallies(index.blind_checks(since=made))
    entries = store.audit.entries(since=since, kind="blind_check")
    return tallies(entry.get("checked") or {} for entry in entries)


def stopped(found: Mapping[str, Tally], target: float) -> frozenset[str]:
    """Kinds that are not accepted any more."""
    return frozenset(kind for kind, tally in found.items() if not tally.holds(target))


def acceptance_of(store: Store, settings: Settings, index: Index | None = None) -> Acceptance:
    """What may be accepted now. Raises ``StoreError``."""
    if index is None:
        from hoso.server.beside import index_of

        index = index_of(settings, store)
    accept = settings.acceptance
    return replace(accept, stopped=stopped(tallies_of(store, index), accept.target))


def stopped_sentences(store: Store, settings: Settings, texts: Texts) -> list[str]:
    """One sentence for each kind that is stopped. Raises ``StoreError``."""
    from hoso.server.beside import index_of

    target = settings.acceptance.target
    found = tallies_of(store, index_of(settings, store))
    return [
        texts(
            "blind.stopped",
            kind=texts.kind(kind),
            samples=found[kind].samples,
            errors=found[kind].errors,
            target=f"{target * 100:g}",
        )
        for kind in sorted(stopped(found, target))
    ]


class Asked:
    """``acceptance_of`` for whoever runs for weeks: asked again every ``every`` seconds.

    May be shared by threads: at worst it is asked twice.
    """

    def __init__(self, store: Store, settings: Settings, *, every: float = 600.0) -> None:
        self._store, self._settings, self._every = store, settings, every
        self._known = settings.acceptance
        self._until = 0.0

    def __call__(self) -> Acceptance:
        """What may be accepted. Raises ``StoreError``."""
        now = time.monotonic()
        if now >= self._until:
            self._known = acceptance_of(self._store, self._settings)
            self._until = now + self._every
        return self._known
