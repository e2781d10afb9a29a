"""What storage keeps of one paper: a document with its state and its history (contract §2).

In and out: JSON. ``document`` is contract §2's object with ``source``; ``pages_made`` tells of each
page how it was made (``Page.as_json``). Errors: JSON of another format is ``StoreDamaged``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from storage.errors import StoreDamaged

_FORMAT = 1
_ADDED = ("batch", "created_by")  # not in the first records


class State(StrEnum):
    """Contract §2, "States of a record". Only approved records are handed out."""

    DRAFT = "draft"
    APPROVED = "approved"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One version of one paper. The store itself sets what stands under the line."""

    record_id: str
    document: dict[str, Any] = field(repr=False)  # numbers belong in no log line
    pages_made: tuple[dict[str, Any], ...] = ()
    state: State = State.DRAFT
    approved_by: str | None = None
    approved_at: str | None = None
    superseded_by: str | None = None
    reason: str | None = None
    batch: str | None = None  # the batch that brought the paper
    created_by: str | None = None  # who made this version: an account, a rule; None: a machine
    # ---
    version: int = 1
    builds_on: int | None = None
    created_at: str = ""  # of this version, ISO 8601 in UTC
    write_id: str = ""

    def as_json(self) -> dict[str, Any]:
        own = {one.name: getattr(self, one.name) for one in fields(self)}
        return own | {
            "format": _FORMAT,
            "state": str(self.state),
            "pages_made": list(self.pages_made),
            "enc": None,  # reserved: encryption of each record
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Record":
        try:
            if data["format"] != _FORMAT or data["enc"] is not None:
                raise ValueError("format")
            data = dict[str, Any](dict.fromkeys(_ADDED)) | data
            own = {one.name: data[one.name] for one in fields(cls)}
            own |= {"state": State(own["state"]), "pages_made": tuple(own["pages_made"])}
            return cls(**own)
        except (KeyError, TypeError, ValueError) as error:
            raise StoreDamaged(
                "a record is damaged, or of a newer version of this program",
                where=str(data.get("record_id", "")),
            ) from error


def flat_fields(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field under its path: ``full_name``, ``members.0.sex``, ``wife.full_name``."""
    for name, value in document["fields"].items():
        if isinstance(value, list):
            for number, row in enumerate(value):
                for key, one in row.items():
                    yield f"{name}.{number}.{key}", one
        elif "status" in value:
            yield name, value
        else:
            for key, one in value.items():
                yield f"{name}.{key}", one
