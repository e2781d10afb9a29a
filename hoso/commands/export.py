"""``hoso export --archive``: every approved paper as an archive copy in a folder."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hoso.archive.metadata import BORN_DIGITAL, SCANNED, metadata_of
from hoso.archive.scans import AS_IS, TWO_LAYER, VECTOR, Order, copy_job
from hoso.archive.shelf import Shelf
from hoso.archive.two_layer import About
from hoso.commands.edge import OK, SET_ASIDE, USAGE, complain, open_the_store
from hoso.messages import Texts
from hoso.pool import Job, Pool
from hoso.settings import Settings
from hoso.signatures.held import HeldBack
from hoso.signatures.sealing import Sealing
from ocr.errors import InputError
from storage.errors import NotFound, StoreDamaged
from storage.record import Record, State
from storage.store import Store

_ORIGIN = {TWO_LAYER: SCANNED, VECTOR: BORN_DIGITAL}  # a signed file may be either
_AGENCY = re.compile(r"[A-Z0-9][A-Z0-9.]{0,12}")


def export_copies(folder: Path, url: str, agency: str, settings: Settings, texts: Texts) -> int:
    """Writes what is missing; 1 when a paper could not be copied (the others are)."""
    if not _AGENCY.fullmatch(agency):
        complain(texts("export.agency"))
        return USAGE
    store = open_the_store(url, settings, create=False)
    made = failed = held = 0
    try:
        with (
            Shelf(folder, agency, store.archive_codes) as shelf,
            Pool(1, memory=settings.worker_memory) as pool,
        ):
            sealing = Sealing(settings.signing, pool) if settings.signing else None
            for record_id in store.record_ids():
                record = store.latest(record_id)
                if record.state is not State.APPROVED or shelf.has(record):
                    continue
                try:
                    fault = _copy(record, store, shelf, pool, settings, sealing=sealing)
                    sentence = texts.fault(fault.fault) if fault is not None else ""
                except (NotFound, StoreDamaged) as error:  # of this paper alone
                    sentence = texts.store_error(error.code, error.where)
                except HeldBack as error:  # the next run tries again
                    held += 1
                    reason = texts(f"held.{error.code}")
                    complain(texts("export.held", record=record_id, sentence=reason))
                    continue
                made, failed = made + (not sentence), failed + bool(sentence)
                if sentence:
                    complain(texts("export.failed", record=record_id, sentence=sentence))
    except BlockingIOError:
        complain(texts("export.busy"))
        return USAGE
    print(texts("export.done", made=made, failed=failed))
    if held:
        print(texts("export.waiting", held=held))
    return SET_ASIDE if failed or held else OK


def _copy(
    record: Record,
    store: Store,
    shelf: Shelf,
    pool: Pool,
    settings: Settings,
    *,
    sealing: Sealing | None,
) -> InputError | None:
    """Makes, signs and keeps one copy, or says what went wrong with it. Raises ``HeldBack``."""
    source = record.document["source"]
    scanned = store.versions(record.record_id)[0].created_at
    code = shelf.code_of(record)
    with TemporaryDirectory(prefix="hoso-archive-") as folder:
        original, target = Path(folder) / "original", Path(folder) / "copy.pdf"
        store.fetch_original(source["sha256"], original)
        metadata = metadata_of(record, code)
        about = About.of(metadata)
        order = Order(path=original, pages=tuple(source["pages"]), about=about, target=target)
        args = (order, settings.limits, settings.engine)
        pool.give(Job(copy_job, args, None, settings.page_seconds))
        how = ""
        while pool.busy:
            for event in pool.events():
                if event.fault is not None:
                    return event.fault
                how = event.item or how
        metadata["ConfidenceLevel"] = _ORIGIN.get(how, "")
        if how == AS_IS:
            metadata["Format"] = "PDF"
        elif sealing is not None:
            metadata |= sealing.seal(target).as_json()
        shelf.keep(record, target, scanned, metadata | {"scanned": scanned[:10], "made": how})
    return None
