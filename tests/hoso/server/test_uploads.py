"""Files through the browser: none that was received whole is lost, names lead nowhere else."""

import io
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hoso.queue.embedded import Embedded
from hoso.server.uploads import Progress, TooLargeError, Uploads
from hoso.settings import Settings, read_settings
from ocr.source.interface import Limits
from storage.store import Store, open_store

MakeUploads = Callable[..., Uploads]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    env = {"HOSO_STATE": str(tmp_path / "state"), "HOSO_WORKERS": "1"}
    return replace(read_settings(env), limits=Limits(max_bytes=2_000_000), engine="hoso")


@pytest.fixture
def store(tmp_path: Path, settings: Settings) -> Store:
    return open_store(str(tmp_path / "store"), secrets_folder=settings.secrets_folder)


@pytest.fixture
def make(store: Store, settings: Settings, tmp_path: Path) -> MakeUploads:
    def make() -> Uploads:
        queue = Embedded(store, settings, approved=lambda _: None)
        return Uploads(store, queue, tmp_path / "spool", max_bytes=settings.limits.max_bytes)

    return make


def finished(uploads: Uploads, batch: str) -> Progress:
    until = time.monotonic() + 60
    while uploads.progress(batch).running and time.monotonic() < until:
        time.sleep(0.05)
    return uploads.progress(batch)


def test_a_batch_balances_and_leaves_nothing_behind(
    make: MakeUploads, store: Store, papers: Path, tmp_path: Path
) -> None:
    uploads = make()
    batch = uploads.start("lan", "vi")
    with (papers / "scans" / "van-ban.jpg").open("rb") as stream:
        uploads.add(batch, "hồ sơ/van-ban.jpg", stream)
    uploads.add(batch, "hồ sơ/hỏng.pdf", io.BytesIO(b"%PDF-1.4 broken"))
    uploads.close(batch)
    done = finished(uploads, batch)
    assert (done.files, done.files_done, done.error) == (2, 2, None)
    assert done.pages_in == done.pages_stored + done.pages_quarantined == 2
    [record] = [store.latest(one) for one in store.record_ids()]
    assert record.batch == batch
    assert record.document["source"]["file"] == "hồ sơ/van-ban.jpg"
    assert record.document["source"]["dossier"] == "hồ sơ"
    ended = store.batch(batch)
    assert ended is not None
    assert (ended["by"], sorted(ended["files"].values())) == (
        "lan",
        ["hồ sơ/hỏng.pdf", "hồ sơ/van-ban.jpg"],
    )
    assert list((tmp_path / "spool").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/abs/x.pdf", "abs/x.pdf"),
        ("a\\b.pdf", "a/b.pdf"),
        ("x\x00\ny.pdf", "x__y.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("t" * 300 + ".pdf", "t" * 196 + ".pdf"),
    ],
)
def test_names_stay_in_their_batch(make: MakeUploads, tmp_path: Path, name: str, kept: str) -> None:
    uploads = make()
    batch = uploads.start("lan", "vi")
    uploads.add(batch, name, io.BytesIO(b"x"))
    files = tmp_path / "spool" / batch / "files"
    assert [p.relative_to(files).as_posix() for p in files.rglob("*") if p.is_file()] == [kept]
    assert not list((tmp_path / "spool" / batch / "parts").iterdir())


def test_what_may_not_be(make: MakeUploads) -> None:
    uploads = make()
    batch = uploads.start("lan", "vi")
    with pytest.raises(TooLargeError):
        uploads.add(batch, "big.pdf", io.BytesIO(b"x" * 2_000_001))
    assert uploads.progress(batch).files == 0
    for name in ("", "..", "/", "./."):
        with pytest.raises(ValueError, match="bad_name"):
            uploads.add(batch, name, io.BytesIO(b"x"))
    for unknown in ("../x", "20260101-000000-abcd", ""):
        with pytest.raises(ValueError, match="unknown_batch"):
            uploads.progress(unknown)
    uploads.add(batch, "a.pdf", io.BytesIO(b"x"))
    uploads.add(batch, "a.pdf", io.BytesIO(b"y"))  # two files of one name are two files
    assert uploads.progress(batch).files == 2
    uploads.close(batch)
    with pytest.raises(ValueError, match="batch_closed"):
        uploads.add(batch, "b.pdf", io.BytesIO(b"x"))
    finished(uploads, batch)


def test_a_server_that_died_goes_on_with_what_it_received(
    make: MakeUploads, store: Store, papers: Path
) -> None:
    first = make()
    batch = first.start("lan", "vi")
    with (papers / "scans" / "van-ban.jpg").open("rb") as stream:
        first.add(batch, "van-ban.jpg", stream)
    second = make()  # the first one is gone without having closed the batch
    second.resume()
    assert finished(second, batch).files_done == 1
    assert len(list(store.record_ids())) == 1
    ended = store.batch(batch)
    assert ended is not None
    assert ended["by"] == "lan"
