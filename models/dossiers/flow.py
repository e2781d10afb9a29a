"""Writes a paper from top to bottom: paragraphs, form fields on leaders, digit boxes.

In: a `Sheet`, a `Look` and calls in reading order. Out: marks and truth on the sheet; a new page
begins when the lower margin is reached. `y` is the top of the next line, in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from models.dossiers.fonts import Face, ink, width
from models.dossiers.look import Look
from models.dossiers.ops import A4, Colour, Line, Text
from models.dossiers.runs import Row, Run, Val, Word, break_lines, rich, to_words
from models.dossiers.sheet import Sheet

Align = Literal["left", "centre", "right", "justify"]
_BASE = 0.78  # where the baseline lies in a line


class Flow:
    """The pen of one paper."""

    def __init__(self, sheet: Sheet, look: Look) -> None:
        self.sheet = sheet
        self.look = look
        self.y = look.top
        self.left = look.left
        self.right = A4[0] - look.right

    # -- places -------------------------------------------------------------------------------

    @property
    def line_height(self) -> float:
        return max(self.look.size, self.look.value_size) * self.look.leading

    @property
    def floor(self) -> float:
        return A4[1] - self.look.bottom

    def skip(self, points: float) -> None:
        self.y += points

    def need(self, points: float) -> bool:
        """Begin a new page when less than `points` is left; tells whether it did."""
        if self.y + points <= self.floor:
            return False
        self.sheet.new_page()
        self.y = self.look.top
        return True

    # -- runs ---------------------------------------------------------------------------------

    def runs(
        self,
        text: str,
        *,
        face: Face | None = None,
        size: float | None = None,
        colour: Colour | None = None,
    ) -> list[Run]:
        """Printed words of the form."""
        return rich(
            text, face or self.look.label, size or self.look.size, colour or self.look.colour
        )

    def val(
        self,
        val: Val,
        *,
        space: float | None = None,
        face: Face | None = None,
        size: float | None = None,
        printed: bool = False,
    ) -> list[Run]:
        """The value, typed or in the form's own print; nothing when blank (truth: null)."""
        if val.shown is None:
            self.sheet.mark(val.field, None)
            return []
        return [
            Run(
                val.shown,
                face or self.look.value,
                size or self.look.value_size,
                colour=self.look.colour if printed else self.look.value_colour,
                val=val,
                space=space,
            )
        ]

    def inline(self, val: Val) -> list[Run]:
        """A value inside printed text, in the text's own face."""
        return self.val(val, face=self.look.label, size=self.look.size, printed=True)

    def put_row(
        self, row: Row, baseline: float, *, right: float, align: Align = "left", lift: float = 0.0
    ) -> float:
        """Draw one line; returns where it ends."""
        x, extra = row.x, 0.0
        slack = right - row.x - row.width
        if align == "centre":
            x += slack / 2
        elif align == "right":
            x += slack
        elif align == "justify" and not row.last and len(row.words) > 1:
            extra = slack / (len(row.words) - 1)
        for i, word in enumerate(row.words):
            x += (word.space + extra) if i else 0.0
            x = self._put_word(word, x, baseline, lift)
        return x

    def _put_word(self, word: Word, x: float, baseline: float, lift: float) -> float:
        for piece in word.pieces:
            run, ends = piece.run, piece is word.pieces[-1]
            y = baseline - run.rise - (lift if run.val else 0.0)
            self.sheet.add(
                Text(
                    x, y, piece.text, run.face, run.size, run.colour, ends=ends,
                    field=run.val.field if run.val else "",
                )
            )  # fmt: skip
            if run.val is not None:
                x0, y0, x1, y1 = ink(piece.text, run.face, run.size)
                self.sheet.mark(run.val.field, run.val.value, (x + x0, y + y0, x + x1, y + y1))
            x += piece.width
        return x

    def text(
        self,
        runs: Sequence[Run] | str,
        *,
        align: Align = "left",
        indent: float = 0.0,
        hang: float = 0.0,
        x0: float | None = None,
        x1: float | None = None,
        leading: float | None = None,
        keep: bool = True,
    ) -> None:
        """A paragraph. `indent` moves its first line, `hang` the others."""
        if isinstance(runs, str):
            runs = self.runs(runs)
        left = self.left if x0 is None else x0
        right = self.right if x1 is None else x1
        rows = break_lines(to_words(runs), left + indent, left + hang, right)
        size = max((r.size for r in runs), default=self.look.size)
        height = size * (leading or self.look.leading)
        for row in rows:
            if keep:
                self.need(height)
            self.put_row(row, self.y + height * _BASE, right=right, align=align)
            self.y += height

    # -- form fields --------------------------------------------------------------------------

    def field(
        self,
        label: str,
        val: Val,
        *,
        x0: float | None = None,
        x1: float | None = None,
        lines: int = 1,
        tail: str = "",
        leader: bool = True,
    ) -> None:
        """A label and its value on a leader; wraps onto further lines, at least `lines`."""
        left = self.left if x0 is None else x0
        right = self.right if x1 is None else x1
        height = self.line_height
        self.need(height)
        head = to_words(self.runs(label))
        rows = break_lines(head, left, left, right)
        for row in rows[:-1]:
            self.put_row(row, self.y + height * _BASE, right=right)
            self.y += height
            self.need(height)
        x = self.put_row(rows[-1], self.y + height * _BASE, right=right)
        self._value(val, x, (left, right), lines=max(lines, 1), tail=tail, leader=leader)

    def _value(
        self, val: Val, x: float, span: tuple[float, float], *, lines: int, tail: str, leader: bool
    ) -> None:
        left, right = span
        height = self.line_height
        tail_room = width(tail, self.look.label, self.look.size) + 2 if tail else 0.0
        words = to_words(self.val(val))
        rows = break_lines(words, x + self.look.gap, left, right - tail_room)
        if rows and rows[0].x + rows[0].width > right - tail_room:  # no room behind the label
            rows = [Row((), x), *break_lines(words, left, left, right - tail_room)]
        for i in range(max(lines, len(rows))):
            if i:
                self.y += height
                self.need(height)
            baseline = self.y + height * _BASE
            start = x if i == 0 else left
            end = start
            if i < len(rows) and rows[i].words:
                end = self.put_row(rows[i], baseline, right=right, lift=self.look.lift)
            if leader:
                after = self.look.leader_mode == "after"
                self.leader(end + 1.5 if after else start, right - tail_room, baseline)
        if tail:
            run = self.runs(tail)
            self.put_row(
                Row(tuple(to_words(run)), right - tail_room + 2),
                self.y + height * _BASE,
                right=right,
            )
        self.y += height

    def leader(self, x0: float, x1: float, baseline: float) -> None:
        """Dots or ellipses from x0 to x1 on the baseline."""
        if self.look.leader == "none":
            return
        dot = "." if self.look.leader == "dots" else "…"
        step = width(dot, self.look.label, self.look.size)
        count = int((x1 - x0) / step)
        if count > 1:
            self.sheet.add(
                Text(x0, baseline, dot * count, self.look.label, self.look.size, self.look.colour)
            )

    def pair(self, cells: Sequence[tuple[str, Val, float]]) -> None:
        """Several fields on one line; `(label, value, share of the width)`. Too long: one each."""
        total = sum(share for _, _, share in cells)
        span, x = self.right - self.left, self.left
        places = []
        for label, val, share in cells:
            end = x + span * share / total
            need = sum(w.width + w.space for w in to_words(self.runs(label))) + self.look.gap
            if val.shown:
                need += width(val.shown, self.look.value, self.look.value_size) * 1.01
            places.append((label, val, x, end - 4, need <= end - x - 5))
            x = end
        self.need(self.line_height)
        if self.look.stacked or not all(fits for *_, fits in places):
            for label, val, *_ in places:
                self.field(label, val)
            return
        top = self.y
        for label, val, start, end, _ in places:
            self.y = top
            self.field(label, val, x0=start, x1=end)

    def boxes(
        self,
        label: str,
        val: Val,
        *,
        start: float | None = None,
        cell: float = 17.0,
        count: int = 12,
    ) -> None:
        """A number in printed boxes behind its label; without boxes a plain field."""
        if not self.look.boxes:
            shown = self.look.digits(val.shown) if val.shown else None
            self.field(label, Val(val.field, shown, val.shown))
            return
        size = max(self.look.value_size, 11.5)
        height = max(cell * 0.98, size * 1.35)
        self.need(height + 5)
        baseline = self.y + height * 0.5 + size * 0.34 + 1.5
        end = self.put_row(
            Row(tuple(to_words(self.runs(label))), self.left), baseline, right=self.right
        )
        cell = min(cell, (self.right - end - 4) / count)
        x0 = max(end + 4, min(start or 0.0, self.right - cell * count))
        y0, y1 = self.y + 1.5, self.y + 1.5 + height
        x1 = x0 + cell * count
        self.sheet.add(Line(x0, y0, x1, y0), Line(x0, y1, x1, y1))
        self.sheet.add(*(Line(x0 + i * cell, y0, x0 + i * cell, y1) for i in range(count + 1)))
        if val.shown is None:
            self.sheet.mark(val.field, None)
        for i, digit in enumerate(val.shown or ""):
            x = x0 + cell * (i + 0.5) - width(digit, self.look.value, size) / 2
            self._put_word(
                to_words(
                    [Run(digit, self.look.value, size, val=val, colour=self.look.value_colour)]
                )[0],
                x,
                baseline,
                0.0,
            )
        self.y = y1 + 3.5
