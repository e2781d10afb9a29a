"""A rectangle that a person has drawn on a page is read: words in it, or nothing.

In: a page made ready before (so that it takes some milliseconds), a box as fractions of the upright
page, and the pattern of what must stand there where it has one. Out: what each reader read, then
what else our own thinks likely. A good text layer is taken as it is.
"""

from dataclasses import dataclass

import numpy as np

from ocr.engine.choose import Readers
from ocr.engine.grammar import FREE, Grammar
from ocr.line_pictures import line_picture_of, line_pictures
from ocr.lines import find_lines
from ocr.page import Box, Reading, Transform
from ocr.picture import Grey
from ocr.prepare import Prepared, flatten_page, prepare_as
from ocr.source.interface import SourcePage, TextLayer, Verdict

_OTHERS = 3  # readings of our own to choose from
_UNLIKELY = 0.01


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """A page that regions can be read from at once."""

    prepared: Prepared
    text: TextLayer | None


def ready_page(source: SourcePage, transform: Transform) -> ReadyPage:
    """Makes a page ready, turned as it was when it was read. Raises ``PageError``."""
    flat = flatten_page(source.image(), dpi=source.dpi)
    text = source.text if source.text and source.text.verdict is Verdict.GOOD else None
    return ReadyPage(prepare_as(flat, transform), text)


def read_region(
    page: ReadyPage, box: Box, readers: Readers, *, pattern: Grammar = FREE
) -> tuple[Reading, ...]:
    """What stands in the box, the best first; none for an empty box.

    Each reader's reading, then others that our own thinks likely. Under a ``pattern`` (a number, a
    date, a serial) readings that are whole under it come first.
    """
    if page.text is not None:
        return _from_layer(page.text, box)
    ink = page.prepared.ink
    height, width = ink.shape
    x0, x1 = sorted((round(box[0] * width), round(box[2] * width)))
    y0, y1 = sorted((round(box[1] * height), round(box[3] * height)))
    inside = (slice(max(y0, 0), y1), slice(max(x0, 0), x1))
    part = np.ascontiguousarray(ink[inside])
    clean = np.ascontiguousarray(page.prepared.clean[inside])
    if min(part.shape) < 4 or not part.any():
        return ()
    layout = find_lines(part, dpi=page.prepared.transform.dpi, cells=())
    whole = np.ascontiguousarray(page.prepared.whole[inside])
    cut = line_pictures(clean, layout, layout.lines, whole=whole)
    pictures = [line.whole for line in cut] or [line_picture_of(clean)]
    readings = readers.read(cut) if cut else readers.lines.read(pictures)
    by_reader: dict[str, list[Reading]] = {}
    for reading in readings:
        own = Reading(readers.lines.name, reading.text, reading.confidence)
        for one in {r.reader: r for r in (own, *reading.readings)}.values():
            by_reader.setdefault(one.reader, []).append(one)
    found = [_joined(name, parts) for name, parts in by_reader.items()]
    found = [reading for reading in found if reading.text]
    others = {one.text: one for one in reversed(_others(pictures, readers, pattern))}
    for text in [reading.text for reading in found]:
        others.pop(text, None)
    found += sorted(others.values(), key=lambda one: -one.confidence)
    return tuple(sorted(found, key=lambda one: not pattern.accepts(one.text)))


def _others(pictures: list[Grey], readers: Readers, pattern: Grammar) -> list[Reading]:
    """Our reader's likeliest readings of a single line, under the pattern and without it."""
    if readers.guesser is None or len(pictures) != 1:
        return []
    name = readers.guesser.name
    grammars = dict.fromkeys((pattern, FREE))
    return [
        Reading(name, " ".join(guess.text.split()), guess.chance)
        for grammar in grammars
        for guess in readers.guesser.guesses(pictures, grammar=grammar, most=_OTHERS)[0]
        if guess.chance > _UNLIKELY
    ]


def _joined(name: str, parts: list[Reading]) -> Reading:
    text = " ".join(part.text for part in parts if part.text)
    return Reading(name, text, min((part.confidence for part in parts), default=0.0))


def _from_layer(text: TextLayer, box: Box) -> tuple[Reading, ...]:
    inside = [
        word.text
        for line in text.lines
        for word in line.words
        if box[0] <= (word.box[0] + word.box[2]) / 2 <= box[2]
        and box[1] <= (word.box[1] + word.box[3]) / 2 <= box[3]
    ]
    return (Reading("pdf_text", " ".join(inside), 1.0),) if inside else ()
