"""The wheel works in a clean environment, away from the checkout."""

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_wheel_reads_a_page_in_an_environment_of_its_own(papers: Path, tmp_path: Path) -> None:
    uv = [sys.executable, "-m", "uv"]
    quiet = partial(subprocess.run, check=True, capture_output=True, cwd=tmp_path)
    wheels = tmp_path / "wheels"
    build = ["build", "--wheel", "--no-build-isolation", "--python", sys.executable]
    quiet([*uv, *build, "--out-dir", str(wheels), str(ROOT)])
    (wheel,) = wheels.glob("hoso-*.whl")
    python = tmp_path / "venv" / "bin" / "python"
    quiet([*uv, "venv", "--python", sys.executable, str(tmp_path / "venv")])
    install = [*uv, "pip", "install", "--python", str(python)]
    lock = ["--require-hashes", "-r", str(ROOT / "requirements" / "run.txt")]
    quiet([*install, *lock])
    quiet([*install, "--no-deps", str(wheel)])
    done = quiet(
        [str(python.parent / "hoso"), "read", str(papers / "scans" / "tờ khai.png"), "--json"],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"},
    )
    (line,) = done.stdout.decode().splitlines()
    assert json.loads(line)["type"] == "ct01"
