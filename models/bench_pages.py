"""The pages of ``make bench``: drawn once, with the words printed on each.

In: how many, at which resolution, grey or one bit. Out: PNG files and their words.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.dossiers.draw import TYPES, scan, write_paper
from models.dossiers.files import write_pages
from models.dossiers.ops import Text
from models.dossiers.raster import Pixels

_LEADER = re.compile(r"[.…_]{2,}")


@dataclass(frozen=True, slots=True)
class BenchPage:
    """A page in a file, and its printed words."""

    path: Path
    words: tuple[str, ...]


def draw_pages(folder: Path, *, count: int, dpi: int, bits: bool) -> list[BenchPage]:
    """``count`` pages of all types; ``bits``: in black and white, as old scanners do."""
    pages: list[BenchPage] = []
    seed = 7000
    while len(pages) < count:
        kind = TYPES[seed % len(TYPES)]
        sheet = write_paper(kind, random.Random(f"{kind}/{seed}"))
        paper = scan(sheet, random.Random(seed), level="print", dpi=dpi)
        for picture, ops in zip(paper.pages, sheet.pages, strict=True):
            if len(pages) < count:
                path = folder / f"{len(pages) + 1:03d}-{kind}.png"
                write_pages(path, [_black_and_white(picture) if bits else picture], dpi=dpi)
                words = words_of(op.text for op in ops if isinstance(op, Text))
                pages.append(BenchPage(path, words))
        seed += 1
    return pages


def _black_and_white(picture: Pixels) -> Pixels:
    darkest = picture if picture.ndim == 2 else picture.min(axis=-1)
    return np.where(darkest > 140, 255, 0).astype(np.uint8)


def words_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Words without leaders and without the stops and commas at their ends."""
    return tuple(
        bare
        for text in texts
        for word in _LEADER.sub(" ", text).split()
        if (bare := word.strip(".,:;()"))
    )


def recall(pages: list[BenchPage], texts: dict[str, str]) -> float:
    """The share of printed words that were read, wherever on their page."""
    found = total = 0
    for page in pages:
        printed = Counter(page.words)
        read = Counter(words_of([texts.get(page.path.stem, "")]))
        found += sum((printed & read).values())
        total += sum(printed.values())
    return found / max(total, 1)
