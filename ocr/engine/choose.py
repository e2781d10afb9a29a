"""Which readers this machine has: Tesseract in-process where tesserocr is, else as a program."""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ocr.engine.interface import LineReader
from ocr.errors import Fault, InputError

LANGUAGE = "vie"
SECOND = "eng"  # another model, trained on other pages: the second pair of eyes for digits


@dataclass(frozen=True, slots=True)
class Readers:
    """The reader of all lines, and the two that read numbers again (digits only)."""

    lines: LineReader
    digits: tuple[LineReader, ...]


def load_readers(kind: str = "auto") -> Readers:
    """``tesserocr``, ``pytesseract``, or ``auto`` for the first that is there (``InputError``)."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # before the engine is loaded: pages run in parallel
    folder = find_tessdata()
    in_process = importlib.util.find_spec("tesserocr") is not None
    if kind == "tesserocr" or (kind == "auto" and in_process):
        from ocr.engine.tesserocr_engine import InProcessTesseract as Engine
    else:
        from ocr.engine.pytesseract_engine import TesseractProgram as Engine  # type: ignore[assignment]
    return Readers(
        Engine(language=LANGUAGE, tessdata=folder),
        (
            Engine(language=LANGUAGE, tessdata=folder, digits_only=True),
            Engine(language=SECOND, tessdata=folder, digits_only=True),
        ),
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
