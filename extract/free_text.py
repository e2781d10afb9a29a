"""What running text tells: in go words of a paper, out come mentions (a party, a price, a parcel).

A trained spaCy named-entity recogniser (``models/free_text``) over words cut at punctuation,
since recognised print glues and parts them. What it finds is a finding aid and never certain:
``extract.strategies.mentions`` takes it only where no label told, and a person looks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.evidence import Piece
from extract.layout import Token

if TYPE_CHECKING:  # the catalogue of types imports this module and needs no spaCy
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

LABELS = (
    "GIVER", "TAKER",  # words that name the role: ``Bên chuyển nhượng``, ``Bên B``
    "PARTY", "BORN", "NUMBER", "ADDRESS",  # a person: name, day of birth, 9 or 12 digits, home
    "PARCEL", "MAP_SHEET", "PARCEL_ADDRESS", "AREA", "LAND_USE",
    "PRICE", "SIGNED", "SERIAL", "REGISTER", "ISSUED",  # ``ISSUED``: of the certificate
    "REFERENCE",  # another document: ``Hợp đồng công chứng số 7491``
)  # fmt: skip
MOST_PARTS = 6000  # a hostile paper costs no more than this
_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,/-]\d+)*|[^\w\s]|_+")
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Mention:
    """One find: its label, and the print it stands on."""

    label: str
    piece: Piece


class FreeText:
    """The trained recogniser, ready to be asked."""

    def __init__(self, nlp: "Language") -> None:
        self._nlp = nlp

    def of(self, tokens: Sequence[Token]) -> tuple[Mention, ...]:
        """The mentions in these words, in the order printed."""
        cuts = [
            (number, start, end)
            for number, token in enumerate(tokens)
            for start, end in parts_of(token.text)
        ][:MOST_PARTS]
        words = [tokens[number].text[start:end] for number, start, end in cuts]
        with self._nlp.memory_zone():  # the words of a paper are forgotten after it
            doc = self._nlp(doc_of_words(self._nlp.vocab, words))
            spans = [(span.label_, span.start, span.end) for span in doc.ents]
        return tuple(
            Mention(label, _piece(tokens, cuts[start], cuts[end - 1]))
            for label, start, end in spans
        )


def parts_of(word: str) -> Iterator[tuple[int, int]]:
    """Where the parts of a printed word begin and end.

    >>> [("số:085,")[a:b] for a, b in parts_of("số:085,")]
    ['số', ':', '085', ',']
    """
    return (match.span() for match in _PART.finditer(word))


def doc_of_words(vocab: "Vocab", words: Sequence[str]) -> "Doc":
    """The parts as the recogniser takes them, in training and in use: every figure as 0, since a
    number is told by its shape and by the words around it."""
    from spacy.tokens import Doc

    return Doc(vocab, words=[_FIGURE.sub("0", word) for word in words])


def _piece(
    tokens: Sequence[Token], first: tuple[int, int, int], last: tuple[int, int, int]
) -> Piece:
    """From a part to a part: whole words between them, cut at both ends."""
    a, start, _ = first
    b, _, end = last
    texts = [token.text for token in tokens[a : b + 1]]
    texts[-1] = texts[-1][:end]
    texts[0] = texts[0][start:]
    return Piece(" ".join(texts), tuple(tokens[a : b + 1]), found=True)


def load_free_text(folder: Path | None) -> FreeText | None:
    """The recogniser in the folder; nothing where there is none."""
    if folder is None or not (folder / "config.cfg").is_file():
        return None
    import spacy

    return FreeText(spacy.load(folder))
