"""What can go wrong with a store: a stable ``code``, what happened, where, and what to do now.

Codes become exit codes, HTTP statuses and Vietnamese sentences in ``hoso``; ``where`` is the file,
folder, server or object the sentence is about. No citizen's number ever stands in a text or in
``where``. Every exception can be pickled between our own processes.
"""
# ruff: noqa: N818 - the names say what happened; "ConflictError" would say no more

from typing import ClassVar


class StoreError(Exception):
    """The store could not do what was asked."""

    code: ClassVar[str] = "store_error"

    def __init__(self, message: str, *, where: str = "") -> None:
        super().__init__(message)
        self.where = where


class StoreUnreachable(StoreError):
    """Network, server, permission, vanished folder: later, or mended, it may work."""

    code = "store_unreachable"


class StoreFull(StoreUnreachable):
    """No space left, or the quota is used up."""

    code = "store_full"


class StoreRefused(StoreError):
    """The store, or this program, refuses to go on: asking again does not help."""

    code = "store_refused"


class SecretMissing(StoreRefused):
    """The store's secret is not on this machine; ``where`` is the file in which it is expected."""

    code = "secret_missing"


class SecretWrong(StoreRefused):
    """The secret on this machine is not the store's; ``where`` is its file."""

    code = "secret_wrong"


class NotAStore(StoreRefused):
    """Something lies there, but it is no store (or one that has lost its ``store.json``)."""

    code = "not_a_store"


class StoreDamaged(StoreRefused):
    """An object is not what was written: cut off, altered, or of a newer format."""

    code = "store_damaged"


class WrongAddress(StoreError):
    """The address or the settings of the store make no sense: wrong usage."""

    code = "wrong_address"


class Conflict(StoreError):
    """Something else is there already; nothing was overwritten."""

    code = "conflict"


class NotFound(StoreError):
    """There is no such object or record."""

    code = "not_found"


class SourceChanged(Exception):
    """The input file changed, or could no longer be read, while it was being stored."""

    code: ClassVar[str] = "source_changed"


class BadRecord(ValueError):
    """A record that must not be stored as it is: an error of the program that made it."""

    code: ClassVar[str] = "bad_record"
