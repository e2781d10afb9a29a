"""What people read, in Vietnamese or English: one catalogue per language, the same keys in both.

Codes (faults, store errors, doubts) become sentences here and nowhere else.
"""

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("vi", "en")


class Texts:
    """``texts("scan.done", count=3)`` gives the sentence in the language chosen."""

    def __init__(self, lang: str) -> None:
        self.lang = lang if lang in LANGUAGES else LANGUAGES[0]
        self._catalogue = _catalogue(self.lang)

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of that key; a missing key is an error of ours and raises ``KeyError``."""
        return self._catalogue[key].format(**values)

    def fault(self, code: str) -> str:
        """What is wrong with an input, and what to do now."""
        return self._catalogue.get(f"fault.{code}") or self("fault.other", code=code)

    def store_error(self, code: str, where: str) -> str:
        """What is wrong with the store, and what to do now."""
        key = f"store.{code}"
        return self(key if key in self._catalogue else "store.store_error", where=where)


@cache
def _catalogue(lang: str) -> dict[str, str]:
    text = (files(__package__) / f"{lang}.toml").read_text(encoding="utf-8")
    return {
        f"{section}.{key}": sentence
        for section, entries in tomllib.loads(text).items()
        for key, sentence in entries.items()
    }
