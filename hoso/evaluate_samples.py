"""What the line makes of real papers, where the samples lie: decisions and blank CT forms.

In: the folder of samples (never part of the project). Out: header fields of the scanned and
born-digital provincial decisions that are exact, and the share of printed labels of the scanned
CT forms that are found, whatever their order.
"""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from extract.document import Document, Field
from hoso.batch import read_batch
from hoso.evaluate_addresses import evaluate_addresses
from hoso.inputs import Input
from hoso.settings import Settings

_DECISIONS = "03-vn-provincial-decisions"
_FORMS = "01-vn-scans-central"
_COLUMNS = {
    "document_kind": "doc_type",
    "document_number": "number",
    "issue_date": "date",
    "issuer": "issuer",
    "place": "place",
    "signer_role": "signer_role",
    "signer": "signer",
}


def evaluate_samples(settings: Settings, samples: Path, console: Console) -> None:
    """Prints the tables."""
    _decisions(settings, samples / _DECISIONS, console)
    _forms(settings, samples / _FORMS, console)
    evaluate_addresses(samples, console)


def _decisions(settings: Settings, folder: Path, console: Console) -> None:
    with (folder / "fields.csv").open(encoding="utf-8", newline="") as stream:
        truths = {row["file"]: row for row in csv.DictReader(stream)}
    paths = sorted(p for p in (folder / "pdf").iterdir() if p.name in truths)
    inputs = [Input(path, path.name, folder.name) for path in paths]
    counts: dict[str, Counter[str]] = {name: Counter() for name in _COLUMNS}
    for intake in read_batch(inputs, settings, watch=lambda _: None):
        truth = truths[intake.name]
        document = next(iter(intake.documents or []), None)
        for name, column in _COLUMNS.items():
            if truth[column]:
                read = _value(document, name)
                right = _folded(read) == _folded(truth[column])
                counts[name]["right" if right else "left" if not read else "wrong"] += 1
    table = Table("decisions: field", "right", "wrong", "left to a person", title=str(len(inputs)))
    for name, count in counts.items():
        table.add_row(name, str(count["right"]), str(count["wrong"]), str(count["left"]))
    console.print(table)


def _forms(settings: Settings, folder: Path, console: Console) -> None:
    texts = sorted((folder / "gt" / "pages").glob("*.gt.txt"))
    found = total = 0
    table = Table("CT form page", "labels", "found")
    pages: dict[str, dict[int, str]] = {}
    for stem in {path.name.split(".")[0] for path in texts}:
        (source,) = (folder / "pdf").glob(f"{stem}*.pdf")
        for intake in read_batch([Input(source, stem, stem)], settings, watch=lambda _: None):
            pages[stem] = {
                number: _folded(" ".join(line.text for line in page.lines))
                for number, page in intake.pages.items()
            }
    for path in texts:
        stem, number = path.name.split(".")[:2]
        text = pages[stem].get(int(number.removeprefix("p")), "")
        labels = [
            label
            for line in path.read_text(encoding="utf-8").splitlines()
            if (label := _folded(line))
        ]
        hits = sum(label in text for label in labels)
        found, total = found + hits, total + len(labels)
        table.add_row(path.name, str(len(labels)), str(hits))
    table.add_row("all", str(total), f"{found} = {found / max(total, 1):.3f}")
    console.print(table)


def _value(document: Document | None, name: str) -> str:
    field = document.fields.get(name) if document else None
    return (field.value or "") if isinstance(field, Field) else ""


def _folded(text: str) -> str:
    """Letters and digits only, lower case: spacing and punctuation do not count here."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", text).casefold())
