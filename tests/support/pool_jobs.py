"""Jobs that misbehave on purpose, importable by worker processes."""

import os
import time
from collections.abc import Iterator

from extract.document import Document
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


# The same in place of a job of the project, whatever it is given.


def dying(*_: object) -> Iterator[int]:
    yield from die_after(0)


def hanging(*_: object) -> Iterator[int]:
    yield from hang_after(0)


def swelling(*_: object) -> Iterator[int]:
    yield from swell()


def silent(*_: object) -> Iterator[int]:
    yield from ()


def one_plain_document(*_: object) -> Iterator[list[Document]]:
    yield [Document("khac", 1.0, (1,), (), {}, auto_approve=True)]
