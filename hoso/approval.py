"""When a rule may approve a record without a person (contract §2, "States of a record")."""

from extract.document import Document, Field, Status, Value

RULE = "rule:complete@1"


def approval_of(document: Document) -> str | None:
    """The rule's name when every holder is certain and nothing on the paper is in doubt."""
    holders = bool(document.holders) and all(holder.certain for holder in document.holders)
    complete = all(_accepted(document.fields.get(name)) for name in document.required)
    if document.auto_approve and holders and complete and not document.doubts:
        return RULE
    return None


def _accepted(value: Value | None) -> bool:
    """One field, or every field of an object or a list with at least one row."""
    if value is None:
        return False
    if isinstance(value, Field):
        return value.status is Status.ACCEPTED
    if isinstance(value, dict):
        return all(_accepted(item) for item in value.values())
    return bool(value) and all(_accepted(row) for row in value)
