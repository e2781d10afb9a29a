"""The queue's page: for admins alone, only where there is a queue, and honest when it is away."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

LOOK = SimpleNamespace(
    figures={
        "waiting": 12,
        "running": 3,
        "failed": 1,
        "workers": 2,
        "draining": False,
        "batches": [
            {
                "batch": "b1",
                "by": "hoa",
                "priority": "counter",
                "waiting": 12,
                "done": 5,
                "failed": 1,
            }
        ],
    },
    failed=[SimpleNamespace(name="tờ 1.png", batch="b1", code="crashed", tries=3)],
    sentence=lambda lang, code: f"{lang}: {code}",
)


def test_admins_see_what_waits_and_why_files_failed(open_office: Callable[..., Any]) -> None:
    office = open_office(queue=lambda: LOOK)
    page = office["quan-tri"].get("/queue")
    assert page.status_code == 200
    assert '<b data-count="waiting">12</b>' in page.text
    assert "tờ 1.png" in page.text
    assert "vi: crashed [crashed]" in page.text
    assert 'href="/queue"' in office["quan-tri"].get("/").text
    assert office["an"].get("/queue").status_code == 403
    assert 'href="/queue"' not in office["an"].get("/").text


def test_a_queue_that_is_away_and_an_office_without_one(open_office: Callable[..., Any]) -> None:
    assert 'role="alert"' in open_office(queue=lambda: None)["quan-tri"].get("/queue").text
    assert open_office()["quan-tri"].get("/queue").status_code == 404
