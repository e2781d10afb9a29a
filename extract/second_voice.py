"""What the words of a page say it is: in go a sheet's words, out come a type's code and how sure.

A trained spaCy text classifier over folded words (``models/page_types``). It is
a second voice only: it never gives a type to a page that title and structure leave open.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.layout import Sheet
from extract.text import letters

SURE = 0.95  # below: the voice says nothing
LEAST_WORDS = 25
MOST_WORDS = 2000  # a hostile page costs no more than this
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Said:
    """The likeliest type of a page."""

    code: str
    score: float


class SecondVoice:
    """The trained classifier, ready to be asked."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def of(self, sheet: Sheet) -> Said | None:
        """Nothing where the page has few words, or none of the types is likely enough."""
        words = page_words(token.text for row in sheet.rows for token in row.tokens)
        if len(words) < LEAST_WORDS:
            return None
        with self._nlp.memory_zone():  # the words of a page are forgotten after it
            cats: dict[str, float] = dict(self._nlp(doc_of_words(self._nlp.vocab, words)).cats)
        code = max(sorted(cats), key=cats.__getitem__)
        return Said(code, cats[code]) if cats[code] >= SURE else None


def page_words(texts: Iterable[str]) -> list[str]:
    """Words without marks, figures as one sign: what damaged print still has in common.

    >>> page_words(["Số:", "125", "...", "Thửa đất"])
    ['SO', '0', 'THUA', 'DAT']
    """
    folded = (_DIGITS.sub("0", letters(word)) for text in texts for word in text.split())
    return [word for word in folded if word][:MOST_WORDS]


def doc_of_words(vocab: Vocab, words: Sequence[str]) -> Doc:
    """The words as the classifier takes them, in training and in use."""
    return Doc(vocab, words=list(words))


def load_voice(folder: Path | None) -> SecondVoice | None:
    """The classifier in the folder; nothing where there is none."""
    if folder is None or not (folder / "config.cfg").is_file():
        return None
    return SecondVoice(spacy.load(folder))
