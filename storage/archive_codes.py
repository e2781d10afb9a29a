"""Running numbers of archive copies: in go an agency, a type and a record, out comes its number.

Source: CV 7197 (DocCode ``AGENCY_TYPE_000001_V1``, unique in the whole system). A number is claimed
by putting an object that is not there yet, so that no two exports on any two machines give it to
two papers; it stays with its record. A claim that was cut short leaves its number unused.
"""

from contextlib import suppress

from storage import layout
from storage.body import pack, unpack
from storage.errors import Conflict, NotFound
from storage.objects.interface import Objects

LAST = 999_999


class NumbersUsedUp(Exception):  # noqa: N818 - as in storage.errors
    """Number 999999 of a type is taken."""


class ArchiveCodes:
    """The numbers of one store."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._last: dict[tuple[str, str], int] = {}  # the highest number seen, by agency and type

    def number_of(self, agency: str, kind: str, record_id: str) -> int:
        """The record's number; a new one at the first call. Raises ``NumbersUsedUp``."""
        own = layout.archive_number(agency, kind, record_id)
        with suppress(NotFound):
            return int(unpack(own, self._objects.get(own))["number"])
        number = self._claim(agency, kind, record_id)
        with suppress(Conflict):
            self._objects.put_new(own, pack({"number": number}))
            return number
        return int(unpack(own, self._objects.get(own))["number"])

    def record_of(self, agency: str, kind: str, number: int) -> str | None:
        """Whose number it is."""
        name = layout.archive_claim(agency, kind, number)
        with suppress(NotFound):
            return str(unpack(name, self._objects.get(name))["record_id"])
        return None

    def _claim(self, agency: str, kind: str, record_id: str) -> int:
        number = self._last.get((agency, kind)) or self._highest(agency, kind)
        while number < LAST:
            number += 1
            name = layout.archive_claim(agency, kind, number)
            with suppress(Conflict):
                self._objects.put_new(name, pack({"record_id": record_id}))
                self._last[agency, kind] = number
                return number
        raise NumbersUsedUp(kind)

    def _highest(self, agency: str, kind: str) -> int:
        """By halving: claims have no gaps but those of the future."""
        low, high = 0, LAST + 1
        while high - low > 1:
            middle = (low + high) // 2
            name = layout.archive_claim(agency, kind, middle)
            low, high = (low, middle) if self._objects.size(name) is None else (middle, high)
        return low
