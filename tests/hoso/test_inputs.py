"""What a clerk points at becomes files, in natural order, without following links."""

from pathlib import Path

from hoso.inputs import find_inputs


def test_folders_are_walked_in_natural_order_with_their_dossier(tmp_path: Path) -> None:
    for name in ("hồ sơ 10/tờ 2.png", "hồ sơ 10/tờ 10.png", "hồ sơ 2/a b.pdf"):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(b"x")
    found = list(find_inputs([tmp_path]))
    assert [f.name for f in found] == ["hồ sơ 2/a b.pdf", "hồ sơ 10/tờ 2.png", "hồ sơ 10/tờ 10.png"]
    assert [f.dossier for f in found] == ["hồ sơ 2", "hồ sơ 10", "hồ sơ 10"]


def test_hidden_files_and_litter_are_passed_over(tmp_path: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "a.pdf"):
        (tmp_path / name).write_bytes(b"x")
    assert [f.name for f in find_inputs([tmp_path])] == ["a.pdf"]


def test_links_are_named_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.pdf").write_bytes(b"x")
    (inside / "folder").symlink_to(outside)
    (inside / "file.pdf").symlink_to(outside / "secret.pdf")
    assert [f.name for f in find_inputs([inside])] == ["file.pdf", "folder"]


def test_a_named_file_is_taken_even_when_it_is_not_there(tmp_path: Path) -> None:
    missing = tmp_path / "không có.pdf"
    assert [f.path for f in find_inputs([missing])] == [missing]
