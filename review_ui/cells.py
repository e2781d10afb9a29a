"""One place of a paper under review: what the machine read, what people said, what is still open.

In: a ``Slot`` and its ``Standing``. Out: ``Cell``. Pure.
"""

from dataclasses import dataclass

from extract.definitions import DocumentType
from extract.document import Doubt
from review_ui.draft import Standing
from review_ui.sheet import Slot
from review_ui.typed import Typed, normal
from storage.drafts import Verdict


@dataclass(frozen=True, slots=True)
class Cell:
    """One place. ``status``: as it would be stored now (contract §2), or ``absent``.

    ``state``: why a person must still look: ``doubt``, ``typing`` (typed, not confirmed),
    ``unclear`` (typed, but no value of its kind), ``rivals`` (two people differ), ``confirm`` (the
    number under which the paper would be filed), ``required`` (nothing there, but there must be);
    empty when nothing is open. ``doubts``: the reasons to be shown beside it.
    """

    slot: Slot
    standing: Standing
    value: str | None
    status: str
    state: str
    doubts: tuple[Doubt, ...]
    required: bool = False
    files: bool = False  # the paper is filed under this number

    @property
    def path(self) -> str:
        return self.slot.path

    @property
    def decided(self) -> bool:
        """Has a person said what stands here?"""
        return self.standing.verdict is not None


def cell_of(
    definition: DocumentType, slot: Slot, standing: Standing, to_confirm: frozenset[str]
) -> Cell:
    """The place as its draft makes it now."""
    value, status, state, doubts = _decided(slot, standing) or _read(slot)
    if standing.verdict is None:
        if slot.path in to_confirm:
            state, status = state or "confirm", "review"
        elif slot.path in definition.required and not value:
            state = state or "required"
    if standing.rivals:
        state, status = "rivals", "review"
    elif standing.typing is not None:
        state, status = "typing", "review"
    return Cell(
        slot=slot,
        standing=standing,
        value=value,
        status=status,
        state=state,
        doubts=doubts,
        required=slot.path in definition.required,
        files=is_filing_number(definition, slot),
    )


def is_filing_number(definition: DocumentType, slot: Slot) -> bool:
    """Is a paper of this type filed under the number that stands here?"""
    return any(
        slot.table == rule.rows
        and slot.name in (rule.citizen_id, rule.id_card_number, rule.old_card)
        for rule in definition.holders
    )


_Now = tuple[str | None, str, str, tuple[Doubt, ...]]  # value, status, state, doubts


def _read(slot: Slot) -> _Now:
    if slot.read is None:
        return None, "absent", "", ()
    doubts = tuple(Doubt(one["code"], one["message"]) for one in slot.read["doubts"])
    status: str = slot.read["status"]
    return slot.read["value"], status, "doubt" if status == "review" else "", doubts


def _decided(slot: Slot, standing: Standing) -> _Now | None:
    if standing.verdict is Verdict.VALUE and standing.latest is not None:
        meant = meaning(slot, standing.latest.value or "")
        if meant.value is None:
            return None, "review", "unclear", meant.problems
        return meant.value, "accepted", "", meant.problems
    if standing.verdict is Verdict.ABSENT:
        return None, "absent", "", ()
    if standing.verdict is Verdict.UNREADABLE:
        return None, "missing", "", ()
    return None


def meaning(slot: Slot, text: str) -> Typed:
    """What was accepted as it was read needs no cleaning; what was typed does."""
    if slot.read is not None and slot.read["value"] == text:
        return Typed(text)
    return normal(slot.kind, text)
