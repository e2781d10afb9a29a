"""What may be asked of the index, and what it answers. Frozen types only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which papers of the worklist; what is not given does not restrict.

    ``since``/``until``: days on which the paper came in, ISO. ``person``: part of a name, with or
    without marks; ``dossier``: how its name begins. ``state``: ``waiting`` (drafts, and a rule's
    approvals that a person should check), ``approved``, ``superseded``, ``revoked`` or ``all``.
    """

    type: str = ""
    batch: str = ""
    since: str = ""
    until: str = ""
    person: str = ""
    dossier: str = ""
    reason: str = ""
    state: str = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What a paper says; everything given must hold. ``card``: a citizen's or card's number."""

    name: str = ""
    birth_date: str = ""
    card: str = ""
    commune: str = ""
    map_sheet: str = ""
    parcel_number: str = ""
    serial_number: str = ""
    register_number: str = ""
    dossier_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A paper in a list. ``reason``: a code, why a person should look; ``risk``: higher first."""

    record_id: str
    version: int
    state: str
    type: str
    file: str
    dossier: str
    batch: str
    name: str
    created_at: str
    issue_date: str
    approved_by: str
    reason: str
    risk: int
    doubts: int
    unfiled: bool
    blind: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many papers wait, in all, for each reason and of each type."""

    total: int
    by_reason: dict[str, int]
    by_type: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """A file of a batch: pages in = stored + set aside. ``faults``: (page or ``None``, code)."""

    sha256: str
    file: str
    batch: str
    pages_in: int
    pages_stored: int
    pages_quarantined: int
    documents: int
    faults: tuple[tuple[int | None, str], ...]
