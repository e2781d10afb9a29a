"""``python -m hoso.bench.sizes STORE [QUEUE-URL]``: what a page costs in objects and bytes.

In: a folder store that was filled by scanning, and the database of its queue, if any. Out: objects
and bytes a page by kind of object, and bytes a row of the queue's tables.
"""

import sys
from collections import Counter
from pathlib import Path


def main() -> None:
    """Prints the table."""
    top = Path(sys.argv[1])
    counts, sizes = Counter[str](), Counter[str]()
    for path in top.rglob("*"):
        if path.is_file():
            kind = path.relative_to(top).parts[0]
            counts[kind] += 1
            sizes[kind] += path.stat().st_size
    pages = _pages(top)
    print(f"{pages} pages, {counts['originals']} files, {counts['records']} papers")
    for kind in sorted(counts):
        a_page = f"{counts[kind] / pages:7.3f} objects {sizes[kind] / pages:10.0f} bytes a page"
        print(f"{kind:12} {a_page} {sizes[kind] / counts[kind]:10.0f} bytes each")
    print(f"{'all':12} {counts.total() / pages:7.3f} objects {sizes.total() / pages:10.0f} bytes")
    if len(sys.argv) > 2:
        _tables(sys.argv[2])


def _pages(top: Path) -> int:
    import json

    ledger = (top / "ledger").rglob("*.json")
    return sum(int(json.loads(path.read_bytes())["pages_in"]) for path in ledger) or 1


def _tables(url: str) -> None:
    import psycopg

    with psycopg.connect(url) as connection:
        for table in ("hoso_files", "hoso_batches", "procrastinate_jobs", "procrastinate_events"):
            row = connection.execute(
                f"SELECT count(*), pg_total_relation_size('{table}') FROM {table}"  # noqa: S608
            ).fetchone()
            assert row is not None
            print(f"{table:20} {row[0]:8} rows {row[1] / max(row[0], 1):8.0f} bytes a row")


if __name__ == "__main__":
    main()
