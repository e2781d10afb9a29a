"""Pictures and readings of a record's pages, for both doors: from the cache, or made by a lane.

Pages count from 1 within the record, and only its own pages can be asked for: ``NotFound`` for any
other. Errors: ``StoreError``, ``InputError``.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from hoso.server.desk import Lane
from hoso.server.jobs import Spot, pdf_job, ready_job, region_job, rendition_job
from hoso.server.originals import Originals
from ocr.page import Box, Reading, Transform
from ocr.rendition import PdfPage, name_of
from ocr.source.interface import Limits
from storage.errors import NotFound
from storage.record import Record
from storage.store import Store

_SECONDS = 25.0


class Pictures:
    """May be shared by threads."""

    def __init__(
        self,
        store: Store,
        originals: Originals,
        *,
        draw: Lane,
        read: Lane,
        limits: Limits,
        engine: str,
    ) -> None:
        self._store = store
        self._originals = originals
        self._draw, self._read = draw, read
        self._limits = limits
        self._engine = engine

    def page(self, record: Record, n: int, *, cover: Sequence[Box] = ()) -> bytes:
        """The upright page as WebP; with boxes to cover it is made anew and not kept."""
        sha256, number, transform = place_of(record, n)
        name = name_of(transform)
        if cover:
            spot = self._spot(record, n)
            [made] = self._draw.ask(rendition_job, spot, tuple(cover), seconds=_SECONDS)
            return bytes(made)
        found = self._store.renditions.get(sha256, number, name)
        if found is None:
            [found] = self._draw.ask(rendition_job, self._spot(record, n), seconds=_SECONDS)
            self._store.renditions.put(sha256, number, name, found)
        return found

    def warm(self, record: Record) -> None:
        """In the background: pictures of all pages, and the first ones ready for regions."""
        for n in range(len(record.document["source"]["pages"]), 0, -1):
            sha256, number, transform = place_of(record, n)
            spot, name = self._spot(record, n), name_of(transform)
            if self._store.renditions.get(sha256, number, name) is None:
                job = self._draw.later(rendition_job, spot, seconds=_SECONDS)
                job.add_done_callback(partial(self._keep, sha256, number, name))
            if n <= 2:
                self._read.later(ready_job, spot, self._engine, seconds=_SECONDS)

    def region(self, record: Record, n: int, box: Box, kind: str) -> Sequence[Reading]:
        """What stands in the box, the reading most likely right first."""
        spot = self._spot(record, n)
        return self._read.ask(region_job, spot, self._engine, box, kind, seconds=_SECONDS)

    def pdf(self, record: Record, *, cover: Mapping[int, Sequence[Box]]) -> bytes:
        """A PDF of the record's own pages; ``cover`` by the record's pages, from 1."""
        source = record.document["source"]
        pages = [
            PdfPage(number, transform_of(record, number), tuple(cover.get(n, ())))
            for n, number in enumerate(source["pages"], 1)
        ]
        path = self._originals.path(source["sha256"])
        [data] = self._draw.ask(pdf_job, path, pages, self._limits, seconds=60.0)
        return bytes(data)

    @contextmanager
    def source_file(self, record: Record) -> Iterator[Path]:
        """The whole file that the record came in, with strangers' papers that may be in it."""
        yield self._originals.path(record.document["source"]["sha256"])

    def _spot(self, record: Record, n: int) -> Spot:
        sha256, number, transform = place_of(record, n)
        return Spot(self._originals.path(sha256), number, transform, self._limits)

    def _keep(self, sha256: str, number: int, name: str, job: "Future[list[Any]]") -> None:
        if job.exception() is None:
            self._store.renditions.put(sha256, number, name, job.result()[0])


def place_of(record: Record, n: int) -> tuple[str, int, Transform]:
    """File, page of the file and how it was turned, of the record's n-th page."""
    source = record.document["source"]
    if not 1 <= n <= len(source["pages"]):
        raise NotFound(f"record {record.record_id} has no page {n}", where=record.record_id)
    number = source["pages"][n - 1]
    return source["sha256"], number, transform_of(record, number)


def transform_of(record: Record, number: int) -> Transform:
    """How this page of the file was turned when it was read."""
    made = next((m for m in record.pages_made if m["page"] == number), None)
    if made is None:
        return Transform()
    return Transform(made["rotation"], made["skew"], made["dpi"])
