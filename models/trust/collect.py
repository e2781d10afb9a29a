"""``python -m models.trust.collect TOP COUNT [PART PARTS]``: reads what the cache lacks.

In: the cache's top folder, how many papers of every type and level; with PART of PARTS, a share of
the papers, so that several processes work side by side. Out: files in
the cache, a line of progress each.
"""

import sys
import time
from importlib.resources import files
from pathlib import Path
from zlib import crc32

import cv2

from extract.printed import printed_words
from models.trust.pages import cache_folder, read_paper, wanted_papers
from ocr.engine.choose import Readers, load_readers


def our_readers() -> Readers:
    """Both readers, as ``hoso`` loads them."""
    cv2.setNumThreads(1)
    readers = load_readers("auto", weights=Path(str(files("models.line_reader") / "weights")))
    return readers.sparing(printed_words)


def collect(top: Path, count: int, *, part: int = 0, parts: int = 1) -> None:
    """Reads every paper of this part that is not there yet."""
    readers = our_readers()
    folder = cache_folder(top, readers)
    for wanted in wanted_papers(count):
        mine = crc32(wanted.name.encode()) % parts == part
        if not mine or (folder / f"{wanted.name}.json.gz").exists():
            continue
        begun = time.monotonic()
        pages = len(read_paper(folder, wanted, readers).pages)
        seconds = time.monotonic() - begun
        sys.stdout.write(f"{wanted.name}: {pages} pages, {seconds:.1f} s\n")
        sys.stdout.flush()


if __name__ == "__main__":
    top, count, *rest = sys.argv[1:]
    part, parts = (int(word) for word in rest) if rest else (0, 1)
    collect(Path(top), int(count), part=part, parts=parts)
