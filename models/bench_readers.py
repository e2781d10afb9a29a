"""``make bench-readers``: every line reader of this machine on the same cut lines, in one run.

Sets: drawn lines, and with ``--samples`` rows of born-digital decisions rendered and damaged; or
with ``--lines DIR`` the pictures of ``DIR/truth.tsv``. Prints per reader: lines exact, CER, words
right, milliseconds a line (CPU of this process, one thread), megabytes; per pair of readers: how
often they agree, how often they are right then, and the 95 % bound of that share.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.line_reader.aster import find_aster
from models.line_reader.faces import FOLDER
from models.line_reader.line_sets import (
    BAD,
    GOOD,
    SEED,
    CutLine,
    drawn_lines,
    folder_lines,
    pdf_lines,
)
from models.line_reader.scores import lower_bound, plain, score, words_right
from ocr.engine.choose import LANGUAGE, find_tessdata, load_readers
from ocr.engine.crnn_engine import CrnnReader
from ocr.engine.interface import LineReader
from ocr.line_pictures import line_picture_of

WEIGHTS = Path(__file__).parent / "line_reader" / "weights"
_LEVELS = (0.9, 0.99, 0.999)
_PDFS = "03-vn-provincial-decisions/pdf"


@dataclass(frozen=True, slots=True)
class Entrant:
    """A reader, the name it goes by, and the size of its model in megabytes."""

    reader: LineReader
    name: str
    megabytes: float


@dataclass(frozen=True, slots=True)
class Result:
    """What a reader read in the lines of a set, and at what cost (milliseconds of CPU a line)."""

    name: str
    texts: list[str]
    sure: list[float]  # least confidence of a word
    cost: float
    megabytes: float


def entrants(weights: Path, beside: Path | None = None) -> list[Entrant]:
    """Our reader, Tesseract, and asterocr where its package is installed.

    ``beside``: a folder of other weights of ours, to compare with.
    """
    found = [_own(weights, "hoso")]
    if beside is not None:
        found.append(_own(beside, "beside"))
    model = find_tessdata() / f"{LANGUAGE}.traineddata"
    tesseract = load_readers("tesserocr").lines
    found.append(Entrant(tesseract, tesseract.name, _size(model)))
    aster = find_aster()
    if aster is not None:
        found.append(Entrant(aster, aster.name, _size(aster.weights)))
    return found


def _own(weights: Path, name: str) -> Entrant:
    reader = CrnnReader(weights=weights / "reader.onnx", charset=weights / "charset.txt")
    return Entrant(reader, name, _size(weights / "reader.onnx"))


def _size(path: Path) -> float:
    return path.stat().st_size / 1e6


def drawn_sets(count: int) -> Iterator[tuple[str, list[CutLine]]]:
    """Lines of every kind, values on leaders, values in pen-like faces, digits in boxes."""
    yield "drawn", drawn_lines(count)
    yield "drawn values", drawn_lines(count // 2, SEED + 1, keep=lambda text: text.value)
    yield (
        "drawn pen-like",
        drawn_lines(count // 4, SEED + 2, keep=lambda t: t.value and len(t.parts) == 1, hand=True),
    )
    yield "drawn boxes", drawn_lines(count // 4, SEED + 3, keep=lambda text: text.boxed)
    yield (
        "drawn pen boxes",
        drawn_lines(count // 8, SEED + 4, keep=lambda text: text.boxed, hand=True),
    )


def sample_sets(samples: Path) -> Iterator[tuple[str, list[CutLine]]]:
    """Rows of real decisions, at good and at bad quality."""
    pdfs = sorted((samples / _PDFS).glob("*.pdf"))
    yield "decisions, good", list(pdf_lines(pdfs, GOOD))
    yield "decisions, bad", list(pdf_lines(pdfs, BAD))


def run(entrant: Entrant, lines: Sequence[CutLine]) -> Result:
    """Reads a set as ``hoso lines`` would."""
    pictures = [line_picture_of(line.picture) for line in lines]
    begun = _cpu()
    readings = entrant.reader.read(pictures)
    cost = 1000 * (_cpu() - begun) / max(1, len(lines))
    texts = [reading.text for reading in readings]
    sure = [min((word.confidence for word in r.words), default=0.0) for r in readings]
    return Result(entrant.name, texts, sure, cost, entrant.megabytes)


def _cpu() -> float:
    """Seconds of this process and of programs it has waited for."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def report(name: str, lines: Sequence[CutLine], results: Sequence[Result]) -> Iterator[str]:
    """Rows of text for one set."""
    yield f"{name}: {len(lines)} lines"
    truths = [line.truth for line in lines]
    for result in results:
        pairs = list(zip(result.texts, truths, strict=True))
        got = score(pairs)
        yield (
            f"  {result.name:10} exact {got.exact:.3f}  CER {got.cer:.4f}  words "
            f"{words_right(pairs):.3f}  {result.cost:5.1f} ms  {result.megabytes:5.1f} MB"
        )
        yield f"  {result.name:10} {sureness(result, truths)}"
    for one, other in itertools.combinations(results, 2):
        yield f"  {one.name} × {other.name}: {agreement(one.texts, other.texts, truths)}"


def sureness(result: Result, truths: Sequence[str]) -> str:
    """How many lines the reader is sure of, all their words above a level, and right then."""
    said = []
    for level in _LEVELS:
        right = [
            plain(text) == plain(truth)
            for text, sure, truth in zip(result.texts, result.sure, truths, strict=True)
            if sure >= level
        ]
        said.append(f"{len(right) / max(1, len(truths)):.3f}: {sum(right)} of {len(right)}")
    return f"sure above {', '.join(map(str, _LEVELS))} and right: " + "; ".join(said)


def agreement(one: Sequence[str], other: Sequence[str], truths: Sequence[str]) -> str:
    """How often two readers agree, and are right then."""
    rows = [tuple(map(plain, row)) for row in zip(one, other, truths, strict=True)]
    right = [a == truth for a, b, truth in rows if a == b]
    agree = len(right) / max(1, len(rows))
    if not right:
        return "never agree"
    bound = lower_bound(sum(right), len(right))
    return (
        f"agree {agree:.3f}, right then {sum(right)} of {len(right)} "
        f"({sum(right) / len(right):.4f}, 95 % bound {bound:.4f})"
    )


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=Path, help="a folder of one's own with truth.tsv")
    parser.add_argument("--samples", type=Path, help="../shared/samples, where it is")
    parser.add_argument("--count", type=int, default=1000, help="drawn lines")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of reader.onnx")
    parser.add_argument("--beside", type=Path, help="folder of other weights of ours")
    asked = parser.parse_args(arguments)
    readers = entrants(asked.weights, asked.beside)
    for entrant in readers:
        sys.stdout.write(f"{entrant.name}: {entrant.reader.version}\n")
    if not FOLDER.is_dir():
        sys.stdout.write("drawn in TeX Gyre and DejaVu alone (more: make train-fonts)\n")
    if asked.lines:
        sets: Iterator[tuple[str, list[CutLine]]] = iter(
            [(str(asked.lines), folder_lines(asked.lines))]
        )
    else:
        more = sample_sets(asked.samples) if asked.samples else iter(())
        sets = itertools.chain(drawn_sets(asked.count), more)
    for name, lines in sets:
        results = [run(entrant, lines) for entrant in readers]
        for row in report(name, lines, results):
            sys.stdout.write(row + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
