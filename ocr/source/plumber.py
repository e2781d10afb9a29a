"""Words with boxes from a one-page PDF, by pdfplumber.

In: the bytes of a PDF with one page whose media box is what a reader sees. Out: runs of characters
(those of old Vietnamese fonts converted) and upright rules with boxes as fractions of the upright
page. pdfplumber is slow on huge pages and may run into anything on broken ones: the caller bounds
what it passes, and every failure is a PlumberError.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from unicodedata import normalize

import pdfplumber
from pdfminer.encodingdb import EncodingDB
from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.utils.text import dedupe_chars, extract_words

from ocr.page import Box
from ocr.source.legacy import (
    OLD_CODES,
    SOFT_HYPHEN,
    Encoding,
    FontText,
    converted,
    encoding_named,
    encodings_of,
    with_hyphens,
)

WORD_GAP = 0.18  # of the letter size parts two words where no space is printed
EMPTY_PACKED = 16  # bytes that nothing at all may take when packed
SAME_GLYPH = 1.0  # points: printed twice this near together is a fake bold
OLD_SHARE = 0.02  # of the characters: fewer Western codes that old fonts use are Western

# pdfminer has a space there; it is a hyphen (ISO 32000-1, annex D.2, note 6), and the ư of TCVN3.
EncodingDB.encodings["WinAnsiEncoding"][0xAD] = SOFT_HYPHEN


class PlumberError(Exception):
    """pdfplumber could not read the page."""


@dataclass(frozen=True, slots=True)
class PlumbedPage:
    """Runs of characters without a space, and upright rules.

    ``encodings``: of the old Vietnamese fonts that were converted; ``doubtful``: one that should
    be such a font was not Vietnamese converted either.
    """

    runs: tuple[tuple[str, Box], ...]
    rules: tuple[Box, ...]
    sideways_share: float
    encodings: tuple[str, ...] = ()
    doubtful: bool = False


def plumb(data: bytes) -> PlumbedPage:
    """Reads the only page of a PDF. Raises PlumberError."""
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            return _plumb_page(document.pages[0])
    except Exception as error:  # pdfminer meets broken fonts with whatever Python raises
        raise PlumberError(f"{type(error).__name__}: {error}") from error


def has_lost_contents(data: bytes) -> bool:
    """Whether the only page of a PDF has drawing instructions that cannot be unpacked.

    PDFium shows such a page empty, which looks like a blank sheet. Raises PlumberError.
    """
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            streams = [resolve1(part) for part in document.pages[0].page_obj.contents]
    except Exception as error:  # as above
        raise PlumberError(f"{type(error).__name__}: {error}") from error
    return any(isinstance(stream, PDFStream) and _is_lost(stream) for stream in streams)


def _is_lost(stream: PDFStream) -> bool:
    packed = len(stream.get_rawdata() or b"")
    try:
        return packed > EMPTY_PACKED and not stream.get_data()
    except Exception:  # pdfminer's filters raise anything on damage, which is the answer here
        return True


def _plumb_page(page: Any) -> PlumbedPage:
    x0, top, x1, bottom = map(float, page.mediabox)
    width, height = max(x1 - x0, 1e-6), max(bottom - top, 1e-6)

    def fraction(thing: dict[str, Any]) -> Box:
        return (
            (float(thing["x0"]) - x0) / width,
            (float(thing["top"]) - top) / height,
            (float(thing["x1"]) - x0) / width,
            (float(thing["bottom"]) - top) / height,
        )

    chars = dedupe_chars(page.chars, tolerance=SAME_GLYPH, extra_attrs=())
    encodings, doubtful = _old_fonts(chars)
    if encodings:
        chars = _in_unicode(chars, encodings)
    words = extract_words(_without_overprinted_spaces(chars), x_tolerance_ratio=WORD_GAP)
    upright = [char for char in page.chars if char["upright"] and char["matrix"][0] > 0]
    return PlumbedPage(
        runs=tuple((_text_of(word, encodings), fraction(word)) for word in words),
        rules=tuple(fraction(edge) for edge in page.edges if edge["orientation"] == "v"),
        sideways_share=1 - len(upright) / max(len(page.chars), 1),
        encodings=tuple(sorted({str(encoding) for encoding in encodings.values()})),
        doubtful=doubtful,
    )


def _text_of(word: dict[str, Any], encodings: dict[str, Encoding]) -> str:
    text = str(word["text"])
    return with_hyphens(normalize("NFC", text)) if encodings else text


def _old_fonts(chars: list[dict[str, Any]]) -> tuple[dict[str, Encoding], bool]:
    """The encoding of each old Vietnamese font; most pages are done after a glance."""
    names = {str(char["fontname"]) for char in chars}
    old = sum(str(char["text"]) in OLD_CODES for char in chars)
    if old <= OLD_SHARE * len(chars) and not any(map(encoding_named, names)):
        return {}, False
    words: dict[str, list[str]] = {name: [] for name in names}
    for word in extract_words(chars, x_tolerance_ratio=WORD_GAP, extra_attrs=["fontname"]):
        words[str(word["fontname"])].append(str(word["text"]))
    return encodings_of([FontText(name, tuple(found)) for name, found in words.items()])


def _in_unicode(
    chars: list[dict[str, Any]], encodings: dict[str, Encoding]
) -> list[dict[str, Any]]:
    """The characters, those of old fonts in Unicode; a letter's mark stays a character."""
    made = list(chars)
    for name, encoding in encodings.items():
        places = [n for n, char in enumerate(chars) if str(char["fontname"]) == name]
        texts = converted([str(chars[n]["text"]) for n in places], encoding)
        for n, text in zip(places, texts, strict=True):
            made[n] = {**chars[n], "text": text}
    return made


def _without_overprinted_spaces(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Drops spaces under other letters.

    A form leaves spaces (``Số:      /QĐ-UBND``), a stamp prints digits over them: the number is
    one word, not one word for each digit.
    """
    printed = sorted((c for c in chars if not c["text"].isspace()), key=lambda c: float(c["x0"]))
    lefts = [float(char["x0"]) for char in printed]
    widest = max((float(char["width"]) for char in printed), default=0.0)

    def is_overprinted(space: dict[str, Any]) -> bool:
        x = (float(space["x0"]) + float(space["x1"])) / 2
        y = (float(space["top"]) + float(space["bottom"])) / 2
        near = printed[bisect_left(lefts, x - widest) : bisect_right(lefts, x)]
        return any(x < char["x1"] and char["top"] < y < char["bottom"] for char in near)

    return [c for c in chars if not (c["text"].isspace() and is_overprinted(c))]
