"""Work on a record's pages that a person asks for: another type, split, merge, order, turn.

The pages are read again, and what comes out is a new version of the record (a draft that a person
must approve); decisions on the version before go with it where the field is still there. Errors:
``StoreError`` (``Conflict`` when somebody was quicker), ``InputError`` when the pages cannot be
read, ``ValueError`` with a code when the work makes no sense.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from extract.catalogue import document_types
from extract.document import Document
from hoso.server.desk import Lane
from hoso.server.jobs import reread_job
from hoso.server.originals import Originals
from hoso.server.pictures import transform_of
from hoso.settings import Acceptance
from hoso.signatures.finding import with_doubts
from ocr.page import Page, Transform
from ocr.source.interface import Limits
from storage.errors import NotFound
from storage.layout import record_id
from storage.record import Record, State
from storage.store import Store

_PAGE_SECONDS = 25.0
Turned = tuple[int, Transform | None]


class Papers:
    """May be shared by threads."""

    def __init__(
        self,
        store: Store,
        originals: Originals,
        *,
        read: Lane,
        limits: Limits,
        engine: str,
        accept: Callable[[], Acceptance] = Acceptance,
    ) -> None:
        self._store = store
        self._originals = originals
        self._read = read
        self._limits = limits
        self._engine = engine
        self._accept = accept

    def retype(self, record: Record, type: str, *, by: str) -> Record:  # noqa: A002
        """The same pages as a paper of this type (``ValueError``: ``unknown_type``)."""
        if type not in document_types().codes:
            raise ValueError("unknown_type")
        return self._reread(record, _turned(record), type, by=by, reason="retyped")

    def reorder(self, record: Record, order: Sequence[int], *, by: str) -> Record:
        """The pages in another order: ``[2, 1]`` puts the second first."""
        pages = _turned(record)
        if sorted(order) != list(range(1, len(pages) + 1)):
            raise ValueError("bad_order")
        moved = [pages[n - 1] for n in order]
        return self._reread(record, moved, record.document["type"], by=by, reason="reordered")

    def rotate(self, record: Record, n: int, quarter_turns: int, *, by: str) -> Record:
        """The n-th page turned clockwise."""
        pages = _turned(record)
        if not 1 <= n <= len(pages):
            raise ValueError("no_such_page")
        number, _ = pages[n - 1]
        now = transform_of(record, number)
        rotation = (now.rotation + 90 * quarter_turns) % 360
        pages[n - 1] = (number, Transform(rotation, now.skew))
        return self._reread(record, pages, record.document["type"], by=by, reason="rotated")

    def split(self, record: Record, first_page_of_second: int, *, by: str) -> tuple[Record, Record]:
        """Two papers; the second keeps no type: it is read as what it seems to be."""
        pages, cut = _turned(record), first_page_of_second - 1
        if not 1 <= cut < len(pages):
            raise ValueError("bad_split")
        source = record.document["source"]
        made, found = self._read_again(record, pages[cut:], None)
        if len(found) > 1:
            made, found = self._read_again(record, pages[cut:], found[0].type)
        identifier = record_id(source["sha256"], pages[cut][0])
        second = replace(
            _version(record, found[0], made, pages[cut:], by=by, reason="split"),
            record_id=identifier,
        )
        # The new paper first: whatever stops in between, no page is without a paper.
        kept = self._file(second)
        first = self._reread(record, pages[:cut], record.document["type"], by=by, reason="split")
        return first, kept

    def merge(self, first: Record, second: Record, *, by: str) -> Record:
        """One paper of both; the second record is revoked and says where its pages are."""
        if first.document["source"]["sha256"] != second.document["source"]["sha256"]:
            raise ValueError("other_file")
        if first.record_id == second.record_id:
            raise ValueError("same_paper")
        pages = _turned(first) + _turned(second)
        merged = self._reread(first, pages, first.document["type"], by=by, reason="merged")
        gone = replace(
            second,
            state=State.REVOKED,
            superseded_by=first.record_id,
            reason="merged",
            created_by=by,
        )
        self._store.save_version(second.record_id, gone, builds_on=second.version)
        return merged

    def _file(self, new: Record) -> Record:
        try:
            there = self._store.latest(new.record_id)
        except NotFound:
            return self._store.file_record(new).record
        return self._store.save_version(new.record_id, new, builds_on=there.version)

    def _reread(
        self, record: Record, pages: list[Turned], as_type: str, *, by: str, reason: str
    ) -> Record:
        made, found = self._read_again(record, pages, as_type)
        new = _version(record, found[0], made, pages, by=by, reason=reason)
        saved = self._store.save_version(record.record_id, new, builds_on=record.version)
        names = set(saved.document["fields"])
        for decision in self._store.drafts.of(record.record_id, record.version):
            if decision.path.partition(".")[0] in names and decision.path.count(".") == 0:
                self._store.drafts.add(record.record_id, saved.version, decision)
        return saved

    def _read_again(
        self, record: Record, pages: list[Turned], as_type: str | None
    ) -> tuple[list[Page], list[Document]]:
        path = self._originals.path(record.document["source"]["sha256"])
        args = (path, pages, as_type, self._limits, (self._engine, self._accept()))
        *made, found = self._read.ask(reread_job, *args, seconds=_PAGE_SECONDS)
        return made, found


def _turned(record: Record) -> list[Turned]:
    return [(n, transform_of(record, n)) for n in record.document["source"]["pages"]]


def _version(
    record: Record,
    document: Document,
    made: list[Page],
    pages: list[Turned],
    *,
    by: str,
    reason: str,
) -> Record:
    """A draft: whoever asked for this work still has to approve what came of it."""
    source: dict[str, Any] = record.document["source"] | {"pages": [n for n, _ in pages]}
    document = with_doubts(document, source.get("signatures", ()))
    return replace(
        record,
        document={"source": source} | document.as_json(),
        pages_made=tuple(page.as_json() for page in made),
        state=State.DRAFT,
        approved_by=None,
        approved_at=None,
        superseded_by=None,
        reason=reason,
        created_by=by,
    )
