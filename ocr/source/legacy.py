"""Vietnamese text of the years before Unicode: TCVN3 (ABC) and VNI, told apart and converted.

In: text as a PDF of such fonts gives it (``Céng hßa x· héi``, ``Coäng hoøa xaõ hoäi``), names of
fonts. Out: the same in Unicode. Fonts drew Vietnamese letters at the codes of Western ones, so only
the font's name and the letters themselves tell. Nothing is converted unless its words become
Vietnamese syllables by that.

TCVN3, one code a letter (TCVN 5712:1993, table VN3; fonts ``.VnTime``, ``.VnArial`` …)::

    ¡ ¢ £ ¤ ¥ ¦ §   Ă Â Ê Ô Ơ Ư Đ      ¨ © ª « ¬ SHY ®   ă â ê ô ơ ư đ
    µ ¸ ¶ · ¹   à á ả ã ạ    » ¾ ¼ ½ Æ   ằ ắ ẳ ẵ ặ    Ç Ê È É Ë   ầ ấ ẩ ẫ ậ
    Ì Ð Î Ï Ñ   è é ẻ ẽ ẹ    Ò Õ Ó Ô Ö   ề ế ể ễ ệ    × Ý Ø Ü Þ   ì í ỉ ĩ ị
    ß ã á â ä   ò ó ỏ õ ọ    å è æ ç é   ồ ố ổ ỗ ộ    ê í ë ì î   ờ ớ ở ỡ ợ
    ï ó ñ ò ô   ù ú ủ ũ ụ    õ ø ö ÷ ù   ừ ứ ử ữ ự    ú ý û ü þ   ỳ ý ỷ ỹ ỵ

Capitals with a tone have no codes: fonts whose name ends in H show them for the small letters.

VNI, a letter and behind it its mark (VNI-Windows; fonts ``VNI-Times``, ``VNI-Helve`` …)::

    ù ø û õ ï   acute, grave, hook, tilde, dot           behind a e o u y ô ö
    â á à å ã ä   circumflex, and with those tones       behind a e o
    ê é è ú ü ë   breve, and with those tones            behind a
    ô ö ñ   ơ ư đ      í ì æ ó ò   í ì ỉ ĩ ị      î   ỵ

and the same with capitals.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ocr.source.syllable import countable, has_mark, is_syllable

SURE = 0.9  # of the words must be Vietnamese syllables in Unicode …
RISE = 0.3  # … and so many more than before, where the font's name says nothing
NAMED = 0.8  # of the words, where the name says it
FEWEST = 8  # words by which a font without a telling name is judged
SOFT_HYPHEN = "\u00ad"  # ư in TCVN3; readers of PDF make a hyphen or nothing of it

_TCVN3_ROWS = (
    ("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ"),
    ("¨©ª«¬\u00ad®", "ăâêôơưđ"),
    ("µ¸¶·¹", "àáảãạ"),
    ("»¾¼½Æ", "ằắẳẵặ"),
    ("ÇÊÈÉË", "ầấẩẫậ"),
    ("ÌÐÎÏÑ", "èéẻẽẹ"),
    ("ÒÕÓÔÖ", "ềếểễệ"),
    ("×ÝØÜÞ", "ìíỉĩị"),
    ("ßãáâä", "òóỏõọ"),
    ("åèæçé", "ồốổỗộ"),
    ("êíëìî", "ờớởỡợ"),
    ("ïóñòô", "ùúủũụ"),
    ("õøö÷ù", "ừứửữự"),
    ("úýûüþ", "ỳýỷỹỵ"),
)
TCVN3 = {
    code: letter
    for codes, letters in _TCVN3_ROWS
    for code, letter in zip(codes, letters, strict=True)
}
OLD_CODES = frozenset(TCVN3) - {SOFT_HYPHEN} | frozenset("ñÑöÖïÏøØûÛåÅäÄëËüÜæÆîÎ")

_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HATS = dict(zip("âáàåãä", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True))
_BREVES = dict(zip("êéèúüë", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True))
VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "î": "ỵ"} | dict(zip("íìæóò", "íìỉĩị", strict=True))
VNI_MARKS = {
    **{mark: ("aeouyôö", tone) for mark, tone in _TONES.items()},
    **{mark: ("aeo", "\u0302" + tone) for mark, tone in _HATS.items()},
    **{mark: ("a", "\u0306" + tone) for mark, tone in _BREVES.items()},
}

_TCVN3_NAME = re.compile(r"\.Vn[A-Z]|Vn(Time|Arial|Aristote|Avant|Book|Centur|Cour|Helve|Park|Tim)")
_VNI_NAME = re.compile(r"VNI[-_ ]?[A-Z]")
_CAPITALS_NAME = re.compile(r"H(?:[-,](?:Bold|Italic|BoldItalic|Regular|Normal))?$")
_SUBSET = re.compile(r"^[A-Z]{6}\+")


class Encoding(StrEnum):
    """How the letters of a font are coded."""

    TCVN3 = "tcvn3"
    TCVN3_CAPITALS = "tcvn3 capitals"
    VNI = "vni"


@dataclass(frozen=True, slots=True)
class FontText:
    """The words that a page prints in one font."""

    font: str
    words: tuple[str, ...]


def encoding_named(font: str) -> Encoding | None:
    """What the name of a font says: ``ABCDEF+.VnTimeH-Bold``."""
    name = _SUBSET.sub("", font)
    if _VNI_NAME.match(name):
        return Encoding.VNI
    if not _TCVN3_NAME.match(name):
        return None
    return Encoding.TCVN3_CAPITALS if _CAPITALS_NAME.search(name) else Encoding.TCVN3


def converted(texts: Sequence[str], encoding: Encoding) -> list[str]:
    """Pieces of one text (its characters, mostly), each in Unicode; marks stay beside letters.

    A hyphen of TCVN3, which may be an ư, becomes the soft hyphen: see ``with_hyphens``.
    """
    if encoding is Encoding.VNI:
        return _from_vni(texts)
    plain = [_from_tcvn3(text) for text in texts]
    return [p.upper() for p in plain] if encoding is Encoding.TCVN3_CAPITALS else plain


def to_unicode(text: str, encoding: Encoding) -> str:
    """A text in Unicode, composed."""
    return with_hyphens(unicodedata.normalize("NFC", "".join(converted(text, encoding))))


def with_hyphens(text: str) -> str:
    """Soft hyphens of converted text become what they are: ư within a syllable, else a hyphen.

    >>> with_hyphens("c\u00ad"), with_hyphens("Tr\u00adờng"), with_hyphens("Nội\u00adHuế")
    ('cư', 'Trường', 'Nội-Huế')
    """
    if SOFT_HYPHEN not in text:
        return text
    return " ".join(_with_hyphens(word) for word in text.split(" "))


def encoding_of(text: str) -> Encoding | None:
    """By its letters alone: the encoding in which a text is Vietnamese, None when in none."""
    words = countable(text) or [""]
    before = _share(words)
    found = max((Encoding.TCVN3, Encoding.VNI), key=lambda e: _share_in(text, e))
    after = _share_in(text, found)
    return found if len(words) >= FEWEST and after >= max(SURE, before + RISE) else None


def may_be_legacy(text: str) -> bool:
    """Whether some of a garbage layer may become Vietnamese: then its fonts are worth a look."""
    before = _share(countable(text) or [""])
    return any(_share_in(text, e) >= before + RISE / 2 for e in (Encoding.TCVN3, Encoding.VNI))


def encodings_of(fonts: Sequence[FontText]) -> tuple[dict[str, Encoding], bool]:
    """The encoding of each font of a page that has one, and whether some font is in doubt.

    In doubt is a font whose name tells an old encoding while its words are Vietnamese neither as
    they are nor converted.
    """
    found: dict[str, Encoding] = {}
    doubtful = False
    for font in fonts:
        text = " ".join(font.words)
        named = encoding_named(font.font)
        if named is None:
            if encoding := encoding_of(text):
                found[font.font] = encoding
            continue
        before, after = _share(countable(text)), _share_in(text, named)
        if after >= max(before, NAMED):
            found[font.font] = named
        elif before < NAMED:
            doubtful = True
    found |= _alike(fonts, found)
    return found, doubtful


def _alike(fonts: Sequence[FontText], found: dict[str, Encoding]) -> dict[str, Encoding]:
    """Fonts with few words go with the page's others: a heading in bold is coded like its text."""
    if len(set(found.values()) - {Encoding.TCVN3_CAPITALS}) != 1:
        return {}
    encoding = next(e for e in found.values() if e is not Encoding.TCVN3_CAPITALS)
    return {
        font.font: encoding
        for font in fonts
        if font.font not in found
        and encoding_named(font.font) is None
        and _share_in(" ".join(font.words), encoding) > _share(countable(" ".join(font.words)))
    }


def _share(words: Sequence[str]) -> float:
    """Of the words are Vietnamese; 1 when there are none."""
    return sum(map(is_syllable, words)) / len(words) if words else 1.0


def _share_in(text: str, encoding: Encoding) -> float:
    """The same of a text converted; nothing if no letter with a mark came of it."""
    words = countable(to_unicode(text, encoding))
    if words and not any(map(has_mark, words)):
        return 0.0
    return _share(words)


def _from_tcvn3(text: str) -> str:
    text = text.replace("(cid:173)", SOFT_HYPHEN)  # pdfminer's name for a code it cannot tell
    certain = "".join(TCVN3.get(char, char) for char in text)
    return certain.replace("-", SOFT_HYPHEN)


def _from_vni(texts: Sequence[str]) -> list[str]:
    plain: list[str] = []
    last = ""
    for text in texts:
        made = []
        for char in text:
            made.append(_vni_char(last, char))
            last = char.lower()
        plain.append("".join(made))
    return plain


def _vni_char(last: str, char: str) -> str:
    small = char.lower()
    after, marks = VNI_MARKS.get(small, ("", ""))
    if last and last in after:
        return marks
    letter = VNI_LETTERS.get(small, small)
    return letter.upper() if char.isupper() else letter


def _with_hyphens(word: str) -> str:
    """One word: each soft hyphen an ư where that makes a syllable that was none before."""
    for match in re.finditer(r"[^\W\d_]*(?:\u00ad[^\W\d_]*)+", word):
        found = match.group()
        capital = found.isupper() or (found[0] == SOFT_HYPHEN and found[1:2].isupper())
        syllable = found.replace(SOFT_HYPHEN, "Ư" if capital and len(found) > 1 else "ư")
        parts = [part for part in found.split(SOFT_HYPHEN) if part]
        plain = parts and all(len(part) > 1 and is_syllable(part) for part in parts)
        if is_syllable(syllable) and not plain and len(found) > 1:
            word = word.replace(found, syllable, 1)
    return word.replace(SOFT_HYPHEN, "-")
