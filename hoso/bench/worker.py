"""``python -m hoso.bench.worker``: a worker of the queue whose engine only sleeps.

In: the settings of ``hoso worker`` and ``HOSO_BENCH_RECORDING``. Everything but the engine is real.
"""

import argparse
import os
import sys
from dataclasses import fields


def main() -> None:
    """Until it is stopped."""
    for library in ("OPENBLAS", "OMP", "MKL"):  # as hoso.start: a process with threads cannot fork
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    from hoso.approval import after_approval
    from hoso.bench.recorded import RECORDED
    from hoso.commands.edge import open_the_store
    from hoso.queue.worker import Pace, Worker
    from hoso.settings import read_settings

    parser = argparse.ArgumentParser()
    usual = Pace()
    for one in fields(usual):
        flag = f"--{one.name.replace('_', '-')}"
        parser.add_argument(flag, type=float, default=getattr(usual, one.name))
    settings = read_settings(os.environ)
    store = open_the_store(settings.store, settings, create=True)
    Worker(
        store,
        settings,
        approved=after_approval(store),
        say=lambda key, values: print(key, values, file=sys.stderr, flush=True),
        steps=RECORDED,
        pace=Pace(**vars(parser.parse_args())),
    ).run()


if __name__ == "__main__":
    main()
