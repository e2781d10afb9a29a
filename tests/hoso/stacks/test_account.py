"""Every sheet of a batch is accounted for, also of one that was stopped, at a cost that stays."""

from pathlib import Path
from typing import Any

import pytest

from extract.catalogue import document_types
from hoso.batch import Summary
from hoso.stacks.account import account_of, batch_ids
from storage.index.index import Index, open_index
from storage.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "kho"), secrets_folder=tmp_path / "secrets")


@pytest.fixture
def index(tmp_path: Path) -> Index:
    types = frozenset(item.code for item in document_types().types)
    return open_index(tmp_path / "index.sqlite", filed_types=types, audit_share=0.0)


def entry(name: str, batch: str, pages: int = 2) -> dict[str, Any]:
    return {
        "file": name, "batch": batch, "pages_in": pages, "pages_stored": pages,
        "pages_quarantined": 0, "documents": 1, "fields_accepted": 0, "fields_review": 0,
        "types": {}, "citizens": [], "faults": [],
    }  # fmt: skip


def sha(n: int) -> str:
    return f"{n:064x}"


def test_the_same_bytes_under_two_names_are_two_files_of_the_sum(store: Store) -> None:
    one = entry("a.pdf", "b1", pages=3)
    store.close_ledger(sha(1), one)
    summary = Summary()
    summary.add("a.pdf", one, sha(1))
    summary.add("lại.pdf", one, sha(1))
    store.add_batch("b1", summary.ended("lan", []))
    account = account_of(store, "b1")
    assert account is not None
    assert account.balanced
    assert account.total("pages_in") == summary.pages_in == 6
    assert account.total("pages_stored") == summary.pages_stored == 6
    assert [(file.name, file.notes) for file in account.files] == [
        ("a.pdf", ()), ("lại.pdf", ("again",)),
    ]  # fmt: skip


def test_a_stopped_batch_is_found_by_the_index_and_no_other_ledger_is_read(
    store: Store, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close_ledger(sha(1), entry("a.pdf", "stopped"))
    index.follow(store)
    for n in range(2, 30):
        store.close_ledger(sha(n), entry(f"{n}.pdf", "another"))
    store.close_ledger(sha(30), entry("b.pdf", "stopped"))
    expected = account_of(store, "stopped")
    index.follow(store)
    read: list[str] = []
    ledger = store.ledger

    def watched(sha256: str) -> dict[str, Any] | None:
        read.append(sha256)
        return ledger(sha256)

    monkeypatch.setattr(store, "ledger", watched)
    monkeypatch.delattr(Store, "ledgers")
    assert account_of(store, "stopped", index) == expected
    assert read == [sha(1), sha(30)]
    assert batch_ids(store, index) == ["another", "stopped"]


@pytest.mark.parametrize("name", ["none", "", "../a", "a/b"])
def test_no_such_batch(store: Store, index: Index, name: str) -> None:
    store.close_ledger(sha(1), entry("a.pdf", ""))
    index.follow(store)
    assert account_of(store, name) is None
    assert account_of(store, name, index) is None
