"""``hoso evaluate``: draws invented papers from a fixed seed, reads them, compares with the truth.

Prints, per damage level: fields exact per paper and field, types, papers filed, wrong holders, the
share of fields accepted and how many of those are wrong; then, per kind of value, how far the
confidences can be trusted (``hoso.reliability``), and how files of several of these papers are cut
(``hoso.evaluate_splitting``). Where the samples lie, also the header
fields of real decisions and the label recall of the real CT forms (``hoso.evaluate_samples``).
"""

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from extract.calibration import packaged
from extract.catalogue import document_types
from extract.document import Document, Status
from hoso.batch import read_batch
from hoso.evaluate_splitting import evaluate_splitting
from hoso.inputs import find_inputs
from hoso.reliability import Reliability, summed, table_of, write_page
from hoso.settings import Settings
from models.dossiers.__main__ import main as draw
from models.dossiers.compose import Read
from models.dossiers.draw import TYPES
from models.trust.samples import flat_truth, kinds_of, without_numbers

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

    kinds: dict[str, Reliability] = field(default_factory=lambda: defaultdict(Reliability))
    read: list[Read] = field(default_factory=list)

    @property
    def exact(self) -> float:
        """Share of printed fields whose value is exactly right."""
        total: Counter[str] = sum(self.fields.values(), Counter())
        return total["right"] / max(total["right"] + total["wrong"], 1)


def evaluate(
    settings: Settings,
    *,
    count: int,
    seed: int,
    levels: Sequence[str],
    samples: Path | None,
    page: Path | None = None,
) -> None:
    """Prints the scores of ``count`` papers of every type at every level.

    ``page``: where the reliability curves go, as HTML.
    """
    console = Console(width=140)
    scores = {
        level: _score_level(settings, count=count, seed=seed, level=level) for level in levels
    }
    _print_levels(scores, console)
    for level, score in scores.items():
        _print_fields(level, score, console)
    kinds = _by_kind(scores.values())
    console.print(table_of(kinds))
    read = {level: score.read for level, score in scores.items()}
    evaluate_splitting(read, settings, seed=seed, console=console)
    if page is not None:
        write_page(page, kinds, packaged(), settings.acceptance.target)
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
            pages = tuple(intake.pages[number] for number in sorted(intake.pages))
            if len(pages) == len(truth[0]["pages"]):
                score.read.append(Read(pages, truth[0]))
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


def _by_kind(scores: Iterable[Score]) -> dict[str, Reliability]:
    """The kinds of all levels together."""
    parts: dict[str, list[Reliability]] = defaultdict(list)
    for score in scores:
        for kind, one in score.kinds.items():
            parts[kind].append(one)
    return {kind: summed(every) for kind, every in parts.items()}


def _weigh(truth: Truth, document: Document, score: Score) -> None:
    """Confidences beside what is right; also of values that stand nowhere on the paper."""
    values = dict(flat_truth(truth["fields"]))
    known = kinds_of(document_types().get(truth["type"]).fields)
    for path, value in values.items():
        kind = known.get(without_numbers(path))
        if value is not None and kind is not None:
            score.kinds[kind].printed += 1
    kinds = kinds_of(document_types().get(document.type).fields)
    for path, item in document.flat_fields().items():
        if item.value is not None:
            right = document.type == truth["type"] and item.value == values.get(path)
            score.kinds[kinds[without_numbers(path)]].add(
                item.confidence, accepted=item.status is Status.ACCEPTED, right=right
            )


def _compare_fields(name: str, truth: Truth, document: Document, score: Score) -> None:
    _weigh(truth, document, score)
    found = document.flat_fields()
    for path, value in flat_truth(truth["fields"]):
        field_found = found.get(path)
        read = field_found.value if field_found else None
        accepted = field_found is not None and field_found.status is Status.ACCEPTED
        score.accepted += accepted
        key = (truth["type"], without_numbers(path))
        if value is None:
            score.fields[key]["empty_filled"] += read is not None
        else:
            score.fields[key]["right" if read == value else "wrong"] += 1
        if read != value and (accepted or value is not None):
            score.accepted_wrong += accepted
            mark = "ACCEPTED " if accepted else ""
            score.wrong_examples.append(f"{mark}{name} {path}: {value!r} read {read!r}")


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
