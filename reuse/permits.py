"""What a client may do, and for which purpose (contract §4).

In: the client's scopes, a purpose as it came. Out: yes, or a ``Problem`` (403, 422).
"""

from extract.definitions import DocumentType
from reuse.definitions import Rules
from reuse.interface import Client
from reuse.problems import Problem

RECORDS, PROCEDURES = "records", "procedures"
SOURCE_FILE, ACCESS_LOG = "original:file", "access-log"


def need(client: Client, scope: str) -> None:
    """This very scope."""
    if scope not in client.scopes:
        raise Problem(403, "scope_missing")


def need_any(client: Client, kind: str) -> None:
    """``kind`` or some ``kind:WHICH``."""
    if not any(scope.partition(":")[0] == kind for scope in client.scopes):
        raise Problem(403, "scope_missing")


def need_procedure(client: Client, code: str) -> None:
    if not client.scopes & {PROCEDURES, f"{PROCEDURES}:{code}"}:
        raise Problem(403, "scope_missing")


def covers(client: Client, code: str, definition: DocumentType | None) -> bool:
    """May it see records of this type? Sensitive types open to their own scope only."""
    if f"{RECORDS}:{code}" in client.scopes:
        return True
    return RECORDS in client.scopes and not (definition is not None and definition.sensitive)


def disclosed_by(rules: Rules, purpose: str | None) -> frozenset[str]:
    """What the purpose shows of other persons; 422 without a known purpose."""
    if not purpose:
        raise Problem(422, "purpose_missing")
    if (shown := rules.discloses(purpose)) is None:
        raise Problem(422, "purpose_unknown")
    return shown
