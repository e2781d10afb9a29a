"""What extract produces: a typed document with holders and fields (contract §2).

A field is a value with its evidence; a list or an object of fields is a ``Row`` or tuple of rows.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from extract.addresses.address import Address
from extract.signs import Signs
from ocr.page import Box, Reading


class Status(StrEnum):
    """May the value be used without a person?"""

    ACCEPTED = "accepted"
    REVIEW = "review"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a person must look: a stable snake_case code and a Vietnamese sentence."""

    code: str
    message: str

    def as_json(self) -> dict[str, str]:
        return {"code": self.code, "message": self.message}


@dataclass(frozen=True, slots=True)
class Field:
    """One value in its normal form, what was printed, and the evidence for it."""

    value: str | None
    raw: str
    confidence: float
    status: Status
    method: str
    page: int | None
    box: Box | None
    doubts: tuple[Doubt, ...] = ()
    readings: tuple[Reading, ...] = ()
    address: Address | None = None  # what an address names, and what that is today
    signs: Signs | None = field(default=None, compare=False)  # weighed by ``extract.evidence``

    def as_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {
            "value": self.value,
            "raw": self.raw,
            "confidence": round(self.confidence, 4),
            "status": str(self.status),
            "method": self.method,
            "page": self.page,
            "box": None if self.box is None else [round(side, 5) for side in self.box],
            "doubts": [doubt.as_json() for doubt in self.doubts],
        }
        if self.readings:
            data["readings"] = [
                {"reader": r.reader, "text": r.text, "confidence": round(r.confidence, 4)}
                for r in self.readings
            ]
        if self.address is not None:
            data["address"] = self.address.as_json()
        return data


Row = dict[str, Field]
Value = Field | Row | tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody the paper is about (contract §3): never everyone it names."""

    role: str
    full_name: str | None
    citizen_id: str | None = None
    id_card_number: str | None = None
    certain: bool = False

    @property
    def number(self) -> str | None:
        """The number this holder is filed under: 12 digits before 9."""
        return self.citizen_id or self.id_card_number

    def as_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {"role": self.role, "full_name": self.full_name}
        if self.citizen_id:
            data["citizen_id"] = self.citizen_id
        if self.id_card_number:
            data["id_card_number"] = self.id_card_number
        return data | {"certain": self.certain}


@dataclass(frozen=True, slots=True)
class Document:
    """One paper: which pages of the source, its type, holders, fields and doubts."""

    type: str
    type_confidence: float
    pages: tuple[int, ...]
    holders: tuple[Holder, ...] = ()
    fields: dict[str, Value] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    auto_approve: bool = False  # the type's definition lets a rule approve it
    required: tuple[str, ...] = ()  # fields that must be accepted before a rule may approve it

    @property
    def citizen_id(self) -> str | None:
        """12 digits of the first certain holder that has them."""
        return next((h.citizen_id for h in self.holders if h.certain and h.citizen_id), None)

    def flat_fields(self) -> dict[str, Field]:
        """Every field under its path: ``full_name``, ``members.0.full_name``, …"""
        flat: dict[str, Field] = {}
        for name, value in self.fields.items():
            if isinstance(value, Field):
                flat[name] = value
            elif isinstance(value, dict):
                flat |= {f"{name}.{key}": item for key, item in value.items()}
            else:
                for number, row in enumerate(value):
                    flat |= {f"{name}.{number}.{key}": item for key, item in row.items()}
        return flat

    def as_json(self) -> dict[str, Any]:
        """Contract §2 without ``source``, which intake knows."""

        def shown(value: Value) -> Any:
            if isinstance(value, Field):
                return value.as_json()
            if isinstance(value, dict):
                return {key: item.as_json() for key, item in value.items()}
            return [{key: item.as_json() for key, item in row.items()} for row in value]

        return {
            "type": self.type,
            "type_confidence": round(self.type_confidence, 4),
            "citizen_id": self.citizen_id,
            "holders": [holder.as_json() for holder in self.holders],
            "fields": {name: shown(value) for name, value in self.fields.items()},
            "doubts": [doubt.as_json() for doubt in self.doubts],
        }
