"""Why a file or page could not be read: a stable code, and what to do now.

Codes become exit codes and Vietnamese sentences in ``hoso.messages``; nothing here is shown as is.
"""

from enum import StrEnum


class Fault(StrEnum):
    """Stable codes of what can be wrong with an input (contract §2, ``error.code``)."""

    EMPTY = "empty"
    NOT_FOUND = "not_found"
    NOT_READABLE = "not_readable"
    NOT_A_FILE = "not_a_file"
    SYMBOLIC_LINK = "symbolic_link"
    UNKNOWN_FORMAT = "unknown_format"
    BROKEN = "broken"
    TRUNCATED = "truncated"
    ENCRYPTED = "encrypted"
    NO_PAGES = "no_pages"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SLOW = "too_slow"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    ENGINE_FAILED = "engine_failed"
    CHANGED = "changed"  # while it was read
    WORKER_LOST = "worker_lost"  # whoever took it up was gone before it was done


class InputError(Exception):
    """A file that cannot be read at all; ``detail`` is for the log, never shown alone."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault = fault
        self.detail = detail

    def __reduce__(self) -> tuple[type["InputError"], tuple[Fault, str]]:
        return type(self), (self.fault, self.detail)


class PageError(InputError):
    """One page that cannot be read; the rest of the file goes on."""
