"""Is a word built like a Vietnamese syllable? A word in, yes or no out.

Written from the phonology of the language, not from a word list: onset + rhyme + tone, where rhymes
that end in a stop (c, ch, p, t) bear only the sharp or the heavy tone. The mark may stand on either
letter of a glide (``hòa``, ``hoà``). Well-built syllables that no word uses are accepted.
"""

import re
import unicodedata
from functools import lru_cache

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay
    ăc ăm ăn ăng ăp ăt
    âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et
    ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
    oc oe oen oeo oet oi om on ong ooc oong op ot
    ô ôc ôi ôm ôn ông ôp ôt
    ơ ơi ơm ơn ơp ơt
    u ua uâ uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu
"""
ONSETS = frozenset(("", *_ONSETS.split()))
RHYMES = frozenset(_RHYMES.split())
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}  # grave, acute, tilde, hook, dot below
STOP_TONES = {"\u0301", "\u0323"}
STOPS = ("c", "ch", "p", "t")
# Letters of the front row (i, e, ê, y) take k, gh, ngh; all others c, g, ng.
BEFORE_FRONT = frozenset({"k", "gh", "ngh"})
NEVER_BEFORE_FRONT = frozenset({"c", "ng"})
FRONT = frozenset("ieêy")
LONGEST = 7  # nghiêng

LETTERS = re.compile(r"[^\W\d_]+")


def is_syllable(word: str) -> bool:
    """Whether a word (any case, any normal form) is a well-built Vietnamese syllable."""
    return _is_syllable(unicodedata.normalize("NFC", word).lower())


def has_mark(word: str) -> bool:
    """Whether a word bears a letter or tone that plain ASCII has not."""
    return any(ord(letter) > 127 for letter in word)


def countable(text: str) -> list[str]:
    """The words of a text by which it can be judged.

    Left out: what holds digits, an address of the net, single letters, and abbreviations in
    capitals (``UBND``, ``HĐND``), all of which say nothing about the language.
    """
    words: list[str] = []
    for token in text.split():
        if any(letter.isdigit() or letter in "@\\" for letter in token) or "://" in token:
            continue
        words.extend(w for w in LETTERS.findall(token) if len(w) > 1 and not _is_abbreviation(w))
    return words


def _is_abbreviation(word: str) -> bool:
    return word.isupper() and len(word) <= 6 and not is_syllable(word)


@lru_cache(maxsize=20_000)
def _is_syllable(word: str) -> bool:
    if not word or len(word) > LONGEST:
        return False
    letters: list[str] = []
    tones: list[str] = []
    for letter in unicodedata.normalize("NFD", word):
        (tones if letter in TONES else letters).append(letter)
    if len(tones) > 1:
        return False
    plain = unicodedata.normalize("NFC", "".join(letters))
    return any(
        plain.startswith(onset) and _fits(onset, plain[len(onset) :], tones) for onset in ONSETS
    )


def _fits(onset: str, rhyme: str, tones: list[str]) -> bool:
    if onset == "gi":  # gì, giếng, gìn: one i is written for two
        return _rhymes(rhyme, tones) or _rhymes("i" + rhyme, tones)
    if onset == "qu":  # the u of the glide belongs to the onset; quy, quyết, quýt: y is i
        rhyme = "i" + rhyme[1:] if rhyme.startswith("y") else rhyme
        return not rhyme.startswith(("u", "ư", "o")) and _rhymes(rhyme, tones)
    front = rhyme[:1] in FRONT
    if onset in (NEVER_BEFORE_FRONT if front else BEFORE_FRONT):
        return False
    return _rhymes(rhyme, tones)


def _rhymes(rhyme: str, tones: list[str]) -> bool:
    if rhyme not in RHYMES:
        return False
    return not rhyme.endswith(STOPS) or bool(tones and tones[0] in STOP_TONES)
