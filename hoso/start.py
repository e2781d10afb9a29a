"""Entry point of the console script: one thread, before anything heavy is imported.

Pages run beside one another in processes of their own; threads of the numerical libraries would
only stand in their way, and a process with threads cannot be forked.
"""

import os


def main() -> None:
    """Runs ``hoso``."""
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    from hoso.cli import main as run

    run()
