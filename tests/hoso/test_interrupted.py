"""``kill -9`` at any moment, then the same command again: everything stored exactly once."""

import json
import random
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from command import HOSO, command_env

from models.dossiers.draw import draw_paper
from models.dossiers.files import write_pages

KILLS = 12


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine small files; one is broken, two are the same."""
    folder = tmp_path_factory.mktemp("scans")
    for number in range(6):
        paper = draw_paper("van_ban_hanh_chinh", seed=60 + number, dpi=150)
        write_pages(folder / f"{number}.png", paper.pages[:1], dpi=150)
    pages = [draw_paper("khac", seed=70 + n, dpi=150).pages[0] for n in range(3)]
    write_pages(folder / "7.tif", pages, dpi=150)
    (folder / "8.png").write_bytes((folder / "0.png").read_bytes())
    (folder / "9.pdf").write_bytes(b"%PDF-1.7\nnothing that could be opened")
    return folder


def scan(scans: Path, work: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(HOSO), "scan", str(scans), "--store", str(work / "store"), "--json"],
        env=command_env(work / "state"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def finish(scans: Path, work: Path) -> dict[str, Any]:
    process = scan(scans, work)
    out, _ = process.communicate(timeout=200)
    assert process.returncode == 1  # one file cannot be opened
    return dict(json.loads(out.splitlines()[-1]))


def records(work: Path) -> dict[str, Any]:
    """Every record's only version, without times and write ids."""
    found = {}
    for path in (work / "store" / "records").rglob("*.json"):
        data = json.loads(path.read_text(encoding="utf-8"))
        found[path.relative_to(work).as_posix()] = (data["version"], data["document"])
    return found


def names(work: Path, folder: str) -> set[str]:
    top = work / "store" / folder
    # The key of a citizen depends on the store's secret: how many there are must agree.
    return {p.relative_to(top).as_posix() for p in top.rglob("*") if p.is_file()}


@pytest.mark.slow
def test_killed_at_random_moments_a_batch_ends_as_if_it_had_not_been(
    scans: Path, tmp_path: Path
) -> None:
    start = time.monotonic()
    expected = finish(scans, tmp_path / "calm")
    whole = time.monotonic() - start
    dice = random.Random(20261124)
    killed = 0
    for _ in range(KILLS):
        process = scan(scans, tmp_path / "rough")
        time.sleep(dice.uniform(0.1, 0.4) * whole)
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
    assert killed >= KILLS // 3
    assert finish(scans, tmp_path / "rough") == expected
    assert records(tmp_path / "rough") == records(tmp_path / "calm")
    for folder in ("originals", "ledger", "quarantine"):
        assert names(tmp_path / "rough", folder) == names(tmp_path / "calm", folder)
    assert expected["pages_in"] == expected["pages_stored"] + expected["pages_quarantined"]
    assert {version for version, _ in records(tmp_path / "rough").values()} == {1}


def test_ctrl_c_keeps_what_was_done_and_says_so(scans: Path, tmp_path: Path) -> None:
    process = scan(scans, tmp_path)
    ledger = tmp_path / "store" / "ledger"
    while not any(ledger.rglob("*.json")) and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert finish(scans, tmp_path)["files"] == 9
