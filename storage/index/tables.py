"""The index's tables, and the conditions that a ``Query`` or ``Search`` becomes."""

from collections.abc import Callable

from extract.text import fold
from storage.index.queries import Query, Search

TABLES = (
    """
    CREATE TABLE records (
        record_id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
        type TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, dossier TEXT NOT NULL,
        batch TEXT NOT NULL, created_at TEXT NOT NULL, name TEXT NOT NULL,
        folded_name TEXT NOT NULL, issue_date TEXT NOT NULL, approved_by TEXT NOT NULL,
        reason TEXT NOT NULL, risk INTEGER NOT NULL, doubts INTEGER NOT NULL,
        unfiled INTEGER NOT NULL, audited INTEGER NOT NULL);
    CREATE INDEX records_waiting ON records (state, risk DESC, created_at);
    CREATE INDEX records_batch ON records (batch);
    CREATE TABLE terms (
        record_id TEXT NOT NULL REFERENCES records ON DELETE CASCADE,
        kind TEXT NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (kind, value, record_id)) WITHOUT ROWID;
    CREATE INDEX terms_record ON terms (record_id);
    CREATE TABLE parcels (
        record_id TEXT NOT NULL REFERENCES records ON DELETE CASCADE,
        address TEXT NOT NULL, map_sheet TEXT NOT NULL, parcel_number TEXT NOT NULL,
        PRIMARY KEY (parcel_number, map_sheet, address, record_id)) WITHOUT ROWID;
    CREATE INDEX parcels_record ON parcels (record_id);
    CREATE TABLE files (
        sha256 TEXT PRIMARY KEY, file TEXT NOT NULL, batch TEXT NOT NULL,
        pages_in INTEGER NOT NULL, pages_stored INTEGER NOT NULL,
        pages_quarantined INTEGER NOT NULL, documents INTEGER NOT NULL, faults TEXT NOT NULL);
    CREATE INDEX files_batch ON files (batch);
    CREATE TABLE checks (record_id TEXT PRIMARY KEY);
    CREATE TABLE seen (name TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE followed (until TEXT NOT NULL)
    """,
    # What blind checks compared, by kind of value; the index is made anew to learn it.
    """
    ALTER TABLE checks ADD COLUMN checked TEXT NOT NULL DEFAULT '{}';
    ALTER TABLE checks ADD COLUMN at TEXT NOT NULL DEFAULT '';
    DELETE FROM followed
    """,
)

_BLIND = "(r.audited AND r.record_id NOT IN (SELECT record_id FROM checks))"
ITEM = (
    "r.record_id, r.version, r.state, r.type, r.file, r.dossier, r.batch, r.name, r.created_at,"
    f" r.issue_date, r.approved_by, CASE WHEN {_BLIND} THEN 'blind_check' ELSE r.reason END"
    f" AS reason, r.risk, r.doubts, r.unfiled, {_BLIND} AS blind"
)


def waiting() -> str:
    """Which records wait for a person."""
    return f"(r.state='draft' OR {_BLIND})"


def conditions(query: Query) -> tuple[str, list[str]]:
    """The ``WHERE`` of a query, and its values."""
    parts, values = [], []
    if query.state == "waiting":
        parts.append(waiting())
    elif query.state != "all":
        parts.append("r.state=?")
        values.append(query.state)
    for column in ("type", "batch"):
        if wanted := getattr(query, column):
            parts.append(f"r.{column}=?")
            values.append(wanted)
    if query.dossier:
        parts.append("r.dossier LIKE ? ESCAPE '!'")
        values.append(f"{_literal(query.dossier)}%")
    if query.reason:
        reason = f"CASE WHEN {_BLIND} THEN 'blind_check' ELSE r.reason END"
        parts.append(f"{reason}=?")
        values.append(query.reason)
    if query.since:
        parts.append("r.created_at >= ?")
        values.append(query.since)
    if query.until:
        parts.append("substr(r.created_at, 1, 10) <= ?")
        values.append(query.until)
    if name := " ".join(query.person.split()).upper():
        column = "folded_name" if fold(name) == name else "name"
        parts.append(f"r.{column} LIKE ? ESCAPE '!'")
        values.append(f"%{_literal(name)}%")
    return " AND ".join(parts) or "1", values


def search_conditions(search: Search, key_of: Callable[[str], str]) -> tuple[list[str], list[str]]:
    """What a search becomes: conditions that must all hold, and their values."""
    parts: list[str] = []
    values: list[str] = []
    term = (
        "EXISTS (SELECT 1 FROM terms t WHERE t.record_id=r.record_id AND t.kind=? AND t.value {})"
    )
    for kind in ("birth_date", "serial_number", "register_number", "dossier_code"):
        if wanted := " ".join(getattr(search, kind).split()).upper():
            parts.append(term.format("= ?"))
            values += [kind, wanted]
    if search.card:
        parts.append(term.format("= ?"))
        values += ["card", key_of(search.card)]
    if name := " ".join(search.name.split()).upper():
        parts.append(term.format("LIKE ? ESCAPE '!'"))
        values += ["folded_name" if fold(name) == name else "name", f"%{_literal(name)}%"]
    place = (fold(search.commune.strip()), search.map_sheet.strip(), search.parcel_number.strip())
    if any(place):
        parts.append(
            "EXISTS (SELECT 1 FROM parcels p WHERE p.record_id=r.record_id"
            " AND p.address LIKE ? ESCAPE '!' AND ? IN ('', p.map_sheet)"
            " AND ? IN ('', p.parcel_number))"
        )
        values += [f"%{_literal(place[0])}%", place[1], place[2]]
    return parts, values


def _literal(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
