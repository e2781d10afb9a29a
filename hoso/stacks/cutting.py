"""A scanned stack is cut into dossiers at its separator sheets; blanks and doubles are marked.

In: the pages of one file, in order. Out: the dossiers, each with its own pages, and which sheets
are no papers. Every page is in exactly one of them. What a separator says ends with its dossier.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from extract.catalogue import document_types
from extract.text import letters
from hoso.stacks.separator import Separator, Sheet, separator_on
from ocr.codes import PATCH_T
from ocr.page import Page, Route

_BLANK = 0.004  # of a page's pixels are inked at most
_FEWEST = 120  # letters and digits: with fewer, two pages are alike by chance
_ALIKE = 97.0  # per cent of the letters: two scans of one sheet are never read quite alike


@dataclass(frozen=True, slots=True)
class Dossier:
    """Pages between two separators; ``separator``: what the one before them says.

    ``unsure``: a page was lost before them, or a separator that nobody can read.
    """

    pages: tuple[Page, ...]
    separator: Separator | None = None
    unsure: bool = False

    @property
    def type(self) -> str | None:
        """The type of the one paper that the separator announces."""
        return (self.separator.type or None) if self.separator else None

    def name(self, default: str) -> str:
        """The separator's, or the default."""
        return self.separator.dossier if self.separator else default


@dataclass(frozen=True, slots=True)
class Stack:
    """``separators`` with their blank backs; ``blanks``; ``doubles``: page → the one it repeats."""

    dossiers: tuple[Dossier, ...]
    separators: tuple[int, ...] = ()
    blanks: tuple[int, ...] = ()
    doubles: dict[int, int] = field(default_factory=dict)

    def dossier_of(self, page: int) -> tuple[int, Dossier]:
        """The dossier that a page lies in, and its place from 1."""
        for place, dossier in enumerate(self.dossiers, 1):
            if any(one.number == page for one in dossier.pages):
                return place, dossier
        raise KeyError(page)

    def as_json(self) -> dict[str, object]:
        """What the ledger keeps of the stack; empty where it is just papers."""
        kept: dict[str, object] = {}
        if self.separators:
            kept["separators"] = list(self.separators)
            kept["dossiers"] = [
                {
                    "name": d.separator.dossier if d.separator else None,
                    "batch": d.separator.batch if d.separator else None,
                    "pages": [page.number for page in d.pages],
                }
                for d in self.dossiers
            ]
        if self.blanks:
            kept["blanks"] = list(self.blanks)
        if self.doubles:
            kept["doubles"] = [[page, first] for page, first in sorted(self.doubles.items())]
        return kept


def cut(pages: Sequence[Page]) -> Stack:
    """Cuts the pages of one file, by their numbers."""
    types = document_types().codes
    ordered = sorted(pages, key=lambda one: one.number)
    sheets = {page.number: separator_on(page, types) for page in ordered}
    stacked = any(sheet is not Sheet.CONTENT for sheet, _ in sheets.values())
    parts: list[_Part] = [_Part()]
    separators: list[int] = []
    before = 0
    for page in ordered:
        sheet, said = sheets[page.number]
        if stacked and page.number != before + 1:  # what was lost may have been a separator
            parts.append(_Part(unsure=True))
        before = page.number
        if sheet in {Sheet.NAMED, Sheet.UNNAMED}:
            separators.append(page.number)
            damaged = sheet is Sheet.UNNAMED and PATCH_T not in {c.text for c in page.codes}
            parts.append(_Part(said, unsure=damaged))
        elif sheet is Sheet.PAPER:
            parts.append(_Part(pages=[page], unsure=True))
        elif is_blank(page) and page.number - 1 in separators and not parts[-1].pages:
            separators.append(page.number)  # the separator's own back
        else:
            parts[-1].pages.append(page)
    content = [page for part in parts for page in part.pages]
    return Stack(
        tuple(Dossier(tuple(p.pages), p.said, p.unsure) for p in parts if p.pages),
        tuple(separators),
        tuple(page.number for page in content if is_blank(page)),
        _doubles(content),
    )


@dataclass(slots=True)
class _Part:
    said: Separator | None = None
    pages: list[Page] = field(default_factory=list)
    unsure: bool = False


def is_blank(page: Page) -> bool:
    """Nothing on it but specks and the shadows of holes; a photo or a map is no blank page."""
    return page.route is Route.BLANK and page.ink < _BLANK


def _doubles(pages: Sequence[Page]) -> dict[int, int]:
    """Pages with the figures of an earlier one and nearly all of its letters: both are kept.

    Copies of one form for two people differ in their figures.
    """
    seen: dict[str, list[tuple[int, str]]] = {}
    doubles: dict[int, int] = {}
    for page in pages:
        said = letters(" ".join(line.text for line in page.lines))
        if len(said) < _FEWEST:
            continue
        alike = seen.setdefault("".join(filter(str.isdigit, said)), [])
        earlier = next((n for n, other in alike if fuzz.ratio(said, other) >= _ALIKE), None)
        if earlier is None:
            alike.append((page.number, said))
        else:
            doubles[page.number] = earlier
    return doubles
