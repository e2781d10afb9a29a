"""The index follows a store and answers; made anew from the objects it says the same."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage.errors import StoreUnreachable
from storage.index import Index, Query, Search, open_index
from storage.record import Record, State
from storage.store import Store

TUYEN, HUNG = "075187990012", "001085990017"
MakeRecord = Callable[..., Record]


def field(value: str | None, status: str = "accepted") -> dict[str, Any]:
    return {"value": value, "raw": value or "", "confidence": 0.9, "status": status, "doubts": []}


def with_fields(record: Record, **fields: Any) -> Record:
    return replace(record, document=record.document | {"fields": fields})


@pytest.fixture
def store(place: Any) -> Store:
    found: Store = place.store()
    return found


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return open_index(tmp_path / "index.sqlite", filed_types=frozenset({"ct07"}), audit_share=0.0)


def found(index: Index, store: Store, **wanted: str) -> list[str]:
    items = index.search(Search(**wanted), key_of=store.key_of)
    return [item.record_id for item in items]


def test_following_and_making_anew_say_the_same(
    store: Store, index: Index, tmp_path: Path, make_record: MakeRecord
) -> None:
    index.follow(store)  # an index that was there before anything was
    first = store.file_record(make_record({"citizen_id": TUYEN}, page=1, batch="b1")).record
    store.file_record(make_record({"citizen_id": HUNG, "certain": False}, page=2, batch="b1"))
    index.follow(store)
    store.save_version(first.record_id, replace(first, state=State.APPROVED), builds_on=1)
    sha256 = first.document["source"]["sha256"]
    entry = {"file": "giấy.pdf", "batch": "b1", "pages_in": 2, "pages_stored": 2, "faults": []}
    store.close_ledger(sha256, entry | {"pages_quarantined": 0, "documents": 2})
    store.add_batch("b1", {"by": "lan", "counts": {}, "files": {sha256: "giấy.pdf"}})
    assert index.follow(store) >= 2
    assert index.follow(store) == 0

    anew = open_index(tmp_path / "anew.sqlite", filed_types=frozenset({"ct07"}), audit_share=0.0)
    anew.rebuild(store)
    assert anew.dump() == index.dump()
    assert [row[1] for row in index.dump()["files"]] == ["giấy.pdf"]


def test_two_machines_see_each_others_work(
    place: Any, index: Index, make_record: MakeRecord
) -> None:
    mine, theirs = place.store(), place.store()
    index.follow(mine)
    theirs.file_record(make_record({"citizen_id": TUYEN}))
    index.follow(mine)
    assert [item.version for item in index.worklist(Query())] == [1]


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_writer_whose_clock_is_an_hour_off_is_seen_in_the_end(
    store: Store,
    index: Index,
    make_record: MakeRecord,
    monkeypatch: pytest.MonkeyPatch,
    hours: int,
) -> None:
    index.follow(store)

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.now(tz) + timedelta(hours=hours)

    with monkeypatch.context() as elsewhere:
        elsewhere.setattr("storage.changes.datetime", Wrong)
        store.file_record(make_record({"citizen_id": TUYEN}))
    later = time.monotonic() + 3600
    monkeypatch.setattr("storage.index.index.time.monotonic", lambda: later)
    assert index.follow(store) == 1
    assert index.follow(store) == 0
    assert index.counts(Query()).total == 1


def test_a_ledger_that_is_written_after_its_note_is_not_missed(
    store: Store, index: Index, place: Any, failing: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.follow(store)
    sha256 = "cd" * 32
    entry = {"file": "a", "batch": "b", "pages_in": 1, "pages_stored": 1, "pages_quarantined": 0}
    entry |= {"documents": 1, "faults": []}
    with monkeypatch.context() as patch:
        killed = failing(place.objects(), fails_at=2, stored=False)
        patch.setattr(store, "_objects", killed)  # between the two
        with pytest.raises(StoreUnreachable):
            store.close_ledger(sha256, entry)
    index.follow(store)
    assert not index.files("b")
    store.close_ledger(sha256, entry)
    index.follow(store)
    assert [file.file for file in index.files("b")] == ["a"]


def test_the_riskiest_filing_comes_first(
    store: Store, index: Index, make_record: MakeRecord
) -> None:
    plain = make_record({"citizen_id": TUYEN}, page=1)
    doubtful = make_record({"citizen_id": TUYEN}, page=2)
    doubtful = with_fields(doubtful, sex=field("Nữ", "review"))
    nobody = make_record({"certain": False}, page=3)
    somebody = make_record({"citizen_id": HUNG, "certain": False}, page=4)
    for record in (plain, doubtful, nobody, somebody):
        store.file_record(record)
    index.follow(store)
    items = index.worklist(Query())
    reasons = [item.reason for item in items]
    assert reasons == ["holder_uncertain", "no_holder", "field_doubt", "to_approve"]
    assert [item.unfiled for item in items] == [True, True, False, False]
    counts = index.counts(Query())
    assert counts.total == 4
    assert counts.by_reason["no_holder"] == 1
    assert counts.by_type == {"ct07": 4}
    assert [i.reason for i in index.worklist(Query(reason="no_holder"))] == ["no_holder"]


def test_names_are_found_with_and_without_marks(
    store: Store, index: Index, make_record: MakeRecord
) -> None:
    record = make_record({"citizen_id": TUYEN})
    store.file_record(with_fields(record, full_name=field("TUYỀN BÍCH 100%")))
    index.follow(store)
    for name in ("tuyen bich", "Tuyền Bích", "nguyen thi", "NGUYỄN THỊ", "100%"):
        assert found(index, store, name=name), name
    for name in ("Tuyên Bích", "100_", "%%"):
        assert not found(index, store, name=name), name
    assert index.worklist(Query(person="thanh tuyen"))
    assert not index.worklist(Query(person="thành"))


def test_everything_that_a_search_gives_must_hold(
    store: Store, index: Index, make_record: MakeRecord
) -> None:
    record = make_record({"citizen_id": TUYEN})
    parcel = {
        "parcel_number": field("12"),
        "map_sheet": field("7"),
        "parcel_address": field("Phường Trấn Biên, tỉnh Đồng Nai"),
    }
    fields = {
        "serial_number": field("BP 123456"),
        "register_number": field("CH 03730"),
        "date_of_birth": field("1987-05-02"),
        "citizen_id": field(TUYEN),
        "parcels": [parcel],
    }
    store.file_record(with_fields(record, **fields))
    index.follow(store)
    assert found(index, store, serial_number="bp 123456", birth_date="1987-05-02")
    assert found(index, store, register_number="CH 03730")
    assert found(index, store, card=TUYEN)
    assert found(index, store, commune="tran bien", map_sheet="7", parcel_number="12")
    assert not found(index, store, commune="tran bien", map_sheet="8", parcel_number="12")
    assert not found(index, store, card=HUNG)
    assert not found(index, store)


def test_no_number_stands_in_the_index(
    store: Store, index: Index, tmp_path: Path, make_record: MakeRecord
) -> None:
    record = make_record({"citizen_id": TUYEN})
    store.file_record(with_fields(record, citizen_id=field(TUYEN)))
    index.follow(store)
    for file in tmp_path.glob("index.sqlite*"):
        assert TUYEN.encode() not in file.read_bytes()


def test_a_share_of_a_rules_approvals_is_shown_to_a_person_until_checked(
    store: Store, tmp_path: Path, make_record: MakeRecord
) -> None:
    index = open_index(tmp_path / "i.sqlite", filed_types=frozenset({"ct07"}), audit_share=1.0)
    by_rule = {"state": State.APPROVED, "approved_by": "rule:complete@1"}
    record = store.file_record(make_record({"citizen_id": TUYEN}, **by_rule)).record
    index.follow(store)
    [item] = index.worklist(Query())
    assert item.blind
    assert item.reason == "blind_check"
    store.audit.write("blind_check", {"record_id": record.record_id, "differences": 0})
    index.follow(store)
    assert index.worklist(Query()) == []


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5])
def test_the_audited_share_is_about_what_was_asked(share: float) -> None:
    from storage.index.rows import is_audited

    drawn = sum(is_audited(f"record {n}", share) for n in range(5000)) / 5000
    assert abs(drawn - share) < 0.02
