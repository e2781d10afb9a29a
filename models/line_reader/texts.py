"""What stands in a line: text of our papers and random letters, about half and half.

In: a seeded generator. Out: a ``Text`` of one part, or of a label and its value.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from models.dossiers import land, numbers, people, places
from models.line_reader.alphabet import tidy
from models.line_reader.phrases import HEADINGS, LABELS, OFFICES, SENTENCES, SHORT
from models.line_reader.syllables import syllable, syllables
from models.line_reader.words import ended, office_words

LONGEST = 100  # characters
_CAPITALS = "ABCDEGHIKLMNPQRSTUVXYĐ"
_LAWS = (
    "NĐ-CP", "TT-BCA", "TT-BTNMT", "TT-BNNMT", "TT-BTP", "TT-BTC", "TT-BNV", "QĐ-UBND", "QĐ-TTg",
    "NQ-HĐND", "QH13", "QH14", "QH15", "TTr-STP", "TTr-SNV", "KH-UBND", "BC-UBND", "UBND-NC",
    "TTr-VP", "VP-KSTT", "TTr-SNNMT", "QĐ-CTUBND",
)  # fmt: skip
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


def digits(rng: random.Random, least: int, most: int = 0) -> str:
    """A string of random digits."""
    return "".join(rng.choice("0123456789") for _ in range(rng.randint(least, most or least)))


def _letters(rng: random.Random, count: int) -> str:
    return "".join(rng.choice(_CAPITALS) for _ in range(count))


def _name(rng: random.Random) -> str:
    if rng.random() < 0.3:
        name = " ".join(syllable(rng).capitalize() for _ in range(rng.randint(2, 4)))
    else:
        make = people.minority_person if rng.random() < 0.1 else people.random_person
        name = make(rng).full_name
    return name.upper() if rng.random() < 0.6 else name


def _day(rng: random.Random) -> str:
    day = date(1935, 1, 1) + timedelta(days=rng.randint(0, 36000))
    if rng.random() < 0.3:
        return numbers.day_words(day)
    text = numbers.slashed(day, rng.choice((0, 0, 0, 1, 2, 3)))
    return text.replace("/", " / ") if rng.random() < 0.15 else text


def _identity(rng: random.Random) -> str:
    number = digits(rng, rng.choice((12, 12, 12, 9, 10)))
    style = rng.random()
    if style < 0.7:
        return number
    size = rng.choice((3, 4)) if style < 0.95 else 1
    return " ".join(number[n : n + size] for n in range(0, len(number), size))


def _address(rng: random.Random) -> str:
    place = places.random_place(rng)
    text = place.new() if rng.random() < 0.4 else place.old(rng.randrange(3))
    if rng.random() < 0.25:
        text = f"{rng.choice(('Thôn', 'Ấp', 'Xóm', 'Tổ', 'Bản'))} {syllables(rng, 1, 2)}, {text}"
    return text


def _phone(rng: random.Random) -> str:
    number = "0" + digits(rng, 9)
    split = rng.choice((" ", ".", "", "", "-"))
    return f"{number[:4]}{split}{number[4:7]}{split}{number[7:]}"


def _law(rng: random.Random) -> str:
    year = rng.choice(("", f"{rng.randint(1998, 2027)}/"))
    return f"{rng.randint(1, 4500)}/{year}{rng.choice(_LAWS)}"


def _register(rng: random.Random) -> str:
    return rng.choice(
        (
            f"{_letters(rng, 2)} {digits(rng, 5)}",
            f"{_letters(rng, 2)}{digits(rng, 5)}",
            f"{digits(rng, 6)}.{_letters(rng, 2)}.{digits(rng, 3)}",
            f"H{digits(rng, 2)}.{digits(rng, 2)}-{digits(rng, 6)}-{digits(rng, 4)}",
            f"{digits(rng, 2, 5)}/{_letters(rng, 2)}",
        )
    )


def _serial(rng: random.Random) -> str:
    return land.serial(rng, rng.choice(("g3", "g4")))


def _area(rng: random.Random) -> str:
    whole = numbers.comma(str(rng.randint(1, 30000)))
    part = rng.choice(("", f",{digits(rng, 1)}", f",{digits(rng, 2)}", f".{digits(rng, 1)}"))
    return f"{whole}{part} {rng.choice(('m²', 'm²', 'm²', 'm2', 'ha'))}"


def _money(rng: random.Random) -> str:
    unit = rng.choice((" đồng", " đồng", "đ", " VNĐ"))
    return numbers.comma(str(rng.randint(1, 9999) * 10 ** rng.randint(2, 6))) + unit


def _land(rng: random.Random) -> str:
    parcel = land.random_parcel(rng, places.random_place(rng))
    code = rng.choice(list(land.USES))
    return rng.choice(
        (
            parcel.origin,
            land.USES[code],
            f"{land.USES[code]} {_area(rng)}; {land.USES[rng.choice(list(land.USES))].lower()}",
            f"{land.USES[code]} ({code})",
            numbers.area_words(parcel.area),
            "; ".join(f"{c}: {numbers.comma(a)} m²" for c, a in parcel.uses),
            f"riêng: {_area(rng)}, chung: Không",
            rng.choice(parcel.terms),
        )
    )


def _office(rng: random.Random) -> str:
    unit = places.random_unit(rng)
    where = rng.choice((unit.new_commune, unit.old_commune, unit.old_district, unit.new_province))
    text = f"{rng.choice(OFFICES)} {where}"
    return text.upper() if rng.random() < 0.3 else text


def _job(rng: random.Random) -> str:
    person = people.random_person(rng)
    return rng.choice((person.job, person.religion, person.email or person.job))


def _email(rng: random.Random) -> str:
    name = "".join(rng.choice("abcdefghiklmnopqrstuvxyz") for _ in range(rng.randint(4, 12)))
    return f"{name}{digits(rng, 1, 4)}@{rng.choice(('gmail.com', 'yahoo.com.vn', 'thuvn.example'))}"


def _site(rng: random.Random) -> str:
    name = rng.choice(("dichvucong", "motcua", "congbao", "vanban", "hososo", "csdl", "tthc"))
    where = "".join(rng.choice("abcdeghiklmnopqrstuvxy") for _ in range(rng.randint(3, 9)))
    end = rng.choice((".gov.vn", ".gov.vn", ".vn", ".gov.vn/", f".vn/{where}.html"))
    return rng.choice(("https://", "http://", "", "www.")) + f"{name}.{where}{end}"


_SLOTS: dict[str, Callable[[random.Random], str]] = {
    "N": _name, "D": _day, "I": _identity, "A": _address, "T": _phone, "L": _law, "R": _register,
    "K": _serial, "S": _area, "M": _money, "O": _office, "G": _land, "J": _job, "E": _email,
    "W": lambda rng: syllables(rng, 1, 4), "Y": lambda rng: str(rng.randint(1930, 2029)),
    "#": lambda rng: str(rng.randint(1, rng.choice((12, 31, 1450)))).zfill(rng.choice((1, 1, 2))),
    "1": lambda rng: str(rng.randint(1, 12)),
    "P": lambda rng: places.random_unit(rng).name, "U": _site,
}  # fmt: skip


def _slot(rng: random.Random, kinds: str) -> str:
    return _SLOTS[rng.choice(kinds)](rng)


def _short(rng: random.Random) -> Text:
    words = rng.choice(SHORT) if rng.random() < 0.6 else _slot(rng, "1#DYW##")
    return Text((words,), value=True)


def _figure(rng: random.Random) -> Text:
    return _alone(rng, _slot(rng, "IIIDDTKRSMLY"))


def _value(rng: random.Random) -> Text:
    return _alone(rng, _slot(rng, "NNNNAAAAGGOJE"))


def _alone(rng: random.Random, words: str) -> Text:
    """A value of a form; now and then the end of a sentence, which stands on no leader."""
    if rng.random() < 0.15:
        return Text((words + rng.choice("..,;"),))
    return Text((words,), value=True)


def _field(rng: random.Random) -> Text:
    label, value = rng.choice(LABELS), _slot(rng, "NNNDDIIAAATRKSOGJEW#LM")
    if rng.random() < 0.15:
        return Text((label,), value=True)
    return Text((label, value), tight=rng.random() < 0.25, value=True)


def _heading(rng: random.Random) -> Text:
    words = rng.choice(HEADINGS) if rng.random() < 0.6 else syllables(rng, 2, 8)
    return Text((words.upper() if rng.random() < 0.6 else words,), heading=True)


def _prose(rng: random.Random) -> Text:
    sentence = re.sub(r"\{(.)\}", lambda m: _SLOTS[m[1]](rng), rng.choice(SENTENCES))
    if rng.random() < 0.5:
        sentence += " " + re.sub(r"\{(.)\}", lambda m: _SLOTS[m[1]](rng), rng.choice(SENTENCES))
    bullet = rng.choice(
        ("", "", "", "- ", "+ ", f"{rng.randint(1, 20)}. ", "a) ", "đ) ", "Điều 2. ")
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
        word = syllables(rng, 1, 1) if rng.random() < 0.8 else _slot(rng, "#IDLRYLU")
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
