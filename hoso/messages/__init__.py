"""What people read, in Vietnamese or English: one catalogue per language, the same keys in both.

Codes (faults, store errors, doubts) become sentences here and nowhere else. The doors keep their
own catalogues in their own ``messages`` folders, read by the same class.
"""

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("vi", "en")


class Texts:
    """``texts("scan.done", count=3)`` gives the sentence in the language chosen."""

    def __init__(self, lang: str, package: str = __name__) -> None:
        self.lang = lang if lang in LANGUAGES else LANGUAGES[0]
        self._catalogue = _catalogue(self.lang, package)

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of that key; a missing key is an error of ours and raises ``KeyError``."""
        return self._catalogue[key].format(**values)

    def fault(self, code: str) -> str:
        """What is wrong with an input, and what to do now."""
        return self._catalogue.get(f"fault.{code}") or self("fault.other", code=code)

    def kind(self, name: str) -> str:
        """What people call a kind of value; one that was added later by its own name."""
        return self._catalogue.get(f"kind.{name}", name)

    def store_error(self, code: str, where: str) -> str:
        """What is wrong with the store, and what to do now."""
        key = f"store.{code}"
        return self(key if key in self._catalogue else "store.store_error", where=where)


@cache
def _catalogue(lang: str, package: str) -> dict[str, str]:
    text = (files(package) / f"{lang}.toml").read_text(encoding="utf-8")
    return {
        f"{section}.{key}": sentence
        for section, entries in tomllib.loads(text).items()
        for key, sentence in entries.items()
    }
