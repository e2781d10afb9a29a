"""The whole way: scanned papers are reviewed by keyboard, approved, and fetched as others would."""

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from office import PASSWORD, Office, truth_of
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
PURPOSE = "1.004222"


def sign_in(page: Page, name: str = "lan") -> None:
    page.goto("/login")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#main")
    page.wait_for_load_state("networkidle")


def api(office: Office, path: str, body: dict[str, Any] | None = None) -> Any:
    """What a program of the office is answered: JSON, or bytes of a file."""
    request = urllib.request.Request(
        f"{office.url}/api/v1{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {office.token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        data = answer.read()
        kind = answer.headers["Content-Type"]
    return json.loads(data) if kind.startswith("application/json") else data


def values(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Path and value of every field that the drawn paper has."""
    for name, found in document["fields"].items():
        if isinstance(found, list):
            for number, row in enumerate(found):
                yield from ((f"{name}.{number}.{key}", f["value"]) for key, f in row.items())
        else:
            yield name, found["value"]


class Reviewer:
    """Reviews the paper on the page by keyboard alone, knowing what it says."""

    def __init__(self, page: Page, truth: dict[str, str]) -> None:
        self.page, self.truth = page, truth

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def settle_field(self) -> bool:
        """Decides on the field that the cursor stands on; False when it stands on none."""
        focused = self.page.evaluate(
            "() => { const e = document.activeElement; return e && e.dataset.field"
            " ? [e.dataset.field, e.value, e.dataset.state] : null }"
        )
        if focused is None or not focused[2]:
            return False
        field, shown, _ = focused
        wanted = self.truth.get(field)
        if not wanted:
            self.press("F2")
        elif same(shown, wanted):
            self.press("Enter")
        else:
            self.type(wanted)
            self.press("Enter")
        return True


def same(shown: str, wanted: str) -> bool:
    """An ISO date is shown as people write it."""
    day = "/".join(reversed(wanted.split("-")))
    return shown in {wanted, day}


def test_what_is_typed_survives_a_power_cut(office: Office, page: Page) -> None:
    sign_in(page)
    page.keyboard.press("Alt+N")
    page.wait_for_selector("main[data-record]")
    page.wait_for_selector("input[data-field]:focus")  # the page puts the cursor there itself
    name = page.evaluate("() => document.activeElement.dataset.field")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("NGUYỄN THỊ GÕ DỞ")
    office.kill()  # at once: not even the first attempt to send it need have been made
    office.open()
    page.reload()
    page.wait_for_selector("main[data-record]")
    expect(page.locator(f"input[data-field='{name}']")).to_have_value("NGUYỄN THỊ GÕ DỞ")


def test_ten_papers_by_keyboard_only_then_fetched_and_prefilled(
    office: Office, page: Page, drawn: Path
) -> None:
    sign_in(page)
    page.keyboard.press("Alt+N")
    page.wait_for_selector("main[data-record]")
    reviewed: dict[str, str] = {}
    while (main := page.locator("main[data-record]")).count():
        page.wait_for_load_state("networkidle")
        record, source = (main.get_attribute(name) or "" for name in ("data-record", "data-source"))
        truth = dict(values(truth_of(drawn / "truth", source)[0]))
        reviewer = Reviewer(page, truth)
        for _ in range(80):
            if not reviewer.settle_field():
                break
            page.wait_for_timeout(100)
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(f"#main:not([data-record='{record}'])")
        reviewed[record] = source
    assert len(reviewed) >= 5  # a rule may have approved some of the ten
    states = {one["record_id"]: one["state"] for one in records_by_number(office, drawn)}
    assert states
    assert set(states.values()) <= {"approved", "superseded"}
    assert len(set(reviewed) & set(states)) >= 4


def records_by_number(office: Office, drawn: Path) -> Iterator[dict[str, Any]]:
    """What the API knows of every holder that was drawn."""
    for file in sorted((drawn / "truth").glob("*.json")):
        for holder in truth_of(drawn / "truth", file.stem)[0]["holders"]:
            if number := holder.get("citizen_id"):
                body = {"citizen_id": number, "purpose": PURPOSE}
                yield from api(office, "/citizens/lookup", body)["records"]
