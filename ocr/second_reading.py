"""Numbers are read twice: runs of digits that may be a citizen's number go to a second reader.

The second reader is another model that knows digits only. What both read stands in the word's
``readings``; whether they agree is for ``extract`` to judge. Where two readers of different make
have read every line (``ocr.engine.pair``), only what they dispute is read once more.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocr.engine.choose import Readers
from ocr.engine.interface import LineReading, ReadWord
from ocr.line_pictures import LinePicture
from ocr.page import Reading, Word
from ocr.picture import Grey, union

FEWEST = 8  # digits of a run that is worth a second reading
_PAD = 3


def read_numbers_again(
    words: Sequence[tuple[Word, ...]],
    readings: Sequence[LineReading],
    pictures: Sequence[LinePicture],
    readers: Readers,
) -> list[tuple[Word, ...]]:
    """The same words, runs of digits with both readers' readings."""
    second = readers.digits[-1]
    runs = [
        (line, run)
        for line, reading in enumerate(readings)
        for run in _digit_runs(reading.words)
        if not all(_agreed(reading.words[n]) for n in run)
    ]
    crops = []
    for line, run in runs:
        x0, y0, x1, y1 = union([readings[line].words[n].rect for n in run])
        image = pictures[line].image
        crops.append(image[max(y0 - _PAD, 0) : y1 + _PAD, max(x0 - _PAD, 0) : x1 + _PAD])
    again = second.read([_framed(crop) for crop in crops]) if crops else []
    result = [list(line) for line in words]
    for (line, run), reading in zip(runs, again, strict=True):
        first = [_digits(result[line][n].text) for n in run]
        for n, part in zip(run, _shares(first, _digits(reading.text)), strict=True):
            again_read = Reading(second.name, part, reading.confidence)
            word = _with(result[line][n], again_read, readers.lines.name)
            result[line][n] = _settled(word, part) if len(run) == 1 else word
    return [tuple(line) for line in result]


def _agreed(word: ReadWord) -> bool:
    return len(word.readings) > 1 and len({reading.text for reading in word.readings}) == 1


def _with(word: Word, again: Reading, reader: str) -> Word:
    """The word with one more reading."""
    if not word.readings:
        own = Reading(reader, _digits(word.text), word.confidence)
        return replace(word, readings=(own, again))
    return replace(word, readings=(*word.readings, again))


def _settled(word: Word, again: str) -> Word:
    """A disputed word becomes what the first reader and the one asked last both read."""
    first = word.readings[0].text
    return replace(word, text=first) if again and _digits(first) == again else word


def _digit_runs(words: Sequence[ReadWord]) -> list[list[int]]:
    """Neighbouring words made mostly of digits that have at least ``FEWEST`` digits together."""
    runs: list[list[int]] = []
    run: list[int] = []
    for n, word in enumerate(words):
        digits = len(_digits(word.text))
        pure = digits and digits >= len(word.text) - 2 and "/" not in word.text
        if pure and run and not words[run[-1]].text[-1].isdigit():
            runs.append(run)
            run = []
        if pure:
            run.append(n)
        else:
            runs.append(run)
            run = []
    runs.append(run)
    return [r for r in runs if sum(len(_digits(words[n].text)) for n in r) >= FEWEST]


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _shares(first: list[str], second: str) -> list[str]:
    """The second reading cut like the first; whole for every word when the lengths differ."""
    if sum(map(len, first)) != len(second):
        return [second] * len(first)
    parts, start = [], 0
    for word in first:
        parts.append(second[start : start + len(word)])
        start += len(word)
    return parts


def _framed(crop: Grey) -> Grey:
    return np.pad(crop, 8, constant_values=255)
