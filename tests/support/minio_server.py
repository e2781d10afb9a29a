"""A real MinIO server on loopback, in a folder of the test's own; started and stopped by tests."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
import urllib.request
import uuid
from pathlib import Path

import pytest

from storage.objects.s3_settings import S3Settings

HERE = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


def find_minio() -> Path:
    """The server that `make minio` builds; these tests do not pass silently without it."""
    candidates = (
        os.environ.get("HOSO_TEST_MINIO"),
        Path("~/.cache/hoso/minio").expanduser(),
        shutil.which("minio"),
    )
    for candidate in candidates:
        if candidate and os.access(candidate, os.X_OK) and Path(candidate).is_file():
            return Path(candidate)
    text = "NOT RUN: the tests against a real MinIO need its server; build it with `make minio`"
    if os.environ.get("CI") == "true":
        pytest.fail(text)
    pytest.skip(text)


class MinioServer:
    """A server that can be killed and started again over the same folder."""

    def __init__(self, binary: Path, folder: Path) -> None:
        self._binary = binary
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        self.settings = S3Settings(
            endpoint=f"{HERE}:{self.port}",
            access_key="hoso-test",
            secret_key=uuid.uuid4().hex,
            secure=False,
        )

    def start(self) -> None:
        self._folder.mkdir(exist_ok=True)
        with (self._folder.parent / "minio.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *(self._binary, "server", "--quiet"),
                    *("--address", f"{HERE}:{self.port}"),
                    *("--console-address", f"{HERE}:{free_port()}"),
                    str(self._folder),
                ],
                env={
                    "HOME": str(self._folder.parent),
                    "PATH": os.environ["PATH"],
                    "MINIO_ROOT_USER": self.settings.access_key,
                    "MINIO_ROOT_PASSWORD": self.settings.secret_key,
                    "MINIO_BROWSER": "off",
                },
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + 60
        while time.monotonic() < end and self._process.poll() is None:
            with contextlib.suppress(OSError):
                url = f"http://{HERE}:{self.port}/minio/health/ready"
                with urllib.request.urlopen(url, timeout=1) as answer:
                    if answer.status == 200:
                        return
            time.sleep(0.05)
        log_text = (self._folder.parent / "minio.log").read_text(errors="replace")
        pytest.fail(f"MinIO does not start:\n{log_text}")

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def hoso_env(self) -> dict[str, str]:
        """What a user of this server sets for the ``hoso`` command."""
        return {
            "HOSO_S3_ENDPOINT": self.settings.endpoint,
            "HOSO_S3_ACCESS_KEY": self.settings.access_key,
            "HOSO_S3_SECRET_KEY": self.settings.secret_key,
            "HOSO_S3_SECURE": "false",
        }

    def holds(self, prefix: str) -> bool:
        """Does the server's folder hold anything under bucket and prefix?"""
        return any((self._folder / prefix).rglob("xl.meta"))
