"""Values about other persons are withheld unless the purpose names them (domain P12).

In: a document as JSON, its definition, the citizen on whose behalf it is read, what the purpose
discloses (``TYPE.field``). Out: the document with ``{"value": null, "withheld": true}`` in place of
what is withheld, and the places on its pages that a picture must cover. Which values are about
others follows from data: the holders' rules, the kinds of the fields, and ``about_others``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extract.definitions import DocumentType
from reuse.citizens import Citizen, numbers_of
from reuse.definitions import Paper
from reuse.fields import Json, is_field, rows_of

Box = tuple[float, float, float, float]
_NAMES, _NUMBERS = {"person_name"}, {"citizen_id", "id_card_number"}
_PERSONS = _NAMES | _NUMBERS
_FREE = {"free_text"}
_NUMBER = re.compile(r"(?<!\d)(?:\d{9}|\d{12})(?!\d)")


@dataclass(frozen=True)
class Masked:
    """What may be handed out. ``covered``: page of the file → boxes to cover on its picture;
    ``placeless``: something withheld stands on the paper nobody knows where."""

    document: Json
    covered: dict[int, list[Box]] = field(default_factory=dict)
    placeless: bool = False


def masked(
    document: Json, definition: DocumentType, paper: Paper, citizen: Citizen, shown: frozenset[str]
) -> Masked:
    """The document as this citizen's business may see it."""
    view = _View(document, definition, paper, citizen, shown)
    fields = {name: view.seen(name, found) for name, found in document["fields"].items()}
    places = _Places(view.hidden, fields)
    holders = [view.holder(holder) for holder in document.get("holders", ())]
    citizens = (h.get("citizen_id") for h in holders if h.get("certain"))
    clean = {"fields": fields, "holders": holders, "citizen_id": next(filter(None, citizens), None)}
    return Masked(document | clean, places.covered, places.placeless)


class _View:
    """What of a paper one citizen may see. ``hidden``: groups of withheld fields that stand
    together, such as those of a row."""

    def __init__(
        self,
        document: Json,
        definition: DocumentType,
        paper: Paper,
        citizen: Citizen,
        shown: frozenset[str],
    ) -> None:
        self.hidden: list[Json] = []
        self._document, self._definition = document, definition
        self._paper, self._shown = paper, shown
        self._numbers = citizen.numbers
        self._name = (citizen.holder_on(document) or {}).get("full_name")

    def seen(self, name: str, found: Any) -> Any:
        """A field, an object or rows, with others' values away."""
        if f"{self._definition.code}.{name}" in self._shown:
            return found
        if isinstance(found, list):
            mine = self._own_rows(name)
            return [self._row(name, row, is_own=i in mine) for i, row in enumerate(found)]
        if not is_field(found):
            return self._row(name, found, is_own=bool(self._own_rows(name)))
        if self._is_others(name, name, found):
            self.hidden.append({name: found})
            return _withheld(found)
        return self._without_strangers(found)

    def holder(self, holder: Json) -> Json:
        """The holder as it may be shown."""
        if numbers_of(holder) & self._numbers:
            return holder
        certain = bool(holder.get("certain"))
        return {"role": holder["role"], "full_name": None, "certain": certain, "withheld": True}

    def _row(self, name: str, row: Json, *, is_own: bool) -> Json:
        away = {
            key: item
            for key, item in row.items()
            if is_field(item)
            and f"{self._definition.code}.{name}.{key}" not in self._shown
            and (not is_own or self._names_others(name, f"{name}.{key}", item))
        }
        if away:
            self.hidden.append(away)
        return {
            key: _withheld(item) if key in away else self._without_strangers(item)
            for key, item in row.items()
        }

    def _is_others(self, name: str, path: str, found: Json) -> bool:
        """A name or number of somebody else; the citizen's own are known by what they say."""
        if name in self._paper.officials:
            return False
        kind = self._kind(path)
        if kind in _NUMBERS and found["value"] not in self._numbers:
            return True
        if kind in _NAMES and (found["value"] is None or found["value"] != self._name):
            return True
        return self._names_others(name, path, found)

    def _names_others(self, name: str, path: str, found: Json) -> bool:
        """Our data say that it is about others, or a free text holds somebody's number."""
        if {name, path} & set(self._paper.about_others):
            return True
        return self._kind(path) in _FREE and self._has_strangers(found["value"])

    def _own_rows(self, name: str) -> set[int]:
        """Rows under this name that are the citizen's own; all of them where they name nobody."""
        rows = rows_of(self._document, name)
        kinds = self._definition.fields.get(name)
        if isinstance(kinds, dict) and not _PERSONS & set(kinds.values()):
            return set(range(len(rows)))
        found = set()
        for i, row in enumerate(rows):
            values = {item.get("value") for item in row.values() if is_field(item)}
            if values & self._numbers:
                found.add(i)
        return found

    def _without_strangers(self, found: Any) -> Any:
        """What was printed around a value may hold more than the value."""
        if not is_field(found):
            return found
        printed = [found.get("raw"), *(r.get("text") for r in found.get("readings", ()))]
        if any(self._has_strangers(text) for text in printed):
            return {k: v for k, v in found.items() if k != "readings"} | {"raw": found["value"]}
        return found

    def _has_strangers(self, text: object) -> bool:
        """Does a text hold somebody else's number?"""
        return bool(set(_NUMBER.findall(str(text or ""))) - self._numbers)

    def _kind(self, path: str) -> str:
        try:
            return self._definition.kind_of(path)
        except (KeyError, TypeError):
            return "person_name"  # a field that this version does not know: as if it were a name


def _withheld(found: Json) -> Json:
    return {"value": None, "status": found.get("status"), "withheld": True}


class _Places:
    """Where withheld values stand. A row of which nothing is shown is covered from edge to edge:
    cells of it that nobody read stand there as well."""

    def __init__(self, hidden: list[Json], fields: Json) -> None:
        self.covered: dict[int, list[Box]] = {}
        self.placeless = False
        shown = list(_boxes(fields))
        for group in hidden:
            boxes = list(_boxes(group))
            if len({id(found) for found in group.values() if found.get("value")}) > len(boxes):
                self.placeless = True
            for page in {page for page, _ in boxes}:
                hull = _hull([box for at, box in boxes if at == page])
                free = not any(at == page and _overlaps(hull, box) for at, box in shown)
                wide = (0.0, hull[1], 1.0, hull[3])
                self.covered.setdefault(page, []).append(wide if free else hull)


def _boxes(found: object) -> Iterator[tuple[int, Box]]:
    if isinstance(found, list):
        for item in found:
            yield from _boxes(item)
    elif isinstance(found, dict):
        if is_field(found):
            if found.get("box") and found.get("page"):
                x0, y0, x1, y1 = found["box"]
                yield int(found["page"]), (x0, y0, x1, y1)
        else:
            for item in found.values():
                yield from _boxes(item)


def _hull(boxes: list[Box]) -> Box:
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return (min(x0), min(y0), max(x1), max(y1))


def _overlaps(one: Box, other: Box) -> bool:
    """Do they share a line of print?"""
    return one[1] < other[3] and other[1] < one[3]
