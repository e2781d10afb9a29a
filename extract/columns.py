"""Two columns side by side: in goes a layout and rules, out comes one whose rows keep them apart.

A marriage certificate prints the wife on one side and the husband on the other, an identity card
its dates under the photo. Read straight across, the two would mix. So the rows of such a part are
cut at the edge between the columns; all of the left column comes first, then all of the right one,
each as a leaf of its own (nothing is read over the end of a leaf).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.definitions import DocumentType, Label, SideBySide
from extract.labels import Place, find_labels
from extract.layout import Layout, Row, Token, union

_LEAVES = 10  # columns of a part are leaves 10 and 11 of an unfolded page
_LEAST_APART = 0.12  # of the page's width, between the beginnings of the two columns
_SLACK = 0.006


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows ``first`` to ``last`` (not included) are cut at ``edge``."""

    first: int
    last: int
    edge: float


def apart(layout: Layout, definition: DocumentType) -> Layout:
    """The layout with the parts in two columns cut, rows counted anew."""
    for rule in definition.side_by_side:
        part = _part(layout, rule, definition)
        if part is not None:
            layout = _cut(layout, part)
    return layout


def _part(layout: Layout, rule: SideBySide, definition: DocumentType) -> _Part | None:
    marks = tuple(
        Label(texts=texts, field=name, lines="heading", anywhere=name != "until")
        for name, texts in (("left", rule.left), ("right", rule.right), ("until", rule.until))
        if texts
    )
    places = find_labels(layout, replace(definition, labels=marks, versions=()))
    found = _pair(layout, places)
    if found is None:
        return None
    first, edge = found
    page, leaf = layout.rows[first].page, layout.rows[first].leaf
    ends = [p.row for p in places if p.field == "until" and p.row > first]
    last = next(
        (
            row.number
            for row in layout.rows[first:]
            if row.number in ends or (row.page, row.leaf) != (page, leaf)
        ),
        len(layout.rows),
    )
    return _Part(first, last, edge)


def _pair(layout: Layout, places: Sequence[Place]) -> tuple[int, float] | None:
    """The row where the columns begin, and the edge between them."""
    for one in (p for p in places if p.field == "left"):
        for other in (p for p in places if p.field == "right"):
            rows = layout.rows[one.row], layout.rows[other.row]
            if (rows[0].page, rows[0].leaf) != (rows[1].page, rows[1].leaf):
                continue
            begins = sorted(
                row.tokens[place.start].box[0]
                for row, place in zip(rows, (one, other), strict=True)
            )
            if begins[1] - begins[0] >= _LEAST_APART:
                return min(one.row, other.row), begins[1] - _SLACK
    return None


def _cut(layout: Layout, part: _Part) -> Layout:
    rows = layout.rows[part.first : part.last]
    left = _side(rows, 0, [[t for t in row.tokens if t.box[0] < part.edge] for row in rows])
    right = _side(rows, 1, [[t for t in row.tokens if t.box[0] >= part.edge] for row in rows])
    every = [*layout.rows[: part.first], *left, *right, *layout.rows[part.last :]]
    return replace(layout, rows=tuple(replace(row, number=i) for i, row in enumerate(every)))


def _side(rows: Sequence[Row], side: int, tokens: Iterable[list[Token]]) -> list[Row]:
    found = []
    for row, part in zip(rows, tokens, strict=True):
        if part:
            first = replace(part[0], starts=True)
            box = union(token.box for token in part)
            leaf = _LEAVES + 2 * row.leaf + side
            found.append(replace(row, tokens=(first, *part[1:]), box=box, leaf=leaf))
    return found
