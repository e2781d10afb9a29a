"""How much and how often: a token bucket for each client.

In: who asks, and now. Out: seconds to wait, 0 when it may go on.
"""

import time
from collections import OrderedDict
from collections.abc import Callable

from reuse.interface import Rate

_MOST = 10_000  # buckets kept; the longest unused goes first


class Buckets:
    """One bucket for each name; not for several threads."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, name: str) -> float:
        """Take a token; seconds until there is one."""
        now = self._clock()
        left, then = self._buckets.pop(name, (float(self._rate.burst), now))
        left = min(float(self._rate.burst), left + (now - then) * self._rate.per_second)
        short = max(0.0, 1.0 - left)
        self._buckets[name] = (left if short else left - 1.0, now)
        if len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)
        return short / self._rate.per_second
