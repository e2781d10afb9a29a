"""The access log: each read is written durably before its answer goes out (domain P5).

In: who read what, for which purpose. Out: nothing, once it is durable. Errors: those of the store;
then nothing is answered. No number stands in an entry, only the citizen's handle.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from reuse.interface import Client
from storage.record import Record
from storage.store import Store

KIND = "access"


@dataclass(frozen=True)
class Access:
    """One read. ``what``: lookup, record, versions, page, original, source, archive, archive_file,
    check, prefill, log."""

    client: Client
    what: str
    purpose: str | None = None
    citizen: str | None = None
    records: tuple[tuple[str, int], ...] = ()
    procedure: str | None = None


async def write(store: Store, access: Access) -> None:
    """Returns when it is durable."""
    entry = {
        "client": access.client.name,
        "what": access.what,
        "purpose": access.purpose,
        "citizen": access.citizen,
        "records": [{"record_id": i, "version": v} for i, v in access.records],
    }
    if access.procedure is not None:
        entry["procedure"] = access.procedure
    await asyncio.wrap_future(store.audit.submit(KIND, entry))


def named(records: Iterable[Record]) -> tuple[tuple[str, int], ...]:
    """Which records, in which version."""
    return tuple((record.record_id, record.version) for record in records)
