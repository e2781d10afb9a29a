"""Closed vocabularies: a damaged word is mended to the single nearest entry, and a note says so.

Entries stand in ``extract/vocabulary/*.toml``, each file with its official source.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import Levenshtein

from extract.document import Doubt
from extract.kinds.base import NOTHING, Cleaned
from extract.text import letters, without_leaders


@dataclass(frozen=True)
class Vocabulary:
    """Printed forms by their folded letters, and codes with their names."""

    names: dict[str, tuple[str, ...]]
    codes: dict[str, str]


@cache
def load(name: str) -> Vocabulary:
    """Read one vocabulary of the package."""
    data = tomllib.loads(
        files("extract").joinpath("vocabulary", f"{name}.toml").read_text(encoding="utf-8")
    )
    codes: dict[str, str] = data.get("codes", {})
    names: dict[str, tuple[str, ...]] = {}
    for entry in [*data.get("names", []), *codes.values()]:
        key = letters(entry)
        if entry not in names.get(key, ()):
            names[key] = (*names.get(key, ()), entry)
    return Vocabulary(names, codes)


def nearest(text: str, vocabulary: Vocabulary) -> str | None:
    """The one entry whose letters are nearest to the text, within one error in four letters."""
    key = letters(text)
    if not key:
        return None
    if key in vocabulary.names:
        return _as_joined(text, vocabulary.names[key])
    limit = max(1, len(key) // 4) if len(key) >= 3 else 0
    scored = sorted(
        (Levenshtein.distance(key, other, score_cutoff=limit + 1), other)
        for other in vocabulary.names
    )
    if not scored or scored[0][0] > limit:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None
    return _as_joined(text, vocabulary.names[scored[0][1]])


def _as_joined(text: str, entries: tuple[str, ...]) -> str | None:
    """The one entry; of several (``Ê-đê``, ``Ê Đê``) the one joined in the same way."""
    if len(entries) == 1:
        return entries[0]
    alike = [entry for entry in entries if _joints(entry) == _joints(text)]
    return alike[0] if len(alike) == 1 else None


def _joints(text: str) -> str:
    return "".join(c for c in text.strip() if not c.isalnum())


def clean(raw: str, vocabulary: Vocabulary, *, closed: bool) -> Cleaned:
    """The printed entry; mended when it is damaged; other words stay only where not ``closed``."""
    text = without_leaders(raw)
    if not any(c.isalpha() for c in text):
        return NOTHING
    for entry in vocabulary.names.get(letters(text), ()):
        if entry.casefold() == text.casefold():
            return Cleaned(text[:1].upper() + text[1:])
    entry_or_none = nearest(text, vocabulary)
    if entry_or_none is not None:
        mended = letters(entry_or_none) != letters(text)
        note = Doubt("repaired", f"Đọc được “{text}”, sửa theo danh mục thành “{entry_or_none}”.")
        return Cleaned(entry_or_none, (note,), mended=mended)
    note = Doubt("not_in_vocabulary", f"“{text}” không có trong danh mục.")
    return Cleaned(None if closed else text, (note,))
