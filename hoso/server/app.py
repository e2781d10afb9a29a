"""The server: both doors over one store, with what they need from outside. The wiring of it all.

In: a store and settings. Out: an ASGI application, and what must be closed afterwards. Worker
processes start before any thread does, so that they are forks of a clean process.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

from extract.catalogue import document_types
from hoso.approval import after_approval
from hoso.archive.served import ServedArchive
from hoso.blind_checks import acceptance_of
from hoso.messages import LANGUAGES, Texts
from hoso.queue.choose import Say, queue_of
from hoso.server.beside import folder_of, index_of, state_of
from hoso.server.desk import Lane
from hoso.server.originals import Originals
from hoso.server.papers import Papers
from hoso.server.pictures import Pictures
from hoso.server.queue_view import QueueView
from hoso.server.uploads import Uploads
from hoso.settings import Acceptance, Settings
from ocr.errors import InputError
from ocr.page import Box
from reuse.app import reuse_app
from reuse.definition_files import load_rules
from reuse.interface import PictureError
from reuse.interface import Services as ReuseServices
from review_ui.app import review_app
from review_ui.interface import Services as ReviewServices
from storage.record import Record
from storage.store import Store


def _silent(key: str, values: dict[str, object]) -> None:
    del key, values


@contextmanager
def serving(store: Store, settings: Settings, say: Say = _silent) -> Iterator[ASGIApp]:
    """The application, while it is served. ``say`` tells people what a queue waits for."""
    draw = Lane("draw", memory=settings.worker_memory)
    read = Lane("read", memory=settings.worker_memory)
    try:
        yield _application(store, settings, draw, read, say)
    finally:
        draw.close()
        read.close()


def _application(store: Store, settings: Settings, draw: Lane, read: Lane, say: Say) -> ASGIApp:
    draw.start()
    read.start()
    folder, catalogue = folder_of(settings, store), document_types()
    state = state_of(settings, store)
    state.backup(folder / "state.backup.sqlite")
    limits, engine = settings.limits, settings.engine
    originals = Originals(store, folder / "originals")
    pictures = Pictures(store, originals, draw=draw, read=read, limits=limits, engine=engine)

    approved = after_approval(store)
    index = index_of(settings, store)

    def accept() -> Acceptance:
        return acceptance_of(store, settings, index)

    queue = queue_of(store, settings, approved=approved, say=say, patient=True, accept=accept)
    uploads = Uploads(store, queue, folder / "uploads", max_bytes=limits.max_bytes)
    uploads.resume()
    view = QueueView(store, settings) if settings.queue else None
    review = ReviewServices(
        store=store,
        index=index,
        state=state,
        catalogue=catalogue,
        texts={lang: Texts(lang, "review_ui.messages") for lang in LANGUAGES},
        pictures=pictures,
        papers=Papers(store, originals, read=read, limits=limits, engine=engine, accept=accept),
        uploads=uploads,
        approved=approved,
        fetched=lambda record_id, since: fetched(store, record_id, since),
        max_upload_bytes=settings.limits.max_bytes,
        queue=view.look if view else None,
    )
    archive = None
    if settings.archive:
        archive = ServedArchive(settings.archive, settings.s3, store)
    reuse = ReuseServices(
        store=store,
        clients=state.clients,
        catalogue=catalogue,
        rules=load_rules(catalogue),
        texts={lang: Texts(lang, "reuse.messages") for lang in LANGUAGES},
        pictures=_ForPrograms(pictures),
        archive=archive,
        figures=view.numbers if view else dict,
    )
    doors = [Mount("/api/v1", reuse_app(reuse)), Mount("/", review_app(review))]
    return Starlette(routes=doors)


class _ForPrograms:
    """Pictures as the other door knows them: what cannot be drawn is a ``PictureError``."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures

    def page(self, record: Record, n: int, *, cover: Sequence[Box] = ()) -> bytes:
        with _explained():
            return self._pictures.page(record, n, cover=cover)

    def pdf(self, record: Record, *, cover: Mapping[int, Sequence[Box]]) -> bytes:
        with _explained():
            return self._pictures.pdf(record, cover=cover)

    def source_file(self, record: Record) -> AbstractContextManager[Path]:
        return self._pictures.source_file(record)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except InputError as error:
        raise PictureError(str(error.fault)) from error


def fetched(store: Store, record_id: str, since: str | None) -> list[dict[str, Any]]:
    """The access log's entries of one record: who fetched it, when and what for."""
    moment = None if since is None else datetime.fromisoformat(since)
    return [
        entry
        for entry in store.audit.entries(since=moment, kind="access")
        if any(read["record_id"] == record_id for read in entry["records"])
    ]
