"""How many levels of the samples' noisy addresses are named right (exact, marks included).

In: the folder of samples (never part of the project). Out: a table: per level the share of labelled
addresses that are right, the wrong answers among the others, and how many have an answer although
nobody labelled one. The tone's place (Hòa, Hoà) and hyphens do not count.
"""

import json
import time
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from extract.addresses.address import Address, parse
from extract.addresses.spelling import accents, short
from extract.addresses.units import Level

_FILE = Path("07-vn-address") / "address-ocr.json"


def evaluate_addresses(samples: Path, console: Console) -> None:
    """Prints the table."""
    rows = json.loads((samples / _FILE).read_text(encoding="utf-8"))
    parse("Hà Nội")  # the table of units is read once
    started = time.process_time()
    counts = {level: Counter[str]() for level in Level}
    for row in rows:
        address = parse(row["text"])
        for level, count in counts.items():
            count[_verdict(address, level, row["result"][level])] += 1
    spent = (time.process_time() - started) / max(len(rows), 1) * 1000
    table = Table("addresses: level", "exact", "wrong", "left open", "not labelled, answered")
    for level, count in counts.items():
        labelled = count["right"] + count["wrong"] + count["open"]
        share = f"{count['right'] / max(labelled, 1):.3f} of {labelled}"
        table.add_row(level, share, str(count["wrong"]), str(count["open"]), str(count["more"]))
    console.print(table, f"{spent:.2f} ms an address")


def _verdict(address: Address, level: Level, wanted: str) -> str:
    part = getattr(address, level)
    if not wanted:
        return "more" if part else "none"
    if part is None:
        return "open"
    return "right" if accents(short(part.name)) == accents(wanted) else "wrong"
