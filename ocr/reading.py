"""One page of a source becomes a ``Page``: the steps in their order, and nothing else.

In: a ``SourcePage`` and the readers. Out: an upright page of lines of words. Every step is noted on
the page; with a ``trace`` each leaves its picture (``hoso read --debug``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2

from ocr.clean.light import ink_of
from ocr.clean.rules import find_rules
from ocr.codes import read_codes
from ocr.coloured_seals import with_colour_doubts
from ocr.digit_boxes import read_box_rows
from ocr.engine.choose import Readers
from ocr.engine.grammar import Grammar
from ocr.line_pictures import line_pictures, words_of
from ocr.mark_doubts import with_mark_doubts, with_seal_doubts
from ocr.mrz import Heard, read_zones
from ocr.page import Line, Method, Page, Route, Step, Transform, Word
from ocr.picture import Rect, fraction
from ocr.prepare import (
    VERSION,
    Flat,
    Prepared,
    Trace,
    flatten_page,
    no_trace,
    prepare,
    prepare_as,
    upside_down,
)
from ocr.reading_order import in_reading_order
from ocr.second_reading import read_numbers_again
from ocr.source.interface import SourcePage, TextLayer, Verdict
from ocr.tables import find_tables

UPRIGHT_CONFIDENCE = 0.6  # below this, the longest lines are read upside down as well
_PROBES = 5


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line's words, and all that the readers made of the whole line."""

    words: tuple[Word, ...]
    texts: tuple[str, ...]


Read = dict[int, ReadLine]  # by the line's number in the layout


def read_page(
    source: SourcePage,
    readers: Readers,
    *,
    trace: Trace = no_trace,
    turned: Transform | None = None,
) -> Page:
    """Reads one page. ``turned``: how it lies, where a person has said so. Raises ``PageError``."""
    flat = flatten_page(source.image(), dpi=source.dpi, trace=trace)
    if source.text is not None and source.text.verdict is Verdict.GOOD:
        return _from_text_layer(source.number, source.text, flat)
    if turned is not None:
        page, words = prepare_as(flat, turned), Read()
    else:
        page, words = _upright(prepare(flat, trace=trace), readers, trace)
    rest = [n for n in range(len(page.layout.lines)) if n not in words]
    words |= _read_lines(page, rest, readers)
    made = _assemble(source.number, page, words, readers)
    return made if made.route is Route.BLANK else replace(made, flaws=flat.flaws)


def _from_text_layer(number: int, text: TextLayer, flat: Flat) -> Page:
    rules = find_rules(ink_of(flat.grey), dpi=flat.dpi)
    return Page(
        number=number,
        width=flat.grey.shape[1],
        height=flat.grey.shape[0],
        route=Route.TEXT_LAYER,
        lines=text.lines,
        tables=find_tables(rules.cells, flat.grey.shape, dpi=flat.dpi),
        codes=read_codes(flat.grey),
        transform=Transform(dpi=flat.dpi),
        steps=(*flat.steps, Step("text_layer", VERSION, text.reason)),
    )


def _upright(page: Prepared, readers: Readers, trace: Trace) -> tuple[Prepared, Read]:
    """The page the right way up, with the lines that were read to find that out."""
    sure, words = _probe(page, readers)
    sideways = page.transform.rotation == 90
    if not page.layout.lines or (sure >= UPRIGHT_CONFIDENCE and not sideways):
        return page, words
    turned = upside_down(page, trace=trace)
    turned_sure, turned_words = _probe(turned, readers)
    return (turned, turned_words) if turned_sure > sure else (page, words)


def _probe(page: Prepared, readers: Readers) -> tuple[float, Read]:
    """Reads the widest lines; their mean confidence, and their words."""
    lines = page.layout.lines
    widest = sorted(range(len(lines)), key=lambda n: lines[n].rect[0] - lines[n].rect[2])[:_PROBES]
    words = _read_lines(page, sorted(widest), readers)
    letters = [(len(w.text), w.confidence) for line in words.values() for w in line.words]
    total = sum(count for count, _ in letters)
    return (sum(count * sure for count, sure in letters) / total if total else 0.0), words


def _read_lines(page: Prepared, numbers: list[int], readers: Readers) -> Read:
    lines = [page.layout.lines[n] for n in numbers]
    pictures = line_pictures(page.clean, page.layout, lines, whole=page.whole, flat=page.flat)
    readings = readers.read(pictures)
    words = [
        words_of(reading, picture, page.clean.shape)
        for reading, picture in zip(readings, pictures, strict=True)
    ]
    words = [
        with_seal_doubts(
            with_mark_doubts(line, page.doubts, page.clean.shape), page.seals, page.clean.shape
        )
        for line in read_numbers_again(words, readings, pictures, readers)
    ]
    return {
        n: ReadLine(line, (reading.text, *(r.text for r in reading.readings)))
        for n, line, reading in zip(numbers, words, readings, strict=True)
    }


def _assemble(number: int, page: Prepared, read: Read, readers: Readers) -> Page:
    shape = page.clean.shape
    words = {n: with_colour_doubts(line.words, page.colour) for n, line in read.items()}
    words |= _zones(page, read, readers)
    found = page.layout.lines
    lines = [Line(words[n], fraction(line.rect, shape)) for n, line in enumerate(found) if words[n]]
    unread = [line for n, line in enumerate(found) if not words[n]]
    boxed = read_box_rows(page.boxes, page.clean, page.ink, readers.digits)
    lines += [Line((word,), word.box) for word in with_colour_doubts(boxed, page.colour)]

    return Page(
        number=number,
        width=shape[1],
        height=shape[0],
        route=Route.OCR if lines else Route.BLANK,
        lines=in_reading_order(lines, width=shape[1], height=shape[0]),
        tables=find_tables(_table_cells(page), shape, dpi=page.transform.dpi),
        codes=read_codes(page.flat),
        transform=page.transform,
        steps=(*page.steps, *_read_steps(readers, unread=len(unread))),
        ink=0.0 if lines else cv2.countNonZero(ink_of(page.flat)) / page.flat.size,
        unread=tuple(fraction(line.rect, shape) for line in unread),
    )


def _zones(page: Prepared, read: Read, readers: Readers) -> dict[int, tuple[Word, ...]]:
    """Lines of machine-readable zones, each as the one word that it is."""
    found = page.layout.lines

    def again(n: int, grammar: Grammar) -> list[str]:
        if readers.guesser is None:
            return []
        (picture,) = line_pictures(page.clean, page.layout, [found[n]], whole=page.whole)
        (guesses,) = readers.guesser.guesses([picture.whole], grammar=grammar)
        return [guess.text for guess in guesses]

    heard = [Heard(line.rect, read[n].texts) for n, line in enumerate(found)]
    return {
        n: (Word(text, fraction(found[n].rect, page.clean.shape), 1.0, Method.MRZ),)
        for n, text in read_zones(heard, again).items()
    }


def _read_steps(readers: Readers, *, unread: int) -> Iterator[Step]:
    """Who read the lines; of how many lines that were found no reader made a word."""
    yield Step("read", readers.lines.version, readers.lines.name)
    if unread:
        yield Step("unread_lines", VERSION, f"{unread}")


def _table_cells(page: Prepared) -> tuple[Rect, ...]:
    boxed = {cell for row in page.boxes for cell in row.cells}
    return tuple(cell for cell in page.rules.cells if cell not in boxed)
