"""Printed text made comparable and tidy: strings go in and come out; nothing is guessed.

Folding is for *finding* (labels, titles, vocabulary); values themselves keep their marks.
"""

import re
import unicodedata
from functools import lru_cache

LEADER = "._…·‥"
_LOOK_ALIKES = str.maketrans(
    {
        "Ð": "Đ",
        "ð": "đ",
        "\u00a0": " ",
        "\u00ad": "",
        "\u200b": "",
        "\u2019": "'",
        "\u2018": "'",
        "⁄": "/",
        "∕": "/",
        "：": ":",
    }
)
_LEADER_RUN = re.compile(r"…+[._…·‥\s]*|[._·‥](?:\s*[._…·‥])+")
_DEBRIS = re.compile(
    r"(?:(?<=\s)|^)[.,;:'`~*_]{1,3}(?:\s+[.,;:'`~*_]{1,3})+(?=\s|$)"
)  # of a fill line
_EDGE = " \t,;:._…·‥|*~=\"'`"


def tidy(text: str) -> str:
    """Composed Unicode, the real Đ, single spaces.

    >>> tidy("Ðường  Trần\\n Phú")
    'Đường Trần Phú'
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES).split())


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in "đĐÐð":
        return "D"
    plain = unicodedata.normalize("NFD", character)
    return "".join(c for c in plain if not unicodedata.combining(c)).upper()


@lru_cache(maxsize=32768)
def fold(text: str) -> str:
    """Upper case without marks, Đ as D; as long as the composed text, so that places agree.

    >>> fold("Đất ở tại nông thôn")
    'DAT O TAI NONG THON'
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join((_fold_character(c) or " ")[:1] for c in composed)


@lru_cache(maxsize=32768)
def letters(text: str) -> str:
    """Only the folded letters and digits: what labels and titles are compared by.

    >>> letters("2. Ngày, tháng, năm sinh:")
    '2NGAYTHANGNAMSINH'
    """
    return "".join(c for c in fold(text) if c.isascii() and c.isalnum())


def is_leader(text: str) -> bool:
    """Nothing but a fill line or a rule that was taken for letters."""
    return bool(text) and all(c in LEADER + "|¦[]{}" for c in text)


def without_leaders(text: str) -> str:
    """Fill lines taken out, and the single stray dots which they leave at the ends.

    A printed ``-/-`` is a value and stays.

    >>> without_leaders("....... 14/.02/....1985.")
    '14/ 02/ 1985'
    >>> without_leaders("Thôn Đoài , xã Phúc Thịnh ....")
    'Thôn Đoài, xã Phúc Thịnh'
    """
    text = re.sub(r"-\s*/\s*-", "-/-", text)
    text = tidy(_DEBRIS.sub(" ", _LEADER_RUN.sub(" ", text)))
    text = re.sub(r"(?<=[/\s])[.·]+(?=\w)|(?<=\s)[.·]+(?=\s|$)", " ", text)
    text = re.sub(r"\s+([,;:)])", r"\1", tidy(text))
    return text.strip(_EDGE).strip()


def upper_share(text: str) -> float:
    """The share of capitals among the letters: titles are printed in capitals."""
    found = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in found) / len(found) if found else 0.0


def printed_areas(text: str) -> list[str]:
    """The printed figures that stand before m².

    >>> printed_areas("riêng: 100,5 m², chung: 20 m2")
    ['100,5', '20']
    """
    return re.findall(r"(\d[\d.,]*\d|\d)\s*(?:m\s*[²2?]|M2)", text)
