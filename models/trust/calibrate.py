"""The cache of read papers becomes the table and its card (``make calibrate``).

In: the cache's top folder, which ``models.trust.collect`` fills, and samples from elsewhere
(``models.trust.reviewed``). Out: ``extract/calibration.json`` and ``models/trust/card.md``.
"""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from extract.calibration import TARGET, Calibration
from models.trust.card import card, cross_checked, papers_by_level
from models.trust.collect import our_readers
from models.trust.fit import fit
from models.trust.pages import all_cached, cache_folder
from models.trust.samples import Fields, Sample, samples_of


def calibrate(
    top: Path, *, more: Sequence[Sample] = (), fields: dict[str, Fields] | None = None
) -> None:
    """Writes the table and its card. ``more``: samples of reviewed papers (in ``fields``, too)."""
    readers = our_readers()
    folder = cache_folder(top, readers)
    fields = {} if fields is None else fields
    drawn = list(samples_of(all_cached(folder), fields))
    samples = [*drawn, *more]
    source = {
        "drawn papers": ", ".join(f"{n} {k}" for k, n in sorted(papers_by_level(drawn).items())),
        "samples": len(samples),
        "reviewed papers": len({sample.paper for sample in more}),
        "readers": readers.lines.version,
    }
    made = datetime.now(UTC).isoformat(timespec="seconds")
    table = fit(samples, made=made, source=source)
    package, recipe = files("extract"), files("models.trust")
    text = json.dumps(as_json(table), ensure_ascii=False)
    Path(str(package / "calibration.json")).write_text(text + "\n", encoding="utf-8")
    text = card(table, cross_checked(samples, TARGET), fields, TARGET)
    Path(str(recipe / "card.md")).write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(text + "\n")


def as_json(table: Calibration) -> dict[str, Any]:
    """The table as it lies in the file."""
    return {
        "format": 1,
        "made": table.made,
        "source": dict(table.source),
        "groups": dict(table.groups),
        "weights": dict(table.weights),
        "steps": table.steps,
        "pools": {
            name: list(zip(c.scores, c.samples, c.errors, strict=True))
            for name, c in table.pools.items()
        },
        "held": sorted(table.held),
    }
