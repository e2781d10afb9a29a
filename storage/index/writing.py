"""Rows of the index for one record or one file, written in the caller's transaction."""

import json
from collections.abc import Callable
from sqlite3 import Connection
from typing import Any

from extract.text import fold
from storage.errors import NotFound
from storage.index.rows import (
    doubts_of,
    is_audited,
    is_filed,
    issue_date_of,
    need_of,
    parcels_of,
    terms_of,
)
from storage.record import Record, State
from storage.store import Store


def latest_of(store: Store, record_id: str) -> Record | None:
    """``None``: a note whose record was never written; the writer was killed in between."""
    try:
        return store.latest(record_id)
    except NotFound:
        return None


def put_record(
    connection: Connection,
    record: Record,
    key_of: Callable[[str], str],
    *,
    filed_types: frozenset[str],
    share: float,
) -> None:
    """Replaces what is there of this record, unless that is newer (another process was quicker)."""
    known = connection.execute(
        "SELECT version FROM records WHERE record_id=?", (record.record_id,)
    ).fetchone()
    if known is not None and known["version"] > record.version:
        return
    connection.execute("DELETE FROM records WHERE record_id=?", (record.record_id,))
    row = _row(record, filed_types, share)
    names, marks = ",".join(row), ",".join("?" * len(row))
    connection.execute(
        f"INSERT INTO records ({names}) VALUES ({marks})",  # noqa: S608 - names of our own
        tuple(row.values()),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO terms VALUES (?,?,?)",
        [(record.record_id, kind, value) for kind, value in terms_of(record, key_of)],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO parcels VALUES (?,?,?,?)",
        [(record.record_id, *parcel) for parcel in parcels_of(record)],
    )


def _row(record: Record, filed_types: frozenset[str], share: float) -> dict[str, Any]:
    document, need = record.document, need_of(record, filed_types)
    source = document["source"]
    names = (holder.get("full_name") for holder in document["holders"])
    name = next((name for name in names if name), "")
    by_rule = record.state is State.APPROVED and str(record.approved_by).startswith("rule:")
    return {
        "record_id": record.record_id,
        "version": record.version,
        "state": str(record.state),
        "type": document["type"],
        "file": _storable(source["file"]),
        "sha256": source["sha256"],
        "dossier": _storable(source["dossier"]),
        "batch": record.batch or "",
        "created_at": record.created_at,
        "name": name,
        "folded_name": fold(name),
        "issue_date": issue_date_of(document) or "",
        "approved_by": record.approved_by or "",
        "reason": need.reason,
        "risk": need.risk,
        "doubts": doubts_of(document),
        "unfiled": document["type"] in filed_types and not is_filed(document),
        "audited": by_rule and is_audited(record.record_id, share),
    }


def put_file(connection: Connection, sha256: str, entry: dict[str, Any]) -> None:
    """What a file's ledger says."""
    faults = [[fault["page"], fault["code"]] for fault in entry["faults"]]
    connection.execute(
        "INSERT OR REPLACE INTO files VALUES (?,?,?,?,?,?,?,?)",
        (
            sha256,
            _storable(entry.get("file", "")),
            entry.get("batch") or "",
            entry["pages_in"],
            entry["pages_stored"],
            entry["pages_quarantined"],
            entry["documents"],
            json.dumps(faults),
        ),
    )


def _storable(text: str | None) -> str:
    """File names that are not UTF-8 hold lone surrogates, which SQLite refuses."""
    return (text or "").encode("utf-8", "replace").decode()
