"""``make bench``: hoso beside the ``tesseract`` and ``ocrmypdf`` commands, same pages, one run.

Prints for each: CPU and wall seconds per page, pages per hour on all cores, peak memory of a
process, share of the printed words read. Timings on shared machines drift: only ratios within one
run count. ``OMP_THREAD_LIMIT=1`` for all; pages run beside one another, one per core. The last line
is ``hoso scan``, the whole way into the store.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from models.bench_pages import BenchPage, draw_pages, recall

CORES = len(os.sched_getaffinity(0))
_OCRMYPDF = ("--deskew", "--rotate-pages", "--output-type", "pdf", "-l", "vie", "--jobs", "1")


@dataclass(frozen=True, slots=True)
class Run:
    """What running commands took: seconds, the largest process in MB, what they printed."""

    wall: float
    cpu: float
    memory: float
    out: tuple[str, ...]


def run(commands: Sequence[Sequence[str]], env: dict[str, str]) -> Run:
    """Runs the commands on all cores. Raises ``CalledProcessError``."""
    start = time.perf_counter()
    with ThreadPoolExecutor(CORES) as pool:
        done = list(pool.map(lambda command: _one(command, env), commands))
    wall = time.perf_counter() - start
    cpu, memory = sum(d[0] for d in done), max(d[1] for d in done)
    return Run(wall, cpu, memory, tuple(d[2] for d in done))


def _one(command: Sequence[str], env: dict[str, str]) -> tuple[float, float, str]:
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, env=env, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        out.seek(0)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.read().decode()


def bench_ocr(pages: list[BenchPage], env: dict[str, str]) -> tuple[Run, float]:
    """hoso's ``ocr``, and its word recall."""
    paths = [str(page.path) for page in pages]
    done = run([[sys.executable, "-m", "models.bench_ocr", str(CORES), *paths]], env)
    return done, recall(pages, json.loads(done.out[0]))


def bench_tesseract(pages: list[BenchPage], env: dict[str, str]) -> tuple[Run, float]:
    """The plain command."""
    done = run([["tesseract", str(page.path), "-", "-l", "vie"] for page in pages], env)
    texts = {page.path.stem: text for page, text in zip(pages, done.out, strict=True)}
    return done, recall(pages, texts)


def bench_ocrmypdf(
    pages: list[BenchPage], env: dict[str, str], folder: Path
) -> tuple[Run, float] | None:
    """OCRmyPDF with its own cleaning; None where it is not installed."""
    program = shutil.which("ocrmypdf")
    if program is None:
        return None
    commands = []
    for page in pages:
        out = folder / page.path.stem
        sidecar = ("--sidecar", f"{out}.txt")
        commands.append([program, *_OCRMYPDF, *sidecar, str(page.path), f"{out}.pdf"])
    done = run(commands, env)
    texts = {
        page.path.stem: (folder / f"{page.path.stem}.txt").read_text(encoding="utf-8")
        for page in pages
    }
    return done, recall(pages, texts)


def _row(name: str, done: Run, words: float | None, pages: int) -> str:
    recalled = "" if words is None else f"{words:.3f}"
    per_hour = pages / done.wall * 3600
    return (
        f"{name:10} {done.cpu / pages:8.2f} {done.wall / pages:8.2f} {per_hour:10.0f}"
        f" {done.memory:8.0f} {recalled:>8}\n"
    )


def main() -> None:
    """Prints the table and the ratios."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--dpi", type=int, default=300)
    parser.add_argument("--bits", action="store_true", help="pages in black and white")
    asked = parser.parse_args()
    env = dict(os.environ, OMP_THREAD_LIMIT="1")
    out = sys.stdout.write
    with tempfile.TemporaryDirectory(prefix="hoso-bench-") as name:
        folder = Path(name)
        (folder / "pages").mkdir()
        env["HOSO_STATE"] = str(folder / "state")
        # In a process of its own: a child's peak memory begins at its parent's.
        with ProcessPoolExecutor(1) as pool:
            drawn = pool.submit(
                draw_pages, folder / "pages", count=asked.pages, dpi=asked.dpi, bits=asked.bits
            )
            pages = drawn.result()
        ours, our_words = bench_ocr(pages, env)
        plain, plain_words = bench_tesseract(pages, env)
        third = bench_ocrmypdf(pages, env, folder)
        hoso = str(Path(sys.executable).parent / "hoso")
        scan = run([[hoso, "scan", str(folder / "pages"), "--store", str(folder / "store")]], env)
    count = len(pages)
    out(f"{count} pages, {CORES} cores\n           CPU s/p  wall s/p   pages/h       MB    words\n")
    out(_row("hoso ocr", ours, our_words, count) + _row("tesseract", plain, plain_words, count))
    out(_row("ocrmypdf", *third, count) if third else "ocrmypdf: not installed\n")
    out(_row("hoso scan", scan, None, count))
    out(f"CPU hoso ocr : tesseract {ours.cpu / plain.cpu:.2f}\n")
    out(f"wall : CPU of hoso scan {scan.wall / scan.cpu:.2f}\n")


if __name__ == "__main__":
    main()
