"""``hoso doctor``: what is installed, what is missing, how to mend it (exit code 2)."""

import importlib.util
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extract.free_text import load_free_text
from extract.second_voice import load_voice
from hoso.messages import Texts
from hoso.settings import Settings
from hoso.work import trained_folder
from ocr.engine.choose import find_tessdata, own_reader
from ocr.errors import InputError
from storage.errors import StoreError
from storage.store import open_store

_TEXGYRE = Path("/usr/share/texmf/fonts/opentype/public/tex-gyre/texgyretermes-regular.otf")
_FREE = 1 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table; ``needed`` ones make the installation unfit, ``unset`` ones were not
    asked for."""

    name: str
    good: bool
    text: str
    needed: bool = True
    unset: bool = False

    @property
    def mark(self) -> str:
        """The key of the word beside it."""
        return "doctor.unset" if self.unset else "doctor.fine" if self.good else "doctor.bad"


def check(settings: Settings, texts: Texts) -> int:
    """Prints the table; 0 when hoso can work here, 2 if not, 3 if only the store is at fault."""
    table = Table(show_header=False)
    code = 0
    for finding in _findings(settings, texts):
        table.add_row(escape(finding.name), texts(finding.mark), escape(finding.text))
        if finding.needed and not finding.good:
            code = 2
    store = _store(settings, texts)
    table.add_row(escape(store.name), texts(store.mark), store.text)
    checks = _blind_checks(settings, texts) if store.good else ()
    for finding in (*_signing(settings, texts), *checks):
        table.add_row(escape(finding.name), texts(finding.mark), escape(finding.text))
    Console().print(table)
    return code or (0 if store.good else 3)


def _findings(settings: Settings, texts: Texts) -> Iterator[Finding]:
    program = shutil.which("tesseract")
    in_process = importlib.util.find_spec("tesserocr") is not None
    yield Finding(
        texts("doctor.tesseract"),
        program is not None or in_process,
        program or texts("doctor.tesseract_fix"),
    )
    try:
        folder: Path | None = find_tessdata()
    except InputError:
        folder = None
    for lang in ("vie", "eng"):
        data = folder / f"{lang}.traineddata" if folder else None
        found = data is not None and data.is_file()
        fix = texts(f"doctor.{lang}_fix")
        yield Finding(texts(f"doctor.{lang}"), found, str(data) if found else fix)
    fix = texts("doctor.in_process_fix")
    yield Finding(texts("doctor.in_process"), in_process, "" if in_process else fix, needed=False)
    fault = own_reader_fault()
    text = fault and texts("doctor.reader_fix", reason=fault)
    yield Finding(texts("doctor.reader"), not fault, text, needed=False)
    for name, load in (("page_types", load_voice), ("free_text", load_free_text)):
        trained = load(trained_folder(name)) is not None
        text = "" if trained else texts(f"doctor.{name}_fix")
        yield Finding(texts(f"doctor.{name}"), trained, text, needed=False)
    fonts = _TEXGYRE.is_file()
    fix = texts("doctor.fonts_fix")
    yield Finding(texts("doctor.fonts"), fonts, "" if fonts else fix, needed=False)
    limits = texts(
        "doctor.limits_text",
        pages=settings.limits.max_pages,
        pixels=settings.limits.max_pixels,
        seconds=int(settings.page_seconds),
        memory=settings.worker_memory >> 20,
        workers=settings.workers,
    )
    yield Finding(texts("doctor.limits"), True, limits)


def _signing(settings: Settings, texts: Texts) -> Iterator[Finding]:
    from hoso.doctor_signing import signing_findings  # loads what signs

    return signing_findings(settings, texts)


def _blind_checks(settings: Settings, texts: Texts) -> Iterator[Finding]:
    """Kinds of value that people have found wrong too often: accepted no more."""
    from hoso.blind_checks import stopped_sentences, tallies_of
    from hoso.server.beside import index_of

    if "://" not in settings.store and not Path(settings.store).exists():
        return
    store = open_store(
        settings.store, secrets_folder=settings.secrets_folder, s3=settings.s3, create=False
    )
    sentences = stopped_sentences(store, settings, texts)
    yield from (Finding(texts("blind.name"), False, sentence) for sentence in sentences)
    if not sentences:
        kinds = len(tallies_of(store, index_of(settings, store)))
        target = f"{settings.acceptance.target * 100:g}"
        yield Finding(texts("blind.name"), True, texts("blind.fine", kinds=kinds, target=target))


def own_reader_fault() -> str:
    """Why our own line reader cannot work here; empty when it can."""
    try:
        own_reader(Path(str(files("models.line_reader") / "weights")))
    except InputError as error:
        return str(error)
    return ""


def _store(settings: Settings, texts: Texts) -> Finding:
    """The store opens with this machine's secret, or is not there yet."""
    name = f"{texts('doctor.store')} {settings.store}"
    if "://" not in settings.store and not Path(settings.store).exists():
        return Finding(name, True, texts("doctor.store_absent"))
    try:
        store = open_store(
            settings.store, secrets_folder=settings.secrets_folder, s3=settings.s3, create=False
        )
    except StoreError as error:
        return Finding(name, False, texts.store_error(error.code, error.where))
    if Path(settings.store).is_dir() and shutil.disk_usage(settings.store).free < _FREE:
        return Finding(name, False, texts("doctor.disk_fix"))
    return Finding(name, True, f"{texts('doctor.secret')}: {store.secret_path}")
