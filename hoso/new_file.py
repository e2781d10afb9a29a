"""A file that a command makes: it appears under its name when all of it is on the disk, or never.

In: a path. Out: a stream to write to. Errors: ``FileExistsError``, where something is already;
whatever the system says when it cannot be written: then nothing is left.
"""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Yields a stream that can be read again, too. Nothing is ever overwritten."""
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    own = path.with_name(f".hoso-{secrets.token_hex(8)}")  # hidden: no watcher takes it up
    try:
        with own.open("xb+") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _give_name(own, path)
    finally:
        own.unlink(missing_ok=True)


def _give_name(own: Path, path: Path) -> None:
    try:
        os.link(own, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A disk without hard links, such as a memory stick: the name is taken first.
        with path.open("xb"):
            pass
        own.replace(path)
