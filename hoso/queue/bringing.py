"""A file on its way to the workers: first into the store, where every machine finds it by its hash.

In: an ``Input``. Out: ``Brought``: its hash, or how it ended already (it stands in the ledger, or
there are no bytes to bring). Errors: ``StoreError``.
"""

import time
from dataclasses import dataclass
from typing import Any

from hoso.filing import NO_BYTES
from hoso.inputs import Input
from ocr.errors import Fault, InputError
from ocr.source.file import open_file
from storage.errors import SourceChanged
from storage.store import Store

_PAUSES = (0.2, 1.0)  # seconds a file that changes is given to come to rest


@dataclass(frozen=True, slots=True)
class Brought:
    """``entry`` set: nothing is left to do."""

    name: str
    dossier: str
    sha256: str = ""
    entry: dict[str, Any] | None = None
    code: str | None = None


def bring(one: Input, store: Store, *, max_bytes: int) -> Brought:
    """Puts the original into the store, unless there is nothing to put."""
    try:
        _check(one, max_bytes)
        sha256 = _keep(one, store)
    except InputError as error:
        entry = entry_of_fault(str(error.fault))
        return Brought(one.name, one.dossier, "", entry, str(error.fault))
    return Brought(one.name, one.dossier, sha256, store.ledger(sha256))


def entry_of_fault(code: str) -> dict[str, Any]:
    """What the ledger would say of a file of which nothing was read: one sheet in, one aside."""
    return {
        "pages_in": 1,
        "pages_stored": 0,
        "pages_quarantined": 1,
        "documents": 0,
        "fields_accepted": 0,
        "fields_review": 0,
        "types": {},
        "citizens": [],
        "faults": [{"page": None, "code": code}],
    }


def _check(one: Input, max_bytes: int) -> None:
    try:
        open_file(one.path, max_bytes=max_bytes)[0].close()
    except InputError as error:
        if error.fault in NO_BYTES:  # all else is the reader's business: the bytes are kept
            raise


def _keep(one: Input, store: Store) -> str:
    for pause in (*_PAUSES, None):
        try:
            return store.add_original(one.path)
        except SourceChanged as error:
            if pause is None:
                raise InputError(Fault.CHANGED, str(error)) from error
            time.sleep(pause)
        except FileNotFoundError as error:
            raise InputError(Fault.NOT_FOUND, "vanished while it was read") from error
        except OSError as error:
            raise InputError(Fault.NOT_READABLE, type(error).__name__) from error
    raise AssertionError
