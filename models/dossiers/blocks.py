"""Parts that many papers share: national heading, letterhead, tables, signatures, side by side.

In: a `Flow` and the words. Out: marks on the flow's sheet.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.dossiers.flow import Align, Flow
from models.dossiers.fonts import Face, width
from models.dossiers.ops import BLUE, Colour, Curve, Line
from models.dossiers.runs import Row, Run, Val, break_lines, to_words

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
Cell = Val | str | None


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading and its share of the width."""

    title: str
    share: float
    align: Align = "left"


def columns(flow: Flow, spans: Sequence[tuple[float, float, Callable[[], None]]]) -> None:
    """Write side by side: each span (x0, x1, draw) starts at the same height."""
    top, left, right, lowest = flow.y, flow.left, flow.right, flow.y
    for x0, x1, draw in spans:
        flow.y, flow.left, flow.right = top, x0, x1
        draw()
        lowest = max(lowest, flow.y)
    flow.y, flow.left, flow.right = lowest, left, right


def under_rule(flow: Flow, length: float, *, gap: float = 4.0) -> None:
    """A short rule in the middle of the flow's column."""
    centre = (flow.left + flow.right) / 2
    flow.sheet.add(Line(centre - length / 2, flow.y + gap, centre + length / 2, flow.y + gap))
    flow.skip(gap + 3)


def nation(
    flow: Flow, *, size: float | None = None, rule: str = "line", colour: Colour | None = None
) -> None:
    """Quốc hiệu and tiêu ngữ, in the middle of the flow's column."""
    size = fit(
        NATION, flow.look.label.with_(bold=True), size or flow.look.size, flow.right - flow.left
    )
    bold = flow.look.label.with_(bold=True)
    flow.text(flow.runs(NATION, face=bold, size=size, colour=colour), align="centre", leading=1.36)
    flow.text(
        flow.runs(MOTTO, face=bold, size=size + 0.5, colour=colour), align="centre", leading=1.36
    )
    if rule == "line":
        under_rule(flow, width(MOTTO, bold, size) * 0.97, gap=1.0)
    elif rule:
        flow.text(flow.runs(rule, colour=colour), align="centre", leading=0.9)


def fit(text: str, face: Face, size: float, room: float) -> float:
    """The size, made smaller when the text would not fit the room."""
    wide = width(text, face, size)
    return size if wide <= room else math.floor(size * room / wide * 20) / 20


def letterhead(
    flow: Flow,
    upper: str,
    issuer: Val,
    number: tuple[str, Val],
    place: Callable[[], list[Run]],
    *,
    split: float = 0.42,
    swap: bool = False,
) -> None:
    """Agency on one side, nation on the other; number and place-date line under them."""
    middle = flow.left + (flow.right - flow.left) * split
    bold = flow.look.label.with_(bold=True)
    small = flow.look.size

    def agency() -> None:
        if upper:
            flow.text(flow.runs(upper, size=small - 0.5), align="centre", leading=1.36)
        flow.text(
            flow.val(issuer, face=bold, size=small - 0.5, printed=True),
            align="centre",
            leading=1.36,
        )
        under_rule(flow, 60)
        flow.skip(3)
        runs = flow.runs(number[0]) + flow.inline(number[1])
        flow.text(runs, align="centre")

    def state() -> None:
        nation(flow, size=small - 0.5)
        flow.skip(6)
        flow.text(place(), align="centre")

    left_part, right_part = (state, agency) if swap else (agency, state)
    if swap:
        middle = flow.left + (flow.right - flow.left) * (1 - split)
    columns(flow, [(flow.left, middle - 6, left_part), (middle + 6, flow.right, right_part)])


def day_line(place: str, day: str, month: str, year: str) -> str:
    return f"{place}, ngày {day} tháng {month} năm {year}"


def _cell_runs(flow: Flow, cell: Cell, room: float, face: Face, size: float) -> list[Run]:
    if isinstance(cell, Val):
        runs = flow.val(cell, face=face, size=size)
    else:
        runs = [Run(cell, flow.look.label, size, colour=flow.look.colour)] if cell else []
    longest = max((w.width for w in to_words(runs)), default=0.0)
    if longest > room:
        size = math.floor(size * room / longest * 20) / 20
        runs = [Run(r.text, r.face, size, r.rise, r.colour, r.val, r.space) for r in runs]
    return runs


def table(
    flow: Flow,
    cols: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    size: float,
    row_height: float = 18.0,
    head_height: float = 0.0,
    head_bold: bool = True,
    grid: bool = True,
) -> None:
    """A ruled table; a row that does not fit goes to the next page."""
    total = sum(c.share for c in cols)
    span = flow.right - flow.left
    edges = [flow.left]
    for col in cols:
        edges.append(edges[-1] + span * col.share / total)
    head = flow.look.label.with_(bold=head_bold)
    _table_row(
        flow,
        edges,
        [[Run(c.title, head, min(size, 11.0), colour=flow.look.colour)] for c in cols],
        ["centre"] * len(cols),
        head_height or row_height,
        grid=grid,
        top=True,
    )
    value = flow.look.value
    for cells in rows:
        runs = [
            _cell_runs(flow, cell, edges[i + 1] - edges[i] - 5, value, size)
            for i, cell in enumerate(cells)
        ]
        _table_row(flow, edges, runs, [c.align for c in cols], row_height, grid=grid)


def _table_row(
    flow: Flow,
    edges: list[float],
    cells: list[list[Run]],
    aligns: Sequence[Align],
    least: float,
    *,
    grid: bool,
    top: bool = False,
) -> None:
    broken: list[list[Row]] = []
    for i, runs in enumerate(cells):
        x0, x1 = edges[i] + 2.5, edges[i + 1] - 2.5
        broken.append(break_lines(to_words(runs), x0, x0, x1))
    sizes = [max((r.size for r in runs), default=0.0) for runs in cells]
    height = max(
        [least] + [len(rows) * s * 1.36 + 4 for rows, s in zip(broken, sizes, strict=True)]
    )
    fresh = flow.need(height + 1)
    y0 = flow.y
    for i, rows in enumerate(broken):
        step = sizes[i] * 1.36
        y = y0 + (height - len(rows) * step) / 2
        for row in rows:
            flow.put_row(row, y + step * 0.8, right=edges[i + 1] - 2.5, align=aligns[i])
            y += step
    flow.y = y0 + height
    if grid:
        if fresh or top:
            flow.sheet.add(Line(edges[0], y0, edges[-1], y0))
        flow.sheet.add(Line(edges[0], flow.y, edges[-1], flow.y))
        flow.sheet.add(*(Line(x, y0, x, flow.y) for x in edges))


def blank_row(flow: Flow, shares: Sequence[float], height: float) -> None:
    """An empty row that closes a table."""
    x, span, total = flow.left, flow.right - flow.left, sum(shares)
    y0, y1 = flow.y, flow.y + height
    flow.sheet.add(Line(flow.left, y1, flow.right, y1), Line(x, y0, x, y1))
    for share in shares:
        x += span * share / total
        flow.sheet.add(Line(x, y0, x, y1))
    flow.y = y1


def signature(
    flow: Flow, rng: random.Random, x: float, y: float, *, wide: float = 70.0, colour: Colour = BLUE
) -> None:
    """A scribble in pen, no letters."""
    points = []
    steps = rng.randint(40, 60)
    loops, lean = rng.uniform(2.5, 5), rng.uniform(0.2, 0.6)
    for i in range(steps):
        t = i / (steps - 1)
        swing = math.sin(t * loops * 2 * math.pi + rng.uniform(-0.15, 0.15))
        points.append(
            (
                x + wide * t + 8 * math.cos(t * loops * 2 * math.pi) - 10 * lean * swing,
                y - 12 * swing * (1 - 0.6 * t) + 4 * t,
            )
        )
    flow.sheet.add(Curve(tuple(points), rng.uniform(0.9, 1.4), colour))
