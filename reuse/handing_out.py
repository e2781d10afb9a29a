"""One record as it may be handed out: found, allowed, ready, and without what is others' business.

In: a client, a record id, a purpose's disclosure, a handle. Out: ``Handed``. Errors: ``Problem``
(404, 409); the 404 of a record that the client may not see is that of one that does not exist.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reuse import signatures
from reuse.citizens import (
    Citizen,
    definition_of,
    is_withheld,
    on_behalf,
    reason_not_ready,
)
from reuse.dates import dated, in_force
from reuse.interface import Box, Client, Services
from reuse.masking import Masked, masked
from reuse.permits import covers
from reuse.problems import Problem
from storage.record import Record

_RECORD_ID = re.compile(r"[a-z2-7]{26}")
_FROM_SOURCE = ("sha256", "pages")  # names of files and folders may name people


@dataclass(frozen=True)
class Handed:
    """A record that this client may see, on somebody's behalf; it need not be approved."""

    record: Record
    citizen: Citizen
    handle: str | None

    @property
    def pages(self) -> list[int]:
        """The record's pages as pages of the file."""
        return list(self.record.document["source"]["pages"])


def find(services: Services, client: Client, record_id: str, handle: str | None) -> Handed:
    """The record, for whom it concerns; 404 otherwise. Blocks."""
    if not _RECORD_ID.fullmatch(record_id):
        raise Problem(404, "not_found")
    record = services.store.latest(record_id)
    definition = definition_of(services.catalogue, record)
    code = str(record.document["type"])
    if not covers(client, code, definition) or is_withheld(record, definition):
        raise Problem(404, "not_found")
    citizen = on_behalf(services.store, record, handle)
    if citizen is None:
        raise Problem(404, "not_found")
    if handle is None and citizen.numbers:
        handle = services.store.key_of(max(citizen.numbers, key=len))
    return Handed(record, citizen, handle)


def need_ready(services: Services, handed: Handed) -> None:
    """409, with why, unless it is approved."""
    record = handed.record
    if (code := reason_not_ready(record)) is not None:
        more = {
            "record_id": record.record_id,
            "type": record.document["type"],
            "version": record.version,
            "state": str(record.state),
            "superseded_by": record.superseded_by,
            "reason_not_ready": reason(services, code),
        }
        raise Problem(409, "not_ready", more=more)


def shown(services: Services, handed: Handed, discloses: frozenset[str]) -> Masked:
    """The document with others' values away."""
    document = handed.record.document
    definition = services.catalogue.get(str(document["type"]))
    paper = services.rules.papers[definition.code]
    return masked(document, definition, paper, handed.citizen, discloses)


def as_json(services: Services, handed: Handed, seen: Masked) -> dict[str, Any]:
    """Contract §4, ``GET /records/{record_id}``."""
    record = handed.record
    origin = record.document["source"]
    source = {name: origin.get(name) for name in _FROM_SOURCE}
    if "signatures" in origin:
        source["signatures"] = signatures.seen(
            origin["signatures"], record.document, handed.citizen
        )
    return seen.document | {
        "source": source,
        "record_id": record.record_id,
        "version": record.version,
        "state": str(record.state),
        "approved_by": record.approved_by,
        "approved_at": record.approved_at,
        "valid_until": valid_until(services, record),
        "superseded_by": record.superseded_by,
    }


def summary(services: Services, record: Record) -> dict[str, Any]:
    """A record in the answer to a lookup."""
    paper = services.rules.papers[str(record.document["type"])]
    code = reason_not_ready(record)
    return {
        "record_id": record.record_id,
        "type": record.document["type"],
        "version": record.version,
        "state": str(record.state),
        "issue_date": dated(record.document, paper.dated),
        "valid_until": valid_until(services, record),
        "approved_at": record.approved_at,
        "approved_by": record.approved_by,
        "reason_not_ready": None if code is None else reason(services, code),
    }


def valid_until(services: Services, record: Record) -> str | None:
    """The last day on which it is in force, where there is one and it is known."""
    until = in_force(record.document, services.catalogue.get(str(record.document["type"]))).until
    return until.isoformat() if until else None


def reason(services: Services, code: str) -> dict[str, Any]:
    said = {lang: texts(f"reason.{code}") for lang, texts in services.texts.items()}
    return {"code": code, "detail": said}


def covers_of(handed: Handed, seen: Masked) -> Mapping[int, list[Box]]:
    """What a picture must cover, by the record's pages from 1; 403 where nobody knows where."""
    if seen.placeless:
        raise Problem(403, "cover_impossible")
    return {n: seen.covered.get(page, []) for n, page in enumerate(handed.pages, start=1)}
