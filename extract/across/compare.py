"""All comparisons of one scan, and of a new paper with what is known of its people.

In: documents, and stored ones as plain JSON (contract §2). Out: the documents with more doubts. A
comparison that fails is a doubt for a person: nothing is repaired or refused, and a number of which
two papers say different things files nothing before somebody has looked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations_with_replacement
from typing import Any

from extract.across import land, people
from extract.across.facts import Paper, paper_of, stored_paper
from extract.across.finding import Finding
from extract.assemble import doubted
from extract.definitions import Catalogue
from extract.document import Document, Doubt, Field, Holder, Value

Rule = Callable[[Paper, Paper], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    people.same_number,
    people.same_person,
    people.parents,
    land.certificate,
    land.areas,
    land.transferor_owns,
)
WITHIN: tuple[Rule, ...] = (*RULES, people.same_residence)  # people move: not beside the store
_MOST = 60  # papers of one scan compared each with each; more are one stack of many people
_SEE = "{sentence} Xem: {paper}."


def within_scan(documents: Sequence[Document], catalogue: Catalogue) -> list[Document]:
    """The papers of one scan, each compared with itself and with every other."""
    papers = [paper_of(document, catalogue.get(document.type)) for document in documents]
    made = list(documents)
    if len(papers) > _MOST:
        pairs: Iterable[tuple[int, int]] = ((n, n) for n in range(len(papers)))
    else:
        pairs = combinations_with_replacement(range(len(papers)), 2)
    for i, j in pairs:
        for finding in _found(papers[i], papers[j], WITHIN):
            made[i] = _doubted(made[i], finding, "" if i == j else papers[j].name)
            made[j] = _doubted(made[j], finding.turned(), "" if i == j else papers[i].name)
    return made


def with_known(
    document: Document, known: Iterable[Mapping[str, Any]], catalogue: Catalogue
) -> Document:
    """A new paper compared with stored ones of its people; those of unknown types count for
    nothing, and nothing happens to them."""
    paper = paper_of(document, catalogue.get(document.type))
    codes = {item.code for item in (*catalogue.types, catalogue.other)}
    for other in known:
        if other.get("type") in codes:
            stored = stored_paper(other, catalogue.get(str(other["type"])))
            for finding in _found(paper, stored, RULES):
                document = _doubted(document, finding, stored.name)
    return document


def _found(one: Paper, other: Paper, rules: Sequence[Rule]) -> Iterator[Finding]:
    for rule in rules:
        yield from rule(one, other)


def _doubted(document: Document, finding: Finding, other: str) -> Document:
    """The document with the finding's doubts on its side."""
    if not finding.one:
        return document
    sentence = finding.message
    message = _SEE.format(sentence=sentence, paper=other) if other else sentence
    doubt = Doubt(finding.code, message)
    fields = {
        name: _with_doubt(name, value, set(finding.one), doubt)
        for name, value in document.fields.items()
    }
    holders = tuple(_unsure(holder, finding.numbers_of_one) for holder in document.holders)
    return replace(document, fields=fields, holders=holders)


def _with_doubt(name: str, value: Value, paths: set[str], doubt: Doubt) -> Value:
    if isinstance(value, Field):
        return doubted(value, doubt) if name in paths else value
    if isinstance(value, dict):
        return {
            key: doubted(item, doubt) if f"{name}.{key}" in paths else item
            for key, item in value.items()
        }
    return tuple(
        {
            key: doubted(item, doubt) if f"{name}.{number}.{key}" in paths else item
            for key, item in row.items()
        }
        for number, row in enumerate(value)
    )


def _unsure(holder: Holder, numbers: Sequence[str]) -> Holder:
    own = {holder.citizen_id, holder.id_card_number} - {None}
    return replace(holder, certain=False) if own & set(numbers) else holder
