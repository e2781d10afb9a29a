"""One finished intake goes into the store: original, records, what was set aside, then the ledger.
Before that each paper is compared with what the store has of its people (``extract.across``).

In this order, so that whatever stops in between is finished by the next run: names follow from the
file's hash, and a record that stands already is left as it is.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extract.across.compare import with_known
from extract.catalogue import document_types
from extract.document import Document, Doubt, Status
from hoso.approval import approval_of
from hoso.intake import TRANSIENT, Intake
from hoso.late_pages import beside_lost, with_standing
from ocr.errors import Fault, InputError
from storage.errors import SourceChanged, StoreDamaged
from storage.layout import record_id
from storage.record import Record, State, flat_fields
from storage.store import Store

# Nothing can be kept of these: there are no bytes, or none that we may read.
NO_BYTES = frozenset(
    {
        Fault.NOT_FOUND,
        Fault.NOT_READABLE,
        Fault.NOT_A_FILE,
        Fault.SYMBOLIC_LINK,
        Fault.EMPTY,
        Fault.TOO_LARGE,
    }
)


_COMPARED = frozenset({State.APPROVED, State.DRAFT})

Approved = Callable[[Record], object]  # what is to be done when a record has been approved


def file_intake(
    intake: Intake, store: Store, *, batch: str = "", approved: Approved = lambda _: None
) -> dict[str, Any]:
    """Stores everything of one file; its ledger entry. Raises ``StoreError``."""
    if not intake.kept and (intake.error is None or intake.error.fault not in NO_BYTES):
        _keep_original(intake, store)
    for page, error in intake.faults():
        if intake.sha256:
            store.add_quarantine(intake.sha256, page, _fault(intake, page, error, batch))
    citizens: set[str] = set()
    found = intake.documents if intake.error is None and intake.documents else []
    found, standing = with_standing(beside_lost(found, intake.lost), intake, store)
    documents = [
        _compared(document, record_id(intake.sha256, document.pages[0]), store)
        for document in found
    ]
    records = [*(_record(intake, document, batch) for document in documents), *standing]
    lasting = all(error.fault not in TRANSIENT for _, error in intake.faults())
    closing = bool(intake.sha256) and lasting
    untold: Record | None = None
    for left, record in zip(range(len(records) - 1, -1, -1), records, strict=True):
        # The last one is announced by the ledger's note: one write less for every file.
        filed = store.file_record(record, announce=bool(left) or not closing)
        untold = filed.record
        citizens.update(filed.citizens)
        if filed.record.state is State.APPROVED:
            approved(filed.record)
    entry = {"file": intake.name, "batch": batch} | _entry(intake, documents, standing, citizens)
    if closing:
        store.close_ledger(intake.sha256, entry, untold=untold)
    return entry


def _keep_original(intake: Intake, store: Store) -> None:
    try:
        sha256 = store.add_original(intake.path)
    except FileNotFoundError:
        intake.error = InputError(Fault.NOT_FOUND, "vanished while it was read")
        return
    except SourceChanged as error:
        intake.error = InputError(Fault.CHANGED, str(error))
        return
    except OSError as error:
        intake.error = InputError(Fault.NOT_READABLE, str(error))
        return
    if intake.sha256 and sha256 != intake.sha256:
        # What was read is no longer there; what is there now was never read: both wait for the
        # next run, which finds the file at rest.
        intake.error = InputError(Fault.CHANGED, "the file changed while it was read")
    intake.sha256 = sha256


def _compared(document: Document, own_id: str, store: Store) -> Document:
    """The document with the doubts that the papers already filed under its people cast on it."""
    numbers = dict.fromkeys(h.number for h in document.holders if h.certain and h.number)
    try:
        records = {r.record_id: r for number in numbers for r in store.records_of(number)}
    except StoreDamaged:
        doubt = Doubt(
            "known_unreadable", "Giấy tờ đã lưu của người này có bản bị hỏng, chưa đối chiếu."
        )
        return replace(document, doubts=(*document.doubts, doubt))
    known = (
        record.document
        for record in records.values()
        if record.record_id != own_id and record.state in _COMPARED
    )
    return with_known(document, known, document_types())


def _record(intake: Intake, document: Document, batch: str) -> Record:
    assert intake.documents is not None
    approval = approval_of(document)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Record(
        record_id=record_id(intake.sha256, document.pages[0]),
        state=State.APPROVED if approval else State.DRAFT,
        document=document_json(intake, document),
        pages_made=tuple(intake.pages[n].as_json() for n in document.pages if n in intake.pages),
        approved_by=approval,
        approved_at=now if approval else None,
        batch=batch or None,
        created_by=approval,
    )


def document_json(intake: Intake, document: Document) -> dict[str, Any]:
    """Contract §2 with its source."""
    several = intake.documents is not None and len(intake.documents) > 1
    source = {
        "file": intake.name,
        "sha256": intake.sha256,
        "pages": list(document.pages),
        "dossier": _dossier_name(intake, document, several=several),
    }
    if intake.signatures:
        source["signatures"] = [one.as_json() for one in intake.signatures]
    return {"source": source} | document.as_json()


def _dossier_name(intake: Intake, document: Document, *, several: bool) -> str:
    """The separator's word, where there is one; papers between unnamed ones are told apart."""
    default = Path(intake.name).stem if several else intake.dossier
    stack = intake.stack
    if not stack.separators:
        return default
    place, dossier = stack.dossier_of(document.pages[0])
    return dossier.name(f"{Path(intake.name).stem}-{place}")


def _fault(intake: Intake, page: int | None, error: InputError, batch: str) -> dict[str, Any]:
    return {"file": intake.name, "page": page, "code": str(error.fault), "batch": batch}


def _entry(
    intake: Intake, documents: list[Document], standing: list[Record], citizens: set[str]
) -> dict[str, Any]:
    # A file that cannot be opened is one sheet at least: it counts as one page in, one set aside.
    pages_in = max(intake.page_count, 1)
    lost = pages_in if intake.error is not None else len(intake.lost)
    stack = intake.stack.as_json() if intake.error is None else {}
    statuses = Counter(str(f.status) for d in documents for f in d.flat_fields().values())
    statuses.update(f["status"] for r in standing for _, f in flat_fields(r.document))
    types = Counter(document.type for document in documents)
    types.update(record.document["type"] for record in standing)
    return {
        "pages_in": pages_in,
        "pages_stored": pages_in - lost,
        "pages_quarantined": lost,
        "documents": len(documents) + len(standing),
        "fields_accepted": statuses[Status.ACCEPTED],
        "fields_review": statuses[Status.REVIEW],
        "types": dict(types),
        "citizens": sorted(citizens),
        "faults": [{"page": page, "code": str(error.fault)} for page, error in intake.faults()],
    } | ({"stack": stack} if stack else {})
