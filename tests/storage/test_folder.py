"""What is special about the folder: modes, links, killed writers, full disks, races of renames."""

import ctypes
import errno
import io
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage.errors import Conflict, NotFound, StoreFull, StoreRefused, StoreUnreachable
from storage.objects.folder import FolderObjects


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "store"


@pytest.fixture
def objects(root: Path) -> FolderObjects:
    return FolderObjects(root, create=True)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_may_look(objects: FolderObjects, root: Path) -> None:
    objects.put_new("a/b", b"x")
    objects.put_stream("c/d", io.BytesIO(b"x"), 1)
    assert {mode(path) for path in (root, *root.rglob("*")) if path.is_dir()} == {0o700}
    assert {mode(path) for path in root.rglob("*") if path.is_file()} == {0o600}


def test_an_empty_folder_made_beforehand_is_closed_too(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    FolderObjects(tmp_path, create=True)
    assert mode(tmp_path) == 0o700


def test_a_folder_in_use_for_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "Báo cáo.docx").touch()
    tmp_path.chmod(0o755)
    assert not FolderObjects(tmp_path, create=True).is_vacant()
    assert mode(tmp_path) == 0o755


def test_a_missing_folder_is_not_made_unasked(root: Path) -> None:
    with pytest.raises(StoreUnreachable, match="no folder"):
        FolderObjects(root, create=False)
    assert not root.exists()


def test_a_folder_that_vanished(objects: FolderObjects, root: Path) -> None:
    objects.put_new("a/b", b"x")
    root.rename(root.with_name("elsewhere"))
    for call in (
        lambda: objects.put_new("a/c", b"x"),
        lambda: objects.get("a/b"),
        lambda: objects.size("a/b"),
        lambda: list(objects.names("")),
    ):
        with pytest.raises(StoreUnreachable, match="gone"):
            call()


def test_the_working_folder_may_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    objects = FolderObjects(Path("here"), create=True)
    monkeypatch.chdir("/")
    objects.put_new("a", b"x")
    assert (tmp_path / "here/a").read_bytes() == b"x"


def test_strangers_files_are_no_objects(objects: FolderObjects, root: Path) -> None:
    objects.put_new("a/b", b"x")
    for stranger in (".DS_Store", "a/Thumbs.db", "a/.hidden"):
        (root / stranger).touch()
    assert list(objects.names("")) == ["a/b"]


@pytest.mark.parametrize("link", ["a", "a/b", "a/b/c"])
def test_links_are_not_followed(
    objects: FolderObjects, root: Path, tmp_path: Path, link: str
) -> None:
    outside = tmp_path / "outside"
    (outside / "b").mkdir(parents=True)
    for secret in (outside / "c", outside / "b" / "c"):
        secret.write_bytes(b"secret")
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(outside / "c" if link.endswith("c") else outside)
    before = sorted(outside.rglob("*"))
    for call in (
        lambda: objects.get("a/b/c"),
        lambda: objects.size("a/b/c"),
        lambda: objects.put_new("a/b/c", b"x"),
        lambda: list(objects.names("")),
    ):
        with pytest.raises(StoreRefused):
            call()
    if link != "a/b/c":  # a rename replaces the link itself, which is well
        with pytest.raises(StoreRefused):
            objects.put_stream("a/b/c", io.BytesIO(b"x"), 1)
    assert sorted(outside.rglob("*")) == before
    assert (outside / "c").read_bytes() == b"secret"


def test_tmp_must_be_ours(objects: FolderObjects, root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "tmp").symlink_to(outside)
    with pytest.raises(StoreRefused):
        objects.put_new("a", b"x")
    assert not list(outside.iterdir())


def test_a_disk_that_is_full(
    objects: FolderObjects, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    blocks = iter((4096, 0))

    def write(file: int, data: Any) -> int:
        if room := next(blocks):
            return real(file, data[:room])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(StoreFull, match="make room") as caught:
        objects.put_new("a/b", bytes(9000))
    assert caught.value.code == "store_full"
    monkeypatch.undo()
    assert objects.size("a/b") is None
    assert not list((root / "tmp").iterdir())


@pytest.fixture
def no_links(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """The file system refuses hard links, with this error."""

    def refuse(number: int) -> None:
        def link(*_: object, **__: object) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(os, "link", link)

    return refuse


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_folder_that_is_not_ours(
    objects: FolderObjects, no_links: Callable[[int], None], number: int
) -> None:
    no_links(number)
    with pytest.raises(StoreUnreachable, match=r"ours to write.*hard links"):
        objects.put_new("a/b", b"x")


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP])
def test_a_disk_without_hard_links_keeps_what_is_there_all_the_same(
    objects: FolderObjects, root: Path, no_links: Callable[[int], None], number: int
) -> None:
    no_links(number)
    objects.put_new("a/b", b"one")
    objects.put_new("a/b", b"one")
    with pytest.raises(Conflict):
        objects.put_new("a/b", b"two")
    assert objects.get("a/b") == b"one"
    assert not list((root / "tmp").iterdir())


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOSYS])
def test_a_disk_that_knows_neither_way_is_refused(
    objects: FolderObjects,
    no_links: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    class Libc:
        def renameat2(self, *_: object) -> int:
            ctypes.set_errno(number)
            return -1

    no_links(errno.EPERM)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Libc())
    with pytest.raises(StoreUnreachable, match="hard links"):
        objects.put_new("a/b", b"x")
    assert objects.size("a/b") is None


KILLED = """
import sys
from collections.abc import Callable
from pathlib import Path
from storage.objects.folder import FolderObjects

class Slow:
    def read(self, size=-1, /):
        print("reading", flush=True)
        return b"x" * size if not sys.stdin.readline() else b""

FolderObjects(Path(sys.argv[1]), create=True).put_stream("a/b", Slow(), 10 << 20)
"""


def test_a_killed_writer_leaves_nothing_under_the_name(root: Path) -> None:
    repository = Path(__file__).parents[2]
    writer = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(repository)},
    )
    with writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"reading\n"
        writer.send_signal(signal.SIGKILL)
    objects = FolderObjects(root, create=True)
    assert objects.is_vacant()
    assert list(objects.names("")) == []
    (leftover,) = (root / "tmp").iterdir()  # young: its writer may still be at work

    yesterday = time.time() - 25 * 3600
    os.utime(leftover, (yesterday, yesterday))
    FolderObjects(root, create=True)
    assert not leftover.exists()


def test_a_truncated_original_is_healed(objects: FolderObjects, root: Path) -> None:
    objects.put_stream("a", io.BytesIO(b"whole"), 5)
    os.truncate(root / "a", 2)
    objects.put_stream("a", io.BytesIO(b"whole"), 5)
    assert objects.get("a") == b"whole"


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_no_file_stays_open(objects: FolderObjects) -> None:
    before = open_files()
    for number in range(20):
        objects.put_new(f"a/{number}", bytes(3 << 20))
        next(objects.blocks(f"a/{number}"))
        next(objects.names(""))
        with pytest.raises(NotFound):
            objects.get("a/none")
    assert open_files() == before
