"""A queue for tests: a real PostgreSQL, real workers whose engine sleeps, a store, and scans.

All papers are drawn from invented people; every page of a file is a paper of its own.
"""

import json
import random
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from command import HOSO, command_env
from drawn_pages import drawn_pages
from pydantic import TypeAdapter

from extract.pipeline import load, read_documents
from hoso.bench.recorded import RECORDING, Recorded, mark, write_pages
from hoso.queue.database import Database
from hoso.queue.desk import Desk
from hoso.queue.interface import Figures
from hoso.settings import read_settings
from models.dossiers.draw import write_paper
from storage.store import open_store

PAPERS = 4
SECONDS = 0.02  # a page's reading


def make_recording(target: Path) -> None:
    """Drawn papers as pages of words, and what extract makes of them."""
    pipeline, found = load(), []
    for seed, kind in enumerate(("ct07", "van_ban_hanh_chinh", "ct01", "giay_khai_sinh")):
        page = drawn_pages(write_paper(kind, random.Random(70 + seed)))[0]
        found.append(Recorded(page, SECONDS, read_documents([page], pipeline), 0.0))
    target.write_bytes(TypeAdapter(list[Recorded]).dump_json(found))


def png(paper: int, number: int) -> bytes:
    """A small picture that says which recorded paper it is."""
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("L", (300, 420), 255).save(out, "PNG")
    return mark(out.getvalue(), paper, number)


def write_files(folder: Path, count: int, *, large: int = 0, first: int = 0) -> int:
    """``count`` files of a page and, if wished, one of ``large`` pages; how many pages in all."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(first, first + count):
        (folder / f"tờ {n}.png").write_bytes(png(n % PAPERS, n))
    if large:
        write_pages(folder / "lớn.pdf", large, paper=1, number=first)
    return count + large


@dataclass
class Stand:
    """One store and its workers, on a database that others may use, too."""

    folder: Path
    queue: str
    recording: Path
    store: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = self.store or str(self.folder / "store")

    @property
    def env(self) -> dict[str, str]:
        own = {
            "HOSO_QUEUE": self.queue,
            "HOSO_STORE": self.store,
            "HOSO_LANG": "en",
            RECORDING: str(self.recording),
        }
        return command_env(self.folder / "state") | own | self.extra

    def work(
        self, *, at_once: int = 2, clock: float = 0.0, **pace: float
    ) -> "subprocess.Popen[bytes]":
        """Starts a worker; its heart beats faster than in life. ``clock``: seconds it is wrong."""
        usual = {"heartbeat": 0.5, "stalled": 3, "sweep": 0.5, "thorough": 2, "poll": 0.5}
        usual |= {"back-off": 0.3}
        words = [w for k, v in (usual | pace).items() for w in (f"--{k}", str(v))]
        with (self.folder / "worker.log").open("ab") as log:
            worker = subprocess.Popen(
                [sys.executable, *_program(clock), *words],
                env=self.env | {"HOSO_WORKERS": str(at_once)},
                stderr=log,
                cwd=Path(__file__).parents[2],
            )
        self.workers.append(worker)
        return worker

    def scan(self, *paths: Path, **extra: str) -> "subprocess.Popen[str]":
        """Starts ``hoso scan --json`` with the queue."""
        return subprocess.Popen(
            [str(HOSO), "scan", *map(str, paths), "--json"],
            env=self.env | extra,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finish(self, scan: "subprocess.Popen[str]", timeout: float = 200) -> dict[str, Any]:
        """The scan's last line."""
        try:
            out, err = scan.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            scan.kill()
            raise AssertionError(self.log()) from None
        assert scan.returncode in {0, 1}, err + self.log()
        return dict(json.loads(out.splitlines()[-1])) | {"code": scan.returncode, "err": err}

    def hoso(self, *words: str, timeout: float = 120) -> "subprocess.CompletedProcess[str]":
        """Another command on the same queue."""
        return subprocess.run(
            [str(HOSO), *words], env=self.env, capture_output=True, text=True, timeout=timeout,
            check=False,
        )  # fmt: skip

    def figures(self) -> Figures:
        """What ``hoso queue`` shows, without a process for it."""
        store = open_store(self.store, secrets_folder=read_settings(self.env).secrets_folder)
        database = Database(self.queue, say=lambda key, values: None)
        try:
            return Desk(database, store.store_id).figures()
        finally:
            database.close()

    def log(self) -> str:
        return (self.folder / "worker.log").read_text(errors="replace")[-4000:]

    def close(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                worker.kill()
                worker.wait(20)

    def names(self, folder: str) -> list[str]:
        """Objects of a folder store."""
        top = Path(self.store) / folder
        return sorted(p.relative_to(top).as_posix() for p in top.rglob("*") if p.is_file())

    def entries(self, folder: str) -> list[dict[str, Any]]:
        top = Path(self.store) / folder
        return [json.loads((top / name).read_text(encoding="utf-8")) for name in self.names(folder)]


def _program(clock: float) -> list[str]:
    if not clock:
        return ["-m", "hoso.bench.worker"]
    return [str(Path(__file__).with_name("wrong_clock.py")), str(clock)]
