"""A paper being drawn: its pages of marks and the truth collected on the way.

In: marks in points and `mark(path, value, box)` calls. Out: pages for `raster`, a truth dictionary
in the shape of the contract (section 2), boxes as fractions of the upright page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from models.dossiers.ops import A4, Box, Op, union

_INDEX = re.compile(r"^\d+$")


@dataclass
class Mark:
    value: str | None
    page: int
    boxes: list[Box]

    def as_json(self) -> dict[str, Any]:
        if not self.boxes:
            return {"value": self.value, "page": self.page, "box": None}
        x0, y0, x1, y1 = union(self.boxes)
        w, h = A4
        box = [round(v, 5) for v in (x0 / w, y0 / h, x1 / w, y1 / h)]
        return {"value": self.value, "page": self.page, "box": box}


@dataclass
class Sheet:
    """Collects marks and truth; the only mutable object of a drawing."""

    type: str
    variant: str
    pages: list[list[Op]] = field(default_factory=lambda: [[]])
    marks: dict[str, Mark] = field(default_factory=dict)
    lists: set[str] = field(default_factory=set)
    holders: list[dict[str, str]] = field(default_factory=list)
    background: str = "white"

    @property
    def page(self) -> int:
        return len(self.pages)

    def add(self, *ops: Op) -> None:
        self.pages[-1].extend(ops)

    def new_page(self) -> None:
        self.pages.append([])

    def mark(self, path: str, value: str | None, box: Box | None = None) -> None:
        """Record a value; further boxes of the same path on the same page are joined."""
        if path.startswith("-"):  # printed, but no field of the type
            return
        known = self.marks.get(path)
        if known is None:
            self.marks[path] = known = Mark(value, self.page, [])
        if box is not None and known.page == self.page:
            known.boxes.append(box)

    def expect(self, path: str) -> None:
        """An empty list whose labels stand on the paper."""
        self.lists.add(path)

    def hold(self, role: str, full_name: str, number: str | None) -> None:
        """Name a holder of the paper with the number that is printed for him."""
        holder = {"role": role, "full_name": full_name}
        if number:
            holder["citizen_id" if len(number) == 12 else "id_card_number"] = number
        self.holders.append(holder)

    def truth(self) -> dict[str, Any]:
        fields: dict[str, Any] = {path: [] for path in sorted(self.lists)}
        for path, mark in self.marks.items():
            _put(fields, path.split("."), mark.as_json())
        return {
            "type": self.type,
            "variant": self.variant,
            "pages": list(range(1, self.page + 1)),
            "holders": [dict(h) for h in self.holders],
            "fields": fields,
        }


def _put(target: dict[str, Any], parts: list[str], value: dict[str, Any]) -> None:
    """`members.0.full_name` -> target["members"][0]["full_name"]."""
    name, rest = parts[0], parts[1:]
    if not rest:
        target[name] = value
        return
    if not _INDEX.match(rest[0]):
        _put(target.setdefault(name, {}), rest, value)
        return
    rows: list[dict[str, Any]] = target.setdefault(name, [])
    while len(rows) <= int(rest[0]):
        rows.append({})
    _put(rows[int(rest[0])], rest[1:], value)
