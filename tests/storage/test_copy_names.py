"""Names of archive copies: their own rule in their own place, and none of it for records."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import Conflict
from storage.objects.folder import FolderObjects
from storage.objects.interface import is_copy_name, is_name

COPY = "G06.01_CV_000021_V1_20250202_CV.pdf"


@given(st.text(alphabet=st.sampled_from("AaZz09._-/\\\n\0é"), max_size=30).map("{}.pdf".format))
def test_no_two_names_of_an_archive_differ_by_case_alone(name: str) -> None:
    if is_copy_name(name):
        assert name[:-4] == name[:-4].upper()
        assert "/" not in name
        assert not name.startswith(".")
        assert "\n" not in name


def test_records_may_not_be_called_so_nor_copies_like_records() -> None:
    assert is_copy_name(COPY)
    assert not is_name(COPY)
    for name in ("store.json", "records/ab/x.json", "A.PDF", "../A.pdf", ".A.pdf", "tmp", "A.exe"):
        assert not is_copy_name(name)


def test_a_place_keeps_its_rule_in_every_verb(tmp_path: Path) -> None:
    archive = FolderObjects(tmp_path, create=True, rule=is_copy_name)
    archive.put_new(COPY, b"one")
    (tmp_path / "records").mkdir()
    (tmp_path / "notes.txt").write_bytes(b"somebody's")
    assert list(archive.names("")) == [COPY]
    with pytest.raises(Conflict):
        archive.put_new(COPY, b"another")
    for verb in (archive.get, archive.size, lambda name: archive.put_new(name, b"")):
        with pytest.raises(ValueError, match="not a name"):
            verb("store.json")
    with pytest.raises(ValueError, match="not a name"):
        FolderObjects(tmp_path / "kho", create=True).put_new(COPY, b"one")
