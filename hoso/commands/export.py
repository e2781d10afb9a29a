"""``hoso export --archive``: every approved paper as an archive copy in a folder."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hoso.archive.scans import Order, copy_job
from hoso.archive.shelf import Shelf
from hoso.archive.two_layer import About
from hoso.commands.edge import OK, SET_ASIDE, USAGE, complain, open_the_store
from hoso.messages import Texts
from hoso.pool import Job, Pool
from hoso.settings import Settings
from ocr.errors import InputError
from storage.errors import NotFound, StoreDamaged
from storage.record import Record, State
from storage.store import Store

_AGENCY = re.compile(r"[A-Z0-9][A-Z0-9.]{0,12}")


def export_copies(folder: Path, url: str, agency: str, settings: Settings, texts: Texts) -> int:
    """Writes what is missing; 1 when a paper could not be copied (the others are)."""
    if not _AGENCY.fullmatch(agency):
        complain(texts("export.agency"))
        return USAGE
    store = open_the_store(url, settings, create=False)
    made = failed = 0
    try:
        with Shelf(folder, agency) as shelf, Pool(1, memory=settings.worker_memory) as pool:
            for record_id in store.record_ids():
                record = store.latest(record_id)
                if record.state is not State.APPROVED or shelf.has(record):
                    continue
                try:
                    fault = _copy(record, store, shelf, pool, settings)
                    sentence = texts.fault(fault.fault) if fault is not None else ""
                except (NotFound, StoreDamaged) as error:  # of this paper alone
                    sentence = texts.store_error(error.code, error.where)
                made, failed = made + (not sentence), failed + bool(sentence)
                if sentence:
                    complain(texts("export.failed", record=record_id, sentence=sentence))
    except BlockingIOError:
        complain(texts("export.busy"))
        return USAGE
    print(texts("export.done", made=made, failed=failed))
    return SET_ASIDE if failed else OK


def _copy(
    record: Record, store: Store, shelf: Shelf, pool: Pool, settings: Settings
) -> InputError | None:
    """Makes and keeps one copy, or says what went wrong with it."""
    source, kind = record.document["source"], record.document["type"]
    scanned = store.versions(record.record_id)[0].created_at
    about = About(
        doc_code=shelf.code_of(record), type_name=kind, issued=scanned[:10], organ="", subject=kind
    )
    with TemporaryDirectory(prefix="hoso-archive-") as folder:
        original, target = Path(folder) / "original", Path(folder) / "copy.pdf"
        store.fetch_original(source["sha256"], original)
        pages = tuple(source["pages"])
        order = Order(path=original, pages=pages, about=about, target=target)
        args = (order, settings.limits, settings.engine)
        pool.give(Job(copy_job, args, None, settings.page_seconds))
        mode = ""
        while pool.busy:
            for event in pool.events():
                if event.fault is not None:
                    return event.fault
                mode = event.item or mode
        shelf.keep(
            record,
            target,
            scanned,
            {
                "DocCode": about.doc_code,
                "TypeName": kind,
                "PageAmount": len(pages),
                "Language": "vi",
                "Format": "PDF" if mode == "as_is" else "PDF/A-2b",
                "ScannedDate": scanned[:10],
                "Mode": mode,
            },
        )
    return None
