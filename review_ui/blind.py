"""The blind check of a rule's approval: what a person types, unseen, beside what was approved.

In: a document, what was typed. Out: how many fields were compared, and where they differ. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from extract.definitions import DocumentType
from review_ui.sheet import Slot, slots_of
from review_ui.typed import normal


@dataclass(frozen=True, slots=True)
class Difference:
    """``typed`` and ``stored`` in normal form; ``None``: nothing."""

    path: str
    kind: str
    typed: str | None
    stored: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Of ``compared`` fields these differ."""

    compared: int
    differences: tuple[Difference, ...]
    kinds: dict[str, list[int]]  # of each kind of value: compared, different


def to_type(definition: DocumentType, document: dict[str, Any]) -> list[Slot]:
    """The places that a rule took as certain: what a person must find on the paper again."""
    return [
        slot
        for slot in slots_of(definition, document)
        if slot.read is not None
        and slot.read["status"] == "accepted"
        and slot.read["method"] != "derived"
    ]


def compared(
    definition: DocumentType, document: dict[str, Any], typed: Mapping[str, str]
) -> Comparison:
    """What was typed beside what was approved, both in normal form."""
    slots = to_type(definition, document)
    differences = []
    kinds: dict[str, list[int]] = {}
    for slot in slots:
        mine = normal(slot.kind, typed.get(slot.path, "")).value
        stored = slot.read["value"] if slot.read else None
        counts = kinds.setdefault(slot.kind, [0, 0])
        counts[0] += 1
        if mine != stored:
            counts[1] += 1
            differences.append(Difference(slot.path, slot.kind, mine, stored))
    return Comparison(len(slots), tuple(differences), kinds)
