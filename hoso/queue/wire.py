"""Pages between machines: what a worker has read of a large file, as compressed JSON and back.

Errors: bytes that are no such pages (of another version) are a ``ValueError``: they are read anew.
"""

import zlib
from collections.abc import Iterable, Mapping

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from ocr.errors import Fault, PageError
from ocr.page import Page


@dataclass(frozen=True)
class _Lost:
    number: int
    fault: Fault
    detail: str


@dataclass(frozen=True)
class _Part:
    pages: tuple[Page, ...]
    lost: tuple[_Lost, ...]


_PARTS = TypeAdapter(_Part)


def pack_pages(pages: Iterable[Page], lost: Mapping[int, PageError]) -> bytes:
    """Pages that were read, and why others were not."""
    away = tuple(_Lost(number, error.fault, error.detail) for number, error in lost.items())
    return zlib.compress(_PARTS.dump_json(_Part(tuple(pages), away)), 6)


def unpack_pages(body: bytes) -> tuple[dict[int, Page], dict[int, PageError]]:
    """The same by number."""
    try:
        part = _PARTS.validate_json(zlib.decompress(body))
    except zlib.error as error:
        raise ValueError("pages are damaged") from error
    pages = {page.number: page for page in part.pages}
    return pages, {one.number: PageError(one.fault, one.detail) for one in part.lost}
