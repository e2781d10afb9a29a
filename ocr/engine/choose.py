"""Which readers this machine has: Tesseract in-process where tesserocr is, else as a program."""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ocr.engine.grammar import DIGITS
from ocr.engine.interface import Guesser, LineReader, LineReading, Picture
from ocr.engine.leader_dots import without_dots_of
from ocr.engine.pair import Known, PairReader
from ocr.errors import Fault, InputError

if TYPE_CHECKING:
    from ocr.engine.crnn_engine import CrnnReader

LANGUAGE = "vie"
SECOND = "eng"  # another model, trained on other pages: the second pair of eyes for digits


@dataclass(frozen=True, slots=True)
class Readers:
    """The reader of all lines, and those that read numbers again: our own, then digits only.

    ``guesser``: our own, where it works: what else a line may be, or what it is under a pattern.
    """

    lines: LineReader
    digits: tuple[LineReader, ...]
    guesser: Guesser | None = None

    def read(self, pictures: Sequence[Picture]) -> list[LineReading]:
        """Every line as it suits each reader: our own on its leader, Tesseract without."""
        clean = [picture.image for picture in pictures]
        if self.guesser is None:
            return self.lines.read(clean)
        whole = [picture.whole for picture in pictures]
        if isinstance(self.lines, PairReader):
            return self.lines.read(whole, again=clean)
        return without_dots_of(self.lines.read(whole), whole, clean)

    def sparing(self, known: Known) -> "Readers":
        """The same readers; where two read every line, ``known`` print is read by one of them."""
        if not isinstance(self.lines, PairReader):
            return self
        return replace(self, lines=self.lines.sparing(known))


def load_readers(kind: str = "auto", *, weights: Path | None = None) -> Readers:
    """``auto``: our own reader and Tesseract together where the weights are there, else Tesseract.

    ``hoso``: our own alone; ``tesserocr`` or ``pytesseract``: Tesseract alone, in this process or
    as a program. ``weights`` is the folder of ``reader.onnx`` and ``charset.txt``; where they are
    damaged or onnxruntime is missing, ``auto`` goes on with Tesseract alone (fewer values are then
    certain, and ``own_reader`` says why). Raises ``InputError(ENGINE_FAILED)``.
    """
    os.environ["OMP_THREAD_LIMIT"] = "1"  # before the engine is loaded: pages run in parallel
    folder = find_tessdata()
    lines, *digits = (_programs if kind == "pytesseract" else _in_process_or_programs)(folder)
    if kind in {"tesserocr", "pytesseract"} or weights is None:
        return Readers(lines, tuple(digits))
    try:
        own = own_reader(weights)
    except InputError:
        if kind == "hoso":
            raise
        return Readers(lines, tuple(digits))
    own_digits = own.limited_to(DIGITS)
    if kind == "hoso":
        return Readers(own, (own_digits, *digits), own)
    return Readers(PairReader(own, lines), (own_digits, *digits), own)


def own_reader(weights: Path) -> "CrnnReader":
    """Our own reader. Raises ``InputError(ENGINE_FAILED)`` with the reason when it cannot work."""
    try:
        from ocr.engine.crnn_engine import CrnnReader
    except ImportError as error:
        raise InputError(Fault.ENGINE_FAILED, f"line reader: {error}") from error
    return CrnnReader(weights=weights / "reader.onnx", charset=weights / "charset.txt")


def _in_process_or_programs(tessdata: Path) -> tuple[LineReader, LineReader, LineReader]:
    """Tesseract for lines, then for digits only, and its other model for digits only."""
    if importlib.util.find_spec("tesserocr") is None:
        return _programs(tessdata)
    from ocr.engine.tesserocr_engine import InProcessTesseract

    lines = InProcessTesseract(language=LANGUAGE, tessdata=tessdata)
    second = InProcessTesseract(language=SECOND, tessdata=tessdata, digits_only=True)
    return lines, lines.of_digits(), second


def _programs(tessdata: Path) -> tuple[LineReader, LineReader, LineReader]:
    from ocr.engine.pytesseract_engine import TesseractProgram

    return (
        TesseractProgram(language=LANGUAGE, tessdata=tessdata),
        TesseractProgram(language=LANGUAGE, tessdata=tessdata, digits_only=True),
        TesseractProgram(language=SECOND, tessdata=tessdata, digits_only=True),
    )


def find_tessdata(candidates: Sequence[Path] = ()) -> Path:
    """The folder with ``vie.traineddata``: TESSDATA_PREFIX, or what the program itself names."""
    folders = [*candidates]
    if prefix := os.environ.get("TESSDATA_PREFIX"):
        folders += [Path(prefix), Path(prefix) / "tessdata"]
    folders += sorted(Path("/usr/share/tesseract-ocr").glob("*/tessdata"), reverse=True)
    folders += [Path("/usr/share/tessdata"), Path("/usr/local/share/tessdata")]
    if program := shutil.which("tesseract"):
        listing = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
        )
        if '"' in listing.stdout:
            folders.append(Path(listing.stdout.split('"')[1]))
    for folder in folders:
        if (folder / f"{LANGUAGE}.traineddata").is_file():
            return folder
    raise InputError(Fault.ENGINE_FAILED, "no vie.traineddata: install tesseract-ocr-vie")
