"""Well-formed Vietnamese syllables at random: onset, rhyme and tone by the rules of spelling.

In: a seeded generator. Out: words that are mostly no words, so that the reader learns letters and
marks, not a dictionary.
"""

from __future__ import annotations

import random
import unicodedata

_ONSETS = (
    "", "b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh",
    "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip
_RHYMES = (
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "ăc", "ăm",
    "ăn", "ăng", "ăp", "ăt", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "e", "ec", "em",
    "en", "eng", "eo", "ep", "et", "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu", "i", "ia",
    "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu",
    "o", "oc", "oi", "om", "on", "ong", "op", "ot", "oa", "oac", "oai", "oan", "oang", "oanh",
    "oat", "oay", "oăn", "oăt", "oe", "oet", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ơ",
    "ơi", "ơm", "ơn", "ơp", "ơt", "u", "ua", "uc", "ui", "um", "un", "ung", "up", "ut", "uôc",
    "uôi", "uôm", "uôn", "uông", "uôt", "uê", "uy", "uych", "uynh", "uyên", "uyêt", "uyt", "uân",
    "uât", "uây", "uơ", "ư", "ưa", "ưc", "ưi", "ưng", "ưt", "ưu", "ươc", "ươi", "ươm", "ươn",
    "ương", "ươp", "ươt", "ươu",
)  # fmt: skip
_FRONT = "ieêy"
_HARD = {"c": "k", "g": "gh", "ng": "ngh"}  # before front vowels
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_STOPPED = ("\u0301", "\u0323")  # the tones that a final p, t, c, ch allows
_VOWELS = "aăâeêioôơuưy"
_MARKED = "ăâêôơư"


def syllable(rng: random.Random) -> str:
    """One syllable in lower case, NFC."""
    onset, rhyme = rng.choice(_ONSETS), rng.choice(_RHYMES)
    while not _fits(onset, rhyme):
        onset, rhyme = rng.choice(_ONSETS), rng.choice(_RHYMES)
    if onset in _HARD and rhyme[0] in _FRONT:
        onset = _HARD[onset]
    stopped = rhyme[-1] in "ptc" or rhyme.endswith("ch")
    tone = rng.choice(_STOPPED if stopped else _TONES)
    at = _bearer(rhyme, rng) + 1
    return unicodedata.normalize("NFC", onset + rhyme[:at] + tone + rhyme[at:])


def _fits(onset: str, rhyme: str) -> bool:
    if onset == "qu":
        return rhyme[0] not in "uưoôơ"
    return not (onset == "gi" and rhyme[0] == "i") and (onset != "" or not rhyme.startswith("iê"))


def _bearer(rhyme: str, rng: random.Random) -> int:
    """Which letter of the rhyme bears the tone; oa, oe, uy either way (old and new spelling)."""
    vowels = [n for n, char in enumerate(rhyme) if char in _VOWELS]
    marked = [n for n in vowels if rhyme[n] in _MARKED]
    if marked:
        return marked[-1]
    if len(vowels) == 1:
        return vowels[0]
    if len(vowels) == 3 or vowels[-1] < len(rhyme) - 1:
        return vowels[1]
    return rng.choice(vowels) if rhyme in ("oa", "oe", "uy") else vowels[0]


def syllables(rng: random.Random, least: int, most: int) -> str:
    """Some syllables, all in one case or in title case."""
    text = " ".join(syllable(rng) for _ in range(rng.randint(least, most)))
    style = rng.random()
    if style < 0.3:
        return text.upper()
    return text.title() if style < 0.5 else text.capitalize() if style < 0.65 else text
