"""What a separator sheet says, as the text of its QR code, and back.

``HOSO1|batch|dossier|type|check``: names of the office's own, never a citizen's number. The check
is a CRC-32 of what stands before it: a damaged or foreign code says nothing and sets nothing.
"""

import re
import zlib
from dataclasses import dataclass
from enum import StrEnum

from ocr.codes import PATCH_T
from ocr.page import Page, Word

PREFIX = "HOSO1|"
TITLE = "TỜ NGĂN CÁCH HỒ SƠ"  # in print on the sheet, for when its code cannot be read
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")
_NUMBER = re.compile(r"\d{9,}")  # may be a citizen's: such a name is refused


class BadName(ValueError):  # noqa: N818 - the name says what happened
    """A batch or dossier cannot be called that; the text is the name's place."""


@dataclass(frozen=True, slots=True)
class Separator:
    """The dossier that begins behind the sheet; ``type`` where all of it is one paper."""

    batch: str
    dossier: str
    type: str = ""

    def __post_init__(self) -> None:
        for place, name in (("batch", self.batch), ("dossier", self.dossier)):
            if not _NAME.fullmatch(name) or _NUMBER.search(name):
                raise BadName(place)

    def text(self) -> str:
        """What the sheet's code holds."""
        body = f"{PREFIX}{self.batch}|{self.dossier}|{self.type}|"
        return f"{body}{_check(body)}"


_MOST_WORDS = 60  # of print outside its code: a page that says more is a paper


class Sheet(StrEnum):
    """What a page is to the stack."""

    NAMED = "named"  # a separator that says which dossier begins
    UNNAMED = "unnamed"  # one that only says that another begins: Patch-T, or damaged
    PAPER = "paper"  # a paper that bears such a code or title: something parts here, but what?
    CONTENT = "content"


def read_separator(text: str, types: frozenset[str]) -> Separator | None:
    """``None`` for a code that is damaged, foreign, or names a type that is not known.

    >>> read_separator(Separator("L07", "HS-12").text(), frozenset())
    Separator(batch='L07', dossier='HS-12', type='')
    >>> read_separator("HOSO1|L07|HS-13||0badc0de", frozenset()) is None
    True
    """
    body, mark, check = text.rpartition("|")
    parts = body.removeprefix(PREFIX).split("|")
    if not text.startswith(PREFIX) or not mark or check != _check(body + mark) or len(parts) != 3:
        return None
    batch, dossier, kind = parts
    if kind and kind not in types:
        return None
    try:
        return Separator(batch, dossier, kind)
    except BadName:
        return None


def separator_on(page: Page, types: frozenset[str]) -> tuple[Sheet, Separator | None]:
    """What a page is, by its codes; by its print where they cannot be read.

    Two sheets that contradict one another on one page name nothing.
    """
    texts = [code.text for code in page.codes]
    found = {s for s in (read_separator(text, types) for text in texts) if s is not None}
    marked = PATCH_T in texts or any(text.startswith(PREFIX) for text in texts)
    if not (found or marked or any(TITLE in line.text for line in page.lines[:12])):
        return Sheet.CONTENT, None
    if _words_outside(page) > _MOST_WORDS:
        return Sheet.PAPER, None
    return (Sheet.NAMED, found.pop()) if len(found) == 1 else (Sheet.UNNAMED, None)


def _words_outside(page: Page) -> int:
    """Words that are not what a reader made of a code's squares."""

    def in_code(word: Word) -> bool:
        x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
        return any(c.box[0] <= x <= c.box[2] and c.box[1] <= y <= c.box[3] for c in page.codes)

    return sum(not in_code(word) for line in page.lines for word in line.words)


def _check(body: str) -> str:
    return f"{zlib.crc32(body.encode()):08x}"
