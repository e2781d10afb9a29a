"""The contract of ``Store``, over the folder and a real MinIO alike."""

import hashlib
import json
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from storage.errors import (
    BadRecord,
    Conflict,
    NotFound,
    SourceChanged,
    StoreDamaged,
    StoreUnreachable,
)
from storage.originals import CheckedSource
from storage.record import Record, State
from storage.store import Quarantined, Store

TUYEN, HUNG = "075187990012", "001085000123"
CARD, OTHER_CARD = "271234567", "022345678"
MakeRecord = Callable[..., Record]


@pytest.fixture
def store(place: Any) -> Store:
    found: Store = place.store()
    return found


def approve(store: Store, record_id: str, **options: Any) -> Record:
    latest = store.latest(record_id)
    new = replace(latest, state=State.APPROVED, approved_by="lan", approved_at="2026-11-24")
    return store.save_version(record_id, replace(new, **options), builds_on=latest.version)


# Files


def test_the_same_file_twice_is_stored_once(store: Store, place: Any, tmp_path: Path) -> None:
    scan, copy = tmp_path / "a.pdf", tmp_path / "cùng một tệp.pdf"
    scan.write_bytes(b"%PDF" + bytes(100_000))
    copy.write_bytes(scan.read_bytes())
    sha256 = hashlib.sha256(scan.read_bytes()).hexdigest()
    assert store.add_original(scan) == store.add_original(copy) == sha256
    originals = list(place.objects().names("originals/"))
    assert originals == [f"originals/{sha256[:2]}/{sha256}"]

    store.fetch_original(sha256, tmp_path / "back.pdf")
    assert (tmp_path / "back.pdf").read_bytes() == scan.read_bytes()
    with pytest.raises(FileExistsError):
        store.fetch_original(sha256, scan)
    assert scan.exists()


def test_a_big_original(store: Store, tmp_path: Path) -> None:
    scan = tmp_path / "big.pdf"
    scan.write_bytes(bytes(range(251)) * 50_000)  # 12.5 MB: several parts on a server
    store.fetch_original(store.add_original(scan), tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == scan.read_bytes()


def test_an_original_that_is_not_there(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        store.fetch_original("0" * 64, tmp_path / "back")
    assert not (tmp_path / "back").exists()
    with pytest.raises(FileNotFoundError):
        store.add_original(tmp_path / "none.pdf")


def test_a_damaged_original_is_noticed_and_healed(folder_place: Any, tmp_path: Path) -> None:
    store = folder_place.store()
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"whole")
    sha256 = store.add_original(scan)
    kept = Path(folder_place.url) / "originals" / sha256[:2] / sha256
    kept.write_bytes(b"wh")
    with pytest.raises(StoreDamaged):
        store.fetch_original(sha256, tmp_path / "back")
    assert not (tmp_path / "back").exists()
    store.add_original(scan)
    assert kept.read_bytes() == b"whole"


@pytest.mark.parametrize("size", [5, 11 << 20])
@pytest.mark.parametrize("changed", [b"", b"other bytes"])
def test_a_file_that_changes_meanwhile_is_not_stored(
    store: Store,
    place: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: int,
    changed: bytes,
) -> None:
    scan = tmp_path / "a.pdf"
    scan.write_bytes(bytes(size))

    def meddling(*arguments: Any) -> CheckedSource:
        with scan.open("r+b") as file:
            file.truncate(size if changed else size // 2)
            file.write(changed[:size])
        return CheckedSource(*arguments)

    monkeypatch.setattr("storage.store.CheckedSource", meddling)
    with pytest.raises(SourceChanged):
        store.add_original(scan)
    assert not list(place.objects().names("originals/"))


def test_the_ledger_is_closed_once(store: Store) -> None:
    sha256 = "0f" * 32
    assert not store.has_ledger(sha256)
    assert store.ledger(sha256) is None
    assert store.close_ledger(sha256, {"pages": 3, "documents": 1, "faults": []})
    assert not store.close_ledger(sha256, {"pages": 4})
    assert store.has_ledger(sha256)
    assert store.ledger(sha256) == {"pages": 3, "documents": 1, "faults": []}


def test_quarantine(store: Store) -> None:
    one, two = "01" * 32, "02" * 32
    store.add_quarantine(two, None, {"code": "encrypted", "file": "a\udcff.pdf"})
    store.add_quarantine(one, 12, {"code": "too_slow"})
    store.add_quarantine(one, 2, {"code": "crashed"})
    store.add_quarantine(one, 2, {"code": "another"})
    assert list(store.quarantine()) == [
        Quarantined(one, 2, {"code": "crashed"}),
        Quarantined(one, 12, {"code": "too_slow"}),
        Quarantined(two, None, {"code": "encrypted", "file": "a\udcff.pdf"}),
    ]


# Records


def test_a_record_is_filed_and_found(store: Store, make_record: MakeRecord) -> None:
    record = make_record({"citizen_id": TUYEN}, pages_made=({"page": 1, "route": "ocr"},))
    filed = store.file_record(record)
    assert filed.new
    assert len(filed.citizens) == 1
    (found,) = store.records_of(TUYEN)
    assert found == filed.record == store.latest(record.record_id)
    assert found.document == record.document
    assert found.pages_made == record.pages_made
    assert (found.version, found.state, found.builds_on) == (1, State.DRAFT, None)
    assert found.created_at.endswith("+00:00")
    assert store.records_of(HUNG) == []


def test_filed_under_every_certain_holder_and_no_other(
    store: Store, make_record: MakeRecord
) -> None:
    guess = {"citizen_id": "079190000001", "certain": False}
    filed = store.file_record(
        make_record({"citizen_id": TUYEN}, {"id_card_number": CARD}, guess, {"citizen_id": TUYEN})
    )
    assert len(filed.citizens) == 2
    assert store.records_of(TUYEN) == store.records_of(CARD) == [filed.record]
    assert store.records_of("079190000001") == []


def test_without_a_certain_holder_it_is_stored_unfiled(
    store: Store, place: Any, make_record: MakeRecord
) -> None:
    filed = store.file_record(make_record({"citizen_id": TUYEN, "certain": False}))
    assert filed.citizens == ()
    assert store.latest(filed.record.record_id) == filed.record
    assert list(place.objects().names("citizens/")) == []


def test_again_changes_nothing(store: Store, place: Any, make_record: MakeRecord) -> None:
    first = store.file_record(make_record({"citizen_id": TUYEN}))
    kept = [name for name in place.objects().names("") if not name.startswith("changes/")]
    second = store.file_record(make_record({"citizen_id": HUNG}))
    assert (first.new, second.new) == (True, False)
    assert second.record == first.record
    assert second.citizens == first.citizens
    assert store.records_of(HUNG) == []
    assert [n for n in place.objects().names("") if not n.startswith("changes/")] == kept


def test_a_machine_never_replaces_a_person(store: Store, make_record: MakeRecord) -> None:
    record = store.file_record(make_record({"citizen_id": TUYEN})).record
    person = approve(store, record.record_id, document=make_record({"citizen_id": HUNG}).document)
    filed = store.file_record(make_record({"citizen_id": TUYEN}))
    assert filed.record == person
    assert [one.version for one in store.versions(record.record_id)] == [1, 2]
    assert store.records_of(TUYEN) == []
    assert store.records_of(HUNG) == [person]


@pytest.mark.parametrize(
    "holder",
    [{}, {"citizen_id": "07518799001?"}, {"citizen_id": CARD}, {"id_card_number": "27123456"}],
)
def test_a_certain_holder_needs_a_number(
    store: Store, place: Any, make_record: MakeRecord, holder: dict[str, str]
) -> None:
    with pytest.raises(BadRecord) as caught:
        store.file_record(make_record({"citizen_id": TUYEN}, holder))
    assert not any(number in str(caught.value) for number in holder.values())
    assert list(place.objects().names("records/")) == []


@pytest.mark.parametrize("number", ["", "12345678", "07518799001?", "٠٧٥١٨٧٩٩٠٠١٢", TUYEN + "\n"])
def test_only_numbers_are_asked_for(store: Store, number: str) -> None:
    with pytest.raises(ValueError, match="12 digits") as caught:
        store.records_of(number)
    assert not number or number not in str(caught.value)


def test_versions_build_on_one_another(store: Store, make_record: MakeRecord) -> None:
    record = store.file_record(make_record({"citizen_id": TUYEN})).record
    saved = approve(store, record.record_id)
    assert (saved.version, saved.builds_on, saved.state) == (2, 1, State.APPROVED)
    assert saved.write_id != record.write_id
    assert store.versions(record.record_id) == [record, saved]
    assert store.records_of(TUYEN) == [saved]
    for builds_on in (0, 1, 3):
        with pytest.raises(Conflict):
            store.save_version(record.record_id, record, builds_on=builds_on)
    assert store.latest(record.record_id) == saved


def test_unknown_records(store: Store, make_record: MakeRecord) -> None:
    record = make_record()
    assert store.versions(record.record_id) == []
    with pytest.raises(NotFound):
        store.latest(record.record_id)
    with pytest.raises(NotFound):
        store.save_version(record.record_id, record, builds_on=0)
    with pytest.raises(ValueError, match="record id"):
        store.latest("../" + "a" * 23)


def test_of_eight_reviewers_one_saves(place: Any, make_record: MakeRecord) -> None:
    stores: list[Store] = [place.store() for _ in range(8)]
    record = stores[0].file_record(make_record({"citizen_id": TUYEN})).record

    def save(number: int) -> str | None:
        new = replace(record, reason=f"reviewer {number}")
        try:
            return stores[number].save_version(record.record_id, new, builds_on=1).reason
        except Conflict:
            return None

    with ThreadPoolExecutor(8) as pool:
        (winner,) = [reason for reason in pool.map(save, range(8)) if reason]
    assert [one.reason for one in stores[0].versions(record.record_id)] == [None, winner]


def test_eight_workers_read_the_same_file(place: Any, make_record: MakeRecord) -> None:
    stores = [place.store() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        filed = list(
            pool.map(lambda one: one.file_record(make_record({"citizen_id": TUYEN})), stores)
        )
    assert sum(one.new for one in filed) == 1
    assert len({one.record.write_id for one in filed}) == 1
    assert len(stores[0].records_of(TUYEN)) == 1


# Citizens


def test_a_card_is_linked_by_an_approved_paper_only(store: Store, make_record: MakeRecord) -> None:
    old = store.file_record(make_record({"id_card_number": CARD}, page=1)).record
    both = {"citizen_id": TUYEN, "id_card_number": CARD}
    link = store.file_record(make_record(both, page=2)).record
    assert store.records_of(TUYEN) == [link]
    assert store.records_of(CARD) == [old, link]

    link = approve(store, link.record_id)
    assert store.records_of(TUYEN) == [old, link]

    superseded = replace(link, state=State.SUPERSEDED, superseded_by="x")
    link = store.save_version(link.record_id, superseded, builds_on=2)
    assert store.records_of(TUYEN) == [old, link]

    revoked = replace(link, state=State.REVOKED, reason="forged")
    link = store.save_version(link.record_id, revoked, builds_on=3)
    assert store.records_of(TUYEN) == [link]


def test_two_holders_of_one_paper_are_not_linked(store: Store, make_record: MakeRecord) -> None:
    old = store.file_record(make_record({"id_card_number": CARD}, page=1)).record
    pair = make_record({"citizen_id": TUYEN}, {"id_card_number": CARD}, page=2)
    wedding = approve(store, store.file_record(pair).record.record_id)
    assert store.records_of(TUYEN) == [wedding]
    assert store.records_of(CARD) == [old, wedding]


def test_a_wrong_link_brings_no_strangers_papers(store: Store, make_record: MakeRecord) -> None:
    """A card that two papers print beside two numbers: each keeps to his own."""
    hung = make_record({"citizen_id": HUNG, "id_card_number": CARD}, page=1)
    tuyen = make_record({"citizen_id": TUYEN, "id_card_number": CARD}, page=2)
    one = approve(store, store.file_record(hung).record.record_id)
    two = approve(store, store.file_record(tuyen).record.record_id)
    assert store.records_of(HUNG) == [one]
    assert store.records_of(TUYEN) == [two]


def test_a_corrected_holder_moves_the_paper(store: Store, make_record: MakeRecord) -> None:
    record = store.file_record(make_record({"citizen_id": TUYEN})).record
    new = replace(record, document=make_record({"citizen_id": HUNG}).document)
    saved = store.save_version(record.record_id, new, builds_on=1)
    assert store.records_of(TUYEN) == []
    assert store.records_of(HUNG) == [saved]


def test_a_withdrawn_filing(store: Store, place: Any, make_record: MakeRecord) -> None:
    both = {"citizen_id": TUYEN, "id_card_number": CARD}
    record = store.file_record(make_record(both, {"citizen_id": HUNG})).record
    names = set(place.objects().names(""))
    withdrawn = store.withdraw_filing(
        record.record_id, TUYEN, builds_on=1, by="lan", reason="another Tuyền"
    )
    assert store.records_of(TUYEN) == store.records_of(CARD) == []
    assert store.records_of(HUNG) == [withdrawn]
    assert [holder["certain"] for holder in withdrawn.document["holders"]] == [False, True]
    assert withdrawn.document["citizen_id"] == HUNG
    assert names < set(place.objects().names(""))

    # Later work on the paper does not bring it back; naming the holder anew does.
    later = approve(store, record.record_id)
    assert store.records_of(TUYEN) == []
    anew = store.save_version(
        record.record_id, replace(later, document=record.document), builds_on=3
    )
    assert store.records_of(TUYEN) == store.records_of(CARD) == [anew]
    again = store.withdraw_filing(record.record_id, CARD, builds_on=4, by="lan", reason="no")
    assert store.records_of(TUYEN) == store.records_of(CARD) == []
    assert again.version == 5


def test_only_what_was_filed_is_withdrawn(
    store: Store, place: Any, make_record: MakeRecord
) -> None:
    record = store.file_record(make_record({"citizen_id": TUYEN})).record
    names = list(place.objects().names(""))
    for number in (HUNG, OTHER_CARD):
        with pytest.raises(NotFound, match="not filed") as caught:
            store.withdraw_filing(record.record_id, number, builds_on=1, by="lan", reason="")
        assert number not in str(caught.value)
    assert list(place.objects().names("")) == names


def test_a_withdrawal_alone_is_believed(store: Store, place: Any, make_record: MakeRecord) -> None:
    record = store.file_record(make_record({"citizen_id": TUYEN})).record
    (marker,) = place.objects().names("citizens/")
    place.objects().put_new(f"{marker}.v000001.withdrawn", b"{}")
    assert store.records_of(TUYEN) == []
    named_again = approve(store, record.record_id)
    assert store.records_of(TUYEN) == [named_again]


def test_a_withdrawal_builds_on_what_was_seen(store: Store, make_record: MakeRecord) -> None:
    record = store.file_record(make_record({"citizen_id": TUYEN})).record
    saved = approve(store, record.record_id)
    with pytest.raises(Conflict):
        store.withdraw_filing(record.record_id, TUYEN, builds_on=1, by="lan", reason="")
    assert store.records_of(TUYEN) == [saved]


def test_every_write_leaves_a_change(store: Store, place: Any, make_record: MakeRecord) -> None:
    record = store.file_record(make_record({"citizen_id": TUYEN})).record
    approve(store, record.record_id)
    store.withdraw_filing(record.record_id, TUYEN, builds_on=2, by="lan", reason="")
    objects = place.objects()
    changes = [json.loads(objects.get(name)) for name in objects.names("changes/")]
    assert sorted((one["version"], one["kind"], one["state"]) for one in changes) == [
        (1, "version", "draft"),
        (2, "version", "approved"),
        (3, "version", "approved"),
        (3, "withdrawal", "approved"),
    ]
    assert {one["record_id"] for one in changes} == {record.record_id}


def test_numbers_stand_in_no_name_no_text_no_log(
    place: Any, make_record: MakeRecord, failing: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    store = place.store()
    record = make_record({"citizen_id": TUYEN, "id_card_number": CARD}, {"citizen_id": HUNG})
    filed = store.file_record(record)
    store.withdraw_filing(record.record_id, HUNG, builds_on=1, by="lan", reason="no")
    texts = [*place.objects().names(""), *filed.citizens, repr(filed), repr(store)]
    with pytest.raises(Conflict) as conflict:
        store.save_version(record.record_id, record, builds_on=1)
    broken = Store(failing(place.objects(), fails_at=1, stored=False), store._secret)
    with pytest.raises(StoreUnreachable) as unreachable:
        broken.file_record(record)
    texts += [repr(conflict.value), repr(unreachable.value), caplog.text]
    for number in (TUYEN, CARD, HUNG):
        assert number not in "\n".join(texts)
        assert hashlib.sha256(number.encode()).hexdigest() not in "\n".join(texts)


def test_another_store_has_other_keys(place: Any, make_record: MakeRecord) -> None:
    other = replace(place, url=f"{place.url}-other").store()
    record = make_record({"citizen_id": TUYEN})
    assert place.store().file_record(record).citizens != other.file_record(record).citizens


def test_errors_travel_between_processes(store: Store) -> None:
    with pytest.raises(NotFound) as caught:
        store.latest("a" * 26)
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (type(copy), str(copy), copy.where, copy.code) == (
        NotFound,
        str(caught.value),
        "a" * 26,
        "not_found",
    )


@pytest.mark.parametrize(
    "change", [{"format": 2}, {"enc": "x"}, {"state": "lost"}, {"document": None, "version": None}]
)
def test_a_record_of_another_format(
    folder_place: Any, make_record: MakeRecord, change: dict[str, Any]
) -> None:
    store = folder_place.store()
    record = store.file_record(make_record()).record
    (path,) = Path(folder_place.url).glob("records/*/*/v000001.json")
    body = json.loads(path.read_text())
    if "version" in change:
        del body["version"]
    path.write_text(json.dumps(body | {k: v for k, v in change.items() if k != "version"}))
    with pytest.raises(StoreDamaged) as caught:
        store.latest(record.record_id)
    assert caught.value.where == record.record_id
