"""The door as a program meets it: files that come in, and blind checks of what rules approved."""

import re
from typing import Any
from urllib.parse import quote

import pytest
import review_stand
from review_calls import filed, save, value
from review_stand import PEOPLE, ct01

from review_ui.upload_page import file_name


def test_files_come_in_and_the_ledger_balances(office: Any) -> None:
    browser = office["van-thu"]
    batch = browser.post("/uploads").json()["batch"]
    for name in ("ho-so/tờ khai.pdf", "ho-so/hong.pdf"):
        answer = browser.post(
            f"/uploads/{batch}/files", content=name.encode(), headers={"x-file-name": quote(name)}
        )
        assert answer.status_code == 204
    running = browser.get(f"/uploads/{batch}").text
    assert 'hx-trigger="every 1s"' in running
    browser.post(f"/uploads/{batch}/close")
    page = browser.get(f"/uploads/{batch}/progress").text
    sums = {k: int(v) for k, v in re.findall(r'data-sum="(\w+)">(\d+)<', page)}
    assert sums["pages_in"] == sums["pages_stored"] + sums["pages_quarantined"] == 2
    assert "Tệp hỏng" in page
    sha256 = re.search(r"[0-9a-f]{64}", page)
    assert sha256
    assert browser.post(f"/uploads/{batch}/retry", data={"sha256": sha256[0]}).status_code == 200
    assert office.services.uploads.retried == [sha256[0]]
    assert browser.post(f"/uploads/{batch}/retry", data={"sha256": "x"}).status_code == 422


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\scan\\a.pdf", "C:/scan/a.pdf"),
        ("h%E1%BB%93%20s%C6%A1/a.pdf", "hồ sơ/a.pdf"),
        ("a%00b\n.pdf", "ab.pdf"),
        ("..", ""),
        ("", ""),
    ],
)
def test_names_of_files_lead_nowhere(header: str, name: str) -> None:
    assert file_name(header) == name


# Blind checks


def test_a_rules_approval_is_checked_blind_and_counted(open_office: Any) -> None:
    office = open_office(audit_share=1.0)
    record = filed(office, review_stand.by_rule(ct01(0, doubt="")))
    browser = office["an"]
    at = f"/papers/{record.record_id}/blind"
    assert browser.get("/next").headers["location"] == at
    page = browser.get(at).text
    for shown in (PEOPLE[0][0], PEOPLE[0][1], "0912"):
        assert shown not in page
    save(browser, record, value("~blind:phone", "0912"))
    assert PEOPLE[0][1] not in save(browser, record, value("~blind:phone", "0912 3")).text
    again = browser.get(at).text
    assert 'value="0912 3"' in again  # what was typed is kept
    assert 'value="0912 3"' not in office["binh"].get(at).text
    typed = {
        path: field["value"] for path, field in record.document["fields"].items() if path != "phone"
    } | {"phone": "0912 345 679"}
    done = browser.post(at, data=typed).text
    assert 'data-differing="1"' in done
    (entry,) = office.services.store.audit.entries(kind="blind_check")
    assert entry["differed"] == ["phone"]
    assert entry["compared"] == len(typed)
    assert browser.get(at).status_code == 303  # once is enough
    assert "Điện thoại (1)" in browser.get("/statistics").text
