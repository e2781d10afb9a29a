"""The contract of ``Objects``, for the folder and for a real MinIO alike."""

import hashlib
import io
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from storage.errors import Conflict, NotFound, SourceChanged
from storage.objects.interface import Objects


@pytest.fixture
def objects(place: Any) -> Objects:
    found: Objects = place.objects()
    return found


def test_what_was_put_is_found(objects: Objects) -> None:
    objects.put_new("a/b/c.json", b"body")
    assert objects.get("a/b/c.json") == b"body"
    assert objects.size("a/b/c.json") == 4


def test_what_is_not_there(objects: Objects) -> None:
    assert objects.size("a/b") is None
    assert list(objects.names("a/")) == []
    with pytest.raises(NotFound) as caught:
        objects.get("a/b")
    assert caught.value.code == "not_found"
    assert caught.value.where == "a/b"


def test_nothing_is_overwritten(objects: Objects) -> None:
    objects.put_new("a/b", b"first")
    with pytest.raises(Conflict):
        objects.put_new("a/b", b"second")
    assert objects.get("a/b") == b"first"


def test_the_same_writer_may_ask_again(objects: Objects) -> None:
    objects.put_new("a/b", b"first")
    objects.put_new("a/b", b"first")
    assert objects.get("a/b") == b"first"


def test_names_are_sorted_by_code_point_and_only_under_the_prefix(objects: Objects) -> None:
    names = ["a-b/x", "a.b", "a/b", "a/c/d", "a/c-", "a0", "b/c"]
    for name in reversed(names):
        objects.put_new(name, name.encode())
    assert list(objects.names("")) == sorted(names)
    assert list(objects.names("a/")) == ["a/b", "a/c-", "a/c/d"]


def test_more_names_than_one_answer_holds(objects: Objects) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: objects.put_new(f"many/{n:06}", b""), range(1001)))
    assert list(objects.names("many/")) == [f"many/{n:06}" for n in range(1001)]


NO_NAMES = (
    *("", "/a", "a/", "a//b", "..", "a/../b", ".a", "a/.b", "A", "a b", "a\\b", "á", "a\0"),
    *("tmp/a", "tmp", "a/" + "b" * 129, "/".join("a" * 257)),
)


@pytest.mark.parametrize("name", NO_NAMES)
def test_what_is_no_name(objects: Objects, name: str) -> None:
    calls: list[Callable[[], object]] = [
        lambda: objects.put_new(name, b""),
        lambda: objects.put_stream(name, io.BytesIO(b""), 0),
        lambda: objects.get(name),
        lambda: objects.size(name),
        lambda: list(objects.names(f"{name}/")),
    ]
    for call in calls:
        with pytest.raises(ValueError, match="not a"):
            call()


def test_a_big_object_streams(objects: Objects) -> None:
    data = bytes(range(256)) * (12 << 12)  # 12 MiB: three parts
    objects.put_stream("big", io.BytesIO(data), len(data))
    assert objects.size("big") == len(data)
    digest = hashlib.sha256()
    for block in objects.blocks("big"):
        assert len(block) <= 1 << 20
        digest.update(block)
    assert digest.digest() == hashlib.sha256(data).digest()
    objects.put_stream("big", io.BytesIO(data), len(data))  # content-addressed: again is well
    assert list(objects.names("")) == ["big"]


@pytest.mark.parametrize("size", [0, 1, 6 << 20])
def test_a_source_that_ends_too_early_leaves_nothing(objects: Objects, size: int) -> None:
    with pytest.raises(SourceChanged):
        objects.put_stream("short", io.BytesIO(bytes(size)), size + 1)
    assert objects.size("short") is None
    assert objects.is_vacant()


def test_an_empty_object(objects: Objects) -> None:
    objects.put_stream("nothing", io.BytesIO(b""), 0)
    assert objects.size("nothing") == 0
    assert objects.get("nothing") == b""


def test_a_reader_may_stop_in_the_middle(objects: Objects) -> None:
    objects.put_stream("big", io.BytesIO(bytes(3 << 20)), 3 << 20)
    for _ in range(20):  # more often than there are connections in the pool
        assert next(objects.blocks("big"))
    assert objects.size("big") == 3 << 20


def test_vacancy(objects: Objects) -> None:
    assert objects.is_vacant()
    objects.put_new("a", b"")
    assert not objects.is_vacant()


def test_twenty_races_of_eight_writers(place: Any) -> None:
    """One wins, seven get a conflict, and what lies there is the winner's."""
    writers: list[Objects] = [place.objects() for _ in range(8)]
    start = threading.Barrier(8)

    def write(race: int, writer: int) -> bool:
        start.wait()
        try:
            writers[writer].put_new(f"race/{race:02}", b"writer %d" % writer)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        for race in range(20):
            won = list(pool.map(write, [race] * 8, range(8)))
            assert sum(won) == 1
            assert writers[0].get(f"race/{race:02}") == b"writer %d" % won.index(True)


def test_what_belongs_together_is_put_together_or_not_at_all(place: Any) -> None:
    objects = place.objects()
    assert objects.put_together(("a/1", b"one"), ("b/1", b"two"), ("b/2", b"three"))
    assert [objects.get(name) for name in ("a/1", "b/1", "b/2")] == [b"one", b"two", b"three"]
    with pytest.raises(Conflict):
        objects.put_together(("a/1", b"else"), ("b/3", b"four"))
    assert objects.size("b/3") is None
    assert not objects.put_together(("a/2", b"five"), ("b/1", b"else"), ("b/4", b"six"))
    assert objects.get("b/1") == b"two"
    assert objects.get("b/4") == b"six"
