"""A real PostgreSQL in a folder of the test's own; started and stopped by tests."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hoso.bench.postgres import PostgresServer, find_postgres


def find_programs() -> Path:
    """Debian's ``postgresql``; these tests do not pass silently without it."""
    found = find_postgres()
    if found is not None:
        return found
    text = "NOT RUN: the tests of the queue need PostgreSQL's server (make browser installs it)"
    if os.environ.get("CI") == "true":
        pytest.fail(text)
    pytest.skip(text)


@contextmanager
def own_postgres(programs: Path) -> Iterator[PostgresServer]:
    """A running server, gone afterwards. pytest's own folders are closed to the server's account,
    and too deep for the name of a socket."""
    folder = Path(tempfile.mkdtemp(prefix="hoso-pg-", dir="/tmp"))
    folder.chmod(0o755)
    server = PostgresServer(programs, folder / "pg", durable=False)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
