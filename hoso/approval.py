"""When a rule may approve a record without a person (contract §2, "States of a record"), and what
follows from any approval: newer papers take the place of older ones.
"""

from collections.abc import Callable

from extract.catalogue import document_types
from extract.document import Document, Field, Status, Value
from hoso.messages import Texts
from storage.record import Record
from storage.store import Store

RULE = "rule:complete@1"


def approval_of(document: Document) -> str | None:
    """The rule's name when every holder is certain and nothing on the paper is in doubt."""
    holders = bool(document.holders) and all(holder.certain for holder in document.holders)
    complete = all(_accepted(document.fields.get(name)) for name in document.required)
    if document.auto_approve and holders and complete and not document.doubts:
        return RULE
    return None


def after_approval(store: Store) -> Callable[[Record], list[Record]]:
    """To be called with every record that was approved; the older ones that gave way to it.

    The reasons in the records are Vietnamese: they are kept, and shown to everybody.
    """
    from reuse.alive import supersede
    from reuse.definition_files import load_rules

    catalogue, texts = document_types(), Texts("vi", "reuse.messages")
    rules = load_rules(catalogue)
    return lambda record: supersede(store, record, catalogue, rules, texts)


def _accepted(value: Value | None) -> bool:
    """One field, or every field of an object or a list with at least one row."""
    if value is None:
        return False
    if isinstance(value, Field):
        return value.status is Status.ACCEPTED
    if isinstance(value, dict):
        return all(_accepted(item) for item in value.values())
    return bool(value) and all(_accepted(row) for row in value)
