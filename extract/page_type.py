"""What one page seems to be: in goes a sheet, out comes the likeliest type, how sure, and why.

A printed title first, then the head of a letter, then the set of labels; nothing where in doubt.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from extract import titles
from extract.definitions import Catalogue, DocumentType
from extract.labels import find_labels
from extract.layout import Sheet, layout_of
from extract.text import letters

_SURELY = 3  # labels without damage: fewer are not worth a closer look


@dataclass(frozen=True, slots=True)
class Guess:
    """What a sheet seems to be, how sure, and why: title, letterhead, labels or none."""

    definition: DocumentType | None
    score: float
    why: str


def guess_type(sheet: Sheet, catalogue: Catalogue) -> Guess:
    """Title first, then the letterhead, then the set of labels."""
    blocks, every = titles.title_blocks(sheet), (*catalogue.types, catalogue.other)
    scored = [(titles.best_title(sheet, item, blocks), item) for item in every]
    special = [s for s in scored if s[0][0] and s[1].structure != "letterhead"]
    letterhead = titles.has_letterhead(sheet)
    best = max(special, key=lambda s: titles.weight(s[0]), default=None)
    if best is not None and best[1] is catalogue.other:
        best = _damaged(special, blocks, catalogue.other) or best
    told = _by_own_words(sheet, catalogue)
    if best is not None:
        half = told is not None and best[1] is catalogue.other
        if told is not None and half and _half_lost(blocks, told.definition, catalogue.other):
            return Guess(told.definition, told.score, "title")
        return Guess(best[1], best[0][0], "title")
    if told is not None:
        return told
    by_letterhead = next((t for t in catalogue.types if t.structure == "letterhead"), None)
    titled = next((s[0][0] for s in scored if s[1] is by_letterhead), 0.0)
    by_labels = None if titled else _by_labels(sheet, catalogue)
    if not letterhead or by_letterhead is None or by_labels is not None:
        return by_labels or Guess(None, 0.0, "none")
    if titles.is_blank_form(sheet):
        return Guess(catalogue.other, 0.8, "title")
    return Guess(by_letterhead, max(0.8, titled), "letterhead")


_REST = 0.6  # likeness of what stands behind the words common with strangers' titles


def _damaged(
    scored: Sequence[tuple[tuple[float, float], DocumentType]],
    blocks: Sequence[titles.Block],
    other: DocumentType,
) -> tuple[tuple[float, float], DocumentType] | None:
    """A title of ours, damaged where it differs from a stranger's: ``GIẤY CHỨNG NHẬN KẾ HÔN`` is no
    other ``GIẤY CHỨNG NHẬN …``. What stands behind the common words must be like ours as well."""
    ours = [s for s in scored if s[1] is not other]
    best = max(ours, key=lambda s: titles.weight(s[0]), default=None)
    if best is None:
        return None
    for title in best[1].titles:
        for start in other.title_starts:
            wanted, common = letters(title), letters(start)
            if wanted.startswith(common) and len(wanted) > len(common):
                rest = wanted[len(common) :]
                if any(titles.ends_like(block, start, rest) >= _REST for block in blocks):
                    return best
    return None


def _half_lost(
    blocks: Sequence[titles.Block], definition: DocumentType | None, other: DocumentType
) -> bool:
    """Does the stranger's title (``GIẤY CHỨNG NHẬN …``) begin a title of this type, whose rest a
    seal may have taken?"""
    assert definition is not None
    return any(
        letters(title).startswith(letters(start))
        for start in other.title_starts
        if any(titles.begins_with(block, start) for block in blocks)
        for title in definition.titles
    )


def _by_own_words(sheet: Sheet, catalogue: Catalogue) -> Guess | None:
    """The one type whose own words stand on an untitled page (the back of an identity card)."""
    found = [
        item
        for item in catalogue.types
        if any(titles.mentions(sheet, text, least=92.0) for text in item.own_words)
    ]
    return Guess(found[0], 0.9, "labels") if len(found) == 1 else None


def _by_labels(sheet: Sheet, catalogue: Catalogue) -> Guess | None:
    """The type most of whose labels are printed: for a title that a seal has covered."""
    layout = layout_of([sheet])
    printed = "".join(letters(row.text) for row in sheet.rows)
    scored = []
    for item in (item for item in catalogue.types if item.by_labels):
        fields = {label.field for label in item.labels if label.field}
        if (
            len(fields) >= 5
            and _printed(item, printed) >= _SURELY
            and not any(titles.mentions(sheet, text) for text in item.unless)
        ):
            found = {place.field for place in find_labels(layout, item) if place.field}
            scored.append((len(found), len(found) / len(fields), item))
    scored.sort(key=lambda s: (s[0], s[1]), reverse=True)
    if not scored or scored[0][0] < 5 or scored[0][1] < 0.4:
        return None
    near = len(scored) > 1 and scored[1][0] >= scored[0][0] - 1
    if near and (scored[1][1] >= scored[0][1] or scored[1][0] == scored[0][0]):
        return None
    return Guess(scored[0][2], 0.5 + 0.4 * scored[0][1], "labels")


def _printed(definition: DocumentType, printed: str) -> int:
    """How many fields have a label that stands in print letter for letter (quickly told)."""
    return len({
        label.field
        for label in definition.labels
        if label.field and any(letters(text) in printed for text in label.texts)
    })  # fmt: skip
