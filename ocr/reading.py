"""One page of a source becomes a ``Page``: the steps in their order, and nothing else.

In: a ``SourcePage`` and the readers. Out: an upright page of lines of words. Every step is noted on
the page; with a ``trace`` each leaves its picture (``hoso read --debug``).
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.clean import ink as coloured
from ocr.clean.leaders import find_leaders
from ocr.clean.light import despeckle, flatten, ink_of
from ocr.clean.rules import Rules, erase, find_rules
from ocr.clean.turn import lies_sideways, quarter_turn, rotate, skew_of
from ocr.codes import read_codes
from ocr.digit_boxes import BoxRow, find_box_rows, read_box_rows
from ocr.engine.choose import Readers
from ocr.line_pictures import line_pictures, words_of
from ocr.lines import Layout, find_lines
from ocr.page import Line, Page, Route, Step, Transform, Word
from ocr.picture import Grey, Ink, Rect, fraction
from ocr.second_reading import read_numbers_again
from ocr.source.interface import SourcePage, TextLayer, Verdict
from ocr.tables import find_tables

VERSION = "1"
WORK_DPI = 200.0
UPRIGHT_CONFIDENCE = 0.6  # below this, the longest lines are read upside down as well
_PROBES = 5
Trace = Callable[[str, Grey], None]


def _no_trace(name: str, picture: Grey) -> None:
    del name, picture


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An upright page on the way: even grey, clean grey, structure, lines, and how it was turned."""

    flat: Grey
    clean: Grey
    clean_ink: Ink
    rules: Rules
    boxes: tuple[BoxRow, ...]
    layout: Layout
    transform: Transform
    steps: tuple[Step, ...]


def read_page(source: SourcePage, readers: Readers, *, trace: Trace = _no_trace) -> Page:
    """Reads one page. Raises ``PageError``."""
    picture = source.image()
    grey, steps = _lift(picture, _dpi_of(picture, source.dpi))
    work, dpi = _at_work_size(grey, _dpi_of(picture, source.dpi))
    trace("grey", work)
    flat = flatten(work)
    trace("flat", flat)
    if source.text is not None and source.text.verdict is Verdict.GOOD:
        return _from_text_layer(source, source.text, flat, dpi, steps)
    page = _prepare(flat, dpi, 90 if lies_sideways(ink_of(flat)) else 0, steps, trace)
    page, words = _upright(page, readers, trace)
    trace("clean", page.clean)
    return _assemble(source.number, page, words, readers)


def _from_text_layer(
    source: SourcePage, text: TextLayer, flat: Grey, dpi: float, steps: tuple[Step, ...]
) -> Page:
    rules = find_rules(ink_of(flat), dpi=dpi)
    return Page(
        number=source.number,
        width=flat.shape[1],
        height=flat.shape[0],
        route=Route.TEXT_LAYER,
        lines=text.lines,
        tables=find_tables(rules.cells, flat.shape, dpi=dpi),
        codes=read_codes(flat),
        transform=Transform(dpi=dpi),
        steps=(*steps, Step("text_layer", VERSION, text.reason)),
    )


def _lift(picture: np.ndarray, dpi: float) -> tuple[Grey, tuple[Step, ...]]:
    if picture.ndim == 2:
        return picture, ()
    grey, seals = coloured.lift_seals(picture, dpi=dpi)
    return grey, ((Step("lift_seals", VERSION, f"{len(seals)}"),) if seals else ())


def _dpi_of(picture: np.ndarray, stated: float) -> float:
    """The stated resolution, or the one at which the picture is a sheet of A4."""
    if 90 <= stated <= 1300:
        return stated
    return float(max(picture.shape[:2]) / 11.69)


def _at_work_size(grey: Grey, dpi: float) -> tuple[Grey, float]:
    scale = WORK_DPI / dpi
    if 0.9 < scale < 1.1:
        return grey, dpi
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    resized = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=way)
    return np.asarray(resized, dtype=np.uint8), WORK_DPI


def _prepare(
    flat: Grey, dpi: float, turn: int, steps: tuple[Step, ...], trace: Trace, skew: float | None = None
) -> _Prepared:
    """Turns, levels, and takes rules, boxes and leaders away; finds the lines."""
    flat = quarter_turn(flat, turn)
    if skew is None:
        skew = skew_of(ink_of(flat))
        if abs(skew) >= 0.05:
            flat = rotate(flat, skew)
    ink = despeckle(ink_of(flat), largest=max(2, int((0.16 * dpi / 25.4) ** 2)))
    trace("ink", 255 - ink)
    rules = find_rules(ink, dpi=dpi)
    without = erase(ink, rules)
    leaders = find_leaders(without, dpi=dpi)
    kept = np.asarray(cv2.subtract(without, leaders), dtype=np.uint8)
    clean = _whiten(flat, ink, kept)
    trace("rules", 255 - rules.ink)
    trace("leaders", 255 - leaders)
    boxes = find_box_rows(rules.cells, dpi=dpi)
    text_ink = kept.copy()
    for row in boxes:
        x0, y0, x1, y1 = row.rect
        text_ink[y0:y1, x0:x1] = 0
    layout = find_lines(text_ink, dpi=dpi, cells=rules.cells)
    notes = (
        Step("turn", VERSION, f"{turn} {skew:.2f}"),
        Step("rules", VERSION, f"{len(rules.cells)} cells, {len(boxes)} rows of boxes"),
        Step("lines", VERSION, f"{len(layout.lines)}"),
    )
    transform = Transform(turn, skew, dpi)
    return _Prepared(
        flat, clean, kept, rules, tuple(boxes), layout, transform, (*steps, *notes)
    )


def _whiten(flat: Grey, ink: Ink, kept: Ink) -> Grey:
    """The grey page without what was taken away, and without its grey fringe."""
    fringe = np.ones((3, 3), np.uint8)
    gone = cv2.dilate(cv2.subtract(ink, kept), fringe, iterations=2)
    gone = cv2.subtract(gone, cv2.dilate(kept, fringe))
    clean = flat.copy()
    clean[gone > 0] = 255
    return clean


def _upright(
    page: _Prepared, readers: Readers, trace: Trace
) -> tuple[_Prepared, dict[int, tuple[Word, ...]]]:
    """The page the right way up, with the lines that were read to find that out."""
    sure, words = _probe(page, readers)
    sideways = page.transform.rotation == 90
    if not page.layout.lines or (sure >= UPRIGHT_CONFIDENCE and not sideways):
        return page, words
    t = page.transform
    turned = _prepare(
        quarter_turn(page.flat, 180), t.dpi, 0, page.steps, trace, skew=t.skew
    )
    other_sure, other_words = _probe(turned, readers)
    if other_sure <= sure:
        return page, words
    turn = Transform((t.rotation + 180) % 360, t.skew, t.dpi)
    return (
        _Prepared(
            turned.flat,
            turned.clean,
            turned.clean_ink,
            turned.rules,
            turned.boxes,
            turned.layout,
            turn,
            (*page.steps, Step("head_down", VERSION, f"{sure:.2f} {other_sure:.2f}")),
        ),
        other_words,
    )


def _probe(page: _Prepared, readers: Readers) -> tuple[float, dict[int, tuple[Word, ...]]]:
    """Reads the widest lines; their mean confidence, and their words by line number."""
    lines = page.layout.lines
    widest = sorted(range(len(lines)), key=lambda n: lines[n].rect[0] - lines[n].rect[2])[:_PROBES]
    words = _read_lines(page, sorted(widest), readers)
    letters = [(len(w.text), w.confidence) for line in words.values() for w in line]
    total = sum(count for count, _ in letters)
    return (sum(c * sure for c, sure in letters) / total if total else 0.0), words


def _read_lines(
    page: _Prepared, numbers: list[int], readers: Readers
) -> dict[int, tuple[Word, ...]]:
    lines = [page.layout.lines[n] for n in numbers]
    pictures = line_pictures(page.clean, page.layout, lines)
    readings = readers.lines.read([picture.image for picture in pictures])
    words = [
        words_of(reading, picture, page.clean.shape)
        for reading, picture in zip(readings, pictures, strict=True)
    ]
    words = read_numbers_again(words, readings, pictures, readers)
    return dict(zip(numbers, words, strict=True))


def _assemble(
    number: int, page: _Prepared, known: dict[int, tuple[Word, ...]], readers: Readers
) -> Page:
    rest = [n for n in range(len(page.layout.lines)) if n not in known]
    words = known | _read_lines(page, rest, readers)
    lines = [
        Line(words[n], fraction(page.layout.lines[n].rect, page.clean.shape))
        for n in range(len(page.layout.lines))
        if words[n]
    ]
    for word in read_box_rows(page.boxes, page.clean, page.clean_ink, readers.digits):
        lines.append(Line((word,), word.box))
    lines.sort(key=lambda line: (line.box[1], line.box[0]))
    reader = Step("read", readers.lines.version, readers.lines.name)
    return Page(
        number=number,
        width=page.flat.shape[1],
        height=page.flat.shape[0],
        route=Route.OCR if lines else Route.BLANK,
        lines=tuple(lines),
        tables=find_tables(_table_cells(page), page.flat.shape, dpi=page.transform.dpi),
        codes=read_codes(page.flat),
        transform=page.transform,
        steps=(*page.steps, reader),
    )


def _table_cells(page: _Prepared) -> tuple[Rect, ...]:
    boxed = {cell for row in page.boxes for cell in row.cells}
    return tuple(cell for cell in page.rules.cells if cell not in boxed)
