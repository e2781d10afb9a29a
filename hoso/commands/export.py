"""``hoso export --archive``: every approved paper as an archive copy in a folder or on S3."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hoso.archive.metadata import BORN_DIGITAL, SCANNED, metadata_of
from hoso.archive.scans import AS_IS, TWO_LAYER, VECTOR, Order, copy_job
from hoso.archive.shelf import AGENCY, CopyRefused, Shelf, name_of
from hoso.archive.standing import Standing, standing_job
from hoso.archive.two_layer import About
from hoso.commands.edge import OK, SET_ASIDE, USAGE, complain, open_the_store
from hoso.messages import Texts
from hoso.pool import Job, Pool
from hoso.settings import Settings
from hoso.signatures.held import HeldBack
from hoso.signatures.sealing import Sealing
from ocr.errors import InputError
from storage.archive_codes import NumbersUsedUp
from storage.errors import NotFound, StoreDamaged
from storage.record import Record, State
from storage.store import Store

_ORIGIN = {TWO_LAYER: SCANNED, VECTOR: BORN_DIGITAL}  # a signed file may be either


def export_copies(archive: str, url: str, agency: str, settings: Settings, texts: Texts) -> int:
    """Writes what is missing; 1 when a paper could not be copied (the others are)."""
    if (wrong := _wrong_usage(archive, url, agency)) is not None:
        complain(texts(wrong))
        return USAGE
    store = open_the_store(url, settings, create=False)
    try:
        with (
            Shelf(archive, agency, store.archive_codes, settings.s3) as shelf,
            Pool(1, memory=settings.worker_memory) as pool,
        ):
            sealing = Sealing(settings.signing, pool) if settings.signing else None
            desk = _Desk(store, shelf, pool, settings, sealing)
            made, failed, held = _export(desk, texts)
    except BlockingIOError:
        complain(texts("export.busy"))
        return USAGE
    print(texts("export.done", made=made, failed=failed))
    if held:
        print(texts("export.waiting", held=held))
    return SET_ASIDE if failed or held else OK


def _wrong_usage(archive: str, url: str, agency: str) -> str | None:
    if not archive:
        return "export.no_archive"
    if not re.fullmatch(AGENCY, agency):
        return "export.agency"
    place, store = (
        one.rstrip("/") if "://" in one else str(Path(one).resolve()) for one in (archive, url)
    )
    return "export.in_store" if f"{place}/".startswith(f"{store}/") else None


def _export(desk: "_Desk", texts: Texts) -> tuple[int, int, int]:
    """How many were made, failed, wait to be signed."""
    made = failed = held = 0
    for record_id in desk.store.record_ids():
        sentence = ""
        try:
            copied = desk.copy(desk.store.latest(record_id))
            made += copied is True
            if isinstance(copied, InputError):
                sentence = texts.fault(copied.fault)
        except (NotFound, StoreDamaged) as error:  # of this paper alone
            sentence = texts.store_error(error.code, error.where)
        except CopyRefused as error:
            sentence = texts(f"export.{error.code}", name=error.name)
        except NumbersUsedUp:
            sentence = texts("export.numbers_used_up")
        except HeldBack as error:  # the next run tries again
            held += 1
            reason = texts(f"held.{error.code}")
            complain(texts("export.held", record=record_id, sentence=reason))
        if sentence:
            failed += 1
            complain(texts("export.failed", record=record_id, sentence=sentence))
    return made, failed, held


@dataclass(frozen=True)
class _Desk:
    """What copies are made with."""

    store: Store
    shelf: Shelf
    pool: Pool
    settings: Settings
    sealing: Sealing | None

    def copy(self, record: Record) -> bool | InputError:
        """Makes, signs and keeps the record's copy: True; False where there is nothing to be done;
        or what went wrong with it. Raises ``HeldBack``."""
        if record.state is not State.APPROVED:
            return False
        scanned = self.store.version(record.record_id, 1).created_at
        code = self.shelf.code_of(record)
        name = name_of(code, scanned)
        if self.shelf.has(name, record):
            return False
        with TemporaryDirectory(prefix="hoso-archive-") as folder:
            target = Path(folder) / "copy.pdf"
            metadata = metadata_of(record, code)
            how = self._make(record, target, About.of(metadata))
            if isinstance(how, InputError):
                return how
            metadata["ConfidenceLevel"] = _ORIGIN.get(how, "")
            if how == AS_IS:
                metadata["Format"] = "PDF"
            elif self.sealing is not None:
                metadata |= self.sealing.seal(target).as_json()
            if not self.shelf.put(name, target):
                metadata |= self._standing(target, name, code)
            metadata |= {"scanned": scanned[:10], "made": how}
            self.shelf.close(name, record, target, metadata)
        return True

    def _make(self, record: Record, target: Path, about: About) -> str | InputError:
        source, original = record.document["source"], target.with_name("original")
        self.store.fetch_original(source["sha256"], original)
        order = Order(path=original, pages=tuple(source["pages"]), about=about, target=target)
        args = (order, self.settings.limits, self.settings.engine)
        found = list(self._run(Job(copy_job, args, None, self.settings.page_seconds)))
        how: str | InputError = found[-1]
        return how

    def _standing(self, path: Path, name: str, code: str) -> dict[str, str]:
        """Of the PDF that stands there already: it must be this paper's, and it is the copy."""
        job = Job(standing_job, (path,), None, self.settings.page_seconds)
        found = list(self._run(job))
        standing = found[0] if found else None
        if not isinstance(standing, Standing) or standing.code != code:
            raise CopyRefused("code_taken", name)
        return standing.signed

    def _run(self, job: Job) -> Iterator[Any]:
        """What the job yields, or its fault."""
        self.pool.give(job)
        while self.pool.busy:
            for event in self.pool.events():
                if event.fault is not None or event.item is not None:
                    yield event.fault or event.item
