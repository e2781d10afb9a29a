"""Places to keep objects in: a folder, and a real MinIO on loopback with a fresh folder.

Test folders are no packages, so what several test files need comes from here as fixtures.
"""

import contextlib
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from minio_server import HERE, MinioServer

from storage.errors import StoreUnreachable
from storage.layout import record_id
from storage.objects.connect import connect
from storage.objects.interface import Entry, Objects, one_by_one
from storage.objects.s3_settings import S3Settings
from storage.record import Record
from storage.store import Store, open_store


@dataclass(frozen=True)
class Place:
    """An empty place of one kind, and a folder for this machine's secrets."""

    url: str
    s3: S3Settings | None
    secrets: Path

    def objects(self) -> Objects:
        return connect(self.url, self.s3, create=True)

    def store(self, **options: Any) -> Store:
        return open_store(self.url, **{"secrets_folder": self.secrets, "s3": self.s3} | options)


@pytest.fixture
def s3_place(minio: MinioServer, tmp_path: Path) -> Place:
    return Place(f"s3://hoso-test/{uuid.uuid4().hex}", minio.settings, tmp_path / "secrets")


@pytest.fixture
def folder_place(tmp_path: Path) -> Place:
    return Place(str(tmp_path / "store"), None, tmp_path / "secrets")


@pytest.fixture(params=["folder", pytest.param("minio", marks=pytest.mark.minio)])
def place(request: pytest.FixtureRequest) -> Place:
    """The whole contract runs against both kinds alike."""
    name = "folder_place" if request.param == "folder" else "s3_place"
    found: Place = request.getfixturevalue(name)
    return found


@dataclass
class Proxy:
    """Passes everything on to the server, and can cut a connection after the server has done
    what it was asked, but before the client hears of it."""

    server: tuple[str, int]
    is_doomed: Callable[[bytes], bool] = lambda request: request.startswith(b"PUT ")
    cuts_left: int = 0
    cuts_done: int = 0
    _listener: socket.socket = field(default_factory=lambda: socket.create_server((HERE, 0)))

    @property
    def endpoint(self) -> str:
        return f"{HERE}:{self._listener.getsockname()[1]}"

    def __enter__(self) -> "Proxy":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        doomed = threading.Event()

        def ask() -> None:
            while data := client.recv(1 << 16):
                if data.split(b" ", 1)[0] in {b"PUT", b"POST", b"GET", b"HEAD"}:
                    (doomed.set if self.is_doomed(data) else doomed.clear)()
                server.sendall(data)
            server.shutdown(socket.SHUT_WR)

        def shielded(work: Callable[[], None]) -> Callable[[], None]:
            def run() -> None:
                with contextlib.suppress(OSError):
                    work()

            return run

        def answer() -> None:
            while data := server.recv(1 << 16):
                if doomed.is_set() and self.cuts_left:
                    self.cuts_left -= 1
                    self.cuts_done += 1
                    return
                client.sendall(data)

        with client, contextlib.suppress(OSError), socket.create_connection(self.server) as server:
            asking = threading.Thread(target=shielded(ask), daemon=True)
            asking.start()
            shielded(answer)()
            for end in (client, server):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            asking.join()


@pytest.fixture
def proxy(minio: MinioServer) -> Iterator[Proxy]:
    with Proxy((HERE, minio.port)) as running:
        yield running


@pytest.fixture
def proxied_place(s3_place: Place, proxy: Proxy) -> Place:
    assert s3_place.s3 is not None
    return replace(s3_place, s3=replace(s3_place.s3, endpoint=proxy.endpoint))


class FailingObjects:
    """Objects whose n-th write (from 1) fails, before or after it was stored, and all later ones:
    the process was killed there."""

    def __init__(self, objects: Objects, *, fails_at: int, stored: bool) -> None:
        self._objects = objects
        self._left = fails_at
        self._stored = stored

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._objects, name)
        return self._failing(found) if name in {"put_new", "put_stream"} else found

    def put_together(self, first: Entry, *others: Entry) -> bool:
        """A process may be killed between any two."""
        return one_by_one(self.put_new, first, *others)

    def _failing(self, write: Callable[..., None]) -> Callable[..., None]:
        def failing(*arguments: Any) -> None:
            self._left -= 1
            if self._left > 0:
                return write(*arguments)
            if self._left == 0 and self._stored:
                write(*arguments)
            raise StoreUnreachable("killed here")

        return failing


@pytest.fixture
def failing() -> type[FailingObjects]:
    return FailingObjects


SHA256 = "ab" * 32
HOLDER = {"role": "subject", "full_name": "NGUYỄN THỊ THANH TUYỀN"}


@pytest.fixture
def make_record() -> Callable[..., Record]:
    """A machine's reading: ``make_record({"citizen_id": …}, …, page=1)``, all holders certain
    unless they say otherwise."""

    def make(*holders: dict[str, Any], page: int = 1, **options: Any) -> Record:
        shown = [HOLDER | {"certain": True} | holder for holder in holders]
        citizens = [h["citizen_id"] for h in shown if h["certain"] and "citizen_id" in h]
        document = {
            "source": {"file": "giấy.pdf", "sha256": SHA256, "pages": [page], "dossier": "h"},
            "type": "ct07",
            "type_confidence": 0.99,
            "citizen_id": citizens[0] if citizens else None,
            "holders": shown,
            "fields": {},
            "doubts": [],
        }
        identifier = record_id(SHA256, page)
        return Record(record_id=identifier, document=document, **options)

    return make
