"""Workers, database and store killed at random moments, together or alone: nothing lost or doubled.

PostgreSQL, MinIO, workers and what they write are real; only the engine is a stand-in that gives
recorded pages. ``HOSO_TEST_FAULTS`` says how often; ``make faults`` does it 200 times.
"""

import itertools
import os
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from minio_server import MinioServer
from queue_stand import Stand, write_files

from hoso.batch import Summary
from hoso.bench.postgres import PostgresServer
from hoso.inputs import find_inputs
from hoso.queue.sending import Sender
from hoso.settings import read_settings
from storage.errors import StoreUnreachable
from storage.store import Store, open_store

FAULTS = int(os.environ.get("HOSO_TEST_FAULTS") or 20)
FILES, LARGE = 12, 70  # of one batch, and pages of its largest
WORKERS = 2
PLACES = ("worker", "database", "store")
COMBINATIONS = [c for k in (1, 2, 3) for c in itertools.combinations(PLACES, k)]


class Office(threading.Thread):
    """Somebody who scans one folder after the other, and again whenever the store was away."""

    def __init__(self, folder: Path, open_sender: Callable[[], Sender]) -> None:
        super().__init__(daemon=True)
        self._folder, self._open = folder, open_sender
        self.closing = threading.Event()
        self.summaries: list[Summary] = []
        self.pages = 0
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            sender, number = self._open(), 0
            while not self.closing.is_set():
                scans = self._folder / f"scans {number}"
                large = LARGE if number % 3 == 0 else 0
                self.pages += write_files(scans, FILES, large=large, first=1000 * number)
                self.summaries.append(self._scan(sender, scans))
                number += 1
        except BaseException as error:
            self.error = error

    @staticmethod
    def _scan(sender: Sender, scans: Path) -> Summary:
        while True:
            try:
                return sender.scan(find_inputs([scans]))
            except StoreUnreachable:
                time.sleep(0.5)


def progress(url: str, before: int, seconds: float = 60) -> int:
    """Waits until more files have ended than before."""
    end, count = time.monotonic() + seconds, before
    while count <= before and time.monotonic() < end:
        time.sleep(0.2)
        with psycopg.connect(url) as connection:
            row = connection.execute(
                "SELECT CASE WHEN to_regclass('hoso_files') IS NULL THEN 0 ELSE 1 END"
            ).fetchone()
            if row == (1,):
                row = connection.execute(
                    "SELECT count(*) FROM hoso_files WHERE state <> 'waiting'"
                ).fetchone()
                count = row[0] if row else before
    return count


def settled(url: str, seconds: float = 120) -> bool:
    """No job waits or runs, no file waits."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with psycopg.connect(url) as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM procrastinate_jobs)"
                " + (SELECT count(*) FROM hoso_files WHERE state = 'waiting')"
            ).fetchone()
        if row == (0,):
            return True
        time.sleep(0.5)
    return False


def check_store(store: Store, pages: int) -> None:
    """Every page is in one record of one version, and every ledger entry balances."""
    entries = dict(store.ledgers())
    assert sum(e["pages_in"] for e in entries.values()) == pages
    for entry in entries.values():
        assert entry["pages_in"] == entry["pages_stored"] + entry["pages_quarantined"]
    where: Counter[tuple[str, int]] = Counter()
    for record_id in store.record_ids():
        (record,) = store.versions(record_id)
        source = record.document["source"]
        where.update((source["sha256"], page) for page in source["pages"])
    assert set(where.values()) == {1}, "a page stands in two records"
    stored = sum(e["pages_stored"] for e in entries.values())
    assert len(where) == stored, "a page that counts as stored is in no record"


@pytest.mark.slow
@pytest.mark.minio
@pytest.mark.timeout(300 + 30 * FAULTS)
def test_killed_at_random_moments_nothing_is_lost_or_doubled(
    make_stand: Callable[..., Stand],
    mortal_minio: MinioServer,
    mortal_postgres: PostgresServer,
    tmp_path: Path,
) -> None:
    stand = make_stand(
        tmp_path / "office", mortal_postgres.url, store="s3://kho", extra=mortal_minio.hoso_env()
    )
    settings = read_settings(stand.env)
    store = open_store(stand.store, secrets_folder=settings.secrets_folder, s3=settings.s3)
    office = Office(tmp_path, lambda: Sender(store, settings, say=lambda key, values: None))
    office.start()
    workers = [stand.work(at_once=2) for _ in range(WORKERS)]
    dice, killed, done = random.Random(20261125), Counter[str](), 0
    for _ in range(FAULTS):
        # Between two faults something gets done: else there would be nothing to break.
        done = progress(mortal_postgres.url, done)
        time.sleep(dice.uniform(0.0, 1.5))
        victims = dice.choice(COMBINATIONS)
        killed.update(victims)
        doomed = dice.sample(range(WORKERS), k=dice.randint(1, WORKERS))
        if "worker" in victims:
            for n in doomed:
                workers[n].kill()
        if "database" in victims:
            mortal_postgres.kill()
        if "store" in victims:
            mortal_minio.kill()
        time.sleep(dice.uniform(0.0, 2.0))
        if "store" in victims:
            mortal_minio.start()
        if "database" in victims:
            mortal_postgres.start()
        workers = [w if w.poll() is None else stand.work(at_once=2) for w in workers]
    office.closing.set()
    office.join(240)
    assert office.error is None, office.error
    assert not office.is_alive(), stand.log()
    assert settled(mortal_postgres.url), stand.log()
    for summary in office.summaries:
        assert summary.pages_in == summary.pages_stored + summary.pages_quarantined
    # Files whose worker was killed three times were set aside by name; they are not lost.
    stand.hoso("queue", "retry")
    assert settled(mortal_postgres.url), stand.log()
    check_store(store, office.pages)
    done = f"{len(office.summaries)} batches, {office.pages} pages"
    sys.stderr.write(f"{FAULTS} faults {dict(killed)}: {done}\n")
