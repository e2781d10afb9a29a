"""Jobs that misbehave on purpose, importable by worker processes."""

import os
import time
from collections.abc import Iterator

from ocr.errors import Fault, InputError


def count(upto: int) -> Iterator[int]:
    yield from range(upto)


def die_after(items: int) -> Iterator[int]:
    yield from range(items)
    os.kill(os.getpid(), 9)


def hang_after(items: int) -> Iterator[int]:
    yield from range(items)
    time.sleep(600)


def wait(seconds: float) -> Iterator[int]:
    time.sleep(seconds)
    yield 1


def swell() -> Iterator[int]:
    hoard = [bytearray(64 << 20) for _ in range(64)]
    yield len(hoard)


def refuse() -> Iterator[int]:
    raise InputError(Fault.ENCRYPTED, "on purpose")
    yield 0
