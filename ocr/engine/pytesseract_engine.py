"""Tesseract as a program, through pytesseract: one process for all lines of a page.

The pictures are handed over uncompressed (PGM) with a list file, which Tesseract reads as the pages
of one document; its threads are off, since hoso runs pages beside one another (OMP_THREAD_LIMIT=1).
"""

import os
import shlex
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import cv2
import pytesseract

from ocr.engine.interface import DIGITS, NEVER_PRINTED, LineReading, ReadWord
from ocr.errors import Fault, InputError
from ocr.picture import Grey


class TesseractProgram:
    """A line reader that starts ``tesseract`` once per call."""

    def __init__(
        self, *, language: str, tessdata: Path, digits_only: bool = False, seconds: float = 60
    ) -> None:
        self.name = "tesseract" if language == "vie" else f"tesseract-{language}"
        self._language = language
        self._seconds = seconds
        limit = f"whitelist={DIGITS}" if digits_only else f"blacklist={NEVER_PRINTED}"
        where = ["--psm", "7", "--dpi", "200", "--tessdata-dir", str(tessdata)]
        self._options = shlex.join([*where, "-c", f"tessedit_char_{limit}"])
        os.environ["OMP_THREAD_LIMIT"] = "1"
        try:
            self.version = f"tesseract {pytesseract.get_tesseract_version()} {language}"
        except pytesseract.TesseractNotFoundError as error:
            raise InputError(Fault.ENGINE_FAILED, str(error)) from error

    def read(self, lines: Sequence[Grey]) -> list[LineReading]:
        """See ``LineReader.read``."""
        if not lines:
            return []
        with tempfile.TemporaryDirectory(prefix="hoso-lines-") as folder:
            names = []
            for number, line in enumerate(lines):
                name = Path(folder) / f"{number:05d}.pgm"
                cv2.imwrite(str(name), line)
                names.append(str(name))
            listing = Path(folder) / "lines.txt"
            listing.write_text("\n".join(names) + "\n", encoding="utf-8")
            try:
                data = pytesseract.image_to_data(
                    str(listing),
                    lang=self._language,
                    config=self._options,
                    output_type=pytesseract.Output.DICT,
                    timeout=self._seconds,
                )
            except (pytesseract.TesseractError, RuntimeError) as error:
                raise InputError(Fault.ENGINE_FAILED, f"tesseract: {error}") from error
        return _by_line(data, len(lines))


def _by_line(data: dict[str, list[str]], count: int) -> list[LineReading]:
    words: list[list[ReadWord]] = [[] for _ in range(count)]
    for number, raw in enumerate(data["text"]):
        text = unicodedata.normalize("NFC", str(raw).strip())
        if int(data["level"][number]) != 5 or not text:
            continue
        x0, y0 = int(data["left"][number]), int(data["top"][number])
        rect = (x0, y0, x0 + int(data["width"][number]), y0 + int(data["height"][number]))
        confidence = max(0.0, float(data["conf"][number]) / 100)
        words[int(data["page_num"][number]) - 1].append(ReadWord(text, rect, confidence))
    return [LineReading(tuple(line)) for line in words]
