"""Pages go from a worker process to its parent and would come back for their documents.

In: what a process has sent, and what it is given later. A page of those that it sent itself, for
the same file, travels back as its number. Both ends forget together, when the next file begins.
"""

import io
import pickle
from multiprocessing.reduction import ForkingPickler
from typing import Any

from ocr.page import Page

MOST = 64  # pages of one file; whoever has more of them is sent those as they are


class Sent:
    """The parent's end: which pages the process has."""

    def __init__(self) -> None:
        self._pages: list[Page] = []
        self._numbers: dict[int, int] = {}  # by identity: the list keeps them alive

    def note(self, item: Any) -> None:
        """The process has yielded this."""
        if isinstance(item, Page) and len(self._pages) < MOST:
            self._numbers[id(item)] = len(self._pages)
            self._pages.append(item)

    def forget(self) -> None:
        """Another file begins."""
        self._pages.clear()
        self._numbers.clear()

    def dumps(self, whole: Any) -> bytes:
        """Pickled, but for those pages."""
        if not self._numbers:
            return bytes(ForkingPickler.dumps(whole))
        stream = io.BytesIO()
        _Pickler(stream, self._numbers).dump(whole)
        return stream.getvalue()


class Kept:
    """The process's end: the pages themselves."""

    def __init__(self) -> None:
        self._pages: list[Page] = []

    def note(self, item: Any) -> None:
        """This has been yielded."""
        if isinstance(item, Page) and len(self._pages) < MOST:
            self._pages.append(item)

    def forget(self) -> None:
        """Another file begins."""
        self._pages.clear()

    def loads(self, data: bytes) -> Any:
        """What the parent has sent."""
        return _Unpickler(io.BytesIO(data), self._pages).load()


class _Pickler(ForkingPickler):
    def __init__(self, stream: io.BytesIO, numbers: dict[int, int]) -> None:
        super().__init__(stream)
        self._numbers = numbers

    def persistent_id(self, obj: Any) -> int | None:
        return self._numbers.get(id(obj))


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, pages: list[Page]) -> None:
        super().__init__(stream)
        self._pages = pages

    def persistent_load(self, pid: int) -> Page:
        return self._pages[pid]
