"""Killed at every write, before or after it was stored; then run again: as if nothing had been."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from storage.errors import Conflict, StoreUnreachable
from storage.objects.folder import FolderObjects
from storage.record import Record, State
from storage.secret import Secret
from storage.store import Store

TUYEN, HUNG, CARD = "075187990012", "001085000123", "271234567"
SECRET = Secret("0" * 16, Path("nowhere"), bytes(32))
OWN = {"write_id", "created_at", "at"}  # differ from run to run


def state(objects: FolderObjects) -> tuple[dict[str, Any], set[tuple[str, Any]]]:
    """Every object without what differs, and the set of changes, which may come twice."""
    bodies: dict[str, Any] = {}
    changes = set()
    for name in objects.names(""):
        if name.startswith("originals/"):
            bodies[name] = objects.get(name)
            continue
        body = {k: v for k, v in json.loads(objects.get(name)).items() if k not in OWN}
        if name.startswith("changes/"):
            changes.add(tuple(sorted(body.items())))
        else:
            bodies[name] = body
    return bodies, changes


@pytest.fixture
def intake(tmp_path: Path, make_record: Callable[..., Record]) -> Callable[[Store], None]:
    """Original → records → markers → changes → quarantine → ledger, as hoso does it."""
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF")

    def run(store: Store) -> None:
        sha256 = store.add_original(scan)
        if store.has_ledger(sha256):
            return
        store.file_record(make_record({"citizen_id": TUYEN, "id_card_number": CARD}, page=1))
        store.file_record(make_record({"citizen_id": TUYEN}, {"citizen_id": HUNG}, page=2))
        store.file_record(make_record(page=3))
        store.add_quarantine(sha256, 4, {"code": "too_slow"})
        store.close_ledger(sha256, {"pages": 4})

    return run


@pytest.mark.parametrize("stored", [False, True])
def test_intake(
    tmp_path: Path, failing: Any, intake: Callable[[Store], None], stored: bool
) -> None:
    whole = FolderObjects(tmp_path / "whole", create=True)
    intake(Store(whole, SECRET))
    expected = state(whole)
    assert len(expected[0]) == 10  # original, 3 records, 4 markers, quarantine, ledger
    for fails_at in count(1):
        objects = FolderObjects(tmp_path / f"killed-{fails_at}", create=True)
        try:
            intake(Store(failing(objects, fails_at=fails_at, stored=stored), SECRET))
        except StoreUnreachable:
            killed = state(objects)[0]
            assert stored or "ledger/" not in "".join(killed)
            intake(Store(objects, SECRET))
            assert state(objects) == expected
        else:
            assert fails_at == 15
            break


@pytest.mark.parametrize("stored", [False, True])
def test_a_reviewer_saves(
    tmp_path: Path, failing: Any, make_record: Callable[..., Record], stored: bool
) -> None:
    """Whenever the version is there, so are the markers of its holders; nobody else's paper."""
    for fails_at in count(1):
        objects = FolderObjects(tmp_path / f"killed-{fails_at}", create=True)
        store = Store(objects, SECRET)
        record = store.file_record(make_record({"citizen_id": TUYEN})).record
        document = make_record({"citizen_id": HUNG, "id_card_number": CARD}).document
        new = replace(record, document=document, state=State.APPROVED, approved_by="lan")
        dying = Store(failing(objects, fails_at=fails_at, stored=stored), SECRET)
        try:
            dying.save_version(record.record_id, new, builds_on=1)
        except StoreUnreachable:
            latest = store.latest(record.record_id)
            found = [store.records_of(number) for number in (TUYEN, HUNG, CARD)]
            expected = [[latest], [], []] if latest.version == 1 else [[], [latest], [latest]]
            assert found == expected
        else:
            assert fails_at == 5
            break


@pytest.mark.parametrize("stored", [False, True])
def test_a_withdrawal(
    tmp_path: Path, failing: Any, make_record: Callable[..., Record], stored: bool
) -> None:
    for fails_at in count(1):
        objects = FolderObjects(tmp_path / f"killed-{fails_at}", create=True)
        store = Store(objects, SECRET)
        record = store.file_record(make_record({"citizen_id": TUYEN}, {"citizen_id": HUNG})).record
        options: dict[str, Any] = {"by": "lan", "reason": "another Tuyền"}
        dying = Store(failing(objects, fails_at=fails_at, stored=stored), SECRET)
        try:
            dying.withdraw_filing(record.record_id, TUYEN, builds_on=1, **options)
        except StoreUnreachable:
            try:
                store.withdraw_filing(record.record_id, TUYEN, builds_on=1, **options)
            except Conflict:
                pytest.fail("running it again must finish it")
            assert store.records_of(TUYEN) == []
            assert [one.version for one in store.versions(record.record_id)] == [1, 2]
            assert any(name.endswith(".v000002.withdrawn") for name in objects.names("citizens/"))
        else:
            break
