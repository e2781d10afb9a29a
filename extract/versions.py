"""Which edition of a form it is, told by what is printed (never by item numbers)."""

import re
from collections.abc import Iterable
from itertools import pairwise

from extract.context import Context
from extract.definitions import Version
from extract.labels import Place
from extract.layout import Layout
from extract.titles import mentions, title_blocks, title_score


def version_of(context: Context, places: Iterable[Place]) -> str | None:
    """The first version of the definition whose test holds; one without a test holds always."""
    fields = {place.field for place in places}
    for version in context.definition.versions:
        if _holds(version, context.layout, fields, context.definition.titles):
            return version.name
    return None


def _holds(version: Version, layout: Layout, fields: set[str], titles: tuple[str, ...]) -> bool:
    tests = []
    if version.titles:
        tests.append(_best_title(layout, titles) in version.titles)
    if version.texts:
        tests.append(
            any(mentions(s, text, least=92.0) for s in layout.sheets for text in version.texts)
        )
    if version.labels:
        tests.append(any(name in fields for name in version.labels))
    if version.pattern:
        tests.append(_matches(version.pattern, layout))
    return any(tests) if tests else True


def _best_title(layout: Layout, titles: tuple[str, ...]) -> str | None:
    """The titles of two editions are much alike: only the likest counts."""
    scored = [
        (title_score(block, title), len(title), title)
        for sheet in layout.sheets
        for block in title_blocks(sheet)
        for title in titles
    ]
    best = max(scored, default=(0.0, 0, ""))
    return best[2] if best[0] else None


def _matches(pattern: str, layout: Layout) -> bool:
    shape = re.compile(pattern)
    for row in layout.rows:
        texts = [token.text for token in row.tokens]
        pairs = (a + b for a, b in pairwise(texts))
        if any(shape.fullmatch(text) for text in (*texts, *pairs)):
            return True
    return False
