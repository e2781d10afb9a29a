"""What a person decided, and who read what: durable before anybody goes on."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from storage.audit import AuditLog
from storage.drafts import Decision, Verdict
from storage.errors import StoreUnreachable
from storage.record import Record
from storage.store import Store


@pytest.fixture
def store(place: Any) -> Store:
    found: Store = place.store()
    return found


def test_decisions_come_back_in_their_order(
    store: Store, place: Any, make_record: Callable[..., Record]
) -> None:
    record_id = make_record().record_id
    first = store.drafts.add(
        record_id, 1, Decision(path="sex", verdict=Verdict.VALUE, value="Nữ", by="lan")
    )
    second = store.drafts.add(
        record_id,
        1,
        Decision(
            path="members.0.full_name",
            verdict=Verdict.VALUE,
            value="Lê Ất",
            page=1,
            box=(0.1, 0.2, 0.3, 0.4),
            by="hùng",
            saw=first.id,
        ),
    )
    store.drafts.add(record_id, 2, Decision(path="sex", verdict=Verdict.ABSENT))
    assert place.store().drafts.of(record_id, 1) == [first, second]
    assert first.id < second.id


def test_nothing_that_two_people_typed_at_once_is_lost(
    store: Store, make_record: Callable[..., Record]
) -> None:
    record_id = make_record().record_id

    def type_values(by: str) -> None:
        for n in range(10):
            store.drafts.add(
                record_id, 1, Decision(path="x", verdict=Verdict.VALUE, value=f"{n}", by=by)
            )

    threads = [threading.Thread(target=type_values, args=(by,)) for by in ("lan", "hung")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = store.drafts.of(record_id, 1)
    assert len(kept) == 20
    assert [d.value for d in kept if d.by == "lan"] == [f"{n}" for n in range(10)]


def test_an_entry_is_there_when_write_returns(store: Store, place: Any) -> None:
    store.audit.write("access", {"client": "một cửa", "record_id": "r"})
    [entry] = place.store().audit.entries(kind="access")
    assert entry["client"] == "một cửa"
    assert list(store.audit.entries(kind="other")) == []
    assert list(store.audit.entries(since=datetime.now(UTC) + timedelta(seconds=5))) == []
    assert len(list(store.audit.entries(since=datetime.now(UTC) - timedelta(days=2)))) == 1


def test_many_readers_share_few_writes(store: Store, place: Any) -> None:
    futures = [store.audit.submit("access", {"n": n}) for n in range(200)]
    for future in futures:
        future.result(20)
    entries = list(store.audit.entries())
    assert sorted(entry["n"] for entry in entries) == list(range(200))
    assert sum(name.startswith("audit/") for name in place.objects().names("")) < 200


def test_who_waits_hears_that_the_store_is_gone(store: Store) -> None:
    class Gone:
        def put_new(self, name: str, data: bytes) -> None:
            raise StoreUnreachable("gone")

    log = AuditLog(Gone(), store.changes)  # type: ignore[arg-type]
    with pytest.raises(StoreUnreachable):
        log.write("access", {})
