"""One citizen: the numbers that are the same person's, what is filed, and what is theirs on it.

In: the store and a number. Out: ``Citizen``, holders, rows. Errors: those of the store; a malformed
number is a ``ValueError`` that does not repeat it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.definitions import Catalogue, DocumentType, HolderRule
from reuse.fields import Json
from storage.filing import cards_shown_with
from storage.record import Record, State
from storage.store import Store

_NUMBERS = ("citizen_id", "id_card_number")


@dataclass(frozen=True)
class Citizen:
    """``numbers``: the number asked for, and old cards that approved papers print beside it."""

    numbers: frozenset[str] = field(repr=False)  # they belong in no log line
    records: tuple[Record, ...] = field(default=(), repr=False)

    def holder_on(self, document: Json) -> Json | None:
        """The certain holder of this paper who is this citizen."""
        for holder in document.get("holders", ()):
            if holder.get("certain") and self.numbers & numbers_of(holder):
                return dict(holder)
        return None


def citizen_of(store: Store, number: str) -> Citizen:
    """The citizen with this number, and every paper filed under it."""
    records = tuple(store.records_of(number))
    cards = {card for record in records for card in cards_shown_with(record, number)}
    return Citizen(frozenset({number, *cards}), records)


def numbers_of(holder: Json) -> set[str]:
    """The numbers of one holder."""
    return {holder[name] for name in _NUMBERS if holder.get(name)}


def on_behalf(store: Store, record: Record, handle: str | None) -> Citizen | None:
    """For whom a record is read when only its id is given.

    With a handle (from a lookup): that citizen, or ``None`` when it is none of the certain holders.
    Without one: the paper's only holder; where it has several, nobody in particular (no numbers).
    """
    holders = [h for h in record.document.get("holders", ()) if h.get("certain")]
    if handle is None:
        alone = len(record.document.get("holders", ())) == 1 and len(holders) == 1
        return Citizen(frozenset(numbers_of(holders[0]) if alone else ()))
    for holder in holders:
        own = numbers_of(holder)
        for number in own:
            if store.key_of(number) == handle:
                return Citizen(frozenset(own))
    for holder in holders:
        if (found := _by_card(store, holder, handle)) is not None:
            return Citizen(frozenset({found, *numbers_of(holder)}))
    return None


def _by_card(store: Store, holder: Json, handle: str) -> str | None:
    """The 12-digit number behind the handle, when some approved paper prints it beside the
    9-digit card under which this paper is filed."""
    own = numbers_of(holder)
    if len(own) != 1 or len(card := next(iter(own))) != 9:
        return None
    for other in store.records_of(card):
        for shown in other.document.get("holders", ()):
            number = shown.get("citizen_id")
            if (
                number
                and store.key_of(number) == handle
                and card in cards_shown_with(other, number)
            ):
                return str(number)
    return None


def own_rows(rule: HolderRule, rows: list[Json], numbers: frozenset[str]) -> Iterator[int]:
    """Which of these rows are the citizen's own, by number."""
    for i, row in enumerate(rows):
        for name in (rule.citizen_id, rule.id_card_number):
            found = row.get(name) if name else None
            if isinstance(found, dict) and found.get("value") in numbers:
                yield i
                break


def definition_of(catalogue: Catalogue, record: Record) -> DocumentType | None:
    """The type's definition; ``None`` for a type that this version does not know."""
    try:
        return catalogue.get(str(record.document["type"]))
    except KeyError:
        return None


def is_withheld(record: Record, definition: DocumentType | None) -> bool:
    """A paper that is never handed out, to nobody.

    Where the definition withholds some values of a field, and the field was not read for certain,
    it is withheld as well.
    """
    if definition is None:
        return True
    for name, values in definition.withheld.items():
        found = record.document["fields"].get(name)
        value = found.get("value") if isinstance(found, dict) else None
        if value is None or found.get("status") != "accepted" or value in values:
            return True
    return False


def reason_not_ready(record: Record) -> str | None:
    """Why the record is not handed out: a code; ``None`` when it is."""
    match record.state:
        case State.APPROVED:
            return None
        case State.DRAFT:
            return "awaits_review"
    return str(record.state)
