"""What came out right: papers whose truth is known go through the pipeline, samples come out.

In: papers that were read (``models.trust.pages``). Out: one ``Sample`` for every value found on
which no check has thrown a doubt, since no other can be accepted. A value counts as right when it
is exactly the truth's; on a paper taken for another type all are wrong.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extract.document import Document, Field
from extract.evidence import Trust
from extract.pipeline import catalogue_of, load, read_documents
from extract.signs import Signs
from models.trust.pages import ReadPaper

_WEIGHED = frozenset({"low_confidence", "not_calibrated", "acceptance_stopped", "repaired"})


@dataclass(frozen=True, slots=True)
class Sample:
    """One value of a kind, at a field of a paper (``ct01.members.sex``), with its signs.

    ``paper``: all samples of one drawn text, whatever its damage, bear the same.
    """

    kind: str
    name: str
    signs: Signs
    right: bool
    paper: str
    level: str


@dataclass(slots=True)
class Fields:
    """How many fields were printed, found, and kept back by doubts."""

    printed: int = 0
    found: int = 0
    doubted: int = 0


def samples_of(papers: Iterable[ReadPaper], counts: dict[str, Fields]) -> Iterator[Sample]:
    """Samples of all papers; ``counts`` by level is filled on the way."""
    nlp = load(trust=Trust())
    for paper in papers:
        count = counts.setdefault(paper.wanted.level, Fields())
        truth = dict(flat_truth(paper.truth["fields"]))
        count.printed += sum(value is not None for value in truth.values())
        for document in read_documents(paper.pages, nlp):
            yield from samples_in(
                document,
                kinds_of(catalogue_of(nlp).get(document.type).fields),
                truth,
                count,
                paper=f"{paper.wanted.type}/{paper.wanted.seed}",
                level=paper.wanted.level,
                typed=document.type == paper.truth["type"],
            )


def samples_in(
    document: Document,
    kinds: Mapping[str, str],
    truth: Mapping[str, str | None],
    count: Fields,
    *,
    paper: str,
    level: str,
    told: Container[str] | None = None,
    typed: bool = True,
) -> Iterator[Sample]:
    """The document's values beside the truth. ``told``: only of these paths is it known;
    ``typed``: the document was taken for what it is."""
    for path, item in document.flat_fields().items():
        if item.value is None or item.signs is None or (told is not None and path not in told):
            continue
        count.found += 1
        if is_doubted(item):
            count.doubted += 1
            continue
        name = without_numbers(path)
        yield Sample(
            kind=kinds[name],
            name=f"{document.type}.{name}",
            signs=item.signs,
            right=typed and item.value == truth.get(path),
            paper=paper,
            level=level,
        )


def is_doubted(item: Field) -> bool:
    """Has a check, not the weighing itself, sent the field to a person?"""
    return any(doubt.code not in _WEIGHED for doubt in item.doubts)


def kinds_of(fields: dict[str, Any]) -> dict[str, str]:
    """The kind of every field, also of those in rows: ``members.sex``."""
    kinds: dict[str, str] = {}
    for name, kind in fields.items():
        if isinstance(kind, dict):
            kinds |= {f"{name}.{key}": inner for key, inner in kind.items()}
        else:
            kinds[name] = kind
    return kinds


def flat_truth(fields: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """``members.0.full_name`` and its true value, for every field of the truth."""
    for name, value in fields.items():
        if isinstance(value, list):
            for number, row in enumerate(value):
                yield from ((f"{name}.{number}.{key}", item["value"]) for key, item in row.items())
        elif "value" in value:
            yield name, value["value"]
        else:
            yield from ((f"{name}.{key}", item["value"]) for key, item in value.items())


def without_numbers(path: str) -> str:
    """``members.0.full_name`` → ``members.full_name``."""
    return ".".join(part for part in path.split(".") if not part.isdigit())
