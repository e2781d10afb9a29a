"""What the review door needs from outside: one frozen ``Services``, wired by ``hoso``.

In and out: records of ``storage``, bytes of pictures, counts. ``Pictures``, ``Papers`` and
``Uploads`` block and may be called from several threads; they raise ``StoreError`` where the store
fails, ``ValueError`` where a page or an order of pages makes no sense.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from extract.definitions import Catalogue
from storage.index import Index
from storage.record import Record
from storage.state import State
from storage.store import Store

Box = tuple[float, float, float, float]  # x0, y0, x1, y1: fractions of the upright page


class Texts(Protocol):
    """``texts("worklist.title")`` gives the sentence in one language."""

    @property
    def lang(self) -> str: ...

    def __call__(self, key: str, **values: object) -> str: ...


class Candidate(Protocol):
    """One reading of a rectangle; ``confidence`` between 0 and 1."""

    @property
    def text(self) -> str: ...

    @property
    def confidence(self) -> float: ...

    @property
    def reader(self) -> str: ...


class Pictures(Protocol):
    """Upright pages as pictures. Pages count from 1 within the record."""

    def page(self, record: Record, n: int) -> bytes:
        """The page as WebP, made or from the cache."""

    def warm(self, record: Record) -> None:
        """Makes the record's pictures in the background."""

    def region(self, record: Record, n: int, box: Box, kind: str) -> Sequence[Candidate]:
        """Reads a rectangle of the page as a value of this kind, the likeliest first."""


class Papers(Protocol):
    """Work on pages, with reading again; each gives the records as they are stored now."""

    def retype(self, record: Record, type: str, *, by: str) -> Record: ...  # noqa: A002

    def split(
        self, record: Record, first_page_of_second: int, *, by: str
    ) -> tuple[Record, Record]: ...

    def merge(self, first: Record, second: Record, *, by: str) -> Record:
        """Papers of one file only."""

    def reorder(self, record: Record, order: Sequence[int], *, by: str) -> Record: ...

    def rotate(self, record: Record, n: int, quarter_turns: int, *, by: str) -> Record: ...


class Progress(Protocol):
    """How far a batch is; pages in = stored + quarantined when it does not run any more."""

    @property
    def files(self) -> int: ...
    @property
    def files_done(self) -> int: ...
    @property
    def pages_in(self) -> int: ...
    @property
    def pages_stored(self) -> int: ...
    @property
    def pages_quarantined(self) -> int: ...
    @property
    def documents(self) -> int: ...
    @property
    def running(self) -> bool: ...
    @property
    def error(self) -> str | None: ...


class Uploads(Protocol):
    """Batches that come through the browser."""

    def start(self, by: str, lang: str) -> str:
        """A new batch; its id."""

    def add(self, batch: str, name: str, stream: BinaryIO) -> None: ...

    def close(self, batch: str) -> None:
        """No more files will come."""

    def progress(self, batch: str) -> Progress: ...

    def retry(self, batch: str, sha256: str) -> None:
        """Reads a file that was set aside once more."""


class QueueLook(Protocol):
    """What admins see of the queue of many machines."""

    @property
    def figures(self) -> Mapping[str, Any]: ...

    @property
    def failed(self) -> Sequence[Any]: ...

    def sentence(self, lang: str, code: str) -> str: ...


@dataclass(frozen=True)
class Services:
    """Everything the door works with. ``texts``: one catalogue for each language, ``vi`` first.

    ``approved`` is called after a person's approval; ``fetched`` gives the access log's entries of
    a record since a moment (ISO 8601, or ``None``): who fetched a paper that was filed wrongly.
    """

    store: Store
    index: Index
    state: State
    catalogue: Catalogue
    texts: Mapping[str, Texts]
    pictures: Pictures
    papers: Papers
    uploads: Uploads
    approved: Callable[[Record], object]
    fetched: Callable[[str, str | None], list[dict[str, Any]]]
    max_upload_bytes: int = 2 * 1024**3
    queue: Callable[[], QueueLook | None] | None = None  # it gives None while that is away
