"""What is special about a server: lost answers, killed servers, wrong keys, silence."""

import io
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from urllib3 import Timeout

from storage.errors import Conflict, StoreRefused, StoreUnreachable, WrongAddress
from storage.objects import s3 as module
from storage.objects.connect import connect
from storage.objects.s3_settings import S3Settings
from storage.record import Record

pytestmark = pytest.mark.minio


def test_stored_but_never_answered(s3_place: Any, proxied_place: Any, proxy: Any) -> None:
    """The writer finds his own object on asking again: no conflict, and one object."""
    objects = proxied_place.objects()
    proxy.cuts_left = 1
    objects.put_new("a/b", b"mine")
    assert proxy.cuts_done == 1
    assert s3_place.objects().get("a/b") == b"mine"


def test_conflict_that_was_never_answered(s3_place: Any, proxied_place: Any, proxy: Any) -> None:
    objects = proxied_place.objects()
    s3_place.objects().put_new("a/b", b"theirs")
    proxy.cuts_left = 1
    with pytest.raises(Conflict):
        objects.put_new("a/b", b"mine")
    assert proxy.cuts_done == 1
    assert objects.get("a/b") == b"theirs"


def test_answers_that_never_come_are_no_success_and_asking_again_is_safe(
    s3_place: Any, proxied_place: Any, proxy: Any
) -> None:
    objects = proxied_place.objects()
    proxy.cuts_left = 3
    with pytest.raises(StoreUnreachable):
        objects.put_new("a/b", b"mine")
    assert proxy.cuts_done == 3
    objects.put_new("a/b", b"mine")
    with pytest.raises(Conflict):
        s3_place.objects().put_new("a/b", b"theirs")


@pytest.mark.parametrize("megabytes", [1, 12])
@pytest.mark.parametrize("marker", [b"PUT ", b"POST "])
def test_a_big_upload_survives_lost_answers(
    proxied_place: Any, proxy: Any, megabytes: int, marker: bytes
) -> None:
    def is_doomed(request: bytes) -> bool:
        line = request.split(b"\r\n", 1)[0]
        return line.startswith(marker) and (marker == b"PUT " or b"uploadId=" in line)

    data = bytes(megabytes << 20)
    objects = proxied_place.objects()
    proxy.is_doomed = is_doomed
    proxy.cuts_left = 1
    objects.put_stream("big", io.BytesIO(data), len(data))
    assert proxy.cuts_done == (marker == b"PUT " or megabytes > 5)
    assert objects.get("big") == data


def test_filing_through_a_bad_line(
    proxied_place: Any, proxy: Any, make_record: Callable[..., Record]
) -> None:
    """Every single write loses its first answer: one record, one marker, no conflict."""
    store = proxied_place.store()
    proxy.is_doomed = TwiceSeen()
    proxy.cuts_left = 1000
    filed = store.file_record(make_record({"citizen_id": "075187990012"}))
    assert proxy.cuts_done == 3  # record, marker, change
    assert filed.new
    saved = store.save_version(filed.record.record_id, filed.record, builds_on=1)
    assert proxy.cuts_done == 5  # version, change; the marker's name was seen before
    assert store.records_of("075187990012") == [saved]


class TwiceSeen:
    """Dooms each PUT the first time its address is seen."""

    def __init__(self) -> None:
        self._seen: set[bytes] = set()

    def __call__(self, request: bytes) -> bool:
        line = request.split(b"\r\n", 1)[0]
        new = line not in self._seen
        self._seen.add(line)
        return new and line.startswith(b"PUT ")


def test_a_server_that_is_killed_during_an_upload(mortal_minio: Any) -> None:
    objects = connect("s3://hoso-test", mortal_minio.settings, create=True)
    objects.put_new("before", b"x")
    size = 15 << 20

    class Killing(io.BytesIO):
        def read(self, wanted: int | None = -1, /) -> bytes:
            if self.tell() >= 10 << 20:
                mortal_minio.kill()
            return super().read(wanted)

    started = time.monotonic()
    with pytest.raises(StoreUnreachable) as caught:
        objects.put_stream("big", Killing(bytes(size)), size)
    with pytest.raises(StoreUnreachable):
        objects.put_new("small", b"x")
    assert time.monotonic() - started < 10
    assert "running" in str(caught.value)

    mortal_minio.start()
    assert list(objects.names("")) == ["before"]
    objects.put_stream("big", io.BytesIO(bytes(size)), size)
    objects.put_new("small", b"x")
    assert list(objects.names("")) == ["before", "big", "small"]


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        settings = S3Settings(
            endpoint=f"127.0.0.1:{taken.getsockname()[1]}",
            access_key="a",
            secret_key="s" * 8,
            secure=False,
        )
        started = time.monotonic()
        with pytest.raises(StoreUnreachable) as caught:
            connect("s3://hoso-test", settings, create=True)
    assert time.monotonic() - started < 5
    assert caught.value.code == "store_unreachable"


def test_a_server_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TIMEOUT", Timeout(connect=0.3, read=0.3))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        endpoint = f"127.0.0.1:{silent.getsockname()[1]}"
        settings = S3Settings(endpoint=endpoint, access_key="a", secret_key="s" * 8, secure=False)
        with pytest.raises(StoreUnreachable):
            connect("s3://hoso-test", settings, create=True)


def test_something_else_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as strange:

        def answer() -> None:
            for _ in range(2):
                client, _address = strange.accept()
                with client:
                    client.recv(1 << 16)
                    client.sendall(b"HTTP/1.0 404 No\r\n\r\n<html>router</html>")

        threading.Thread(target=answer, daemon=True).start()
        endpoint = f"127.0.0.1:{strange.getsockname()[1]}"
        settings = S3Settings(endpoint=endpoint, access_key="a", secret_key="s" * 8, secure=False)
        with pytest.raises(StoreUnreachable, match="no usable answer"):
            connect("s3://hoso-test", settings, create=True)


@pytest.mark.parametrize("wrong", [{"access_key": "nobody"}, {"secret_key": "wrong-secret"}])
def test_wrong_keys_are_refused(s3_place: Any, wrong: dict[str, str]) -> None:
    s3_place.objects()
    with pytest.raises(StoreRefused) as caught:
        connect(s3_place.url, replace(s3_place.s3, **wrong), create=True)
    assert caught.value.code == "store_refused"
    assert s3_place.s3.secret_key not in str(caught.value) + repr(s3_place.s3)


def test_a_missing_bucket_is_not_made_unasked(minio: Any) -> None:
    for _ in range(2):
        with pytest.raises(StoreUnreachable, match="there is no"):
            connect("s3://never-made", minio.settings, create=False)


def test_many_make_the_bucket_at_once(mortal_minio: Any) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(
            pool.map(lambda _: connect("s3://new", mortal_minio.settings, create=True), range(8))
        )
    made[0].put_new("a", b"x")
    assert made[7].get("a") == b"x"


def test_prefixes_are_stores_of_their_own(s3_place: Any) -> None:
    first = replace(s3_place, url=f"{s3_place.url}/a").objects()
    second = replace(s3_place, url=f"{s3_place.url}/ab/").objects()
    first.put_new("x", b"first")
    assert second.is_vacant()
    second.put_new("x", b"second")
    assert (first.get("x"), list(first.names(""))) == (b"first", ["x"])


NONSENSE = (
    *("s3://", "s3://Upper", "s3://b", "s3://a..b", "s3://1.2.3.4", "s3://bucket/../x"),
    *("s3://bucket/tmp", "http://bucket", "file:///x", "s3://bucket/a b"),
)


@pytest.mark.parametrize("url", NONSENSE)
def test_addresses_that_make_no_sense(minio: Any, url: str) -> None:
    with pytest.raises(WrongAddress):
        connect(url, minio.settings, create=True)


def test_a_server_without_settings_or_with_a_url_for_an_endpoint(minio: Any) -> None:
    with pytest.raises(WrongAddress, match="endpoint and keys"):
        connect("s3://bucket", None, create=True)
    with pytest.raises(WrongAddress):
        connect("s3://bucket", replace(minio.settings, endpoint="http://x/y"), create=True)
