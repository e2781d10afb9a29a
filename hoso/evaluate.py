"""``hoso evaluate``: draws invented papers from a fixed seed, reads them, compares with the truth.

Prints, per damage level: fields exact per paper and field, types, papers filed, wrong holders, the
share of fields accepted and how many of those are wrong. Where the samples lie, also the header
fields of real decisions and the label recall of the real CT forms (``hoso.evaluate_samples``).
"""

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from extract.document import Document, Status
from hoso.batch import read_batch
from hoso.inputs import find_inputs
from hoso.settings import Settings
from models.dossiers.__main__ import main as draw
from models.dossiers.draw import TYPES

Truth = dict[str, Any]


@dataclass(slots=True)
class Score:
    """Counts of one damage level."""

    papers: int = 0
    typed_right: int = 0
    invented: int = 0
    with_number: int = 0
    filed: int = 0
    wrong_holders: int = 0
    accepted: int = 0
    accepted_wrong: int = 0
    wrong_examples: list[str] = field(default_factory=list)
    fields: dict[tuple[str, str], Counter[str]] = field(
        default_factory=lambda: defaultdict(Counter)
    )

    @property
    def exact(self) -> float:
        """Share of printed fields whose value is exactly right."""
        total: Counter[str] = sum(self.fields.values(), Counter())
        return total["right"] / max(total["right"] + total["wrong"], 1)


def evaluate(
    settings: Settings, *, count: int, seed: int, levels: Sequence[str], samples: Path | None
) -> None:
    """Prints the scores of ``count`` papers of every type at every level."""
    console = Console(width=140)
    scores = {
        level: _score_level(settings, count=count, seed=seed, level=level) for level in levels
    }
    _print_levels(scores, console)
    for level, score in scores.items():
        _print_fields(level, score, console)
    if samples is not None:
        from hoso.evaluate_samples import evaluate_samples

        evaluate_samples(settings, samples, console)


def _score_level(settings: Settings, *, count: int, seed: int, level: str) -> Score:
    score = Score()
    with tempfile.TemporaryDirectory(prefix="hoso-evaluate-") as folder:
        scans, truths = Path(folder) / "scans", Path(folder) / "truth"
        for kind in TYPES:
            where = ["--out", str(scans), "--truth", str(truths)]
            what = ["--paper", kind, "--count", str(count), "--seed", str(seed), "--level", level]
            draw([*where, *what])
        for intake in read_batch(find_inputs([scans]), settings, watch=lambda _: None):
            truth = json.loads((truths / f"{intake.path.name}.json").read_text(encoding="utf-8"))
            _compare(intake.name, truth, intake.documents or [], score)
    return score


def _compare(name: str, truths: list[Truth], documents: list[Document], score: Score) -> None:
    found = {document.pages[0]: document for document in documents}
    starts = {truth["pages"][0] for truth in truths}
    score.invented += len([first for first in found if first not in starts])
    for truth in truths:
        score.papers += 1
        document = found.get(truth["pages"][0])
        score.typed_right += document is not None and document.type == truth["type"]
        if document is None:
            document = Document(type="khac", type_confidence=0.0, pages=())
        _compare_holders(truth, document, score)
        _compare_fields(name, truth, document, score)


def _compare_holders(truth: Truth, document: Document, score: Score) -> None:
    numbers = {h.get("citizen_id") or h.get("id_card_number") for h in truth["holders"]} - {None}
    certain = {holder.number for holder in document.holders if holder.certain}
    score.with_number += bool(numbers)
    score.filed += bool(numbers & certain)
    score.wrong_holders += len(certain - numbers)


def _compare_fields(name: str, truth: Truth, document: Document, score: Score) -> None:
    found = document.flat_fields()
    for path, value in flat_truth(truth["fields"]):
        field_found = found.get(path)
        read = field_found.value if field_found else None
        accepted = field_found is not None and field_found.status is Status.ACCEPTED
        score.accepted += accepted
        key = (truth["type"], _without_numbers(path))
        if value is None:
            score.fields[key]["empty_filled"] += read is not None
        else:
            score.fields[key]["right" if read == value else "wrong"] += 1
        if read != value and (accepted or value is not None):
            score.accepted_wrong += accepted
            mark = "ACCEPTED " if accepted else ""
            score.wrong_examples.append(f"{mark}{name} {path}: {value!r} read {read!r}")


def flat_truth(fields: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """``members.0.full_name`` and its true value, for every field of the truth."""
    for name, value in fields.items():
        rows = value if isinstance(value, list) else None
        if rows is not None:
            for number, row in enumerate(rows):
                yield from ((f"{name}.{number}.{key}", item["value"]) for key, item in row.items())
        elif "value" in value:
            yield name, value["value"]
        else:
            yield from ((f"{name}.{key}", item["value"]) for key, item in value.items())


def _without_numbers(path: str) -> str:
    return ".".join(part for part in path.split(".") if not part.isdigit())


def _print_levels(scores: dict[str, Score], console: Console) -> None:
    table = Table("level", "papers", "type right", "invented", "fields exact", "filed")
    for column in ("wrong holders", "accepted", "wrong of accepted"):
        table.add_column(column)
    for level, s in scores.items():
        fields = sum(sum(c.values()) for c in s.fields.values())
        table.add_row(
            level,
            str(s.papers),
            f"{s.typed_right / max(s.papers, 1):.3f}",
            str(s.invented),
            f"{s.exact:.3f}",
            f"{s.filed / max(s.with_number, 1):.3f} of {s.with_number}",
            str(s.wrong_holders),
            f"{s.accepted / max(fields, 1):.3f}",
            f"{s.accepted_wrong} = {s.accepted_wrong / max(s.accepted, 1):.4f}",
        )
    console.print(table)


def _print_fields(level: str, score: Score, console: Console) -> None:
    table = Table("paper", "field", "right", "wrong", "empty but filled", title=level)
    for (kind, name), counts in sorted(score.fields.items()):
        row = [str(counts[key]) for key in ("right", "wrong", "empty_filled")]
        table.add_row(kind, name, *row)
    console.print(table)
    for example in score.wrong_examples:
        console.print(example, markup=False, highlight=False)
