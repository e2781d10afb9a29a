"""Drawn papers through the real readers, each kept in a cache: reading one takes seconds.

In: how many papers of every type and level. Out: ``ReadPaper`` with pages and truth. A paper is
drawn from its type, its seed and its level, written as an office would have it, opened and read.
The cache's folder is named after the readers' versions, the weights, the sources of ``ocr`` and the
print that only one reader reads: whatever changes what is read begins a new one, and whatever stops
the work is finished by the next run.
"""

import gzip
import hashlib
import json
import os
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from extract.printed import known_print
from models.dossiers.draw import TYPES, draw_paper, write_paper
from models.dossiers.files import write_pages
from models.dossiers.pdf import write_pdf
from ocr.engine.choose import Readers
from ocr.errors import PageError
from ocr.page import Page
from ocr.reading import read_page
from ocr.source.open import open_source

LEVELS = ("print", "worn", "bad", "digital")
DIGITAL = "digital"  # born digital: the text layer is read, nothing is recognised
SEED = 7_700_000  # of the held-out papers: no other recipe, test or evaluation draws these
_PAGES = TypeAdapter(tuple[Page, ...])


@dataclass(frozen=True, slots=True)
class Wanted:
    """One paper to be drawn and read."""

    type: str
    seed: int
    level: str

    @property
    def name(self) -> str:
        return f"{self.type}-{self.level}-{self.seed}"


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A drawn paper: what was read, what is true."""

    wanted: Wanted
    pages: tuple[Page, ...]
    truth: dict[str, Any]


def wanted_papers(count: int) -> Iterator[Wanted]:
    """``count`` papers of every type at every level, in rounds: any beginning is balanced.

    Every paper is another text. Born-digital ones come in every other round: a text layer
    hardly errs. Papers
    of no type have no fields: one level of them in each round shows what is invented there.
    """
    for number in range(count):
        levels = LEVELS if number % 2 == 0 else LEVELS[:-1]
        for type_ in TYPES:
            for level in levels if type_ != "khac" else levels[number % 3 :][:1]:
                yield Wanted(type_, SEED + 10 * number + LEVELS.index(level), level)


def cache_folder(top: Path, readers: Readers) -> Path:
    """Where papers lie that these readers have read."""
    known = [readers.lines.name, readers.lines.version]
    known += [f"{reader.name} {reader.version}" for reader in readers.digits]
    digest = hashlib.sha256("\n".join(known).encode())
    source = Path(str(files("ocr")))
    for path in sorted(source.rglob("*.py")):
        digest.update(str(path.relative_to(source)).encode() + path.read_bytes())
    for text in sorted(known_print()):
        digest.update(text.encode())
    return top / digest.hexdigest()[:12]


def cached(folder: Path, wanted: Wanted) -> ReadPaper | None:
    """The paper, if it has been read."""
    try:
        data = json.loads(gzip.decompress((folder / f"{wanted.name}.json.gz").read_bytes()))
    except FileNotFoundError:
        return None
    return ReadPaper(wanted, _PAGES.validate_python(data["pages"]), data["truth"])


def all_cached(folder: Path) -> Iterator[ReadPaper]:
    """Every paper that has been read, in an order that is always the same."""
    for path in sorted(folder.glob("[!.]*.json.gz")):
        type_, level, seed = path.name.removesuffix(".json.gz").rsplit("-", 2)
        paper = cached(folder, Wanted(type_, int(seed), level))
        if paper is not None:
            yield paper


def read_paper(folder: Path, wanted: Wanted, readers: Readers) -> ReadPaper:
    """Draws, reads and keeps a paper; the file appears whole or not at all."""
    with tempfile.TemporaryDirectory(prefix="hoso-trust-") as scratch:
        path, truth = _drawn(Path(scratch), wanted)
        pages = tuple(_read(path, readers))
    data = {"pages": _PAGES.dump_python(pages, mode="json"), "truth": truth}
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{wanted.name}.{os.getpid()}"
    part.write_bytes(gzip.compress(json.dumps(data, ensure_ascii=False).encode(), 6))
    part.rename(folder / f"{wanted.name}.json.gz")
    return ReadPaper(wanted, pages, truth)


def _drawn(folder: Path, wanted: Wanted) -> tuple[Path, dict[str, Any]]:
    if wanted.level == DIGITAL:
        sheet = write_paper(wanted.type, random.Random(f"{wanted.type}/{wanted.seed}"))
        path = folder / "paper.pdf"
        write_pdf(path, [sheet])
        return path, sheet.truth()
    paper = draw_paper(wanted.type, seed=wanted.seed, level=wanted.level)
    kinds = ("jpg", "png", "pdf") if len(paper.pages) == 1 else ("pdf", "tiff")
    path = folder / f"paper.{random.Random(wanted.name).choice(kinds)}"
    worn = wanted.level != "print"
    dpi = paper.truth["damage"][0]["dpi"]
    write_pages(path, paper.pages, dpi=dpi, quality=60 if worn else 85)
    return path, paper.truth


def _read(path: Path, readers: Readers) -> Iterator[Page]:
    with open_source(path) as source:
        for number in range(1, source.page_count + 1):
            try:
                yield read_page(source.page(number), readers)
            except PageError:  # such a page is set aside, and has no fields
                continue
