"""Objects as files of a folder: the embedded default.

In: a folder (made with mode 0700). Out: one file of mode 0600 per object. A file appears under its
name only when all of it is on the disk: it is written and synced in ``tmp/``, then linked (which
fails where something is), then the folder is synced. What a killed writer leaves in ``tmp/`` is
harmless and swept away after a day. Symbolic links inside the store are refused, never followed:
every folder on the way is opened by itself (``dir_fd``), which pathlib cannot do.
Errors: a full disk is ``StoreFull``; links and files in the place of folders are ``StoreRefused``;
everything else the system says is ``StoreUnreachable``.
"""

import ctypes
import errno
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from storage.errors import (
    Conflict,
    NotFound,
    SourceChanged,
    StoreError,
    StoreFull,
    StoreRefused,
    StoreUnreachable,
)
from storage.objects.interface import (
    TEMPORARY,
    Entry,
    Rule,
    Source,
    check_name,
    check_prefix,
    is_name,
)

_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_INNER = _DIRECTORY | os.O_NOFOLLOW
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_BLOCK = 1 << 20
_DAY = 24 * 3600
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
_RENAME_NOREPLACE = 1  # renameat2(2), which Python does not know


class FolderObjects:
    """``Objects`` in a folder of this machine (or of a mounted one that knows hard links).

    ``durable=False`` leaves the moment of writing to the system: for drawn stores alone, which can
    be drawn again after a power cut. ``rule``: which names there are.
    """

    def __init__(
        self, root: Path, *, create: bool, durable: bool = True, rule: Rule = is_name
    ) -> None:
        self._root = root.absolute()
        self._rule = rule
        self._sync: Callable[[int], None] = os.fsync if durable else _no_sync
        with self._explained():
            if create:
                self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not any(self._root.iterdir()):
                self._root.chmod(0o700)  # a folder that somebody made for us beforehand
            self._sweep()

    @property
    def where(self) -> str:
        return str(self._root)

    def put_new(self, name: str, data: bytes) -> None:
        self.put_together((name, data))

    def put_together(self, first: Entry, *others: Entry) -> bool:
        names = [check_name(name, self._rule) for name, _ in (first, *others)]
        with (
            self._explained(first[0]),
            self._temporaries([data for _, data in (first, *others)]) as (tmp, written),
        ):
            with self._folder(names[0].split("/")[:-1], make=True) as folder:
                if not _named(tmp, written[0], folder, first):
                    raise Conflict(f"{first[0]} is already there", where=first[0])
                self._sync(folder)
            all_new = True
            with ExitStack() as folders:  # all of them have their names before any is synced
                for leaf, entry in zip(written[1:], others, strict=True):
                    parts = entry[0].split("/")[:-1]
                    folder = folders.enter_context(self._folder(parts, make=True))
                    folders.callback(self._sync, folder)
                    all_new &= _named(tmp, leaf, folder, entry)
        return all_new

    def put_stream(self, name: str, source: Source, size: int) -> None:
        *folders, leaf = check_name(name, self._rule).split("/")
        with (
            self._explained(name),
            self._temporaries([], _exactly(source, size)) as (tmp, written),
            self._folder(folders, make=True) as folder,
        ):
            os.replace(written[0], leaf, src_dir_fd=tmp, dst_dir_fd=folder)
            self._sync(folder)

    def get(self, name: str) -> bytes:
        return b"".join(self.blocks(name))

    def blocks(self, name: str) -> Iterator[bytes]:
        *folders, leaf = check_name(name, self._rule).split("/")
        with self._explained(name):
            with self._folder(folders) as folder:
                file = os.open(leaf, _READ, dir_fd=folder)
            with os.fdopen(file, "rb", buffering=0) as stream:
                yield from iter(lambda: stream.read(_BLOCK), b"")

    def path(self, name: str) -> Path | None:
        return None if self.size(name) is None else self._root / name

    def size(self, name: str) -> int | None:
        *folders, leaf = check_name(name, self._rule).split("/")
        try:
            with self._explained(name), self._folder(folders) as folder:
                found = os.stat(leaf, dir_fd=folder, follow_symlinks=False)
        except NotFound:
            return None
        if not stat.S_ISREG(found.st_mode):
            raise _not_followed(name)
        return found.st_size

    def names(self, prefix: str, *, after: str = "") -> Iterator[str]:
        return self._walk(check_prefix(prefix), after)

    def is_vacant(self) -> bool:
        with self._explained():
            return all(path.name == TEMPORARY for path in self._root.iterdir())

    def _walk(self, prefix: str, after: str) -> Iterator[str]:
        for entry in self._entries(prefix):
            name = prefix + entry
            if name <= after and not after.startswith(name):
                continue
            if entry.endswith("/"):
                yield from self._walk(name, after)
            elif name > after:
                yield name

    def _entries(self, prefix: str) -> list[str]:
        """Folders end in ``/``, which also sorts them as their objects' full names sort."""
        entries = []
        with (
            suppress(NotFound),
            self._explained(prefix),
            self._folder(prefix.split("/")[:-1]) as folder,
            os.scandir(folder) as found,
        ):
            for entry in found:
                if not self._rule(prefix + entry.name):
                    continue  # tmp/, or a stranger's file, such as a file manager leaves
                if entry.is_symlink():
                    raise _not_followed(prefix + entry.name)
                entries.append(entry.name + "/" * entry.is_dir(follow_symlinks=False))
        return sorted(entries)

    @contextmanager
    def _folder(self, parts: Sequence[str], *, make: bool = False) -> Iterator[int]:
        """The folder, open; made with all above it where asked for.

        What was made is on the disk when the context ends: the folders above are synced last, when
        the file system has mostly written them together with what was put into the new one.
        """
        try:
            folder = os.open(self._root, _DIRECTORY)
        except FileNotFoundError:
            raise StoreUnreachable(f"{self.where} is gone", where=self.where) from None
        with ExitStack() as at_the_end:
            opened = [folder]
            at_the_end.callback(lambda: _close_all(opened))
            for part in parts:
                try:
                    inner = os.open(part, _INNER, dir_fd=folder)
                except FileNotFoundError:
                    if not make:
                        raise
                    with suppress(FileExistsError):
                        os.mkdir(part, 0o700, dir_fd=folder)
                        at_the_end.callback(self._sync, folder)
                    inner = os.open(part, _INNER, dir_fd=folder)
                opened.append(inner)
                folder = inner
            yield folder

    @contextmanager
    def _temporaries(
        self, small: Sequence[bytes], big: Iterable[bytes] | None = None
    ) -> Iterator[tuple[int, list[str]]]:
        """Folder and names of files that are wholly on the disk, gone afterwards."""
        contents = [*([one] for one in small), *([] if big is None else [big])]
        with self._folder([TEMPORARY], make=True) as tmp, ExitStack() as at_the_end:
            leaves, files = [], []
            for blocks in contents:
                leaf = secrets.token_hex(16)
                file = os.open(leaf, _CREATE, 0o600, dir_fd=tmp)
                at_the_end.callback(os.close, file)
                at_the_end.callback(_remove, leaf, tmp)
                leaves.append(leaf)
                files.append(file)
                for block in blocks:
                    _write_all(file, block)
            if len(files) > 1:  # all on their way before one is waited for: one journal entry
                for file in files:
                    os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            for file in files:
                self._sync(file)
            yield tmp, leaves

    def _sweep(self) -> None:
        """Remove what writers that were killed more than a day ago left behind."""
        old = time.time() - _DAY
        with (
            suppress(OSError),  # no tmp/ yet, read-only, another sweeper: never worth stopping for
            self._folder([TEMPORARY]) as tmp,
            os.scandir(tmp) as found,
        ):
            for entry in found:
                if entry.stat(follow_symlinks=False).st_mtime < old:
                    os.unlink(entry.name, dir_fd=tmp)

    @contextmanager
    def _explained(self, name: str = "") -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._explanation(error, name) from error

    def _explanation(self, error: OSError, name: str) -> StoreError:
        what = f"{self.where}: {error.strerror or error}"
        match error.errno:
            case errno.ENOENT if name:
                return NotFound(f"{name} is not there", where=name)
            case errno.ENOENT:
                return StoreUnreachable(f"no folder at {self.where}", where=self.where)
            case errno.ELOOP | errno.ENOTDIR:
                return _not_followed(name or self.where)
            case errno.ENOSPC | errno.EDQUOT:
                return StoreFull(f"{what}; make room and run it again", where=self.where)
            case errno.EACCES | errno.EPERM | errno.EROFS:
                advice = "it must be ours to write, on a file system with hard links"
                return StoreUnreachable(f"{what}; {advice}", where=self.where)
        return StoreUnreachable(what, where=self.where)


def _named(tmp: int, written: str, folder: int, entry: Entry) -> bool:
    """The file gets its name; False where other bytes lie under it."""
    name, data = entry
    leaf = name.rpartition("/")[2]
    try:
        _give_name(tmp, written, folder, leaf)
    except FileExistsError:
        return _read_all(leaf, folder) == data
    return True


def _give_name(tmp: int, written: str, folder: int, leaf: str) -> None:
    """The file gets its name, or ``FileExistsError``: never over another."""
    try:
        os.link(written, leaf, src_dir_fd=tmp, dst_dir_fd=folder)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A disk without hard links, such as a memory stick.
        rename = ctypes.CDLL(None, use_errno=True).renameat2
        if rename(tmp, written.encode(), folder, leaf.encode(), _RENAME_NOREPLACE):
            if (number := ctypes.get_errno()) != errno.EEXIST:
                raise error from None
            raise FileExistsError(number, os.strerror(number)) from None


def _remove(leaf: str, folder: int) -> None:
    with suppress(FileNotFoundError):
        os.unlink(leaf, dir_fd=folder)


def _close_all(files: Iterable[int]) -> None:
    for file in files:
        os.close(file)


def _no_sync(file: int) -> None:
    del file


def _not_followed(name: str) -> StoreRefused:
    return StoreRefused(
        f"{name}: a link or a strange file in the place of the store's own is not followed",
        where=name,
    )


def _read_all(leaf: str, folder: int) -> bytes:
    with os.fdopen(os.open(leaf, _READ, dir_fd=folder), "rb") as stream:
        return stream.read()


def _write_all(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]


def _exactly(source: Source, size: int) -> Iterator[bytes]:
    while size and (block := source.read(min(size, _BLOCK))):
        size -= len(block)
        yield block
    if size:
        raise SourceChanged("the source ended before its announced size")
