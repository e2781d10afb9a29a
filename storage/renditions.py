"""Pictures of upright pages: a cache that can be made again from the original.

In and out: WebP bytes under a file's SHA-256, its page and the rendition's name, which says how the
picture was made (turn, skew, size), so that another transform is another name.
"""

from contextlib import suppress

from storage import layout
from storage.errors import Conflict, NotFound
from storage.objects.interface import Objects


class Renditions:
    """The pictures of one store."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def get(self, sha256: str, page: int, name: str) -> bytes | None:
        """The picture, or ``None`` where it has not been made yet."""
        with suppress(NotFound):
            return self._objects.get(layout.rendition(sha256, page, name))
        return None

    def put(self, sha256: str, page: int, name: str, data: bytes) -> None:
        """Keeps the picture; one that another process has made first stays."""
        with suppress(Conflict):
            self._objects.put_new(layout.rendition(sha256, page, name), data)
