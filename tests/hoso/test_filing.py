"""A new paper meets what the store has of its people: doubts, no refusal, and no wrong filing."""

from dataclasses import replace
from pathlib import Path

import pytest

from extract.document import Document, Field, Holder, Status
from hoso.filing import file_intake
from hoso.intake import Intake
from hoso.settings import read_settings
from hoso.work import hash_file
from ocr.errors import Fault, PageError
from storage.index import open_index
from storage.record import State
from storage.store import Store, open_store

NUMBER = "001085990017"


def document(type_: str, name: str) -> Document:
    values = {"full_name": name, "citizen_id": NUMBER, "date_of_birth": "1985-02-14", "sex": "Nam"}
    fields = {n: Field(v, v, 0.99, Status.ACCEPTED, "ocr", 1, None) for n, v in values.items()}
    holders = (Holder("subject", name, NUMBER, certain=True),)
    return Document(type_, 1.0, (1,), holders, dict(fields))


def intake(folder: Path, found: Document) -> Intake:
    path = folder / f"{found.type}.png"
    path.write_bytes(found.type.encode())
    made = Intake(path, path.name, "ho-so", read_settings({}), sha256=hash_file(path), page_count=1)
    made.documents = [found]
    return made


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "kho"), secrets_folder=tmp_path / "secrets")


def codes(store: Store) -> set[str]:
    """Doubts of the newest record."""
    newest = max((store.latest(r) for r in store.record_ids()), key=lambda r: r.document["type"])
    fields = newest.document["fields"].values()
    doubts = [*newest.document["doubts"], *(d for f in fields for d in f["doubts"])]
    return {doubt["code"] for doubt in doubts}


def test_a_paper_that_agrees_is_filed_beside_the_first(store: Store, tmp_path: Path) -> None:
    for kind in ("can_cuoc", "ct07"):
        file_intake(intake(tmp_path, document(kind, "NGUYỄN VĂN AN")), store)
    assert {r.document["type"] for r in store.records_of(NUMBER)} == {"can_cuoc", "ct07"}
    assert codes(store) == set()


def test_another_persons_paper_waits_unfiled(store: Store, tmp_path: Path) -> None:
    file_intake(intake(tmp_path, document("can_cuoc", "NGUYỄN VĂN AN")), store)
    entry = file_intake(intake(tmp_path, document("ct07", "TRẦN THỊ BÍCH NGỌC")), store)
    (filed,) = store.records_of(NUMBER)
    assert filed.document["type"] == "can_cuoc"
    assert filed.version == 1  # nothing happened to the paper that was there
    assert codes(store) == {"number_of_two_people"}
    assert entry["citizens"] == []
    assert entry["pages_stored"] == 1  # it is stored all the same
    assert len(list(store.record_ids())) == 2


def test_filing_again_does_not_compare_a_paper_with_itself(store: Store, tmp_path: Path) -> None:
    again = intake(tmp_path, document("ct07", "NGUYỄN VĂN AN"))
    first = file_intake(again, store)
    changed = intake(tmp_path, document("ct07", "TRẦN THỊ BÍCH NGỌC"))
    assert file_intake(changed, store)["citizens"] == first["citizens"]


def test_a_damaged_record_beside_it_stops_nothing_and_is_said(store: Store, tmp_path: Path) -> None:
    file_intake(intake(tmp_path, document("can_cuoc", "NGUYỄN VĂN AN")), store)
    for path in (tmp_path / "kho" / "records").rglob("*.json"):
        path.chmod(0o600)
        path.write_bytes(b"{")
    new = replace(document("ct07", "NGUYỄN VĂN AN"), auto_approve=True)
    file_intake(intake(tmp_path, new), store)
    (record,) = [
        store.latest(path.parent.name)
        for path in (tmp_path / "kho" / "records").rglob("*.json")
        if path.stat().st_size > 1
    ]
    assert [doubt["code"] for doubt in record.document["doubts"]] == ["known_unreadable"]
    assert record.state is State.DRAFT  # no rule approves what could not be compared


def test_one_note_tells_of_the_paper_and_of_its_file(store: Store, tmp_path: Path) -> None:
    index = open_index(tmp_path / "index.sqlite", filed_types=frozenset(), audit_share=0.0)
    index.follow(store)
    file_intake(intake(tmp_path, document("ct07", "NGUYỄN VĂN AN")), store, batch="b1")
    assert len(list(store.changes.names())) == 1
    index.follow(store)
    found = index.dump()
    assert len(found["records"]) == 1
    assert len(index.files("b1")) == 1
    assert index.follow(store) == 0


@pytest.mark.parametrize("cut", ["records/", "citizens/", "changes/", "ledger/"])
def test_cut_short_anywhere_the_next_run_tells_of_the_paper(
    store: Store, tmp_path: Path, cut: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = open_index(tmp_path / "index.sqlite", filed_types=frozenset(), audit_share=0.0)
    index.follow(store)  # from here on it knows what the notes say
    objects = store._objects
    together = objects.put_together

    def dying(*entries: tuple[str, bytes]) -> bool:
        """What belongs together, one by one: a process may be killed between any two."""
        for name, data in entries:
            if name.startswith(cut):
                raise KeyboardInterrupt
            together((name, data))
        return True

    with monkeypatch.context() as patch:
        patch.setattr(objects, "put_together", dying)
        with pytest.raises(KeyboardInterrupt):
            file_intake(intake(tmp_path, document("ct07", "NGUYỄN VĂN AN")), store)
    file_intake(intake(tmp_path, document("ct07", "NGUYỄN VĂN AN")), store)
    index.follow(store)
    assert [len(index.dump()[table]) for table in ("records", "files")] == [1, 1]
    assert len(store.records_of(NUMBER)) == 1


def test_a_paper_is_told_of_though_its_file_may_be_tried_again(
    store: Store, tmp_path: Path
) -> None:
    made = intake(tmp_path, document("ct07", "NGUYỄN VĂN AN"))
    made.page_count, made.lost = 2, {2: PageError(Fault.TOO_SLOW)}
    file_intake(made, store)  # no ledger entry: the lost page may yet be read
    notes = [store.changes.get(name) for name in store.changes.names()]
    assert [(note.kind, note.sha256) for note in notes] == [("version", None)]
    assert not store.has_ledger(made.sha256)


def test_a_file_that_another_run_has_closed_is_told_of_all_the_same(
    store: Store, tmp_path: Path
) -> None:
    made = intake(tmp_path, document("ct07", "NGUYỄN VĂN AN"))
    store.close_ledger(made.sha256, {"pages_in": 1})
    file_intake(made, store)
    kinds = [store.changes.get(name).kind for name in store.changes.names()]
    assert sorted(kinds) == ["ledger", "version"]
