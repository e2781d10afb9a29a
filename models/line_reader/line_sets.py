"""Cut lines whose text is known: what readers are measured on.

In: a seed, or born-digital PDFs, or a folder with ``truth.tsv``. Out: sets of ``CutLine``. Lines of
PDFs are drawn by PDFium, damaged (``good``: 200 dpi, light noise; ``bad``: 150 dpi, blur, JPEG 45)
and cut where the text layer says, the whole row at once, so that columns of a table may be joined.
Nothing here is ever trained on.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium

from models.line_reader.alphabet import tidy
from models.line_reader.scores import plain
from models.line_reader.shards import drawn_pictures
from models.line_reader.texts import Text
from ocr.page import Box, Word
from ocr.picture import Grey
from ocr.source.interface import Limits, Verdict
from ocr.source.pdf import PdfSource

SEED = 990_001
FEWEST = 3  # characters of a line worth reading
_OVER = 0.14  # of a row's height
_LEADER = re.compile(r"\.{3,}|…|_{3,}")


@dataclass(frozen=True, slots=True)
class CutLine:
    """A line's picture as a reader gets it, and what it says."""

    picture: Grey
    truth: str


@dataclass(frozen=True, slots=True)
class Damage:
    """What happens to a rendered page; ``blur`` in pixels, ``noise`` in grey levels."""

    dpi: int
    noise: float
    blur: float = 0.0
    jpeg: int = 0


GOOD = Damage(200, 4.0)
BAD = Damage(150, 6.0, 0.7, 45)


def drawn_lines(
    count: int,
    seed: int = SEED,
    *,
    keep: Callable[[Text], bool] | None = None,
    hand: bool = False,
) -> list[CutLine]:
    """Drawn lines of a seed of their own; ``keep`` picks texts, ``hand`` takes pen-like faces."""
    source = drawn_pictures(seed, keep=keep, hand=hand)
    return [CutLine(*line) for line in itertools.islice(source, count)]


def folder_lines(folder: Path) -> list[CutLine]:
    """Pictures of ``folder/truth.tsv`` (file name, tab, text). Raises ``OSError``, ``ValueError``.

    A picture that cannot be read is an error: a measure on half a set would mislead.
    """
    lines = []
    for row in (folder / "truth.tsv").read_text(encoding="utf-8").splitlines():
        name, tab, truth = row.partition("\t")
        picture = cv2.imread(str(folder / name), cv2.IMREAD_GRAYSCALE) if tab else None
        if picture is None:
            raise ValueError(f"{folder / 'truth.tsv'}: no picture and text in {row!r}")
        lines.append(CutLine(np.asarray(picture, dtype=np.uint8), truth))
    return lines


def pdf_lines(
    paths: Sequence[Path], damage: Damage, *, pages: int = 3, seed: int = SEED
) -> Iterator[CutLine]:
    """Rows of the first pages of PDFs with a good text layer."""
    for path in paths:
        with path.open("rb") as stream, PdfSource(stream, limits=Limits()) as source:
            layers = [source.page(n).text for n in range(1, min(pages, source.page_count) + 1)]
        for number, layer in enumerate(layers, start=1):
            if layer is not None and layer.verdict is Verdict.GOOD:
                noise = np.random.default_rng([seed, number])
                picture = damaged(_render(path, number, damage.dpi), damage, noise)
                yield from _cut(picture, layer.words, random.Random(f"{path.name}/{number}"))


def damaged(page: Grey, damage: Damage, noise: np.random.Generator) -> Grey:
    """The page after printer and scanner."""
    grey = page.astype(np.float32)
    if damage.blur:
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), damage.blur), dtype=np.float32)
    grey += noise.standard_normal(grey.shape, dtype=np.float32) * np.float32(damage.noise)
    work = np.clip(grey, 0, 255).astype(np.uint8)
    if damage.jpeg:
        _, coded = cv2.imencode(".jpg", work, [cv2.IMWRITE_JPEG_QUALITY, damage.jpeg])
        work = np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
    return work


def _render(path: Path, number: int, dpi: int) -> Grey:
    document = pdfium.PdfDocument(path)
    document.init_forms()  # numbers and days are often stamped on as fields
    try:
        bitmap = document[number - 1].render(scale=dpi / 72, grayscale=True, may_draw_forms=True)
        return np.array(bitmap.to_numpy(), dtype=np.uint8).reshape(bitmap.height, bitmap.width)
    finally:
        document.close()


def _cut(page: Grey, words: Sequence[Word], rng: random.Random) -> Iterator[CutLine]:
    """Rows with nothing above or below in their cut, without leaders, in letters we know."""
    height, width = page.shape
    rows = _rows(words)
    for row in rows:
        text = plain(" ".join(word.text for word in row))
        x0, y0, x1, y1 = _around(row)
        if len(text) < FEWEST or tidy(text) != text or _LEADER.search(text):
            continue
        if any(_crowds(_around(other), (x0, y0, x1, y1)) for other in rows if other is not row):
            continue
        over = _OVER * (y1 - y0) * height  # the layer's box ends below the marks of capitals
        above, below = int(over) + rng.randint(0, 3), rng.randint(0, 3)
        top, bottom = max(0, int(y0 * height) - above), min(height, int(y1 * height) + below + 1)
        left, right = max(0, int(x0 * width) - 4), min(width, int(x1 * width) + 5)
        yield CutLine(page[top:bottom, left:right].copy(), text)


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words whose middles stand at one height, left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box[1] + w.box[3]):
        middle = (word.box[1] + word.box[3]) / 2
        if rows and rows[-1][-1].box[1] < middle < rows[-1][-1].box[3]:
            last = rows[-1][-1].box
            if abs(middle - (last[1] + last[3]) / 2) < 0.35 * (last[3] - last[1]):
                rows[-1].append(word)
                continue
        rows.append([word])
    return [sorted(row, key=lambda w: w.box[0]) for row in rows]


def _around(row: Sequence[Word]) -> Box:
    boxes = [word.box for word in row]
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def _crowds(other: Box, own: Box) -> bool:
    """Whether another row reaches more than a fifth of the height into this one."""
    reach = min(other[3], own[3]) - max(other[1], own[1])
    beside = other[2] < own[0] or other[0] > own[2]
    return not beside and reach > 0.2 * (own[3] - own[1])
