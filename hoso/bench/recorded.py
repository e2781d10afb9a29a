"""An engine that sleeps: pages and documents as they were read once, after as long as that took.

In: drawn papers, read once by the real engine; files that name the paper they show. Out:
``RECORDED``, the steps of ``hoso.work`` with the reading replaced; opening a file is real. The
recording lies in the file that ``HOSO_BENCH_RECORDING`` names.
"""

import os
import re
import signal
import struct
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from extract.document import Document
from hoso.settings import Acceptance
from hoso.work import Steps, documents_job, open_job, pages_job
from ocr.page import Page, Step
from ocr.source.interface import Limits

RECORDING = "HOSO_BENCH_RECORDING"
_MARK = re.compile(rb"hoso-recorded (\d+) (\d+)")
_COPY = "copy"
_HEAD = 4096
DEADLY = 900  # papers from here on: reading them is the end of the process


@dataclass(frozen=True)
class Recorded:
    """One page, how long it took to read, its documents, and how long those took."""

    page: Page
    seconds: float
    documents: list[Document]
    documents_seconds: float


_ALL = TypeAdapter(list[Recorded])


def record(files: Sequence[Path], target: Path) -> list[Recorded]:
    """Reads these files of one page each with the real engine, and keeps that. The first is read
    twice: loading is no part of reading."""
    _read(files[0])
    found = [_read(file) for file in files]
    target.write_bytes(_ALL.dump_json(found))
    return found


def _read(file: Path) -> Recorded:
    begun = _cpu()
    (page,) = (p for p in pages_job(file, [1], Limits(), "auto", None) if isinstance(p, Page))
    read = _cpu()
    (documents,) = documents_job([page], Acceptance())
    ended = _cpu()
    return Recorded(page, read - begun, documents, ended - read)


def _cpu() -> float:
    """Seconds of CPU, of our children, too: what a reading takes where nobody else works."""
    return sum(os.times()[:4])


def write_copy(picture: Path, target: Path, *, paper: int, number: int) -> None:
    """The picture of a recorded paper as a file of its own: other bytes, the same pixels."""
    target.write_bytes(mark(picture.read_bytes(), paper, number))


def write_pages(target: Path, pages: int, *, paper: int, number: int) -> None:
    """A PDF of many empty pages, each of them the recorded paper."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(target), pageCompression=0, invariant=1)
    for _ in range(pages):
        canvas.showPage()
    canvas.save()
    first, rest = target.read_bytes().split(b"\n", 1)
    own = f"%hoso-recorded {paper} {number:09}\n".encode()
    target.write_bytes(first + b"\n" + own + rest)


def mark(png: bytes, paper: int, number: int) -> bytes:
    """A text chunk behind the header says which paper it is, and which copy."""
    body = b"tEXtComment\0" + f"hoso-recorded {paper} {number:09}".encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:33] + chunk + png[33:]


def recorded_pages(
    path: Path, numbers: Sequence[int], limits: Limits, engine: str, debug: Path | None
) -> Iterator[Page]:
    """Yields the recorded page, after its time."""
    del limits, engine, debug
    paper = _paper_of(path)
    if paper >= DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)  # a file that kills whoever reads it
    one = _recording()[paper]
    for number in numbers:
        time.sleep(one.seconds)
        copy = Step(_COPY, str(paper), f"{_number_of(path) + number}")
        yield replace(one.page, number=number, steps=(*one.page.steps, copy))


def recorded_documents(pages: Sequence[Page], accept: Acceptance) -> Iterator[list[Document]]:
    """Yields the recorded document of each page: every page is a paper of its own."""
    del accept  # what was decided then is part of the recording
    found = []
    for page in pages:
        one = _recording()[int(page.steps[-1].version)]
        time.sleep(one.documents_seconds)
        found.append(_of_somebody(one.documents[0], page))
    yield found


def _of_somebody(document: Document, page: Page) -> Document:
    """Each copy is the paper of a citizen of its own, as papers are."""
    copy = int(page.steps[-1].detail)
    number = f"001{copy % 4}85{copy % 1_000_000:06}"  # invented; well-formed (domain §7.2)
    holders = tuple(
        replace(one, citizen_id=number if n == 0 else None, certain=n == 0)
        for n, one in enumerate(document.holders)
    )
    return replace(document, pages=(page.number,), holders=holders)


def _paper_of(path: Path) -> int:
    return _marks(path)[0]


def _number_of(path: Path) -> int:
    return _marks(path)[1]


def _marks(path: Path) -> tuple[int, int]:
    with path.open("rb") as stream:
        found = _MARK.search(stream.read(_HEAD))
    if found is None:
        raise ValueError("no recorded paper")
    return int(found[1]), int(found[2])


@cache
def _recording() -> list[Recorded]:
    return _ALL.validate_json(Path(os.environ[RECORDING]).read_bytes())


RECORDED = Steps(open_job, recorded_pages, recorded_documents)
