"""What reuse needs from outside, and what it is given: ``Services``.

``hoso`` makes them from its settings; tests make their own. Errors: pictures may raise
``StoreError``s and ``PictureError``, nothing else.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, Protocol
from zoneinfo import ZoneInfo

from extract.definitions import Catalogue
from reuse.definitions import Rules
from storage.record import Record
from storage.store import Store

Box = tuple[float, float, float, float]
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class PictureError(Exception):
    """A page cannot be shown now: its original does not open, or is of a kind nobody draws."""


class Texts(Protocol):
    """Sentences of one language: ``texts("check.held", paper=…)``."""

    @property
    def lang(self) -> str: ...

    def __call__(self, key: str, **values: object) -> str: ...


class Client(Protocol):
    """A program that may fetch, and its scopes (contract §4)."""

    @property
    def name(self) -> str: ...

    @property
    def scopes(self) -> frozenset[str]: ...


class Clients(Protocol):
    """Finds programs by their tokens."""

    def find(self, token: str) -> Client | None: ...


class Pictures(Protocol):
    """Pages of records. ``cover``: boxes (fractions of the upright page) to paint black first,
    since values of other persons stand there. All of it blocks; any thread may call it."""

    def page(self, record: Record, n: int, *, cover: Sequence[Box] = ()) -> bytes:
        """Page ``n`` (from 1) of the record, upright, as WebP."""

    def pdf(self, record: Record, *, cover: Mapping[int, Sequence[Box]]) -> bytes:
        """A PDF of the record's own pages; ``cover`` by the record's pages, from 1."""

    def source_file(self, record: Record) -> AbstractContextManager[Path]:
        """The whole file the record came in, on the disk as long as the context is open."""


@dataclass(frozen=True)
class ArchiveCopy:
    """One archive copy (CV 7197). ``sources``: which fields of the record each of the metadata
    comes from."""

    record_id: str
    version: int
    name: str  # of the file, without ending
    metadata: Mapping[str, str] = field(repr=False)
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)


class Archive(Protocol):
    """Where archive copies lie. All of it blocks; any thread may call it."""

    def find(self, code: str) -> ArchiveCopy | None:
        """The copy of this DocCode."""

    def open(self, copy: ArchiveCopy) -> BinaryIO:
        """The whole PDF, checked; whoever asks closes it."""


@dataclass(frozen=True)
class Rate:
    """How often one client may ask: a bucket of ``burst`` tokens that refills ``per_second``."""

    per_second: float = 1000.0
    burst: int = 2000


def today_in_vietnam() -> date:
    return datetime.now(_VIETNAM).date()


@dataclass(frozen=True)
class Services:
    """Everything the door is made of. ``floor``: seconds below which no lookup answers, so that
    unknown persons cannot be told by the clock."""

    store: Store
    clients: Clients
    catalogue: Catalogue
    rules: Rules
    texts: Mapping[str, Texts]
    pictures: Pictures
    archive: Archive | None = None
    rate: Rate = field(default_factory=Rate)
    floor: float = 0.025
    threads: int = 8
    largest_body: int = 256 * 1024
    today: Callable[[], date] = today_in_vietnam
    figures: Callable[[], Mapping[str, float]] = dict  # more of them for Prometheus, by name
