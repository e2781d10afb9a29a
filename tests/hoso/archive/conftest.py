"""The PDF/A validator: a program of its own, which ``make verapdf`` brings."""

import os
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def faults_of() -> Callable[..., str]:
    """What veraPDF finds wrong with files as PDF/A-2b; empty when nothing is."""
    folder = os.environ.get("HOSO_TEST_VERAPDF", "")
    if not folder:
        if os.environ.get("CI"):
            pytest.fail("HOSO_TEST_VERAPDF is not set: run `make test`")
        pytest.skip("no PDF/A validator here: run `make test`")

    def check(*files: Path) -> str:
        path = os.pathsep.join((f"{folder}/*", folder))
        command = ["java", "-cp", path, "Check", *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
        lines = done.stdout.splitlines()
        checked = [line for line in lines if line.startswith(("ok ", "bad "))]
        assert len(checked) == len(files), done.stdout + done.stderr
        return "\n".join(line for line in lines if not line.startswith("ok "))

    return check


@pytest.fixture
def hoso(hoso: Callable[..., Any]) -> Callable[..., Any]:
    """The command, with more time for a page: how fast this machine is, is not asked here."""
    return partial(hoso, HOSO_PAGE_SECONDS="150")


@pytest.fixture(autouse=True)
def _own_loops(no_loop: None) -> None:
    """Signing and verifying start event loops of their own."""
