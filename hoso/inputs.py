"""What a clerk points at becomes a list of input files, in a stable order.

Folders are walked without following links; hidden files and the litter of file managers are passed
over. Whether a file is any good is found out when it is opened.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: where it lies, what people call it, the group of papers it came in with."""

    path: Path
    name: str
    dossier: str


def find_inputs(paths: Sequence[Path]) -> Iterator[Input]:
    """All files named, and all files in the folders named, in natural order."""
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)
        else:
            yield Input(path, str(path), path.absolute().parent.name)


def _walk(top: Path) -> Iterator[Input]:
    for folder, folders, files in os.walk(top):
        folders[:] = sorted((name for name in folders if _wanted(name)), key=_natural)
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in sorted([*filter(_wanted, files), *links], key=_natural):
            path = Path(folder) / name
            inner = path.relative_to(top)
            dossier = path.parent.absolute().name
            yield Input(path, inner.as_posix(), dossier)


def _wanted(name: str) -> bool:
    return not name.startswith(".") and name.lower() not in _LITTER


def _natural(name: str) -> list[tuple[int, int, str]]:
    """``tờ 2`` before ``tờ 10``."""
    parts = re.split(r"(\d+)", name)
    return [(1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts]
