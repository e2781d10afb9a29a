"""Forms filled by a printer that missed the lines: values a few millimetres above or below labels.

In goes a layout, out comes one in which such values stand on the rows of their labels. Civil
registers print certificates onto ready-made forms, all values moved alike (domain §1.A.6). Only a
page most of whose labels have nothing behind them, with loose rows at one and the same distance, is
touched.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from extract.definitions import DocumentType
from extract.labels import find_labels
from extract.layout import Layout, Row, union

_LEAST_LABELS = 5
_EMPTY = 0.5  # share of labels with nothing behind them
_NEAR, _FAR = 0.3, 0.98  # in usual line heights: nearer is one row already, further is the next
_ALIKE = 0.25  # how much the distances may differ


@dataclass(frozen=True, slots=True)
class _Loose:
    """A row without a label, the labelled row that it belongs to, and how far off it stands."""

    row: int
    home: int
    distance: float


def settled(layout: Layout, definition: DocumentType) -> Layout:
    """Bring moved values back to their labels, page by page."""
    labelled: dict[int, float] = {}  # row -> where its first label ends
    empty, count = 0, 0
    places = find_labels(layout, definition)
    begins = {(place.row, place.start) for place in places}
    for place in places:
        row = layout.rows[place.row]
        if place.field and place.row == place.end_row and place.end <= len(row.tokens):
            labelled.setdefault(place.row, row.tokens[place.end - 1].box[2])
            count += 1
            empty += place.end == len(row.tokens) or (place.row, place.end) in begins
    if count < _LEAST_LABELS or empty < _EMPTY * count:
        return layout
    loose = list(_loose(layout, labelled))
    if len(loose) < max(3, 0.4 * len(labelled)):
        return layout
    usual = median(item.distance for item in loose)
    moved = {item.row: item.home for item in loose if abs(item.distance - usual) < _ALIKE}
    return _merged(layout, moved) if len(moved) >= 0.7 * len(loose) else layout


def _loose(layout: Layout, labelled: dict[int, float]) -> Iterator[_Loose]:
    for row in layout.rows:
        if row.number in labelled:
            continue
        near = [
            _Loose(row.number, other.number, _distance(layout, row, other))
            for other in _neighbours(layout.rows, row)
            if other.number in labelled and row.tokens[-1].box[2] > labelled[other.number]
        ]
        near = [item for item in near if _NEAR < abs(item.distance) < _FAR]
        if near:
            yield min(near, key=lambda item: abs(item.distance))


def _neighbours(rows: Sequence[Row], row: Row) -> Iterator[Row]:
    for number in (row.number - 1, row.number + 1):
        if 0 <= number < len(rows):
            other = rows[number]
            if (other.page, other.leaf) == (row.page, row.leaf):
                yield other


def _distance(layout: Layout, row: Row, home: Row) -> float:
    """Down from the row to its home, in usual line heights."""
    middle, other = ((r.box[1] + r.box[3]) / 2 for r in (row, home))
    return (other - middle) / layout.sheet(row.page).pitch


def _merged(layout: Layout, moved: dict[int, int]) -> Layout:
    rows = []
    for row in layout.rows:
        if row.number in moved:
            continue
        guests = [layout.rows[n] for n, home in moved.items() if home == row.number]
        tokens = sorted(
            (token for part in (row, *guests) for token in part.tokens), key=lambda t: t.box[0]
        )
        box = union(part.box for part in (row, *guests))
        rows.append(replace(row, tokens=tuple(tokens), box=box))
    return replace(layout, rows=tuple(replace(row, number=i) for i, row in enumerate(rows)))
