"""What reviewers have decided but not yet approved: one object for each decision, never changed.

In and out: ``Decision``. A draft is the list of all decisions on one version of a record, the
oldest first; nothing of it is ever overwritten, so nothing that was typed is lost. Two decisions on
one path that had seen the same earlier one are a conflict, for a person to settle.
Errors: see ``storage.errors``.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from storage import layout
from storage.body import pack, unpack
from storage.errors import StoreDamaged
from storage.objects.interface import Objects

_KEPT = 20_000  # decisions in memory
TYPING = "~typing"  # behind a path: typed, not yet confirmed
BLIND = "~blind:"  # before a path: typed in a blind check, where the value is not shown


class Verdict(StrEnum):
    """What a person says of a field."""

    VALUE = "value"  # this stands on the paper
    ABSENT = "absent"  # not on the paper
    UNREADABLE = "unreadable"  # on the paper, but nobody can read it
    REOPENED = "reopened"  # back to the machine's reading
    REMOVED = "removed"  # this row is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision on one path (``full_name``, ``members.0.sex``; ``members.2`` for a row).

    ``page`` and ``box`` say where the value was read when a person pointed at it. ``saw`` is the
    id of the latest decision on the path that the person had before them. The store sets ``id``
    (sorts by time) and ``at``.
    """

    path: str
    verdict: Verdict
    value: str | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    by: str = ""
    saw: str | None = None
    id: str = ""
    at: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "verdict": str(self.verdict),
            "value": self.value,
            "page": self.page,
            "box": None if self.box is None else list(self.box),
            "by": self.by,
            "saw": self.saw,
            "id": self.id,
            "at": self.at,
        }

    @classmethod
    def from_json(cls, name: str, data: dict[str, Any]) -> "Decision":
        try:
            box = data["box"]
            return cls(
                path=data["path"],
                verdict=Verdict(data["verdict"]),
                value=data["value"],
                page=data["page"],
                box=None if box is None else (box[0], box[1], box[2], box[3]),
                by=data["by"],
                saw=data["saw"],
                id=data["id"],
                at=data["at"],
            )
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise StoreDamaged(f"{name} is no decision", where=name) from error


class Drafts:
    """The decisions of one store."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._read = lru_cache(maxsize=_KEPT)(self._get)  # a decision never changes

    def add(self, record_id: str, version: int, decision: Decision) -> Decision:
        """Keeps a decision on the draft that builds on ``version``; durable when it returns."""
        now = datetime.now(UTC)
        own = replace(decision, id=layout.ulid(now), at=now.isoformat(timespec="milliseconds"))
        self._objects.put_new(layout.decision(record_id, version, own.id), pack(own.as_json()))
        return own

    def of(self, record_id: str, version: int) -> list[Decision]:
        """All decisions on the draft that builds on ``version``, the oldest first."""
        return [self._read(name) for name in self._objects.names(layout.drafts(record_id, version))]

    def _get(self, name: str) -> Decision:
        return Decision.from_json(name, unpack(name, self._objects.get(name)))
