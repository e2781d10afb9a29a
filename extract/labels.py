"""Printed labels found on a paper: in go rows and a definition, out come places in reading order.

The longest match wins; words that stand in several places of a paper (``Số định danh cá nhân``) are
told apart by the section they stand in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extract.definitions import DocumentType, Label
from extract.label_match import ITEM, Candidate, Wanted, candidates_in
from extract.layout import Layout, Row, Token, overlap
from extract.text import letters, upper_share

_FULL = 0.8  # of the page's width: no line of running text ends before it
_EDGE = 0.02


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label stands: from ``start`` on ``row`` to ``end`` on ``end_row``."""

    label: Label
    row: int
    start: int
    end_row: int
    end: int
    score: float
    section: str = ""

    @property
    def field(self) -> str:
        return self.label.field


def find_labels(
    layout: Layout,
    definition: DocumentType,
    *,
    skip_rows: frozenset[int] = frozenset(),
    version: str | None = None,
) -> tuple[Place, ...]:
    """All labels of the definition; rows of tables are skipped, editions kept apart."""
    entries: dict[str, list[Label]] = {}
    for label in definition.labels:
        if version is None or not label.versions or version in label.versions:
            for text in label.texts:
                entries.setdefault(letters(text), []).append(label)
    wanted = [
        Wanted(
            key,
            all(upper_share(t) > 0.6 for x in labels for t in x.texts if letters(t) == key),
            any(x.anywhere for x in labels),
        )
        for key, labels in sorted(entries.items(), key=lambda item: -len(item[0]))
    ]
    candidates: list[Candidate] = []
    free = [item for item in wanted if item.free]
    for row in layout.rows:
        if row.number not in skip_rows:
            following = _below(layout, row) if row.number + 1 not in skip_rows else ()
            candidates.extend(candidates_in(row, following, wanted))
            behind = _behind(layout, row) if free and not following else ()
            if behind:
                candidates.extend(candidates_in(row, behind, free))
    return tuple(_resolved(_best(candidates), entries))


def _below(layout: Layout, row: Row) -> tuple[Token, ...]:
    """The first printed line of the next row, where a long label may run on."""
    if row.number + 1 >= len(layout.rows):
        return ()
    following = layout.rows[row.number + 1]
    if following.page != row.page or following.leaf != row.leaf:
        return ()
    if following.box[1] - row.box[3] > 1.2 * row.height:
        return ()
    segment = following.segments()[0]
    last = row.segments()[-1]
    spans = (last[0].box[0], last[-1].box[2]), (segment[0].box[0], segment[-1].box[2])
    return segment if overlap(*spans) > 0.2 and not ITEM.match(segment[0].text) else ()


def _behind(layout: Layout, row: Row) -> tuple[Token, ...]:
    """The row below a full line of running text, which goes on at the left edge."""
    if row.number + 1 >= len(layout.rows) or row.box[2] < _FULL:
        return ()
    following = layout.rows[row.number + 1]
    near = following.box[1] - row.box[3] < 1.2 * row.height and following.page == row.page
    edge = abs(following.box[0] - row.box[0]) < _EDGE and following.leaf == row.leaf
    return following.segments()[0] if near and edge else ()


def _best(candidates: list[Candidate]) -> list[Candidate]:
    """The highest scores that do not overlap, in reading order."""
    taken: set[tuple[int, int]] = set()
    kept = []
    for item in sorted(candidates, key=lambda c: (-c.score, c.row, c.start)):
        places = set(_places(item))
        if not places & taken:
            taken |= places
            kept.append(item)
    return sorted(kept, key=lambda c: (c.row, c.start))


def _places(item: Candidate) -> Iterator[tuple[int, int]]:
    last = item.end if item.end_row == item.row else 10_000
    yield from ((item.row, i) for i in range(item.start, min(last, item.start + 60)))
    if item.end_row != item.row:
        yield from ((item.end_row, i) for i in range(item.end))


def _resolved(candidates: Iterable[Candidate], entries: dict[str, list[Label]]) -> Iterator[Place]:
    """Which of the labels with these words it is: the one whose section is open."""
    section, block = "", False
    for item in candidates:
        labels = entries[item.texts_key]
        label = next((x for x in labels if not x.within or section in x.within), None)
        if label is None and (block or not item.strong):
            continue  # a block of several people has such words of its own
        if label is not None:
            block = label.lines == "block"
        if label is None:
            label = replace(labels[0], field="", opens="", lines="heading")
        section = label.opens or section
        yield Place(label, item.row, item.start, item.end_row, item.end, item.score, section)
