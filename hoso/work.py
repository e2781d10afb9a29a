"""The jobs that run in worker processes: open a file, read pages, make documents.

Module-level generators, so that ``hoso.pool`` can run them; what they load (engine, pipeline) stays
in the process for the next job. This module is imported once by the server that forks workers.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import cv2

from extract.document import Document
from extract.evidence import Trust
from extract.pipeline import load, read_documents
from extract.printed import printed_words
from hoso.debug_page import DebugPage
from hoso.settings import Acceptance
from hoso.signatures.verify import may_be_signed, signatures_job
from hoso.stacks.cutting import cut
from hoso.stacks.papers import read_dossier
from hoso.transfer import quicken
from ocr.engine.choose import Readers, load_readers
from ocr.errors import Fault, InputError, PageError
from ocr.line_pictures import line_picture_of
from ocr.page import Page, Reading
from ocr.reading import read_page
from ocr.source.file import open_file
from ocr.source.interface import Limits
from ocr.source.open import open_source, source_of
from storage.originals import fingerprint

quicken()  # in every process that reads, and in those that ask them to


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that can be opened: its hash and how many pages it has."""

    sha256: str
    pages: int
    may_be_signed: bool = False


@dataclass(frozen=True, slots=True)
class LostPage:
    """A page that could not be read; the others of its file go on."""

    number: int
    error: PageError


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return fingerprint(stream)[0]


def open_job(path: Path, limits: Limits) -> Iterator[Opened]:
    """Yields one ``Opened``: the hash is that of the very bytes that were opened. Raises
    ``InputError``."""
    stream, found = open_file(path, max_bytes=limits.max_bytes)
    try:
        sha256, _ = fingerprint(stream)
        stream.seek(0)
    except OSError as error:
        stream.close()
        raise InputError(Fault.NOT_READABLE, type(error).__name__) from error
    with source_of(stream, found, limits) as source:
        pages = source.page_count
    yield Opened(sha256, pages, may_be_signed(path))


def pages_job(
    path: Path, numbers: Sequence[int], limits: Limits, engine: str, debug: Path | None
) -> Iterator[Page | LostPage]:
    """Yields each page, or why it could not be read."""
    readers = page_readers_of(engine)
    with open_source(path, limits=limits) as source:
        for number in numbers:
            try:
                picture = source.page(number)
                if debug is None:
                    yield read_page(picture, readers)
                else:
                    trace = DebugPage(debug, path.stem, number)
                    page = read_page(picture, readers, trace=trace)
                    trace.finish(page)
                    yield page
            except PageError as error:
                yield LostPage(number, error)


def documents_job(pages: Sequence[Page], accept: Acceptance) -> Iterator[list[Document]]:
    """Yields the documents on these pages of one file; none reaches over a separator sheet."""
    yield [
        document
        for dossier in cut(pages).dossiers
        for document in read_dossier(
            dossier, lambda some, kind: documents_of(some, accept, as_type=kind)
        )
    ]


def lines_job(paths: Sequence[Path], limits: Limits, engine: str) -> Iterator[dict[str, Any]]:
    """Yields one JSON object per picture of a single line (contract §1, ``hoso lines``)."""
    reader = readers_of(engine).lines
    for path in paths:
        try:
            with open_source(path, limits=limits) as source:
                picture = source.page(1).image()
        except InputError as error:
            yield {"file": str(path), "error": {"code": str(error.fault)}}
            continue
        reading = reader.read([line_picture_of(picture)])[0]
        own = Reading(reader.name, reading.text, reading.confidence)
        yield {
            "file": str(path),
            "text": reading.text,
            "confidence": round(reading.confidence, 4),
            "readings": [
                {"reader": r.reader, "text": r.text, "confidence": round(r.confidence, 4)}
                for r in reading.readings or (own,)
            ],
        }


@dataclass(frozen=True, slots=True)
class Steps:
    """The jobs that make documents of a file; measurements and tests put others in their place."""

    open: Callable[..., Iterator[Any]] = open_job
    pages: Callable[..., Iterator[Any]] = pages_job
    documents: Callable[..., Iterator[Any]] = documents_job
    signatures: Callable[..., Iterator[Any]] = signatures_job


STEPS = Steps()


@cache
def readers_of(engine: str) -> Readers:
    """The readers of this process, loaded once."""
    cv2.setNumThreads(1)  # pages run beside one another, one process each
    folder = Path(str(files("models.line_reader") / "weights"))
    return load_readers(engine, weights=folder)


@cache
def page_readers_of(engine: str) -> Readers:
    """The same readers for whole pages: what every copy of a form prints is read by one only."""
    return readers_of(engine).sparing(printed_words)


def documents_of(
    pages: Sequence[Page], accept: Acceptance, *, as_type: str | None = None
) -> list[Document]:
    """The documents on these pages, with what was trained for reading them."""
    return read_documents(pages, pipeline_of(accept), as_type=as_type)


@cache
def pipeline_of(accept: Acceptance) -> Any:
    """The pipeline of this process, loaded once for what may be accepted."""
    trust = Trust(target=accept.target, stopped=accept.stopped)
    return load(
        trust=trust,
        page_types=trained_folder("page_types"),
        free_text=trained_folder("free_text"),
    )


def trained_folder(name: str) -> Path:
    """Where a trained pipeline lies: ``page_types``, ``free_text``."""
    return Path(str(files(f"models.{name}") / "trained"))
