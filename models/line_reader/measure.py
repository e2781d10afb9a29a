"""Measures our reader beside Tesseract on the same line pictures.

``python -m models.line_reader.measure [--quick] [PDF ...]`` prints, for drawn lines of a seed of
their own, for drawn papers and for the given born-digital PDFs (rendered at 200 dpi): how many
lines each reader has right, how often they agree and are right then, milliseconds a line.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2

from models.dossiers.draw import scan, write_paper
from models.dossiers.ops import Text
from models.line_reader.page_text import PageText
from models.line_reader.scores import plain, score
from models.line_reader.shards import drawn_pictures
from models.line_reader.values import values_of
from ocr.engine.choose import load_readers
from ocr.engine.crnn_engine import CrnnReader
from ocr.engine.interface import LineReader, LineReading
from ocr.line_pictures import line_pictures
from ocr.picture import Grey, Picture
from ocr.prepare import flatten_page, prepare

WEIGHTS = Path(__file__).parent / "weights"
_SEED = 990_001
_PAPERS = ("ct01", "ct07", "gcn_qsdd", "don_dang_ky_bien_dong", "van_ban_hanh_chinh")


@dataclass(frozen=True, slots=True)
class Readings:
    """What two readers read in the same lines, and whether it was right."""

    ours: list[tuple[str, bool]]
    theirs: list[tuple[str, bool]]

    def report(self) -> str:
        pairs = list(zip(self.ours, self.theirs, strict=True))
        same = [mine[1] for mine, other in pairs if plain(mine[0]) == plain(other[0])]
        lines = max(1, len(pairs))
        mine, other = (sum(ok for _, ok in read) / lines for read in (self.ours, self.theirs))
        return (
            f"{len(pairs)} lines: hoso {mine:.3f}, tesseract {other:.3f}; "
            f"agree {len(same) / lines:.3f}, right then {sum(same)} of {len(same)}"
        )


def read_timed(reader: LineReader, pictures: Sequence[Grey]) -> tuple[list[str], float]:
    """Texts, and milliseconds of this process a line (wall time for Tesseract as a program)."""
    begun = time.process_time()
    texts = [reading.text for reading in reader.read(pictures)]
    return texts, 1000 * (time.process_time() - begun) / max(1, len(pictures))


def measure_lines(ours: LineReader, theirs: LineReader, count: int) -> str:
    """Drawn lines that training never saw."""
    drawn = list(itertools.islice(drawn_pictures(_SEED), count))
    rows, readings = [], []
    for reader in (ours, theirs):
        texts, cost = read_timed(reader, [picture for picture, _ in drawn])
        pairs = [(text, truth) for text, (_, truth) in zip(texts, drawn, strict=True)]
        got = score(pairs)
        rows.append(
            f"{reader.name}: exact {got.exact:.3f}, CER {got.cer:.4f}, {cost:.1f} ms a line"
        )
        readings.append([(text, plain(text) == plain(truth)) for text, truth in pairs])
    return "; ".join(rows) + "\n  " + Readings(readings[0], readings[1]).report()


def pictures_of(page: Picture, dpi: float) -> list[Grey]:
    """The line pictures that a reader gets for a page."""
    made = prepare(flatten_page(page, dpi=dpi))
    return [p.image for p in line_pictures(made.clean, made.layout, made.layout.lines)]


def compare(
    ours: LineReader, theirs: LineReader, pages: Iterable[tuple[Picture, float, PageText]]
) -> Readings:
    """Both readers on the lines of pages; right is what stands in the page's text word for word."""
    found = Readings([], [])
    for page, dpi, truth in pages:
        pictures = pictures_of(page, dpi)
        for reader, into in ((ours, found.ours), (theirs, found.theirs)):
            into += [(reading.text, truth.holds(reading.text)) for reading in reader.read(pictures)]
    return found


def drawn_pages(
    kinds: Sequence[str], level: str, seeds: Iterable[int]
) -> Iterator[tuple[Picture, float, PageText]]:
    """Pages of drawn papers with the words printed on them."""
    for kind, seed in itertools.product(kinds, seeds):
        sheet = write_paper(kind, random.Random(f"{kind}/{seed}"))
        paper = scan(sheet, random.Random(f"{kind}/{seed}/{level}"), level=level, dpi=300)
        for number, page in enumerate(paper.pages):
            words = [op.text for op in sheet.pages[number] if isinstance(op, Text)]
            dpi = float(paper.truth["damage"][number]["dpi"])
            yield page, dpi, PageText(words)


def _letters(readings: Sequence[LineReading]) -> str:
    """All that was read, without spaces and in one case (names are kept in capitals)."""
    return "".join(reading.text for reading in readings).replace(" ", "").casefold()


def measure_values(
    ours: LineReader, theirs: LineReader, level: str, seeds: Iterable[int]
) -> Iterator[str]:
    """Whether each true name, number and address stands in the joined readings of its page."""
    tally: dict[str, list[tuple[bool, bool]]] = {}
    for kind, seed in itertools.product(_PAPERS, seeds):
        sheet = write_paper(kind, random.Random(f"{kind}/{seed}"))
        paper = scan(sheet, random.Random(f"{kind}/{seed}/{level}"), level=level, dpi=300)
        for number, page in enumerate(paper.pages, start=1):
            pictures = pictures_of(page, float(paper.truth["damage"][number - 1]["dpi"]))
            mine, other = (_letters(x.read(pictures)) for x in (ours, theirs))
            for group, value in values_of(paper.truth["fields"], number):
                bare = value.replace(" ", "").casefold()
                tally.setdefault(group, []).append((bare in mine, bare in other))
    for group, found in sorted(tally.items()):
        both = np.array(found).mean(axis=0)
        yield f"{group}: {len(found)} values, hoso {both[0]:.3f}, tesseract {both[1]:.3f}"


def pdf_pages(paths: Sequence[Path], most: int) -> Iterator[tuple[Picture, float, PageText]]:
    """The first pages of born-digital PDFs, rendered, with their text layer."""
    for path in paths:
        document = pypdfium2.PdfDocument(path)
        for page in itertools.islice(document, most):
            words = str(page.get_textpage().get_text_range()).split()
            if len(words) > 40:
                picture = np.asarray(page.render(scale=200 / 72).to_numpy())
                yield picture[..., :3].copy(), 200.0, PageText(words)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdf", nargs="*", type=Path)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args(arguments)
    ours = CrnnReader(weights=WEIGHTS / "reader.onnx", charset=WEIGHTS / "charset.txt")
    theirs = load_readers().lines
    tell = sys.stdout.write
    tell(f"{ours.version} | {theirs.version}\n")
    tell(f"drawn lines: {measure_lines(ours, theirs, 200 if options.quick else 1000)}\n")
    seeds = range(900, 901 if options.quick else 904)
    for level in ("print", "worn"):
        pages = drawn_pages(_PAPERS, level, seeds)
        tell(f"drawn papers, {level}: {compare(ours, theirs, pages).report()}\n")
        for row in measure_values(ours, theirs, level, seeds):
            tell(f"  {row}\n")
    if options.pdf:
        pages = pdf_pages(options.pdf, 2)
        tell(f"PDFs at 200 dpi: {compare(ours, theirs, pages).report()}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
