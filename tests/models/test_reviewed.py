"""What people have decided becomes samples of trust; what nobody looked at does not."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.trust.collect import our_readers
from models.trust.reviewed import LEVEL, reviewed_samples
from models.trust.samples import Fields
from storage.drafts import Decision, Verdict
from storage.record import State
from storage.store import Store, open_store


@pytest.fixture
def store(hoso: Callable[..., Any], papers: Path, tmp_path: Path) -> Store:
    """One CT07 paper, read and filed; nobody has looked at it."""
    kho = tmp_path / "kho"
    assert hoso("scan", papers / "scans" / "xac-nhan.pdf", "--store", kho).code == 0
    return open_store(str(kho), secrets_folder=next(tmp_path.rglob("secrets")))


def samples(store: Store, lost: list[str]) -> dict[str, bool]:
    counts: dict[str, Fields] = {}
    found = list(reviewed_samples(store, our_readers(), counts, lost=lost.append))
    assert all(sample.level == LEVEL for sample in found)
    return {sample.name: sample.right for sample in found}


def test_only_what_a_person_decided_counts_and_a_blind_word_counts_most(store: Store) -> None:
    (record_id,) = store.record_ids()
    record = store.latest(record_id)
    read = {name: item["value"] for name, item in record.document["fields"].items()
            if isinstance(item, dict) and "value" in item}  # fmt: skip
    lost: list[str] = []
    assert samples(store, lost) == {}  # a draft

    def say(path: str, value: str, verdict: Verdict = Verdict.VALUE) -> None:
        made = Decision(path=path, verdict=verdict, value=value, by="lan")
        store.drafts.add(record_id, record.version, made)

    say("full_name", read["full_name"])
    say("issuer", "CÔNG AN XÃ KHÁC")
    say("religion~typing", "Phật")  # not confirmed
    say("sex", "Nam")
    say("sex", "", Verdict.REOPENED)
    say("ethnicity", "Tày")
    say("~blind:ethnicity", read["ethnicity"])
    approved = replace(record, state=State.APPROVED, approved_by="lan", approved_at="2026-11-25")
    store.save_version(record_id, approved, builds_on=record.version)
    found = samples(store, lost)
    assert found == {"ct07.full_name": True, "ct07.issuer": False, "ct07.ethnicity": True}
    assert lost == []


def test_a_paper_whose_original_is_gone_is_named_and_left_out(store: Store, tmp_path: Path) -> None:
    (record_id,) = store.record_ids()
    record = store.latest(record_id)
    decided = Decision(path="full_name", verdict=Verdict.VALUE, value="A", by="lan")
    store.drafts.add(record_id, record.version, decided)
    store.save_version(record_id, replace(record, state=State.APPROVED), builds_on=record.version)
    sha256 = record.document["source"]["sha256"]
    (tmp_path / "kho" / "originals" / sha256[:2] / sha256).unlink()
    lost: list[str] = []
    assert samples(store, lost) == {}
    assert lost == [record_id]
