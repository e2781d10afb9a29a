"""``python wrong_clock.py SECONDS …``: ``hoso.bench.worker`` on a machine whose clock is wrong.

Every clock that tells the day is off by as much; the one that only counts seconds is not, as in
life. Done before anything of hoso is loaded.
"""

import datetime
import runpy
import sys
import time
from typing import Self

OFF = datetime.timedelta(seconds=float(sys.argv.pop(1)))
right = time.time


class Wrong(datetime.datetime):
    """Adapters know types by their names: this one goes by the name of the real one."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Self:
        return super().now(tz) + OFF


Wrong.__name__ = Wrong.__qualname__ = "datetime"
Wrong.__module__ = "datetime"
datetime.datetime = Wrong  # type: ignore[misc]
time.time = lambda: right() + OFF.total_seconds()
runpy.run_module("hoso.bench.worker", run_name="__main__", alter_sys=True)
