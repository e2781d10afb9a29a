"""What many tests share: drawn papers (invented people only), and the command as users run it."""

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from command import HOSO, command_env
from minio_server import MinioServer, find_minio
from playwright.sync_api import Browser, sync_playwright
from postgres_server import find_programs, own_postgres

from hoso.bench.postgres import PostgresServer
from models.dossiers.draw import draw_paper
from models.dossiers.files import write_pages, write_truth


@dataclass(frozen=True)
class Run:
    """A finished command."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def hoso(tmp_path: Path) -> Callable[..., Run]:
    """Runs ``hoso`` with a state folder of its own."""
    state = tmp_path / "state"

    def run(*words: str | Path, stdin: str = "", **extra: str) -> Run:
        done = subprocess.run(
            [str(HOSO), *map(str, words)],
            env=command_env(state) | extra,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        return Run(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four drawn papers as files, with ``truth/NAME.json`` beside them."""
    folder = tmp_path_factory.mktemp("papers")
    (folder / "scans").mkdir()
    for kind, variant, seed, name in (
        ("ct01", "2024", 11, "tờ khai.png"),
        ("ct07", None, 12, "xac-nhan.pdf"),
        ("gcn_qsdd", "g4", 13, "chung nhan.tif"),
        ("van_ban_hanh_chinh", None, 14, "van-ban.jpg"),
    ):
        paper = draw_paper(kind, seed=seed, variant=variant, dpi=200)
        pages = paper.pages[:1] if name.endswith(("png", "jpg")) else paper.pages
        write_pages(folder / "scans" / name, pages, dpi=200)
        write_truth(folder / "truth" / f"{name}.json", [paper.truth])
    return folder


@pytest.fixture
def no_loop() -> Iterator[None]:
    """For what starts an event loop of its own: the browser's runs on in the main thread."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, one for all tests: Playwright has one loop a process. A loud skip without
    it (``make test`` installs it)."""
    path = os.environ.get("HOSO_TEST_CHROMIUM") or shutil.which("chromium")
    if path is None:
        missing = "needs Chromium: make browser, or HOSO_TEST_CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def postgres_programs() -> Path:
    """The folder of PostgreSQL's programs, or a loud skip (an error in CI)."""
    return find_programs()


@pytest.fixture(scope="session")
def postgres(postgres_programs: Path) -> Iterator[str]:
    """The address of one server for all tests that leave it running."""
    with own_postgres(postgres_programs) as server:
        yield server.url


@pytest.fixture
def mortal_postgres(postgres_programs: Path) -> Iterator[PostgresServer]:
    """A server of the test's own, which it may kill."""
    with own_postgres(postgres_programs) as server:
        yield server


@pytest.fixture(scope="session")
def minio_binary() -> Path:
    """The server's program, or a loud skip (an error in CI)."""
    return find_minio()


@pytest.fixture(scope="session")
def minio(minio_binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MinioServer]:
    """One server for all tests that leave it running."""
    server = MinioServer(minio_binary, tmp_path_factory.mktemp("minio") / "data")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def mortal_minio(minio_binary: Path, tmp_path: Path) -> Iterator[MinioServer]:
    """A server of the test's own, which it may kill."""
    server = MinioServer(minio_binary, tmp_path / "minio-data")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Three megabytes. Only root may mount; CI is root."""
    place = tmp_path / "disk"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"NOT RUN: no small disk can be mounted here: {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)
