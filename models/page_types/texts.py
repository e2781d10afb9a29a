"""Lessons for the classifier of pages: in goes a seeded generator, out come words and a type.

Pages of drawn papers with their type, pages of other official forms (``foreign.txt``, invented
wordings) as ``khac``; both damaged as recognition damages them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib.resources import files

from extract.second_voice import LEAST_WORDS, page_words
from models.dossiers.draw import TYPES, write_paper
from models.dossiers.ops import Text
from models.dossiers.people import random_person

Lesson = tuple[list[str], str]
_SWAPS = {"O": "0", "I": "1", "D": "O", "C": "G", "N": "H", "U": "V", "E": "F", "T": "I"}


def foreign_forms() -> list[list[str]]:
    """The invented forms, one list of lines each."""
    text = (files("models.page_types") / "foreign.txt").read_text(encoding="utf-8")
    return [block.splitlines() for block in text.strip().split("\n\n")]


def drawn(seed: str, count: int) -> Iterator[Lesson]:
    """Every page with enough words of ``count`` papers of every type."""
    for type_ in TYPES:
        for number in range(count):
            rng = random.Random(f"{seed}/{type_}/{number}")
            for ops in write_paper(type_, rng).pages:
                texts = (op.text for op in ops if isinstance(op, Text))
                yield from _lesson(rng, page_words(texts), type_)


def foreign(seed: str, count: int, forms: list[list[str]]) -> Iterator[Lesson]:
    """Other forms: some lines of one left out, now and then some of another put in."""
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        lines = [line for line in rng.choice(forms) if rng.random() < 0.85]
        if rng.random() < 0.5:
            other = rng.choice(forms)
            lines += rng.sample(other, k=min(len(other), rng.randint(2, 8)))
        if rng.random() < 0.7:
            lines.insert(0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc")
        if rng.random() < 0.5:
            person = random_person(rng)
            lines += [person.full_name, person.citizen_id, person.origin.new()]
        yield from _lesson(rng, page_words(lines), "khac")


def _lesson(rng: random.Random, words: list[str], type_: str) -> Iterator[Lesson]:
    level = rng.choice((0.0, 0.02, 0.08))
    damaged = [part for word in words for part in _damaged(rng, word, level)]
    if len(damaged) >= LEAST_WORDS:
        yield damaged, type_
        cut = rng.randint(0, len(damaged) // 4)  # the title taken by a seal or an edge
        if len(damaged) - cut >= LEAST_WORDS:
            yield damaged[cut:], type_


def _damaged(rng: random.Random, word: str, level: float) -> list[str]:
    if rng.random() >= level:
        return [word]
    kind = rng.randrange(3)
    if kind == 0:
        return []
    place = rng.randrange(len(word))
    if kind == 1:
        return [part for part in (word[:place], word[place:]) if part]
    return [word[:place] + _SWAPS.get(word[place], "I") + word[place + 1 :]]
