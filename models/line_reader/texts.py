"""What stands in a line: text of our papers and random letters, about half and half.

In: a seeded generator. Out: a ``Text`` of one part, or of a label and its value.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from models.line_reader.alphabet import tidy
from models.line_reader.phrases import HEADINGS, LABELS, SENTENCES, SHORT
from models.line_reader.slots import SLOTS, digits, slot
from models.line_reader.syllables import syllables
from models.line_reader.words import ended, office_words

LONGEST = 100  # characters
_ALIKE = {
    char: group
    for group in ("aàáảãạăằắẳẵặâầấẩẫậ", "eèéẻẽẹêềếểễệ", "iìíỉĩị", "oòóỏõọôồốổỗộơờớởỡợ",
                  "uùúủũụưừứửữự", "yỳýỷỹỵ")
    for char in group
}  # fmt: skip
_DRESS = (
    "({})", "({})", '"{}"', "“{}”", "{}/", "{}%", "{} –", "{} -", "{}'", "&{}", "+{}", "{}°",
    "[{}]", "{}_", "*{}", "#{}", "{}=",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """A line's words; ``heading`` asks for bold, ``tight`` for a value right behind its label.

    ``value`` stands in a form, on its leaders; ``boxed`` digits stand in boxes, one in each.
    """

    parts: tuple[str, ...]
    heading: bool = False
    tight: bool = False
    value: bool = False
    boxed: bool = False

    @property
    def truth(self) -> str:
        """What a reader should say."""
        return ("" if self.tight else " ").join(self.parts)


def random_text(rng: random.Random, *, longest: int = LONGEST) -> Text:
    """One line of at most ``longest`` characters."""
    text = Text(())
    while not text.truth:
        kind = rng.choices(
            (_short, _figure, _value, _field, _heading, _prose, _office_words, _noise, _boxes),
            (6, 7, 13, 12, 8, 20, 17, 15, 6))[0]  # fmt: skip
        text = kind(rng)
        parts = tuple(filter(None, (tidy(part) for part in text.parts)))
        tight = text.tight and len(parts) > 1
        text = Text(parts, text.heading, tight, text.value, text.boxed)
        if len(text.truth) > longest:
            text = Text((_window(rng, text.truth, longest),), text.heading, value=text.value)
    return text


def _window(rng: random.Random, text: str, longest: int) -> str:
    """Some words of a long text, as a line of a paragraph holds them."""
    words = text.split()
    start = rng.randrange(len(words)) if rng.random() < 0.6 else 0
    room = rng.randint(max(8, longest * 2 // 3), longest)
    taken = words[start][:room]
    for word in words[start + 1 :]:
        if len(taken) + 1 + len(word) > room:
            break
        taken += " " + word
    return taken


def _short(rng: random.Random) -> Text:
    words = rng.choice(SHORT) if rng.random() < 0.6 else slot(rng, "1#DYW##")
    return Text((words,), value=True)


def _figure(rng: random.Random) -> Text:
    return _alone(rng, slot(rng, "IIIDDTKRSMLY"))


def _value(rng: random.Random) -> Text:
    return _alone(rng, slot(rng, "NNNNAAAAGGOJE"))


def _alone(rng: random.Random, words: str) -> Text:
    """A value of a form; now and then the end of a sentence, which stands on no leader."""
    if rng.random() < 0.15:
        return Text((words + rng.choice("..,;"),))
    return Text((words,), value=True)


def _field(rng: random.Random) -> Text:
    label, value = _noted(rng, rng.choice(LABELS)), slot(rng, "NNNDDIIAAATRKSOGJEW#LM")
    if rng.random() < 0.15:
        return Text((label,), value=True)
    return Text((label, value), tight=rng.random() < 0.25, value=True)


def _heading(rng: random.Random) -> Text:
    words = rng.choice(HEADINGS) if rng.random() < 0.6 else syllables(rng, 2, 8)
    return Text((_noted(rng, words.upper() if rng.random() < 0.6 else words),), heading=True)


def _noted(rng: random.Random, label: str) -> str:
    """Now and then with a note's number at its end, or as the note's own first words."""
    kind = rng.random()
    if kind < 0.15:
        bare = re.sub(r"(\(\d\))?:?$", "", label)
        colon = ":" if label.endswith(":") else ""
        return f"{bare}{rng.choice(('', '', ' '))}({rng.randint(1, 9)}){colon}"
    if kind < 0.2:
        return f"({rng.randint(1, 9)}) {label}"
    return label


def _prose(rng: random.Random) -> Text:
    sentence = re.sub(r"\{(.)\}", lambda m: SLOTS[m[1]](rng), rng.choice(SENTENCES))
    if rng.random() < 0.5:
        sentence += " " + re.sub(r"\{(.)\}", lambda m: SLOTS[m[1]](rng), rng.choice(SENTENCES))
    bullet = rng.choice(
        (
            "",
            "",
            "",
            "- ",
            "+ ",
            f"{rng.randint(1, 20)}. ",
            "a) ",
            "đ) ",
            "Điều 2. ",
            f"({rng.randint(1, 9)}) ",
        )
    )
    text = ended(rng, _window(rng, bullet + sentence, rng.randint(36, LONGEST)))
    if rng.random() < 0.12:
        text = _other_marks(rng, text)
    return Text((text.upper() if rng.random() < 0.08 else text,))


def _office_words(rng: random.Random) -> Text:
    """Common words that mean nothing together; every tenth with marks that do not belong."""
    text = office_words(rng, rng.randint(12, LONGEST - 14))
    if rng.random() < 0.12:
        text = _other_marks(rng, text)
    upper = rng.random() < 0.25
    return Text((text.upper() if upper else text,), heading=upper)


def _other_marks(rng: random.Random, text: str) -> str:
    """Some vowels with other marks: what is printed is to be read, not what is likely."""
    changed = [
        rng.choice(_ALIKE[char.lower()]) if char.lower() in _ALIKE and rng.random() < 0.2 else char
        for char in text
    ]
    return "".join(
        new.upper() if old.isupper() else new for old, new in zip(text, changed, strict=True)
    )


def _boxes(rng: random.Random) -> Text:
    return Text((digits(rng, rng.choice((12, 12, 12, 12, 9, 10))),), boxed=True)


def _noise(rng: random.Random) -> Text:
    """Words, figures and marks that mean nothing."""
    words = []
    for _ in range(rng.randint(2, 14)):
        word = syllables(rng, 1, 1) if rng.random() < 0.8 else slot(rng, "#IDLRYLU")
        kind = rng.random()
        if kind < 0.03:
            word = "".join(
                rng.choice("abcdefghijklmnopqrstuvwxyzABCFJWZ0123456789") for _ in range(5)
            )
        elif kind < 0.14:
            word += rng.choice(",.;:,.;:?!")
        elif kind < 0.2:
            word = rng.choice(_DRESS).format(word)
        words.append(word)
    return Text((" ".join(words),))
