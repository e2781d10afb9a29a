"""``make bench``: CPU and wall time of ``hoso scan`` beside the plain ``tesseract`` command.

Draws A4 pages once, then runs both over the same pages in the same run (timings on shared machines
drift: only the ratios count). Tesseract gets ``OMP_THREAD_LIMIT=1`` and one page at a time.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.dossiers.draw import TYPES, draw_paper
from models.dossiers.files import write_pages


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of a command and all its children."""

    wall: float
    cpu: float


def draw_pages(folder: Path, *, count: int, dpi: int) -> list[Path]:
    """``count`` pages of all types as PNG files."""
    pages: list[Path] = []
    seed = 7000
    while len(pages) < count:
        kind = TYPES[seed % len(TYPES)]
        for picture in draw_paper(kind, seed=seed, level="print", dpi=dpi).pages:
            if len(pages) < count:
                path = folder / f"{len(pages) + 1:03d}-{kind}.png"
                write_pages(path, [picture], dpi=dpi)
                pages.append(path)
        seed += 1
    return pages


def timed(commands: Sequence[Sequence[str]], env: dict[str, str]) -> Times:
    """Runs the commands one after another."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    for command in commands:
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Times(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    """Prints seconds per page and the ratios."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--dpi", type=int, default=300)
    asked = parser.parse_args()
    env = dict(os.environ, OMP_THREAD_LIMIT="1")
    with tempfile.TemporaryDirectory(prefix="hoso-bench-") as name:
        folder = Path(name)
        (folder / "pages").mkdir()
        pages = draw_pages(folder / "pages", count=asked.pages, dpi=asked.dpi)
        hoso = str(Path(sys.executable).parent / "hoso")
        env["HOSO_STATE"] = str(folder / "state")
        scan = [hoso, "scan", str(folder / "pages"), "--store", str(folder / "store"), "--json"]
        ours = timed([scan], env)
        plain = timed([["tesseract", str(p), "-", "-l", "vie"] for p in pages], env)
    out = sys.stdout.write
    for what, times in (("hoso scan", ours), ("tesseract", plain)):
        out(f"{what:10} {times.cpu / len(pages):6.2f} s CPU/page {times.wall:7.1f} s wall\n")
    out(f"CPU ratio hoso : tesseract {ours.cpu / plain.cpu:.2f}\n")
    out(f"hoso wall : CPU {ours.wall / ours.cpu:.2f}\n")


if __name__ == "__main__":
    main()
