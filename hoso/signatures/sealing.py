"""The signing step of an export: copies go through a worker process and come back signed.

In: paths of finished copies. Out: ``Signed``, or ``HeldBack`` for this copy alone. A service that
is away is not asked again for a minute once it has failed three times in a row, and a key that was
refused not at all: tokens lock themselves after a few wrong PINs.
"""

import time
from pathlib import Path

from hoso.pool import Job, Pool
from hoso.signatures.held import HeldBack, Hold
from hoso.signatures.sign import Signed, sign_job
from hoso.signatures.signing import Signing

_SECONDS = 60.0  # two requests to the service, a slow token
_PATIENCE, _PAUSE = 3, 60.0
_AWAY = frozenset({Hold.TSA_AWAY, Hold.TSA_REFUSED, Hold.TOKEN_AWAY, Hold.FAILED})


class Sealing:
    """One for a whole export."""

    def __init__(self, signing: Signing, pool: Pool) -> None:
        self._signing, self._pool = signing, pool
        self._last: Hold | None = None
        self._misses, self._again = 0, 0.0

    def seal(self, copy: Path) -> Signed:
        """Signs the copy where it lies. Raises ``HeldBack``."""
        if self._last is not None and time.monotonic() < self._again:
            raise HeldBack(self._last)
        signed = copy.with_suffix(".signed")
        found = self._ask(copy, signed)
        if isinstance(found, Signed):
            signed.replace(copy)
            self._last, self._misses = None, 0
            return found
        self._last, self._misses = found, self._misses + 1
        if found not in _AWAY:
            self._again = float("inf")
        elif self._misses >= _PATIENCE:
            self._again = time.monotonic() + _PAUSE
        raise HeldBack(found)

    def _ask(self, copy: Path, signed: Path) -> Signed | Hold:
        self._pool.give(Job(sign_job, (copy, signed, self._signing), None, _SECONDS))
        found: Signed | Hold = Hold.FAILED
        while self._pool.busy:
            for event in self._pool.events():
                if event.item is not None:
                    found = event.item
        return found
