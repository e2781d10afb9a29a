"""``make calibrate``: the table of trust from drawn papers, and from a store's reviewed ones.

In: the cache of read papers (``models.trust.collect`` fills it) and, with ``--store``, the address
of a store. Out: ``extract/calibration.json`` and its card, which name what they rest on.
"""

import argparse
import os
import sys
from pathlib import Path

from hoso.commands.edge import open_the_store
from hoso.settings import read_settings
from models.trust.calibrate import calibrate
from models.trust.collect import our_readers
from models.trust.reviewed import reviewed_samples
from models.trust.samples import Fields, Sample


def main() -> None:
    """Reads the papers, writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("top", type=Path)
    parser.add_argument("--store")
    given = parser.parse_args()
    fields: dict[str, Fields] = {}
    samples: list[Sample] = []
    if given.store:
        store = open_the_store(given.store, read_settings(os.environ), create=False)
        samples += reviewed_samples(store, our_readers(), fields, lost=_say)
    calibrate(given.top, more=samples, fields=fields)


def _say(record_id: str) -> None:
    sys.stderr.write(f"record {record_id} cannot be read again: left out\n")


if __name__ == "__main__":
    main()
