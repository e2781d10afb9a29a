"""The units are sound: systemd reads them, and they name commands that exist."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = sorted((Path(__file__).parents[2] / "packaging").glob("hoso-*"))


def test_every_unit_is_described() -> None:
    readme = (UNITS[0].parent / "README.md").read_text(encoding="utf-8")
    assert all(unit.stem in readme for unit in UNITS)


@pytest.mark.parametrize(
    "unit", [u for u in UNITS if u.suffix == ".service"], ids=lambda unit: unit.name
)
def test_a_unit_runs_a_command_that_exists_with_few_rights(unit: Path, hoso) -> None:
    text = unit.read_text(encoding="utf-8")
    command = re.search(r"^ExecStart=/opt/hoso/\.venv/bin/hoso (\w+)", text, re.M)
    assert command is not None
    assert hoso(command[1], "--help").code == 0
    for right in ("NoNewPrivileges=yes", "ProtectSystem=strict", "User=hoso", "UMask=0077"):
        assert right in text


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_reads_them(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/hoso/.venv/bin/hoso", "/bin/true")
        name = unit.name.replace("@.", "@srv-scanner.")
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert not re.findall(r"hoso-.*", done.stderr), done.stderr
