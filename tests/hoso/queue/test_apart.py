"""Machines that know nothing of one another: clocks an hour apart, two watchers on one folder."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from command import HOSO
from queue_stand import Stand, write_files

from hoso.server.beside import index_of
from hoso.settings import read_settings
from storage.store import open_store

pytestmark = pytest.mark.slow


def until(ready: Callable[[], bool], seconds: float = 150) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it does not come to pass"
        time.sleep(0.1)


def check_once(stand: Stand, pages: int) -> None:
    """Every file is stored once."""
    assert len(stand.names("ledger")) == len(stand.names("records")) == pages
    assert {entry["version"] for entry in stand.entries("records")} == {1}


def test_clocks_an_hour_apart_take_nothing_from_one_another(
    slow_stand: Stand, tmp_path: Path
) -> None:
    stand = slow_stand
    pages = write_files(tmp_path / "scans", 16)
    ahead, behind = stand.work(clock=3600), stand.work(clock=-3600)
    scanning = stand.scan(tmp_path / "scans")
    until(lambda: len(stand.names("ledger")) >= 6)
    assert ahead.poll() is None
    assert behind.poll() is None
    count = stand.finish(scanning)
    assert (count["pages_stored"], count["pages_quarantined"]) == (pages, 0)
    check_once(stand, pages)
    # A heartbeat of another hour is no dead worker's: no job was taken away and done twice.
    # One note tells of a file's paper and its ledger; that the batch is done both workers may see.
    assert [note["kind"] for note in stand.entries("changes")].count("ledger") == pages
    assert {note["kind"] for note in stand.entries("changes")} == {"ledger", "batch"}

    settings = read_settings(stand.env)
    store = open_store(stand.store, secrets_folder=settings.secrets_folder)
    index = index_of(settings, store)
    index.rebuild(store)
    assert sum(one["files"] for one in index.batches()) == pages
    written = [datetime.fromisoformat(entry["at"]) for entry in stand.entries("changes")]
    assert max(written) - min(written) > timedelta(minutes=100)
    assert min(written) < datetime.now(UTC) - timedelta(minutes=50)


@contextmanager
def watching(stand: Stand, folder: Path, state: Path) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [str(HOSO), "watch", str(folder)],
        env=stand.env | {"HOSO_STATE": str(state)},
        stderr=(stand.folder / "worker.log").open("ab"),
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(20)


def test_two_watchers_on_one_folder_store_each_file_once(stand: Stand, tmp_path: Path) -> None:
    folder, here, there = tmp_path / "share", stand.folder / "state", tmp_path / "other machine"
    pages = write_files(folder, 6)
    with watching(stand, folder, here):
        until((Path(stand.store) / "store.json").exists)
        shutil.copytree(here / "secrets", there / "secrets")
        with watching(stand, folder, there):
            # One machine watches a folder once.
            second = stand.hoso("watch", str(folder))
            assert second.returncode == 2
            until(lambda: len(list((there / "watch").glob("*.sqlite"))) == 1)
            until(lambda: len(stand.names("originals")) == pages)
            stand.work()
            until(lambda: len(stand.names("ledger")) == pages)
            pages += write_files(folder, 6, first=100)
            until(lambda: len(stand.names("ledger")) == pages)
            until(lambda: not stand.figures().waiting + stand.figures().running)
    check_once(stand, pages)
