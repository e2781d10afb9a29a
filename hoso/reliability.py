"""How sure is *sure*? Confidences beside what came out right, as numbers and as curves.

In: values with their confidence, kind, how they were read, whether accepted and whether right. Out:
a table for the terminal, an HTML page with drawings (inline SVG; nothing is fetched).
"""

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from rich.table import Table

from extract.bounds import lower_bound, upper_bound
from extract.calibration import Calibration, Level

EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0)
_SIDE, _PAD = 240, 34
_STYLE = (
    "body{font:15px sans-serif;margin:2em;max-width:75em}table{border-collapse:collapse}"
    "td,th{border:1px solid #bbb;padding:2px 8px;text-align:right}td:first-child,th:first-child"
    "{text-align:left}figure{display:inline-block;margin:8px}figcaption{text-align:center}"
)


@dataclass(slots=True)
class Bin:
    """Values of like confidence."""

    count: int = 0
    right: int = 0
    confidence: float = 0.0  # summed up

    @property
    def mean(self) -> float:
        return self.confidence / max(self.count, 1)

    @property
    def share(self) -> float:
        return self.right / max(self.count, 1)


@dataclass(slots=True)
class Reliability:
    """Of one kind of value."""

    bins: list[Bin] = field(default_factory=lambda: [Bin() for _ in EDGES[1:]])
    printed: int = 0
    accepted: int = 0
    wrong: int = 0  # of the accepted

    def add(self, confidence: float, *, accepted: bool, right: bool) -> None:
        """One value that was read."""
        place = max(n for n, edge in enumerate(EDGES[:-1]) if confidence >= edge)
        own = self.bins[place]
        own.count, own.right = own.count + 1, own.right + right
        own.confidence += confidence
        self.accepted += accepted
        self.wrong += accepted and not right

    @property
    def bound(self) -> float:
        """The error among the accepted is below this, with 95 % confidence."""
        return upper_bound(self.wrong, self.accepted)


def summed(parts: Iterable[Reliability]) -> Reliability:
    """All kinds together."""
    total = Reliability()
    for part in parts:
        for own, other in zip(total.bins, part.bins, strict=True):
            own.count, own.right = own.count + other.count, own.right + other.right
            own.confidence += other.confidence
        total.printed += part.printed
        total.accepted += part.accepted
        total.wrong += part.wrong
    return total


def table_of(kinds: dict[str, Reliability]) -> Table:
    """Per kind: accepted, wrong among them, the bound; and what share of each bin was right."""
    table = Table("kind", "printed", "accepted", "share", "wrong", "bound", title="reliability")
    for low, high in pairwise(EDGES):
        table.add_column(f"{low:g}–{high:g}", justify="right")
    for name, one in [("all", summed(kinds.values())), *sorted(kinds.items())]:
        cells = [f"{b.right}/{b.count}" if b.count else "" for b in one.bins]
        table.add_row(name, *_numbers(one), *cells)
    return table


def page_of(kinds: dict[str, Reliability], calibration: Calibration, target: float) -> str:
    """The HTML page."""
    every = [("all", summed(kinds.values())), *sorted(kinds.items())]
    heads = ("kind", "printed", "accepted", "share", "wrong", "bound", "rests on")
    rows = "".join(
        f"<tr>{''.join(f'<td>{html.escape(c)}</td>' for c in (name, *_numbers(one), rests))}</tr>"
        for name, one in every
        for rests in [_rests(name, calibration, target)]
    )
    drawn = "".join(_figure(name, one) for name, one in every if sum(b.count for b in one.bins))
    source = "; ".join(f"{name}: {value}" for name, value in calibration.source.items())
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>hoso evaluate</title>'
        f"<style>{_STYLE}</style><h1>Reliability of accepted values</h1>"
        f"<p>Error allowed among the accepted: {target:g} (upper 95 % bound). Calibration made "
        f"{html.escape(calibration.made)} from {html.escape(source)}.</p>"
        f"<table><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr>{rows}</table>"
        "<p>Where a kind rests on a pool, the bound holds for the pool as a whole. Curves: the "
        "confidence across, the share that was right upwards, with its 95 % bounds; on the "
        "diagonal both agree.</p>"
        f"{drawn}</html>"
    )


def write_page(
    path: Path, kinds: dict[str, Reliability], calibration: Calibration, target: float
) -> None:
    """Writes the HTML page."""
    path.write_text(page_of(kinds, calibration, target), encoding="utf-8")


def _numbers(one: Reliability) -> tuple[str, ...]:
    share = one.accepted / max(one.printed, 1)
    bound = f"{one.bound:.4f}" if one.accepted else ""
    return str(one.printed), str(one.accepted), f"{share:.3f}", str(one.wrong), bound


def _rests(kind: str, calibration: Calibration, target: float) -> str:
    levels = [(w, calibration.level(k, w, target)) for k, w in calibration.kinds() if k == kind]
    return "; ".join(f"{way}: {_told(level)}" for way, level in levels)


def _told(level: Level) -> str:
    if level.score is None:
        return f"a person ({level.reason})"
    return f"{level.pool} ({level.errors} of {level.samples} wrong, bound {level.bound:.4f})"


def _figure(name: str, one: Reliability) -> str:
    size = _SIDE + 2 * _PAD
    return (
        f'<figure><svg width="{size}" height="{size}" viewBox="0 0 {size} {size}" role="img" '
        f'aria-label="{html.escape(name)}">{"".join(_drawing(one.bins))}</svg>'
        f"<figcaption>{html.escape(name)}</figcaption></figure>"
    )


def _drawing(bins: Sequence[Bin]) -> Iterator[str]:
    yield _line(0, 0, 1, 1, "#bbb", dash=True)
    for x0, y0, x1, y1 in ((0, 0, 1, 0), (0, 0, 0, 1)):
        yield _line(x0, y0, x1, y1, "#444")
    for tick in (0, 0.5, 1):
        yield _text(_x(tick), _SIDE + _PAD + 16, f"{tick:g}")
        yield _text(_PAD - 14, _y(tick) + 4, f"{tick:g}")
    filled = [b for b in bins if b.count]
    points = " ".join(f"{_x(b.mean):.1f},{_y(b.share):.1f}" for b in filled)
    yield f'<polyline points="{points}" fill="none" stroke="#06c" stroke-width="1.5"/>'
    for own in filled:
        wrong = own.count - own.right
        low, high = 1 - upper_bound(wrong, own.count), 1 - lower_bound(wrong, own.count)
        yield _line(own.mean, low, own.mean, high, "#06c")
        yield (
            f'<circle cx="{_x(own.mean):.1f}" cy="{_y(own.share):.1f}" r="3" fill="#06c">'
            f"<title>{own.right}/{own.count}</title></circle>"
        )


def _line(x0: float, y0: float, x1: float, y1: float, colour: str, *, dash: bool = False) -> str:
    return (
        f'<line x1="{_x(x0):.1f}" y1="{_y(y0):.1f}" x2="{_x(x1):.1f}" y2="{_y(y1):.1f}" '
        f'stroke="{colour}"{" stroke-dasharray=" + chr(34) + "4" + chr(34) if dash else ""}/>'
    )


def _text(x: float, y: float, text: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="11" text-anchor="middle">{text}</text>'


def _x(share: float) -> float:
    return _PAD + _SIDE * share


def _y(share: float) -> float:
    return _PAD + _SIDE * (1 - share)
