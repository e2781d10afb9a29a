"""What every copy of a form carries in print: labels, headings, titles; nobody's data.

In: the words of a line as read. Out: how many of its first words are such print and nothing else.
Letter for letter and figure for figure the same, marks included: a damaged label is not known, and
is looked at again. Dots, colons and other signs count for nothing.
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
_MARK = re.compile(r"[(\[]\d{1,2}[)\]]:?|\d{1,2}\):")  # a note's mark inside a label
_LABEL = 4  # letters and figures at least, before a colon
_NUMBERING = re.compile(r"(?:\d{1,2}[.)])+|[IVX]{1,4}[.)]|[a-zđ][.)]")  # of a label
_WHOLE = 12  # of a whole line without one: shorter ones may be values ("Chủ hộ")


def printed_words(words: Sequence[str]) -> int:
    """How many of the first words are known print: a label up to its colon, or the whole line.

    >>> printed_words("7. Họ, chữ đệm và tên chủ hộ: TRẦN VĂN AN".split())
    8
    >>> printed_words("Độc lập - Tự do - Hạnh phúc".split())
    8
    >>> printed_words("Chủ hộ".split())
    0
    >>> printed_words("2. Ngày, tháng, năm sinh: 19 / 12 / 1972".split())
    5
    """
    known, so_far, found = known_print(), "", 0  # ``SỐ 2`` in a title is an answer too
    for n, word in enumerate(words, start=1):
        if n == 1 and _NUMBERING.fullmatch(word):
            continue
        so_far += "" if _MARK.fullmatch(word) else _said(word)
        colon, last = word.endswith(":"), n == len(words) and not so_far[-1:].isdigit()
        if (colon or last) and len(so_far) >= (_LABEL if colon else _WHOLE) and so_far in known:
            found = n
    return found


@cache
def known_print() -> frozenset[str]:
    """All of it, letters and figures only."""
    texts = (text for kind in document_types().types for text in _texts(kind))
    return frozenset(filter(None, map(_said, (*_EVERYWHERE, *texts))))


def _said(text: str) -> str:
    """Its letters and figures: a number is never part of the label before it."""
    return "".join(filter(str.isalnum, tidy(text).casefold()))


def _texts(kind: DocumentType) -> Iterator[str]:
    yield from (*kind.titles, *kind.inner_titles)
    for label in kind.labels:
        yield from label.texts
    for table in kind.tables:
        for column in table.columns:
            yield from column.texts
