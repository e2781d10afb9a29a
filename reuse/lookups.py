"""What a client has looked up lately: whoever goes on from a lookup to one of its records need not
say again for which purpose and on whose behalf.

In: clients, record ids. Out: ``Errand`` or ``None``. Kept in memory, for some minutes: after that,
or at another server, the purpose must be said (422 ``purpose_missing``).
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_MINUTES = 15
_MOST = 50_000


@dataclass(frozen=True)
class Errand:
    """Why a client asked, and for whom (the citizen's handle)."""

    purpose: str
    handle: str


class Lookups:
    """May be shared by threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._found: OrderedDict[tuple[str, str], tuple[Errand, float]] = OrderedDict()
        self._own = threading.Lock()

    def remember(self, client: str, record_ids: Iterable[str], errand: Errand) -> None:
        """The records that a lookup has named."""
        now = self._clock()
        with self._own:
            for record_id in record_ids:
                self._found[client, record_id] = (errand, now)
                self._found.move_to_end((client, record_id))
            while len(self._found) > _MOST:
                self._found.popitem(last=False)

    def errand(self, client: str, record_id: str) -> Errand | None:
        """Of this client's last lookup that named the record."""
        with self._own:
            found = self._found.get((client, record_id))
        if found is None or self._clock() - found[1] > 60 * _MINUTES:
            return None
        return found[0]
