"""Tesseract inside this process, through tesserocr: 10 to 20 ms a line, no process started."""

import unicodedata
from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import Any

import tesserocr

from ocr.engine.interface import DIGITS, NEVER_PRINTED, LineReading, ReadWord
from ocr.errors import Fault, InputError
from ocr.picture import Grey


class InProcessTesseract:
    """A line reader with one language's model loaded once. Not for use from two threads."""

    def __init__(self, *, language: str, tessdata: Path, digits_only: bool = False) -> None:
        self.name = "tesseract" if language == "vie" else f"tesseract-{language}"
        self.version = f"{tesserocr.tesseract_version().splitlines()[0]} {language}"
        try:
            self._api: Any = tesserocr.PyTessBaseAPI(
                path=str(tessdata), lang=language, psm=tesserocr.PSM.SINGLE_LINE
            )
        except RuntimeError as error:
            raise InputError(Fault.ENGINE_FAILED, f"tesseract model {language}: {error}") from error
        self._digits_only = digits_only

    def of_digits(self) -> "InProcessTesseract":
        """The same reader and its one copy of the model, saying digits only."""
        twin = copy(self)
        twin._digits_only = True
        return twin

    def read(self, lines: Sequence[Grey]) -> list[LineReading]:
        """See ``LineReader.read``."""
        self._api.SetVariable("tessedit_char_whitelist", DIGITS if self._digits_only else "")
        self._api.SetVariable("tessedit_char_blacklist", "" if self._digits_only else NEVER_PRINTED)
        return [self._read_one(line) for line in lines]

    def _read_one(self, line: Grey) -> LineReading:
        height, width = line.shape
        self._api.SetImageBytes(line.tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(200)
        if not self._api.Recognize():
            raise InputError(Fault.ENGINE_FAILED, "tesseract gave up on a line")
        level = tesserocr.RIL.WORD
        words = []
        for word in tesserocr.iterate_level(self._api.GetIterator(), level):
            if word.Empty(level):
                continue
            text = unicodedata.normalize("NFC", word.GetUTF8Text(level).strip())
            if text:
                confidence = max(0.0, word.Confidence(level) / 100)
                words.append(ReadWord(text, tuple(word.BoundingBox(level)), confidence))
        return LineReading(tuple(words))
