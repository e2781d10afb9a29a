"""``make bench-scale``: 1, 2, 4 and 8 workers on one queue; the engine sleeps, all else is real.

In: papers drawn now and read once by the real engine (pages, documents, and how long that took).
Out: for each number of workers jobs per second, overhead per job and speed-up; and how many jobs a
second pass through the queue when the engine takes no time, and when nothing is done at all. A job
is a file of one page; each worker is a process of its own, as on a machine of its own.

Overhead is what a worker spends beside the engine: (workers x seconds - engine's seconds) / jobs,
less the seconds at the very end in which others still work and no job is left to be taken.
"""

import argparse
import contextlib
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import LiteralString

import psycopg
from pydantic import TypeAdapter

from hoso.bench.postgres import PostgresServer, find_postgres
from hoso.bench.recorded import RECORDING, Recorded, record, write_copy
from hoso.inputs import find_inputs
from hoso.queue.interface import ROUTINE
from hoso.queue.jobs import defer, job_of, queue_name
from hoso.queue.sending import Sender
from hoso.settings import read_settings
from models.dossiers.draw import draw_paper
from models.dossiers.files import write_pages
from storage.store import open_store

KINDS = ("ct07", "van_ban_hanh_chinh", "ct01", "giay_khai_sinh", "xac_nhan_tinh_trang_hon_nhan")
_LONGEST = 900.0  # seconds of one measurement


@dataclass(frozen=True, slots=True)
class Run:
    """One measurement."""

    workers: int
    jobs: int
    seconds: float
    engine: float  # seconds of all jobs together
    idle: float  # seconds of workers for whom no job was left, together
    cpu: float  # seconds of all processes together, the server's included

    @property
    def rate(self) -> float:
        return self.jobs / self.seconds

    @property
    def overhead(self) -> float:
        """Milliseconds a job."""
        return (self.workers * self.seconds - self.idle - self.engine) / self.jobs * 1000


@dataclass(frozen=True, slots=True)
class Stand:
    """Where it happens: a folder, the server's address, the environment of workers."""

    folder: Path
    url: str
    env: dict[str, str]


def main() -> None:
    """Prints the table."""
    words = argparse.ArgumentParser()
    words.add_argument("--workers", default="1,2,4,8")
    words.add_argument("--jobs", type=int, default=160, help="of each measurement")
    words.add_argument("--store", default="", help="s3://… with HOSO_S3_…; a folder by default")
    words.add_argument("--quick-jobs", type=int, default=2000)
    options = words.parse_args()
    with _stand(options.store) as stand:
        recorded = _recording(stand)
        mean = sum(one.seconds + one.documents_seconds for one in recorded) / len(recorded)
        print(f"engine: {len(recorded)} papers, {mean:.3f} s a page")
        counts = [int(count) for count in options.workers.split(",")]
        _table([_measure(stand, recorded, count, options.jobs) for count in counts])
        quick = [replace(one, seconds=0.0, documents_seconds=0.0) for one in recorded]
        _keep(stand, quick)
        run = _measure(stand, quick, 4, options.quick_jobs)
        print(f"engine without time, 4 workers: {run.rate:.0f} jobs/s, "
              f"{run.cpu / run.jobs * 1000:.1f} ms of CPU a job")  # fmt: skip
        print(f"queue alone, 4 workers: {_alone(stand, 4, options.quick_jobs):.0f} jobs/s")


@contextmanager
def _stand(store: str) -> Iterator[Stand]:
    programs = find_postgres()
    if programs is None:
        sys.exit("bench-scale needs PostgreSQL's server: apt install postgresql")
    with tempfile.TemporaryDirectory(prefix="hoso-scale-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = PostgresServer(programs, folder / "pg")
        server.start()
        env = os.environ | {
            "HOSO_QUEUE": server.url,
            "HOSO_STORE": store or str(folder / "store"),
            "HOSO_STATE": str(folder / "state"),
            "HOSO_WORKERS": "1",
            RECORDING: str(folder / "recording.json"),
        }
        try:
            yield Stand(folder, server.url, env)
        finally:
            server.stop()


def _recording(stand: Stand) -> list[Recorded]:
    files = []
    for n, kind in enumerate(KINDS):
        paper = draw_paper(kind, seed=500 + n, dpi=200)
        files.append(stand.folder / f"paper-{n}.png")
        write_pages(files[-1], paper.pages[:1], dpi=200)
    return record(files, stand.folder / "recording.json")


def _keep(stand: Stand, recorded: list[Recorded]) -> None:
    (stand.folder / "recording.json").write_bytes(TypeAdapter(list[Recorded]).dump_json(recorded))


_numbers = itertools.count()


def _measure(stand: Stand, recorded: list[Recorded], workers: int, jobs: int) -> Run:
    """From the moment jobs may be claimed, all workers being ready, to the last one's end."""
    scans = stand.folder / f"scans-{next(_numbers)}"
    scans.mkdir()
    papers = [n % len(recorded) for n in range(jobs)]
    for paper in papers:
        number = next(_numbers)
        picture = stand.folder / f"paper-{paper}.png"
        write_copy(picture, scans / f"{number}.png", paper=paper, number=number)
    settings = read_settings(stand.env)
    store = open_store(settings.store, secrets_folder=settings.secrets_folder, s3=settings.s3)
    sender = Sender(store, settings, say=lambda key, values: print(key, values, file=sys.stderr))
    sender.send(find_inputs([scans]), scans.name, ROUTINE)
    engine = sum(recorded[p].seconds + recorded[p].documents_seconds for p in papers)
    seconds, cpu, idle = _work(stand, store.store_id, workers)
    return Run(workers, jobs, seconds, engine, idle, cpu)


def _alone(stand: Stand, workers: int, jobs: int) -> float:
    """Jobs of files that nobody waits for any more: claimed and ended, nothing else."""
    settings = read_settings(stand.env)
    store = open_store(settings.store, secrets_folder=settings.secrets_folder, s3=settings.s3)
    with psycopg.connect(stand.url) as connection:
        nobodys = [job_of(store.store_id, 0, {"sha256": f"{n:064x}"}) for n in range(jobs)]
        defer(connection, nobodys)  # type: ignore[arg-type]
    return jobs / _work(stand, store.store_id, workers)[0]


def _work(stand: Stand, store_id: str, workers: int) -> tuple[float, float, float]:
    """Seconds from the opening of the queue until it is empty, of CPU, and of idle workers."""
    with psycopg.connect(stand.url, autocommit=True) as connection:
        _open(connection, store_id, None)
        connection.execute("DELETE FROM procrastinate_workers")
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", "hoso.bench.worker", "--poll", "0.2"],
                env=stand.env,
                stderr=subprocess.DEVNULL,
            )
            for _ in range(workers)
        ]
        try:
            _until(connection, "SELECT count(*) FROM procrastinate_workers", workers)
            os.sync()  # what was written to make ready is no part of the work
            time.sleep(2)
            cpu, begun = _cpu(stand, processes), time.perf_counter()
            _open(connection, store_id, "now")
            idle = _until_empty(connection, workers)
            return time.perf_counter() - begun, _cpu(stand, processes) - cpu, idle
        finally:
            for process in processes:
                process.kill()
                process.wait()


def _open(
    connection: "psycopg.Connection[tuple[object, ...]]", store_id: str, when: str | None
) -> None:
    """Jobs may be claimed now, or (``None``) not yet."""
    connection.execute(
        "UPDATE procrastinate_jobs SET scheduled_at = coalesce(%s::timestamptz, 'infinity')"
        " WHERE queue_name = %s",
        (when, queue_name(store_id)),
    )


def _until(
    connection: "psycopg.Connection[tuple[object, ...]]", query: LiteralString, count: int
) -> None:
    end = time.monotonic() + _LONGEST
    while connection.execute(query).fetchone() != (count,):
        if time.monotonic() > end:
            sys.exit("bench-scale: it does not end")
        time.sleep(0.05)


def _until_empty(connection: "psycopg.Connection[tuple[object, ...]]", workers: int) -> float:
    """Until no job is left. Seconds of workers for whom there was none any more, together."""
    idle, busy, since = 0.0, workers, time.perf_counter()
    end = time.monotonic() + _LONGEST
    while busy:
        if time.monotonic() > end:
            sys.exit("bench-scale: it does not end")
        time.sleep(0.05)
        row = connection.execute(
            "SELECT count(*) FILTER (WHERE status = 'todo') > 0,"
            " (count(*) FILTER (WHERE status = 'doing'))::int FROM procrastinate_jobs"
        ).fetchone()
        assert row is not None
        waiting, doing = row
        assert isinstance(doing, int)
        now = time.perf_counter()
        idle += (workers - busy) * (now - since)
        since, busy = now, workers if waiting else doing
    return idle


def _cpu(stand: Stand, processes: Sequence["subprocess.Popen[bytes]"]) -> float:
    """Seconds that the workers, their children and the database have used."""
    roots = {process.pid for process in processes}
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            words = stat.read_text().rpartition(")")[2].split()
            ours = {int(stat.parent.name), int(words[1])} & roots
            if ours or (stat.parent / "cwd").readlink() == stand.folder / "pg" / "data":
                ticks += int(words[11]) + int(words[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _table(runs: Sequence[Run]) -> None:
    print("workers  jobs  seconds  jobs/s  overhead ms/job  CPU ms/job  speed-up")
    for run in runs:
        print(
            f"{run.workers:7} {run.jobs:5} {run.seconds:8.1f} {run.rate:7.2f}"
            f" {run.overhead:16.1f} {run.cpu / run.jobs * 1000:11.1f}"
            f" {run.rate / runs[0].rate:8.2f}x"
        )


if __name__ == "__main__":
    main()
