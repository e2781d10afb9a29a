"""A born-digital PDF that bears no signature as PDF/A-2b: its text and lines stay what they are.

In: a PDF, pages of it, and their words. Out: the bytes, or nothing where Ghostscript (a program of
its own, not part of hoso) is not installed or refuses the file: then its pages become pictures.
Where Ghostscript would lose letters (release 10.00 drops Vietnamese ones of subset fonts) the print
becomes outlines, and the words are laid over it, invisible.
Call this in a worker; the file is hostile and Ghostscript runs with ``-dSAFER`` and a time limit.
"""

import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pdfplumber
from pikepdf import Dictionary, Name, Page, Pdf, PdfError

from hoso.archive.two_layer import (
    About,
    PlacedWord,
    TextLayer,
    make_archival,
    saved,
    srgb_profile,
    text_pdf,
)
from ocr.page import Word

_SECONDS = 120
_WORDS = Name("/HosoWords")
_KEPT = 0.98  # of the letters
_INTENT = """%!
[/_objdef {icc_PDFA} /type /stream /OBJ pdfmark
[{icc_PDFA} <</N 3>> /PUT pdfmark
[{icc_PDFA} (srgb.icc) (r) file /PUT pdfmark
[/_objdef {OutputIntent_PDFA} /type /dict /OBJ pdfmark
[{OutputIntent_PDFA} <</Type /OutputIntent /S /GTS_PDFA1 /DestOutputProfile {icc_PDFA}
 /OutputConditionIdentifier (sRGB)>> /PUT pdfmark
[{Catalog} <</OutputIntents [{OutputIntent_PDFA}]>> /PUT pdfmark
"""


def vector_pdf(
    path: Path, numbers: Sequence[int], words: Sequence[Sequence[Word]], about: About
) -> bytes | None:
    """Pages ``numbers`` (from 1) of the file; ``words`` of each, for the case of outlines."""
    program = shutil.which("gs")
    if program is None:
        return None
    with TemporaryDirectory(prefix="hoso-vector-") as name:
        folder = Path(name)
        try:
            _cut(path, numbers, folder / "in.pdf")
            _convert(program, folder)
            outlined = _letters(folder / "out.pdf") < _KEPT * _letters(folder / "in.pdf")
            if outlined:
                _convert(program, folder, "-dNoOutputFonts")
            with Pdf.open(folder / "out.pdf") as pdf:
                if len(pdf.pages) != len(numbers):
                    return None
                if outlined:
                    _lay_over(pdf, words)
                make_archival(pdf, about)
                return saved(pdf)
        except (PdfError, OSError, subprocess.SubprocessError, ValueError):
            return None


def _lay_over(pdf: Pdf, words: Sequence[Sequence[Word]]) -> None:
    layers = []
    for page, own in zip(pdf.pages, words, strict=True):
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        width, height = right - left, top - bottom
        sides = (width, height, width, height)
        placed = (
            PlacedWord(word.text, *(at * side for at, side in zip(word.box, sides, strict=True)))
            for word in own
        )
        layers.append(TextLayer(width, height, 1.0, tuple(placed)))
    with Pdf.open(BytesIO(text_pdf(layers))) as text:
        for page, layer in zip(pdf.pages, text.pages, strict=True):
            before = set(page.obj.Resources.get(Name.XObject, Dictionary()).keys())
            page.add_overlay(layer, None)
            _name_alike(page, before)


def _name_alike(page: Page, before: set[str]) -> None:
    """What was laid over gets one name, where pikepdf gives random ones: copies must not differ."""
    pictures = page.obj.Resources.XObject
    (random,) = set(pictures.keys()) - before
    page.contents_coalesce()
    drawn = page.obj.Contents.read_bytes().replace(random.encode(), str(_WORDS).encode())
    page.obj.Contents.write(drawn)
    pictures[_WORDS] = pictures[random]
    del pictures[random]


def _cut(path: Path, numbers: Sequence[int], target: Path) -> None:
    """Only the paper's own pages, without forms, scripts and attachments."""
    with Pdf.open(path) as source, Pdf.new() as pdf:
        for number in numbers:
            pdf.pages.append(source.pages[number - 1])
        pdf.save(target)


def _convert(program: str, folder: Path, *options: str) -> None:
    (folder / "srgb.icc").write_bytes(srgb_profile())
    (folder / "intent.ps").write_text(_INTENT, encoding="ascii")
    command = [
        program, "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-dPDFA=2",
        *options, "-dPDFACompatibilityPolicy=1", "-sColorConversionStrategy=RGB",
        "--permit-file-read=srgb.icc", "-sOutputFile=out.pdf", "intent.ps", "in.pdf",
    ]  # fmt: skip
    subprocess.run(
        command,
        cwd=folder,
        check=True,
        timeout=_SECONDS,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _letters(path: Path) -> int:
    with pdfplumber.open(path) as pdf:
        return sum(char["text"].isalnum() for page in pdf.pages for char in page.chars)
