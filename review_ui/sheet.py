"""The places for values of one paper: what its type and its reading give, and what rows were added.

In: a type's definition, a document as JSON, the paths that were decided on. Out: ``Slot``s in the
order of the definition. Pure; no type of paper and no field is named here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from extract.definitions import DocumentType

FieldJson = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one value. ``read``: the field as stored, ``None`` where there is none.

    ``table``: the name of the rows (or of the object) it stands in; ``row``: its number, counted
    over the stored rows and then the added ones; ``None`` outside of rows.
    """

    path: str
    kind: str
    read: FieldJson | None
    table: str = ""
    row: int | None = None

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(".")[2]


def slots_of(
    definition: DocumentType, document: dict[str, Any], decided: Iterable[str] = ()
) -> list[Slot]:
    """All places, those of stored fields that the definition does not know last."""
    fields: dict[str, Any] = document["fields"]
    touched = list(decided)
    found: list[Slot] = []
    for name, kind in definition.fields.items():
        if name.startswith("_"):
            continue
        if not isinstance(kind, dict):
            found.append(Slot(name, kind, _field(fields.get(name))))
        elif is_object(fields.get(name)):
            found += [
                Slot(f"{name}.{key}", one, fields[name].get(key), name) for key, one in kind.items()
            ]
        else:
            found += _rows(name, kind, fields.get(name) or [], touched)
    known = {slot.path for slot in found}
    return found + [slot for slot in _unknown(fields) if slot.path not in known]


def tables_of(definition: DocumentType, document: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Names of the rows that the type may have, with their columns and kinds."""
    return {
        name: kind
        for name, kind in definition.fields.items()
        if isinstance(kind, dict)
        and not name.startswith("_")
        and not is_object(document["fields"].get(name))
    }


def is_object(value: Any) -> bool:
    """An object of fields, neither a field nor rows."""
    return isinstance(value, dict) and "status" not in value


def _field(value: Any) -> FieldJson | None:
    return value if isinstance(value, dict) and "status" in value else None


def _rows(
    name: str, kinds: dict[str, str], rows: list[dict[str, Any]], decided: list[str]
) -> Iterator[Slot]:
    count = max(len(rows), 1 + max(_row_numbers(name, decided), default=-1))
    for number in range(count):
        row = rows[number] if number < len(rows) else {}
        for key, kind in kinds.items():
            yield Slot(f"{name}.{number}.{key}", kind, row.get(key), name, number)


def _row_numbers(name: str, decided: Iterable[str]) -> Iterator[int]:
    for path in decided:
        parts = path.split(".")
        if len(parts) == 3 and parts[0] == name and parts[1].isdecimal():
            yield int(parts[1])


def _unknown(fields: dict[str, Any]) -> Iterator[Slot]:
    """Fields of an older version of the definition stay visible."""
    for name, value in fields.items():
        if isinstance(value, list):
            for number, row in enumerate(value):
                for key, field in row.items():
                    yield Slot(f"{name}.{number}.{key}", "free_text", field, name, number)
        elif is_object(value):
            for key, field in value.items():
                yield Slot(f"{name}.{key}", "free_text", field, name)
        else:
            yield Slot(name, "free_text", _field(value))
