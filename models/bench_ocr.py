"""``python -m models.bench_ocr WORKERS PAGE…``: the text of pages, read by ``ocr`` on all cores.

The command that ``models.bench`` times: it prints one JSON object, text by file. A process of its
own, so that its time and memory can be told from those of the drawing.
"""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib.resources import files
from pathlib import Path

import cv2

from extract.printed import printed_words
from ocr.engine.choose import Readers, load_readers
from ocr.reading import read_page
from ocr.source.open import open_source


@cache
def _readers() -> Readers:
    cv2.setNumThreads(1)
    readers = load_readers(weights=Path(str(files("models.line_reader") / "weights")))
    return readers.sparing(printed_words)


def read_text(path: str) -> str:
    """All lines of a page."""
    with open_source(Path(path)) as source:
        page = read_page(source.page(1), _readers())
    return "\n".join(line.text for line in page.lines)


def main() -> None:
    """Reads and prints."""
    workers, *paths = sys.argv[1:]
    with ProcessPoolExecutor(int(workers)) as pool:
        texts = dict(zip((Path(p).stem for p in paths), pool.map(read_text, paths), strict=True))
    json.dump(texts, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
