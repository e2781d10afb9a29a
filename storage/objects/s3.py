"""Objects in a bucket of an S3 server, through the ``minio`` client: plain S3, nothing of MinIO's.

In: bucket, prefix and ``S3Settings``; a missing bucket is made. Out: one object per name.
Put-if-absent is ``If-None-Match: *``, which the client has no argument for: it is added where the
request leaves. When the server stores and the connection then drops, whoever sends again is told
412 about an object of his own; so such a request is never repeated by the transport, but here,
and on 412 the object is read back: own bytes mean success, other bytes ``Conflict``.
Errors: no answer in time, or a server that cannot, is ``StoreUnreachable`` (some seconds, after
bounded retries); wrong keys and missing rights are ``StoreRefused``; an impossible bucket or
endpoint is a ``ValueError``. An upload that breaks off leaves no object; its parts are the server's
to expire.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, cast

from minio import Minio
from minio.error import MinioException, S3Error
from urllib3 import BaseHTTPResponse, PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError

from storage.errors import (
    Conflict,
    NotFound,
    SourceChanged,
    StoreError,
    StoreFull,
    StoreRefused,
    StoreUnreachable,
)
from storage.objects.interface import (
    Entry,
    Rule,
    Source,
    check_name,
    check_prefix,
    is_name,
    one_by_one,
)
from storage.objects.s3_settings import S3Settings

_TIMEOUT = Timeout(connect=3, read=10)  # seconds; the first also bounds the sending of each block
_RETRIES = Retry(
    total=2, backoff_factor=0.2, status_forcelist=(500, 502, 503, 504), raise_on_status=False
)
_PAUSES = (0.2, 0.5)  # seconds before a put-if-absent is asked again
_BLOCK = 1 << 20
_SMALLEST_PART = 5 << 20  # S3's own limit
_REFUSALS = {
    "AccessDenied": "these keys may not do this",
    "AllAccessDisabled": "these keys may not do this",
    "InvalidAccessKeyId": "the access key is unknown",
    "SignatureDoesNotMatch": "the secret key is wrong",
    "AuthorizationHeaderMalformed": "the region is wrong",
    "RequestTimeTooSkewed": "this machine's clock is wrong",
    "BucketAlreadyExists": "the bucket belongs to somebody else",
}
_FULL = {"XMinioStorageFull", "QuotaExceeded", "XMinioAdminBucketQuotaExceeded"}


class _Pool(PoolManager):
    """Sends bodies in small blocks: the timeout then bounds each block, not a whole slow upload."""

    def urlopen(  # type: ignore[override]
        self, method: str, url: str, redirect: bool = True, **options: Any
    ) -> BaseHTTPResponse:
        if options.get("body"):
            options["body"] = BytesIO(options["body"])
        return super().urlopen(method, url, redirect, **options)


class _PutIfAbsentPool(_Pool):
    """Every request says ``If-None-Match: *`` and is sent once only."""

    def urlopen(  # type: ignore[override]
        self, method: str, url: str, redirect: bool = True, **options: Any
    ) -> BaseHTTPResponse:
        options["headers"]["If-None-Match"] = "*"
        return super().urlopen(method, url, redirect, **options | {"retries": False})


class S3Objects:
    """``Objects`` in one bucket, all names under ``prefix`` (empty, or ending in ``/``)."""

    def __init__(
        self,
        bucket: str,
        prefix: str,
        settings: S3Settings,
        *,
        create: bool,
        rule: Rule = is_name,
    ) -> None:
        self._bucket = bucket
        self._rule = rule
        self._prefix = check_prefix(prefix)
        self._endpoint = settings.endpoint
        self._client = _client(settings, _Pool(timeout=_TIMEOUT, retries=_RETRIES))
        self._putter = _client(settings, _PutIfAbsentPool(timeout=_TIMEOUT))
        with self._explained():
            if not self._client.bucket_exists(bucket_name=bucket):
                if not create:
                    raise StoreUnreachable(f"there is no {self.where}", where=self.where)
                self._make_bucket()

    @property
    def where(self) -> str:
        return f"s3://{self._bucket}/{self._prefix} on {self._endpoint}"

    def put_new(self, name: str, data: bytes) -> None:
        check_name(name, self._rule)
        for pause in _PAUSES:
            try:
                return self._put_once(name, data)
            except StoreUnreachable:
                time.sleep(pause)
        return self._put_once(name, data)

    def put_together(self, first: Entry, *others: Entry) -> bool:
        return one_by_one(self.put_new, first, *others)

    def put_stream(self, name: str, source: Source, size: int) -> None:
        check_name(name, self._rule)
        try:
            with self._explained(name):
                self._client.put_object(
                    bucket_name=self._bucket,
                    object_name=self._prefix + name,
                    data=cast(BinaryIO, source),
                    length=size,
                    num_parallel_uploads=1,
                )
        except StoreError:
            # The answer to the last request may be lost although everything was stored.
            if self.size(name) != size:
                raise
        except OSError as error:  # the client's word for a source that ended too early
            raise SourceChanged(str(error)) from error

    def get(self, name: str) -> bytes:
        return b"".join(self.blocks(name))

    def blocks(self, name: str) -> Iterator[bytes]:
        check_name(name, self._rule)
        with self._explained(name):
            response = self._client.get_object(
                bucket_name=self._bucket, object_name=self._prefix + name
            )
            try:
                yield from response.stream(_BLOCK)
            finally:
                response.close()
                response.release_conn()

    def path(self, name: str) -> Path | None:
        check_name(name, self._rule)
        return None

    def size(self, name: str) -> int | None:
        check_name(name, self._rule)
        try:
            with self._explained(name):
                found = self._client.stat_object(
                    bucket_name=self._bucket, object_name=self._prefix + name
                )
        except NotFound:
            return None
        return found.size

    def names(self, prefix: str, *, after: str = "") -> Iterator[str]:
        return filter(self._rule, self._listed(check_prefix(prefix), after))

    def is_vacant(self) -> bool:
        return next(self._listed(""), None) is None

    def _listed(self, prefix: str, after: str = "") -> Iterator[str]:
        start = self._prefix + after if after else None
        with self._explained():
            for found in self._client.list_objects(
                bucket_name=self._bucket,
                prefix=self._prefix + prefix,
                recursive=True,
                start_after=start,
            ):
                yield found.object_name.removeprefix(self._prefix)

    def _put_once(self, name: str, data: bytes) -> None:
        try:
            with self._explained(name):
                self._putter.put_object(
                    bucket_name=self._bucket,
                    object_name=self._prefix + name,
                    data=BytesIO(data),
                    length=len(data),
                    # One part always: the condition must be on the request that completes.
                    part_size=max(len(data), _SMALLEST_PART),
                )
        except Conflict:
            if self.get(name) != data:
                raise

    def _make_bucket(self) -> None:
        try:
            self._client.make_bucket(bucket_name=self._bucket)
        except S3Error as error:
            if error.code != "BucketAlreadyOwnedByYou":  # another process was quicker
                raise

    @contextmanager
    def _explained(self, name: str = "") -> Iterator[None]:
        try:
            yield
        except S3Error as error:
            raise self._explanation(error, name) from error
        except (HTTPError, MinioException) as error:
            raise StoreUnreachable(
                f"no usable answer from {self.where} ({type(error).__name__}); is the server"
                " running, and are address and network right?",
                where=self.where,
            ) from error

    def _explanation(self, error: S3Error, name: str) -> StoreError:
        code = error.code or ""
        if code == "NoSuchKey":
            return NotFound(f"{name} is not there", where=name)
        if code == "PreconditionFailed":
            return Conflict(f"{name} is already there", where=name)
        if code in _REFUSALS:
            return StoreRefused(f"{self.where}: {_REFUSALS[code]} ({code})", where=self.where)
        if code in _FULL:
            return StoreFull(f"{self.where} is full ({code}); make room there", where=self.where)
        return StoreUnreachable(f"{self.where} answered {code}: {error.message}", where=self.where)


def _client(settings: S3Settings, pool: PoolManager) -> Minio:
    return Minio(
        endpoint=settings.endpoint,
        access_key=settings.access_key,
        secret_key=settings.secret_key,
        region=settings.region,
        secure=settings.secure,
        http_client=pool,
    )
