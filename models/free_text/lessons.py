"""Lessons for the recogniser: a seed goes in, words with the spans of their labels come out.

Contracts and applications of the drawing tool, whose words know their field, and sentences in other
wordings; both damaged as recognition damages them: marks lost or wrong, words parted and glued,
letters taken for others, specks, commas that are gone.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator, Sequence

from extract.free_text import parts_of
from models.dossiers.draw import write_paper
from models.dossiers.ops import Text
from models.free_text.sentences import ROLES, Part, Sentences

Lesson = tuple[list[str], list[tuple[int, int, str]]]
PAPERS = ("hop_dong_chuyen_nhuong", "hop_dong_tang_cho")
_FIELDS = {
    "full_name": "PARTY", "date_of_birth": "BORN", "citizen_id": "NUMBER",
    "id_card_number": "NUMBER", "address": "ADDRESS", "parcel_number": "PARCEL",
    "map_sheet": "MAP_SHEET", "parcel_address": "PARCEL_ADDRESS", "area": "AREA",
    "land_use": "LAND_USE", "price": "PRICE", "signing_date": "SIGNED",
    "serial_number": "SERIAL", "register_number": "REGISTER",
}  # fmt: skip
_ROLE = re.compile(
    r"(?<!\w)(?:(?P<TAKER>"
    + "|".join(map(re.escape, sorted(ROLES["TAKER"], key=len, reverse=True)))
    + r")|(?P<GIVER>"
    + "|".join(map(re.escape, sorted(ROLES["GIVER"], key=len, reverse=True)))
    + r"))(?!\w)",
    re.IGNORECASE,
)
_CLOSE = {"0": "O", "O": "0", "1": "l", "l": "1", "I": "l", "5": "S", "c": "e", "u": "n", "h": "b"}
_LEVELS = (0.0, 0.03, 0.1)  # of the words damaged


def drawn(seed: str, count: int) -> Iterator[Lesson]:
    """Contracts of the drawing tool, a page at a time."""
    for type_ in PAPERS:
        for number in range(count):
            rng = random.Random(f"{seed}/{type_}/{number}")
            for ops in write_paper(type_, rng).pages:
                yield lesson(rng, list(_parts(ops)))


def composed(seed: str, count: int) -> Iterator[Lesson]:
    """Sentences: a contract's gist, or what an application asks for."""
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        sentences = Sentences(rng)
        yield lesson(rng, sentences.contract() if number % 2 else sentences.change())


def unseen(seed: str, count: int) -> Iterator[Lesson]:
    """Wordings that are never learnt from."""
    for number in range(count):
        rng = random.Random(f"{seed}/unseen/{number}")
        yield lesson(rng, Sentences(rng).unseen())


def lesson(rng: random.Random, parts: Sequence[Part]) -> Lesson:
    """Damaged, cut at the punctuation as ``extract`` cuts it."""
    level = rng.choice(_LEVELS)
    words: list[str] = []
    spans: list[tuple[int, int, str]] = []
    for text, label in parts:
        start = len(words)
        for word in text.split():
            words.extend(w[a:b] for w in _damaged(rng, word, level) for a, b in parts_of(w))
        while label and len(words) > start + 1 and not words[-1].isalnum() and words[-1] in ".,;:":
            words.pop()
        if label and len(words) > start:
            spans.append((start, len(words), label))
    return words, spans


def _parts(ops: Sequence[object]) -> Iterator[Part]:
    """The words of a page in their order; neighbours of one field are one part."""
    parts: list[list[str]] = []
    last = ""
    for op in ops:
        if not isinstance(op, Text):
            continue
        text = op.text + (" " if op.ends else "")
        if parts and op.field == last:
            parts[-1][0] += text
        else:
            parts.append([text, _FIELDS.get(op.field.rpartition(".")[2], "")])
        last = op.field
    for text, label in parts:
        yield from [(text, label)] if label else _with_roles(text)


def _with_roles(text: str) -> Iterator[Part]:
    at = 0
    for match in _ROLE.finditer(text):
        yield text[at : match.start()], ""
        yield match.group(0), match.lastgroup or ""
        at = match.end()
    yield text[at:], ""


def _damaged(rng: random.Random, word: str, level: float) -> list[str]:
    if rng.random() >= level:
        return [word]
    place = rng.randrange(len(word))
    match rng.randrange(6):
        case 0 | 1:
            return [_without_marks(word) if rng.random() < 0.5 else _one_mark_less(word, place)]
        case 2:
            return [part for part in (word[:place], word[place:]) if part]
        case 3:
            return [word[:place] + _CLOSE.get(word[place], word[place]) + word[place + 1 :]]
        case 4:
            return [word.rstrip(".,;:") or word]
        case _:
            return [word, rng.choice((".", "-", "'", "|", "i"))]


def _without_marks(word: str) -> str:
    plain = unicodedata.normalize("NFD", word)
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("Đ", "D")


def _one_mark_less(word: str, place: int) -> str:
    return word[:place] + _without_marks(word[place]) + word[place + 1 :]
