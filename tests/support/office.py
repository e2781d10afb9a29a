"""An office for tests and screenshots: drawn papers scanned into a store, and both doors open.

Everybody in it is invented. The server is the real command; it is stopped with the office.
"""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from command import HOSO, command_env

PASSWORD = "mật khẩu thử 2026"


@dataclass
class Office:
    """Where the doors are, who may pass, and what was scanned."""

    folder: Path
    store: str
    env: dict[str, str]
    url: str = ""
    token: str = ""
    server: "subprocess.Popen[str] | None" = field(default=None, repr=False)

    def hoso(self, *words: str | Path, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        """Runs a command on the office's store."""
        return subprocess.run(
            [str(HOSO), *map(str, words)],
            env=self.env,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
        )

    def open(self) -> None:
        """Starts the server, again where it was; its address is known when it listens."""
        port = self.url.rpartition(":")[2] or "0"
        self.server = subprocess.Popen(
            [str(HOSO), "serve", "--port", port, "--lang", "en"],
            env=self.env,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.server.stdout is not None
        line = self.server.stdout.readline()
        self.url = "http://" + line.split("http://")[1].split("/")[0]

    def kill(self) -> None:
        """As a power cut does."""
        assert self.server is not None
        self.server.kill()
        self.server.wait(10)

    def close(self) -> None:
        if self.server is not None and self.server.poll() is None:
            self.server.terminate()
            self.server.wait(15)


@contextmanager
def open_office(
    folder: Path, *, store: str = "", extra: Mapping[str, str] | None = None
) -> Iterator[Office]:
    """An office whose doors are open, with a reviewer ``lan``, an admin ``minh``, a clerk ``hoa``
    and a program ``mot-cua`` that may fetch everything."""
    url = store or str(folder / "store")
    env = command_env(folder / "state") | {"HOSO_STORE": url} | dict(extra or {})
    office = Office(folder, url, env)
    for name, role in (("lan", "reviewer"), ("minh", "admin"), ("hoa", "clerk")):
        made = office.hoso(
            "user", "add", name, "--role", role, "--password-stdin", stdin=PASSWORD + "\n"
        )
        assert made.returncode == 0, made.stderr
    scopes = "records procedures access-log"
    made = office.hoso("client", "add", "mot-cua", "--scopes", scopes, "--json")
    assert made.returncode == 0, made.stderr
    office.token = json.loads(made.stdout)["token"]
    office.open()
    try:
        yield office
    finally:
        office.close()


def truth_of(folder: Path, file: str) -> list[dict[str, Any]]:
    """What the drawn file really says."""
    found: list[dict[str, Any]] = json.loads((folder / f"{file}.json").read_text(encoding="utf-8"))
    return found
