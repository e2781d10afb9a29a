"""Progress of a scan: what has been counted stays counted."""

from pathlib import Path

import pytest

from hoso import show
from hoso.intake import Intake
from hoso.messages import Texts
from hoso.settings import read_settings
from ocr.errors import Fault, PageError


def test_pages_of_files_that_are_done_stay_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files come and go: a later one may lie where an earlier one lay in memory."""
    monkeypatch.setattr(show, "_PLAIN_SECONDS", -1.0)
    progress = show.Progress(Texts("en"))
    for number in range(20):
        intake = Intake(Path("a.pdf"), f"{number}.pdf", "d", read_settings({}), page_count=2)
        for page in (1, 2):
            intake.lost[page] = PageError(Fault.WORKER_LOST, "test")
            progress.watch(intake)
        del intake
    said = [int(line.split(": ")[1].split(",")[0]) for line in capsys.readouterr().err.splitlines()]
    assert said == list(range(1, 41))
