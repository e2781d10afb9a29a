"""Many workers on one queue: every file once, whoever sends it, whatever is wrong with it."""

import json
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import DictRow, dict_row
from queue_stand import Stand, png, write_files

from hoso.bench.recorded import DEADLY
from hoso.inputs import find_inputs
from hoso.queue.interface import Order, Priority
from hoso.queue.jobs import defer_files, queue_name
from hoso.queue.sending import Sender
from hoso.settings import read_settings
from storage.store import open_store

pytestmark = pytest.mark.slow


def sender(stand: Stand) -> Sender:
    settings = read_settings(stand.env)
    store = open_store(stand.store, secrets_folder=settings.secrets_folder)
    return Sender(store, settings, say=lambda key, values: None)


def until(ready: Callable[[], bool], seconds: float = 150) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it does not come to pass"
        time.sleep(0.1)


def queued(stand: Stand) -> int:
    """Jobs that wait; none as long as the scan has made no store yet."""
    return stand.figures().waiting if (Path(stand.store) / "store.json").exists() else 0


def test_a_scan_through_the_queue_ends_as_one_on_this_machine(stand: Stand, tmp_path: Path) -> None:
    scans = tmp_path / "scans"
    pages = write_files(scans, 9, large=70)  # the large one is read in parts
    (scans / "rỗng.pdf").write_bytes(b"")
    (scans / "hỏng.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (scans / "lại.png").write_bytes(png(0, 0))  # the same as another
    stand.work(at_once=2)
    stand.work(at_once=1)
    count = stand.finish(stand.scan(scans))
    assert count["code"] == 1
    assert (count["files"], count["pages_in"]) == (13, pages + 3)
    assert (count["pages_stored"], count["pages_quarantined"]) == (pages + 1, 2)
    assert "[empty]" in count["err"]
    assert len(stand.names("ledger")) == 11  # two are the same, one has no bytes
    assert len(stand.names("records")) == pages
    assert {entry["version"] for entry in stand.entries("records")} == {1}
    (batch,) = stand.entries("batches")
    assert batch["counts"]["pages_in"] == pages + 3
    again = stand.finish(stand.scan(scans))
    assert {k: v for k, v in again.items() if k != "err"} == {
        k: v for k, v in count.items() if k != "err"
    }
    assert queued(stand) == 0


def test_two_scans_of_one_folder_do_each_file_once(stand: Stand, tmp_path: Path) -> None:
    scans = tmp_path / "scans"
    pages = write_files(scans, 20)
    scanning = [stand.scan(scans), stand.scan(scans)]
    until(lambda: queued(stand) >= 20)
    assert queued(stand) == 20
    stand.work()
    counts = [stand.finish(one) for one in scanning]
    assert [one["pages_stored"] for one in counts] == [pages, pages]
    assert len(stand.names("ledger")) == len(stand.names("records")) == pages
    assert len(stand.names("changes")) <= 2 * pages + 2  # a note for each write, and the batches


def test_two_senders_in_one_moment_make_one_job_of_a_file(stand: Stand) -> None:
    sender(stand)  # makes the tables
    store_id, hashes = "two senders", [f"{n:064x}" for n in range(5)]

    def count(connection: "psycopg.Connection[DictRow]") -> int:
        row = connection.execute(
            "SELECT count(*) AS n FROM procrastinate_jobs WHERE queue_name = %s",
            (queue_name(store_id),),
        ).fetchone()
        return int(row["n"]) if row else 0

    def send() -> None:
        with psycopg.connect(stand.queue, row_factory=dict_row) as other:
            defer_files(other, store_id, "b", Priority.ARCHIVE, hashes)

    with psycopg.connect(stand.queue, row_factory=dict_row) as first:
        defer_files(first, store_id, "a", Priority.ARCHIVE, hashes)
        second = threading.Thread(target=send)
        second.start()
        second.join(1.0)  # it waits until the first has ended
    second.join(30)
    assert not second.is_alive()
    with psycopg.connect(stand.queue, row_factory=dict_row, autocommit=True) as connection:
        assert count(connection) == len(hashes)
        connection.execute(
            "DELETE FROM procrastinate_jobs WHERE queue_name = %s", (queue_name(store_id),)
        )


def test_a_file_that_kills_its_reader_is_set_aside_after_three_tries(
    stand: Stand, tmp_path: Path
) -> None:
    scans = tmp_path / "scans"
    pages = write_files(scans, 6)
    (scans / "0 độc.png").write_bytes(png(DEADLY, 1))
    stand.work(at_once=1)
    count = stand.finish(stand.scan(scans))
    assert (count["pages_stored"], count["pages_quarantined"]) == (pages, 1)
    told = json.loads(stand.hoso("queue", "--json").stdout)
    assert told["failed"] == 1
    (failed,) = told["files_failed"]
    assert (failed["name"], failed["code"], failed["tries"]) == ("0 độc.png", "crashed", 3)
    assert "0 độc.png" in stand.hoso("queue").stdout
    assert stand.hoso("queue", "retry").returncode == 0
    until(lambda: stand.figures().failed == 1)
    assert len(stand.names("ledger")) == pages


def test_an_original_that_the_store_damaged_is_no_fault_of_its_file(
    stand: Stand, tmp_path: Path
) -> None:
    pages = write_files(tmp_path / "scans", 3)
    scanning = stand.scan(tmp_path / "scans")
    until(lambda: queued(stand) == pages)
    damaged = Path(stand.store) / "originals" / stand.names("originals")[0]
    whole = damaged.read_bytes()
    damaged.write_bytes(b"%PDF-1.7 something else")
    stand.work()
    count = stand.finish(scanning)
    assert (count["pages_stored"], count["pages_quarantined"]) == (pages - 1, 1)
    (failed,) = json.loads(stand.hoso("queue", "--json").stdout)["files_failed"]
    assert failed["code"] == "store_damaged"
    assert len(stand.names("ledger")) == pages - 1  # it is not said that it could not be read
    damaged.write_bytes(whole)
    stand.hoso("queue", "retry")
    until(lambda: len(stand.names("ledger")) == len(stand.names("records")) == pages)


def test_a_worker_that_is_killed_leaves_its_files_to_others(
    slow_stand: Stand, tmp_path: Path
) -> None:
    stand = slow_stand
    scans = tmp_path / "scans"
    pages = write_files(scans, 30)
    first = stand.work(at_once=3)
    scanning = stand.scan(scans)
    until(lambda: len(stand.names("ledger")) >= 3)
    first.kill()
    stand.work(at_once=6)
    count = stand.finish(scanning)
    assert (count["pages_in"], count["pages_stored"]) == (pages, pages)
    assert len(stand.names("ledger")) == len(stand.names("records")) == pages


def test_a_worker_told_to_stop_finishes_what_it_has_in_hand(
    slow_stand: Stand, tmp_path: Path
) -> None:
    stand = slow_stand
    scans = tmp_path / "scans"
    write_files(scans, 30)
    worker = stand.work(at_once=2)
    scanning = stand.scan(scans)
    until(lambda: len(stand.names("ledger")) >= 3)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    told = stand.figures()
    assert told.running == 0
    assert told.waiting + len(stand.names("ledger")) == 30
    stand.work(at_once=6)
    assert stand.finish(scanning)["pages_stored"] == 30


def test_a_drained_queue_begins_nothing_until_it_is_resumed(
    slow_stand: Stand, tmp_path: Path
) -> None:
    stand = slow_stand
    scans = tmp_path / "scans"
    write_files(scans, 40)
    stand.work(at_once=1)
    scanning = stand.scan(scans)
    until(lambda: len(stand.names("ledger")) >= 3)
    assert stand.hoso("queue", "drain").returncode == 0
    done = len(stand.names("ledger"))
    time.sleep(2)
    assert len(stand.names("ledger")) == done < 40
    assert stand.figures().draining
    stand.work(at_once=6)
    stand.hoso("queue", "resume")
    assert stand.finish(scanning)["pages_stored"] == 40


def test_a_cancelled_batch_says_so_and_the_same_scan_goes_on(
    slow_stand: Stand, tmp_path: Path
) -> None:
    stand = slow_stand
    scans = tmp_path / "scans"
    pages = write_files(scans, 40)
    scanning = stand.scan(scans)
    until(lambda: queued(stand) == pages)
    batch = stand.figures().batches[0].batch
    worker = stand.work(at_once=1)
    until(lambda: len(stand.names("ledger")) >= 3)
    assert stand.hoso("queue", "cancel", batch).returncode == 0
    count = stand.finish(scanning)
    assert count["code"] == 1
    assert 0 < count["pages_stored"] < pages
    assert count["pages_stored"] + count["pages_quarantined"] == count["pages_in"] == pages
    assert "[cancelled]" in count["err"]
    assert len(stand.names("originals")) == pages
    worker.terminate()
    stand.work(at_once=6)
    assert stand.finish(stand.scan(scans))["pages_stored"] == pages
    assert stand.hoso("queue", "cancel", "no-such-batch").returncode == 2


def test_the_counter_comes_first_and_batches_take_turns(stand: Stand, tmp_path: Path) -> None:
    """Nobody works: what is looked at is the order in which jobs would be handed out."""
    sends = sender(stand)
    for name, count, first, order in (
        ("a", 30, 0, Order()),
        ("b", 10, 100, Order()),
        ("q", 3, 200, Order(priority=Priority.COUNTER)),
    ):
        write_files(tmp_path / name, count, first=first)
        sends.send(find_inputs([tmp_path / name]), f"batch-{name}", order)
    with psycopg.connect(stand.queue) as connection:
        rows = connection.execute(
            "SELECT f.batch FROM procrastinate_jobs j JOIN hoso_files f"
            " ON f.sha256 = j.args->>'sha256' AND f.batch IN ('batch-a', 'batch-b', 'batch-q')"
            " AND j.queue_name = 'hoso.' || f.store_id"
            " ORDER BY j.priority DESC, j.id"
        ).fetchall()
    order = "".join(row[0][-1] for row in rows)
    assert order == "qqq" + "ab" * 10 + "a" * 20


def test_a_late_batch_begins_where_the_others_are(slow_stand: Stand, tmp_path: Path) -> None:
    stand = slow_stand
    scans = tmp_path / "first"
    write_files(scans, 60)
    stand.work(at_once=1)
    scanning = stand.scan(scans)
    until(lambda: len(stand.names("ledger")) >= 10)
    write_files(tmp_path / "late", 10, first=100)
    late = stand.scan(tmp_path / "late")
    assert stand.finish(late)["pages_stored"] == 10
    assert scanning.poll() is None, "the late batch had to wait for all of the first"
    stand.work(at_once=6)
    assert stand.finish(scanning)["pages_stored"] == 60


def test_no_queue_no_worker(stand: Stand, tmp_path: Path) -> None:
    stand.extra = {"HOSO_QUEUE": ""}
    assert stand.hoso("worker").returncode == 2
    assert stand.hoso("queue").returncode == 2
    stand.extra = {"HOSO_QUEUE": "mysql://x:secret@y/z"}
    refused = stand.hoso("queue")
    assert refused.returncode == 2
    assert "secret" not in refused.stderr
    stand.extra = {"HOSO_QUEUE": f"postgresql://x@/y?host={tmp_path}"}
    write_files(tmp_path / "scans", 1)
    assert stand.scan(tmp_path / "scans").wait(60) == 3
