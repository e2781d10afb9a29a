"""A PostgreSQL server of our own, for measurements and tests: Debian's programs, a new folder.

In: an empty folder. Out: a server on a Unix socket there (nothing listens on the network), which
can be killed and started again. PostgreSQL refuses to run as root: then it runs as ``nobody``.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "max_wal_size": "1GB",
}
_PORT = 5432  # a part of the socket's name only


def find_postgres() -> Path | None:
    """The folder of the newest server's programs; ``None`` where there are none."""
    own = os.environ.get("HOSO_TEST_POSTGRES")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_number)
    places = [Path(own)] if own else [path.parent for path in reversed(found)]
    on_path = shutil.which("postgres")
    places += [Path(on_path).resolve().parent] if on_path else []
    return next((place for place in places if (place / "initdb").exists()), None)


class PostgresServer:
    """One server; ``kill`` is what a power cut does to it."""

    def __init__(self, programs: Path, folder: Path, *, durable: bool = True) -> None:
        self._programs = programs
        # Without, it may be killed, but the machine must not lose its power.
        self._settings = _SETTINGS | {"fsync": "on" if durable else "off"}
        # Paths of sockets are short, and the server's account must get there.
        self._folder = folder
        self._data = folder / "data"
        self._process: subprocess.Popen[bytes] | None = None
        self._user: str | None = "nobody" if os.getuid() == 0 else None
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        if self._user:
            os.chown(folder, pwd.getpwnam(self._user).pw_uid, -1)
        self._call("initdb", "-D", str(self._data), "-U", "hoso", "-A", "trust", "-E", "UTF8",
                   "--locale=C.UTF-8", "--no-sync")  # fmt: skip

    @property
    def url(self) -> str:
        """What ``HOSO_QUEUE`` is set to."""
        return f"postgresql://hoso@/postgres?host={self._folder}"

    def start(self) -> None:
        """Returns when it answers. ``RuntimeError`` when it does not."""
        settings = [
            word for key, value in self._settings.items() for word in ("-c", f"{key}={value}")
        ]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self._programs / "postgres"), "-D", str(self._data), "-k", str(self._folder),
                 *settings],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self._folder, user=self._user,
                start_new_session=True,
            )  # fmt: skip
        end = time.monotonic() + 60
        while time.monotonic() < end and self._process.poll() is None:
            if self._ready():
                return
            time.sleep(0.05)
        raise RuntimeError((self._folder / "log").read_text(errors="replace")[-2000:])

    def kill(self) -> None:
        """All of it at once, nothing is written any more."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
        # Its children have sessions of their own: they end when they see that it is gone.
        self._wait_for_children()

    def stop(self) -> None:
        """At once, but in order."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
            self._process = None

    def _ready(self) -> bool:
        done = subprocess.run(
            [str(self._programs / "pg_isready"), "-q", "-h", str(self._folder)],
            check=False, timeout=10,
        )  # fmt: skip
        return done.returncode == 0

    def _wait_for_children(self) -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end and _using(self._data):
            time.sleep(0.05)

    def _call(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [str(self._programs / program), *words],
            capture_output=True, cwd=self._folder, user=self._user, timeout=120, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stderr.decode(errors="replace")[-2000:])


def _using(data: Path) -> bool:
    """Does a process still have its working directory there?"""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (process / "cwd").readlink() == data:
                return True
    return False


def _number(path: Path) -> int:
    name = path.parent.parent.name
    return int(name) if name.isdecimal() else 0
