"""What every copy of a form carries in print: labels, headings, titles; nobody's data.

In: the words of a line as read. Out: how many of its first words are such print and nothing else.
Letter for letter the same, marks included: a damaged label is not known, and is looked at again.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extract.catalogue import document_types
from extract.definitions import DocumentType
from extract.text import tidy

_EVERYWHERE = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Cộng hoà xã hội chủ nghĩa Việt Nam",
    "Độc lập - Tự do - Hạnh phúc",
    "Ký, ghi rõ họ tên",
    "Ký, ghi rõ họ và tên",
    "Ký, ghi rõ họ, chữ đệm và tên",
    "Ký, ghi rõ họ tên và đóng dấu",
    "Ký, ghi rõ họ tên và đóng dấu nếu có",
    "Ký tên, đóng dấu",
)
_MARK = re.compile(r"[(\[]\d{1,2}[)\]]:?|\d{1,2}\)?:")  # a note's mark inside a label
_GLUED = re.compile(r":\W*\d|\d\D?\d\D?\d")  # ``nhân:001085990017``
_LABEL = 4  # letters at least, before a colon
_WHOLE = 12  # letters at least of a line without one: shorter ones may be values ("Chủ hộ")


def printed_words(words: Sequence[str]) -> int:
    """How many of the first words are known print: a label up to its colon, or the whole line.

    >>> printed_words("7. Họ, chữ đệm và tên chủ hộ: TRẦN VĂN AN".split())
    8
    >>> printed_words("Độc lập - Tự do - Hạnh phúc".split())
    8
    >>> printed_words("Chủ hộ".split())
    0
    >>> printed_words("Số định danh cá nhân: 001085990017".split())
    5
    """
    known, so_far, found = _known(), "", 0
    for n, word in enumerate(words, start=1):
        if _is_figure(word) and (so_far or _GLUED.search(word)):
            break
        so_far += "".join(filter(str.isalpha, tidy(word).casefold()))
        colon, last = word.endswith(":"), n == len(words)
        if (colon or last) and _is_known(so_far, known, least=_LABEL if colon else _WHOLE):
            found = n
    return found


def _is_figure(word: str) -> bool:
    """Figures behind a label are somebody's, with a colon or a space before them or without."""
    if any(map(str.isalpha, word)):
        return bool(_GLUED.search(word))
    return any(map(str.isdigit, word)) and not _MARK.fullmatch(word)


def _is_known(letters: str, known: frozenset[str], *, least: int) -> bool:
    """With or without what numbers a label (``a``, ``đ``, ``II``)."""
    return len(letters) >= least and any(letters[skip:] in known for skip in range(4))


@cache
def _known() -> frozenset[str]:
    texts = (text for kind in document_types().types for text in _texts(kind))
    letters = ("".join(filter(str.isalpha, tidy(t).casefold())) for t in (*_EVERYWHERE, *texts))
    return frozenset(filter(None, letters))


def _texts(kind: DocumentType) -> Iterator[str]:
    yield from (*kind.titles, *kind.inner_titles)
    for label in kind.labels:
        yield from label.texts
    for table in kind.tables:
        for column in table.columns:
            yield from column.texts
