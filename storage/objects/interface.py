"""The small contract that every place for objects keeps.

In: names such as ``records/ab/abc…/v000001.json`` and bytes. Out: bytes, sizes, sorted names.
Errors: ``StoreUnreachable``, ``StoreFull``, ``StoreRefused``, ``Conflict``, ``NotFound``; a name
that is no name is a ``ValueError``. Nothing is ever deleted, and only content-addressed originals
may be written again. A place may be used by several threads; each process opens its own.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from storage.errors import Conflict

# Lower case only: some file systems take "A" and "a" for the same name.
_SEGMENT = re.compile(r"[a-z0-9][a-z0-9._-]{0,127}")
# Archive copies (CV 7197) are named in capitals; again no two names differ by case alone.
_COPY = re.compile(r"[A-Z0-9][A-Z0-9._]{0,99}\.(?:pdf|json)")
Entry = tuple[str, bytes]  # a name, and what is to lie under it
Rule = Callable[[str], bool]  # may an object be called so?
TEMPORARY = "tmp"  # the folder store's own; no object may be called so


class Source(Protocol):
    """Bytes to be read once, in order."""

    def read(self, size: int = -1, /) -> bytes: ...


class Objects(Protocol):
    """A place where bytes lie under names."""

    @property
    def where(self) -> str:
        """The place in words, for messages: a folder, or a server and bucket."""

    def put_new(self, name: str, data: bytes) -> None:
        """Put if absent: afterwards these bytes lie there, or it raises ``Conflict``.

        Finding the same bytes there is success, since that is what a writer finds whose first
        answer was lost. So two writers must never have the same bytes: callers put a random
        ``write_id`` into the body. ``StoreUnreachable`` leaves open whether they were stored;
        asking again is safe.
        """

    def put_together(self, first: Entry, *others: Entry) -> bool:
        """``put_new`` of several that belong together, for the price of little more than one.

        ``Conflict`` where something else lies under the first name: then nothing was put. The
        first is safe before any other is seen; all are when it returns. False where something
        else lay under the name of another: that stays, and the rest is put.
        """

    def put_stream(self, name: str, source: Source, size: int) -> None:
        """Put ``size`` bytes whose name follows from them; all of them appear, or none."""

    def get(self, name: str) -> bytes:
        """All bytes of a small object."""

    def blocks(self, name: str) -> Iterator[bytes]:
        """The bytes of a big object, some at a time."""

    def path(self, name: str) -> Path | None:
        """The object as a file of this machine; ``None`` where it must be fetched, or is not there.

        To be read only, and nothing is promised of its bytes: whoever reads it checks its hash.
        """

    def size(self, name: str) -> int | None:
        """How many bytes lie there; ``None`` where nothing does."""

    def names(self, prefix: str, *, after: str = "") -> Iterator[str]:
        """Every name under ``prefix`` (empty, or ending in ``/``), sorted by code point.

        Only those behind ``after``: what lies before it costs nothing.
        """

    def is_vacant(self) -> bool:
        """Is nothing here at all, ours or not, so that a new store may be made?"""


def one_by_one(put_new: Callable[[str, bytes], None], first: Entry, *others: Entry) -> bool:
    """``put_together`` for a place that gains nothing by doing it at once."""
    put_new(*first)
    all_new = True
    for other in others:
        try:
            put_new(*other)
        except Conflict:
            all_new = False
    return all_new


def is_name(name: str) -> bool:
    """May an object be called so?"""
    segments = name.split("/")
    return (
        len(name) <= 512
        and segments[0] != TEMPORARY
        and all(_SEGMENT.fullmatch(segment) for segment in segments)
    )


def is_copy_name(name: str) -> bool:
    """May an object of an archive be called so? Such a place holds nothing else, and no folders."""
    return _COPY.fullmatch(name) is not None


def check_name(name: str, rule: Rule = is_name) -> str:
    """The name itself, or ``ValueError``: no way out of the place, no odd characters."""
    if not rule(name):
        raise ValueError("not a name for an object: lower-case letters, digits, '.', '_', '-', '/'")
    return name


def check_prefix(prefix: str) -> str:
    """The prefix itself, or ``ValueError``."""
    if prefix and not (prefix.endswith("/") and is_name(prefix[:-1])):
        raise ValueError("not a prefix of names: empty, or a name and '/'")
    return prefix
