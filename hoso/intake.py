"""One file: opened, read page by page, made into documents. The steps that a batch repeats.

``Intake`` follows one file through the pool: it says which job comes next and takes in what jobs
yield. It knows nothing of stores; ``hoso.batch`` files what comes out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extract.document import Document
from hoso.pool import Event, Job
from hoso.settings import Settings
from hoso.signatures.finding import Finding, with_doubts
from hoso.stacks.cutting import Stack, cut
from hoso.work import STEPS, LostPage, Opened, Steps
from ocr.errors import Fault, InputError, PageError
from ocr.page import Page

RANGE = 8  # pages of one job: a large file keeps all workers busy
OPEN_SECONDS = 25.0
FILE_SECONDS = 25.0  # of work for a file, and
PER_PAGE_SECONDS = 3.0  # for each of its pages, before what is left is set aside
SIGNATURE_SECONDS = 40.0  # for one signature of a file
TRANSIENT = frozenset(
    {
        Fault.TOO_SLOW,
        Fault.OUT_OF_MEMORY,
        Fault.CRASHED,
        Fault.ENGINE_FAILED,
        Fault.CHANGED,
        Fault.WORKER_LOST,
    }
)
# What such a file is cannot change by itself: it is set aside for good. Everything else that keeps
# a file from being stored (also a store's or a queue's own codes) may pass.
LASTING = frozenset(map(str, Fault)) - TRANSIENT - {Fault.NOT_READABLE, Fault.NOT_FOUND}


@dataclass(eq=False, slots=True)
class Intake:
    """One file on its way. ``path`` is read, ``name`` is what people see."""

    path: Path
    name: str
    dossier: str
    settings: Settings
    debug: Path | None = None
    steps: Steps = STEPS
    only: range | None = None  # these pages alone are read
    kept: bool = False  # ``path`` is the store's own original
    sha256: str = ""
    page_count: int = 0
    pages: dict[int, Page] = field(default_factory=dict)
    lost: dict[int, PageError] = field(default_factory=dict)
    error: InputError | None = None
    documents: list[Document] | None = None
    may_be_signed: bool = False
    signatures: list[Finding] = field(default_factory=list)
    _waiting: list[tuple[int, ...]] = field(default_factory=list)
    _working: int = 0
    _to_check: bool = False  # signatures: their job is still to be given
    _checking: bool = False
    _doubted: bool = False
    _asked_for_documents: bool = False
    _spent: float = 0.0
    _stack: Stack | None = None

    @property
    def done(self) -> bool:
        """Nothing more will come: documents are made, or the file could not be read."""
        checked = not (self._to_check or self._checking)
        return self.error is not None or (self.documents is not None and checked)

    @property
    def waiting(self) -> bool:
        """Is there a job that could be given now?"""
        return bool(self._waiting) or self._to_check or self._ready_for_documents()

    @property
    def stack(self) -> Stack:
        """How the file's pages lie between separator sheets; asked for when all are in."""
        if self._stack is None:
            self._stack = cut(list(self.pages.values()))
        return self._stack

    def opening(self) -> Job:
        """The first job: can it be opened, what is its hash, how many pages?"""
        return Job(self.steps.open, (self.path, self.settings.limits), self, OPEN_SECONDS)

    def check_signatures(self) -> None:
        """The file may be signed: it is not done before that has been looked at."""
        self.may_be_signed = self._to_check = True

    def next_job(self) -> Job:
        """The signatures, the next range of pages, or the documents when all pages are in."""
        if self._to_check:
            self._to_check, self._checking = False, True
            signed = (self.path, self.settings.trust_roots)
            return Job(self.steps.signatures, signed, self, SIGNATURE_SECONDS)
        if self._ready_for_documents():
            self._asked_for_documents = True
            pages = [self.pages[number] for number in sorted(self.pages)]
            seconds = FILE_SECONDS + len(pages)
            given = (pages, self.settings.acceptance)
            return Job(self.steps.documents, given, self, seconds)
        numbers = self._waiting.pop(0)
        self._working += 1
        s = self.settings
        args = (self.path, numbers, s.limits, s.engine, self.debug)
        return Job(self.steps.pages, args, self, s.page_seconds)

    def take(self, event: Event) -> None:
        """Takes in what a job yielded, its end or its failure."""
        if isinstance(event.item, Opened):
            self._open(event.item)
        elif isinstance(event.item, Page):
            self.pages[event.item.number] = event.item
        elif isinstance(event.item, LostPage):
            self.lost[event.item.number] = event.item.error
        elif isinstance(event.item, Finding):
            self.signatures.append(event.item)
        elif isinstance(event.item, list):
            self.documents = event.item
        elif event.fault is not None:
            self._fail(event.job, event.fault)
        elif event.done:
            self._end(event.job)
        self._cast_doubts()

    def faults(self) -> Iterator[tuple[int | None, InputError]]:
        """What must be set aside: the whole file (page ``None``), or single pages."""
        if self.error is not None:
            yield None, self.error
        else:
            yield from sorted(self.lost.items())

    def _ready_for_documents(self) -> bool:
        return (
            self.page_count > 0
            and not self._waiting
            and self._working == 0
            and not self._asked_for_documents
            and not self.done
        )

    def _end(self, job: Job) -> None:
        if job.run is self.steps.pages:
            self._working -= 1
        elif job.run is self.steps.signatures:
            self._checking = False

    def _cast_doubts(self) -> None:
        """Once, when documents and signatures are in: the latter speak about all of the former."""
        if self.done and self.documents is not None and not self._doubted:
            self._doubted = True
            signatures = [one.as_json() for one in self.signatures]
            self.documents = [with_doubts(one, signatures) for one in self.documents]

    def _open(self, opened: Opened) -> None:
        self.sha256, self.page_count = opened.sha256, opened.pages
        if opened.may_be_signed and self.only is None:
            self.check_signatures()
        numbers = self.only or range(1, opened.pages + 1)
        self._waiting = [tuple(numbers[n : n + RANGE]) for n in range(0, len(numbers), RANGE)]

    def _fail(self, job: Job, fault: InputError) -> None:
        if job.run is self.steps.signatures:
            # Whatever the check died of: the file goes on, and a person looks at its signatures.
            self._checking = False
            self.signatures.append(Finding(reason=str(fault.fault)))
            return
        if job.run is not self.steps.pages:
            # No page was read, or no document could be made of the pages: a person must look.
            self.error = fault
            return
        self._working -= 1
        numbers: tuple[int, ...] = job.args[1]
        missing = [n for n in numbers if n not in self.pages and n not in self.lost]
        if not missing:
            return
        self.lost[missing[0]] = PageError(fault.fault, fault.detail)
        self._spent += job.step_seconds if fault.fault is Fault.TOO_SLOW else 0.0
        if self._spent > FILE_SECONDS + PER_PAGE_SECONDS * self.page_count:
            for number in missing[1:]:
                self.lost[number] = PageError(Fault.TOO_SLOW, "the file used up its time")
        elif len(missing) > 1:
            self._waiting.insert(0, tuple(missing[1:]))
