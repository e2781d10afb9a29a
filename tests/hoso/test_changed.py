"""A file that changes while it is read: a state with a name, and the next run reads it."""

from pathlib import Path

from hoso.filing import file_intake
from hoso.inputs import Input
from hoso.intake import Intake
from hoso.queue.bringing import bring
from hoso.settings import read_settings
from hoso.work import Opened, hash_file
from storage.errors import SourceChanged
from storage.store import Store, open_store


def test_what_was_read_is_no_longer_there(tmp_path: Path) -> None:
    settings = read_settings({"HOSO_STATE": str(tmp_path / "state")})
    store = open_store(str(tmp_path / "store"), secrets_folder=settings.secrets_folder)
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF half of it")
    intake = Intake(scan, "a.pdf", "d", settings)
    intake.sha256, intake.page_count = Opened(hash_file(scan), 1).sha256, 1
    intake.documents = []
    scan.write_bytes(b"%PDF half of it, and the rest")
    entry = file_intake(intake, store)
    assert [fault["code"] for fault in entry["faults"]] == ["changed"]
    assert (entry["pages_in"], entry["pages_stored"], entry["pages_quarantined"]) == (1, 0, 1)
    # The bytes that are there now were never read: they must not pass for done.
    assert store.ledger(hash_file(scan)) is None
    assert list(store.record_ids()) == []


def test_a_file_that_never_rests_is_not_brought(tmp_path: Path) -> None:
    settings = read_settings({"HOSO_STATE": str(tmp_path / "state")})
    store = open_store(str(tmp_path / "store"), secrets_folder=settings.secrets_folder)
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF")

    class Restless(Store):
        def add_original(self, path: Path) -> str:
            raise SourceChanged("on purpose")

    restless = Restless(store._objects, store._secret)
    found = bring(Input(scan, "a.pdf", "d"), restless, max_bytes=1000)
    assert (found.code, found.sha256) == ("changed", "")
    assert found.entry is not None
    assert found.entry["pages_in"] == found.entry["pages_quarantined"] == 1
    assert bring(Input(scan, "a.pdf", "d"), store, max_bytes=1000).sha256 == hash_file(scan)
    empty = tmp_path / "b.pdf"
    empty.write_bytes(b"")
    assert bring(Input(empty, "b.pdf", "d"), store, max_bytes=1000).code == "empty"
