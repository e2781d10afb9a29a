"""Jobs of the server's lanes: draw a page, read a region, read pages anew. Run in workers only.

Module-level generators for ``hoso.pool``; what they make ready stays in the process.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extract.document import Document
from hoso.settings import Acceptance
from hoso.work import documents_of, page_readers_of, readers_of
from ocr.engine.grammar import DATE, FREE, ID_CARD, PERSONAL_NUMBER, SERIAL
from ocr.page import Box, Page, Reading, Transform
from ocr.reading import read_page
from ocr.region import ReadyPage, read_region, ready_page
from ocr.rendition import PdfPage, pdf_of, webp_of
from ocr.source.interface import Limits
from ocr.source.open import open_source


@dataclass(frozen=True, slots=True)
class Spot:
    """One page of a file on this machine, how it was turned, and what it may ask of us."""

    path: Path
    page: int
    transform: Transform
    limits: Limits


_PATTERNS = {
    "citizen_id": PERSONAL_NUMBER,
    "id_card_number": ID_CARD,
    "date": DATE,
    "serial_number": SERIAL,
}
_READY = 3  # pages that regions can be read from at once: the one shown, and its neighbours


def rendition_job(spot: Spot, cover: Sequence[Box] = ()) -> Iterator[bytes]:
    """Yields the upright page as WebP, boxes blacked out."""
    with open_source(spot.path, limits=spot.limits) as source:
        yield webp_of(source.page(spot.page), spot.transform, cover)


def pdf_job(path: Path, pages: Sequence[PdfPage], limits: Limits) -> Iterator[bytes]:
    """Yields a PDF of these pages alone."""
    yield pdf_of(path, pages, limits)


def ready_job(spot: Spot, engine: str) -> Iterator[None]:
    """Makes a page ready, so that the first region is quick."""
    _ready(spot)
    readers_of(engine)
    yield None


def region_job(spot: Spot, engine: str, box: Box, kind: str) -> Iterator[Reading]:
    """Yields what was read in the box, for a field of that kind."""
    pattern = _PATTERNS.get(kind, FREE)
    yield from read_region(_ready(spot), box, readers_of(engine), pattern=pattern)


def reread_job(
    path: Path,
    pages: Sequence[tuple[int, Transform | None]],
    as_type: str | None,
    limits: Limits,
    way: tuple[str, Acceptance],
) -> Iterator[Page | list[Document]]:
    """Yields each page as it is read anew, then the documents on them in this order."""
    engine, accept = way
    readers, read = page_readers_of(engine), []
    with open_source(path, limits=limits) as source:
        for number, turned in pages:
            read.append(read_page(source.page(number), readers, turned=turned))
            yield read[-1]
    yield documents_of(read, accept, as_type=as_type)


@lru_cache(maxsize=_READY)
def _ready(spot: Spot) -> ReadyPage:
    with open_source(spot.path, limits=spot.limits) as source:
        return ready_page(source.page(spot.page), spot.transform)
