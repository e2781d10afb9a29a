"""Measures our reader beside Tesseract on the same line pictures.

``python -m models.line_reader.measure [--quick] [PDF ...]`` prints, for drawn lines of a seed of
their own, for drawn papers and for the given born-digital PDFs (rendered as hoso does): how many
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

from models.dossiers.draw import scan, write_paper
from models.dossiers.ops import Text
from models.line_reader.page_text import PageText
from models.line_reader.scores import plain, score
from models.line_reader.shards import drawn_pictures
from models.line_reader.values import values_of
from ocr.engine.choose import load_readers
from ocr.engine.crnn_engine import CrnnReader
from ocr.engine.interface import LineReader
from ocr.line_pictures import line_pictures
from ocr.picture import Grey, Picture
from ocr.prepare import flatten_page, prepare
from ocr.source.interface import Limits, Verdict
from ocr.source.pdf import PdfSource

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


@dataclass(frozen=True, slots=True)
class Case:
    """A page as its readers get it: line pictures, the words on it, its true (group, value)s."""

    pictures: list[Grey]
    text: PageText
    values: tuple[tuple[str, str], ...] = ()


def pictures_of(page: Picture, dpi: float) -> list[Grey]:
    """The line pictures that a reader gets for a page."""
    made = prepare(flatten_page(page, dpi=dpi))
    return [p.image for p in line_pictures(made.clean, made.layout, made.layout.lines)]


def drawn_cases(level: str, seeds: Iterable[int]) -> Iterator[Case]:
    """Pages of drawn papers."""
    for kind, seed in itertools.product(_PAPERS, seeds):
        sheet = write_paper(kind, random.Random(f"{kind}/{seed}"))
        paper = scan(sheet, random.Random(f"{kind}/{seed}/{level}"), level=level, dpi=300)
        for number, page in enumerate(paper.pages, start=1):
            words = [op.text for op in sheet.pages[number - 1] if isinstance(op, Text)]
            dpi = float(paper.truth["damage"][number - 1]["dpi"])
            values = tuple(values_of(paper.truth["fields"], number))
            yield Case(pictures_of(page, dpi), PageText(words), values)


def pdf_cases(paths: Sequence[Path], most: int) -> Iterator[Case]:
    """The first pages of PDFs with a good text layer, rendered, with the words of that layer."""
    for path in paths:
        with path.open("rb") as stream, PdfSource(stream, limits=Limits()) as source:
            for number in range(1, min(most, source.page_count) + 1):
                page = source.page(number)
                if page.text is not None and page.text.verdict is Verdict.GOOD:
                    words = [word.text for line in page.text.lines for word in line.words]
                    yield Case(pictures_of(page.image(), page.dpi), PageText(words))


def measure_pages(ours: LineReader, theirs: LineReader, cases: Iterable[Case]) -> Iterator[str]:
    """Lines right (they stand in the page's text word for word), and values found on the page."""
    lines = Readings([], [])
    tally: dict[str, list[tuple[bool, bool]]] = {}
    for case in cases:
        whole = []
        for reader, into in ((ours, lines.ours), (theirs, lines.theirs)):
            texts = [reading.text for reading in reader.read(case.pictures)]
            into += [(text, case.text.holds(text)) for text in texts]
            whole.append(_letters("".join(texts)))
        for group, value in case.values:
            bare = _letters(value)
            tally.setdefault(group, []).append((bare in whole[0], bare in whole[1]))
    yield lines.report()
    for group, found in sorted(tally.items()):
        mine, other = np.array(found).mean(axis=0)
        yield f"  {group}: {len(found)} values, hoso {mine:.3f}, tesseract {other:.3f}"


def _letters(text: str) -> str:
    """Without spaces and in one case: the truth keeps names in capitals."""
    return text.replace(" ", "").casefold()


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
        for row in measure_pages(ours, theirs, drawn_cases(level, seeds)):
            tell(f"drawn papers, {level}: {row}\n")
    if options.pdf:
        for row in measure_pages(ours, theirs, pdf_cases(options.pdf, 2)):
            tell(f"PDFs: {row}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
