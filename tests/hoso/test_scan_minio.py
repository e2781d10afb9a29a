"""The same commands on a real MinIO; the server goes away in the middle and comes back."""

import json
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command import HOSO, command_env
from minio_server import MinioServer

pytestmark = pytest.mark.minio
Hoso = Callable[..., Any]


def test_scan_and_get_work_on_minio_as_on_a_folder(
    hoso: Hoso, minio: MinioServer, papers: Path
) -> None:
    env = minio.hoso_env()
    url = "s3://kho-ho-so/cu-tru"
    first = hoso("scan", papers / "scans", "--store", url, "--json", **env)
    assert first.code == 0, first.err
    assert first.lines[-1]["pages_stored"] == 5
    assert hoso("scan", papers / "scans", "--store", url, "--json", **env).lines == first.lines
    (truth,) = json.loads((papers / "truth" / "tờ khai.png.json").read_text(encoding="utf-8"))
    number = truth["holders"][0]["citizen_id"]
    found = hoso("get", number, "--store", url, "--json", **env)
    assert [record["type"] for record in found.lines] == ["ct01"]


def test_a_server_that_goes_away_ends_the_scan_and_the_next_run_finishes_it(
    hoso: Hoso, mortal_minio: MinioServer, papers: Path, tmp_path: Path
) -> None:
    scans = tmp_path / "scans"
    shutil.copytree(papers / "scans", scans)
    command = [str(HOSO), "scan", str(scans), "--store", "s3://kho", "--json"]
    env = command_env(tmp_path / "state") | mortal_minio.hoso_env()
    process = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not mortal_minio.holds("kho/ledger") and time.monotonic() < deadline:
        time.sleep(0.1)
    mortal_minio.kill()
    _, err = process.communicate(timeout=120)
    assert process.returncode == 3, err
    mortal_minio.start()
    done = hoso("scan", scans, "--store", "s3://kho", "--json", **mortal_minio.hoso_env())
    assert done.code == 0
    assert done.lines[-1]["pages_in"] == done.lines[-1]["pages_stored"] == 5
