"""Where copies lie: never written over, complete once the JSON is there, whoever is cut short."""

import json
import uuid
from pathlib import Path
from typing import Any

import pytest

from hoso.archive.served import ServedArchive
from hoso.archive.shelf import CopyRefused, Shelf, metadata_at, name_of
from hoso.archive.standing import standing_job
from storage.errors import NotFound, StoreDamaged, StoreUnreachable
from storage.record import Record
from storage.store import Store, open_store

AGENCY = "G06.01"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "kho"), secrets_folder=tmp_path / "secrets")


@pytest.fixture
def record(store: Store) -> Record:
    document = {"source": {"sha256": "0" * 64, "pages": [1]}, "type": "ct01", "fields": {}}
    return store.file_record(Record(record_id="a" * 26, document=document)).record


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.minio)])
def shelf(request: pytest.FixtureRequest, store: Store, tmp_path: Path) -> Shelf:
    if request.param == "folder":
        return Shelf(str(tmp_path / "luu"), AGENCY, store.archive_codes, None)
    url = f"s3://luu-tru/{uuid.uuid4().hex}"
    keys = request.getfixturevalue("minio").settings
    return Shelf(url, AGENCY, store.archive_codes, keys)


def copy_of(tmp_path: Path, text: bytes) -> Path:
    path = tmp_path / "copy.pdf"
    path.write_bytes(text)
    return path


def kept(shelf: Shelf, record: Record, copy: Path, **more: Any) -> str:
    name = name_of(shelf.code_of(record), record.created_at)
    assert shelf.put(name, copy)
    about = {"DocCode": shelf.code_of(record), "scanned": record.created_at[:10]}
    shelf.close(name, record, copy, about | more)
    return name


def test_a_copy_counts_when_its_json_is_there(shelf: Shelf, record: Record, tmp_path: Path) -> None:
    copy = copy_of(tmp_path, b"one")
    name = name_of(shelf.code_of(record), record.created_at)
    assert name.startswith("G06.01_CT01_000001_V1_20")
    assert shelf.put(name, copy)
    assert not shelf.has(name, record)
    shelf.close(name, record, copy, {"DocCode": shelf.code_of(record)})
    assert shelf.has(name, record)


def test_what_a_run_that_was_cut_short_left_is_taken_up(
    shelf: Shelf, record: Record, tmp_path: Path
) -> None:
    name = name_of(shelf.code_of(record), record.created_at)
    assert shelf.put(name, copy_of(tmp_path, b"signed at noon"))
    copy = copy_of(tmp_path, b"signed at one")
    assert not shelf.put(name, copy)
    assert copy.read_bytes() == b"signed at noon"
    shelf.close(name, record, copy, {})
    assert shelf.has(name, record)


def test_two_exports_at_once_end_with_one_copy(
    shelf: Shelf, record: Record, tmp_path: Path
) -> None:
    mine, theirs = copy_of(tmp_path, b"mine"), tmp_path / "theirs.pdf"
    theirs.write_bytes(b"theirs")
    name = name_of(shelf.code_of(record), record.created_at)
    assert shelf.put(name, mine)
    assert not shelf.put(name, theirs)
    shelf.close(name, record, theirs, {})
    shelf.close(name, record, mine, {"signed": "12:00"})
    assert shelf.has(name, record)
    late = tmp_path / "late.pdf"
    late.write_bytes(b"late")
    assert not shelf.put(name, late)


def test_another_papers_copy_is_never_taken_for_this_one(
    shelf: Shelf, record: Record, tmp_path: Path
) -> None:
    name = kept(shelf, record, copy_of(tmp_path, b"one"))
    other = Record(record_id="b" * 26, document=record.document, created_at=record.created_at)
    with pytest.raises(CopyRefused, match="code_taken"):
        shelf.has(name, other)


def test_a_signed_copy_that_is_lost_is_not_replaced_under_its_json(
    store: Store, record: Record, tmp_path: Path
) -> None:
    shelf = Shelf(str(tmp_path / "luu"), AGENCY, store.archive_codes, None)
    name = kept(shelf, record, copy_of(tmp_path, b"signed at noon"))
    (tmp_path / "luu" / f"{name}.pdf").unlink()
    assert not shelf.has(name, record)
    with pytest.raises(CopyRefused, match="copy_lost"):
        shelf.put(name, copy_of(tmp_path, b"signed at one"))
    assert not (tmp_path / "luu" / f"{name}.pdf").exists()
    assert shelf.put(name, copy_of(tmp_path, b"signed at noon"))  # the same bytes are welcome


def test_two_exports_do_not_share_a_folder(store: Store, tmp_path: Path) -> None:
    first, second = (
        Shelf(str(tmp_path / "luu"), AGENCY, store.archive_codes, None) for _ in range(2)
    )
    with first, pytest.raises(BlockingIOError), second:
        pass
    with second:
        pass


class TestServed:
    """The door's side."""

    def test_found_by_its_code_and_read_whole(
        self, store: Store, record: Record, tmp_path: Path
    ) -> None:
        shelf = Shelf(str(tmp_path / "luu"), AGENCY, store.archive_codes, None)
        archive = ServedArchive(str(tmp_path / "luu"), None, store)
        code = shelf.code_of(record)
        assert archive.find(code) is None  # numbered, not archived yet
        kept(shelf, record, copy_of(tmp_path, b"one"), made="two_layer", secret="not said")
        found = archive.find(code)
        assert found is not None
        assert (found.record_id, found.version) == (record.record_id, 1)
        assert found.metadata["DocCode"] == code
        assert "secret" not in found.metadata
        with archive.open(found) as file:
            assert file.read() == b"one"

    @pytest.mark.parametrize(
        "code",
        [
            *("", "x", "../x", "G06.01_CT01_000001_V2", "G06.01_CT01_000002_V1"),
            *("G07_CT01_000001_V1", "g06.01_ct01_000001_v1", "G06.01_CT01_000001_V01"),
            "G06.01_CT01_000001_V1\n",
        ],
    )
    def test_no_other_code_finds_it(
        self, store: Store, record: Record, tmp_path: Path, code: str
    ) -> None:
        kept(
            Shelf(str(tmp_path / "luu"), AGENCY, store.archive_codes, None),
            record,
            copy_of(tmp_path, b"one"),
        )
        assert ServedArchive(str(tmp_path / "luu"), None, store).find(code) is None

    def test_a_copy_that_was_altered_is_not_handed_out(
        self, store: Store, record: Record, tmp_path: Path
    ) -> None:
        shelf = Shelf(str(tmp_path / "luu"), AGENCY, store.archive_codes, None)
        name = kept(shelf, record, copy_of(tmp_path, b"one"))
        archive = ServedArchive(str(tmp_path / "luu"), None, store)
        (tmp_path / "luu" / f"{name}.pdf").write_bytes(b"two")
        found = archive.find(shelf.code_of(record))
        assert found is not None
        with pytest.raises(StoreDamaged):
            archive.open(found)
        (tmp_path / "luu" / f"{name}.pdf").unlink()
        with pytest.raises(NotFound):
            archive.open(found)
        (tmp_path / "luu" / f"{name}.json").write_text(json.dumps({"record_id": "b" * 26}))
        with pytest.raises(StoreDamaged):
            archive.find(shelf.code_of(record))

    def test_an_archive_that_is_away_is_said_to_be(self, store: Store, record: Record) -> None:
        archive = ServedArchive("/nowhere/luu", None, store)
        store.archive_codes.number_of(AGENCY, "CT01", record.record_id)
        with pytest.raises(StoreUnreachable):
            archive.find("G06.01_CT01_000001_V1")


def test_a_copy_says_its_own_code(tmp_path: Path) -> None:
    import pikepdf

    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        with pdf.open_metadata() as xmp:
            xmp["dc:identifier"] = "G06.01_CT01_000001_V1"
        pdf.save(tmp_path / "a.pdf")
    (found,) = standing_job(tmp_path / "a.pdf")
    assert (found.code, found.signed) == ("G06.01_CT01_000001_V1", {})


def test_json_of_an_archive_that_is_none_is_damage(store: Store, tmp_path: Path) -> None:
    shelf = Shelf(str(tmp_path / "luu"), AGENCY, store.archive_codes, None)
    for text in (b"{", b"[]"):
        (tmp_path / "luu" / "A.json").write_bytes(text)
        with pytest.raises(StoreDamaged):
            metadata_at(shelf._copies, "A")
