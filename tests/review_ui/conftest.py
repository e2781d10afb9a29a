"""An office in a folder: a store with invented papers, accounts, and the door in front of it."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import review_stand
from fastapi.testclient import TestClient

from review_ui.app import review_app
from review_ui.door import COOKIE
from review_ui.interface import Services

ROOT = Path(__file__).parent.parent.parent


@dataclass
class Office:
    """The door without a network: services, and a browser for each person."""

    services: Services
    people: dict[str, TestClient] = field(default_factory=dict)

    def browser(self) -> TestClient:
        return TestClient(review_app(self.services), follow_redirects=False)

    def __getitem__(self, name: str) -> TestClient:
        """The browser of somebody who is signed in; it sends the CSRF token with everything."""
        if name not in self.people:
            browser = self.browser()
            session = self.services.state.sessions.open(name)
            browser.cookies.set(COOKIE, session.id)
            browser.headers["x-csrf-token"] = session.csrf
            self.people[name] = browser
        return self.people[name]


@pytest.fixture(scope="session")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state with accounts: hashing passwords takes its time, so it is done once."""
    folder = tmp_path_factory.mktemp("accounts")
    review_stand.services(folder).state.backup(folder / "copy.sqlite")
    return folder / "copy.sqlite"


@pytest.fixture
def open_office(tmp_path: Path, accounts: Path) -> Callable[..., Office]:
    """An office with other settings than usual."""

    def opened(**settings: Any) -> Office:
        shutil.copy(accounts, tmp_path / "state.sqlite")
        return Office(review_stand.services(tmp_path, **settings))

    return opened


@pytest.fixture
def office(open_office: Callable[..., Office]) -> Office:
    return open_office()


@dataclass
class Server:
    """A real server in a process of its own, that can be killed and started again."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    share: str = "0"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        script = ROOT / "tests" / "support" / "review_stand.py"
        self.process = subprocess.Popen(
            [sys.executable, str(script), str(self.folder), str(self.port), self.share],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
        )
        for _ in range(200):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.url}/login"):
                return
            time.sleep(0.1)
        raise AssertionError("the server does not start")

    def kill(self) -> None:
        """As a power cut would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture(scope="module")
def serve(
    tmp_path_factory: pytest.TempPathFactory, accounts: Path
) -> Iterator[Callable[[], Server]]:
    servers = []

    def start(share: str = "0") -> Server:
        folder = tmp_path_factory.mktemp("office")
        shutil.copy(accounts, folder / "state.sqlite")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            server = Server(folder, free.getsockname()[1], share=share)
        server.start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.kill()
