"""A store whose disk is full: the worker says so and waits, the file in hand; nothing is lost."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from queue_stand import Stand, write_files


@pytest.mark.slow
def test_a_full_disk_holds_up_and_loses_nothing(
    make_stand: Callable[..., Stand], postgres: str, small_disk: Path, tmp_path: Path
) -> None:
    stand = make_stand(tmp_path / "office", postgres, store=str(small_disk / "store"))
    pages = write_files(tmp_path / "scans", 12)
    scanning = stand.scan(tmp_path / "scans")
    end = time.monotonic() + 60
    while len(stand.names("originals")) < pages:
        assert time.monotonic() < end
        time.sleep(0.1)
    room = os.statvfs(small_disk)
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(max(0, room.f_bavail * room.f_bsize - 40_000)))
    stand.work()
    while "queue.store_away" not in stand.log():
        assert time.monotonic() < end + 120, stand.log()
        time.sleep(0.1)
    assert len(stand.names("ledger")) < pages
    assert scanning.poll() is None
    ballast.unlink()
    count = stand.finish(scanning)
    assert (count["code"], count["pages_stored"], count["pages_quarantined"]) == (0, pages, 0)
    assert len(stand.names("records")) == len(stand.names("ledger")) == pages


def test_a_scan_on_a_full_disk_says_so_and_the_same_scan_finishes(
    hoso: Callable[..., Any], papers: Path, small_disk: Path
) -> None:
    store, scan = small_disk / "store", papers / "scans" / "van-ban.jpg"
    assert hoso("scan", papers / "scans" / "xac-nhan.pdf", "--store", store).code == 0
    room = os.statvfs(small_disk)
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(max(0, room.f_bavail * room.f_bsize - 8_192)))
    full = hoso("scan", scan, "--store", store, "--json")
    assert full.code == 3
    assert "hết chỗ" in full.err
    ballast.unlink()
    count = hoso("scan", scan, "--store", store, "--json")
    assert (count.code, count.lines[-1]["pages_stored"]) == (0, 1)
    assert list((store / "tmp").iterdir()) == []
