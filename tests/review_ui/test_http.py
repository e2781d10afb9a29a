"""The door as a program meets it: who may what, what is refused, what every answer carries."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
import review_stand
from fastapi.testclient import TestClient
from review_stand import PASSWORD, PEOPLE, ct01, paper, read

from review_ui.interface import Services
from review_ui.sign_in import own_path
from review_ui.upload_page import file_name
from storage.record import Record, State


def filed(office: Any, record: Record) -> Record:
    services: Services = office.services
    return services.store.file_record(record).record


def save(browser: TestClient, record: Record, *decisions: dict[str, Any]) -> Any:
    return browser.post(
        f"/papers/{record.record_id}/decisions",
        json={"version": record.version, "decisions": list(decisions)},
    )


def approve(browser: TestClient, record: Record, seen: str = "") -> Any:
    return browser.post(
        f"/papers/{record.record_id}/approve", json={"version": record.version, "seen": seen}
    )


def value(path: str, text: str, **more: Any) -> dict[str, Any]:
    return {"path": path, "verdict": "value", "value": text} | more


def test_a_paper_says_how_its_signatures_stand(office: Any) -> None:
    record = ct01(0)
    made = {
        "field": "S",
        "signer": "Ủy ban <b>xã</b>",
        "organisation": "Huyện thử",
        "time": "2025-02-18T08:17:22+00:00",
        "timestamp": None,
        "intact": True,
        "trusted": None,
        "reason": None,
    }
    signatures = [
        made,
        made | {"intact": False, "reason": "bytes_changed"},
        made | {"intact": None, "reason": "unreadable", "signer": None, "time": None},
    ]
    source = record.document["source"] | {"signatures": signatures}
    record = filed(office, replace(record, document=record.document | {"source": source}))
    page = office["an"].get(f"/papers/{record.record_id}").text
    assert re.findall(r'data-signature="(\w+)"', page) == ["intact", "altered", "unchecked"]
    assert "Ủy ban &lt;b&gt;xã&lt;/b&gt; (Huyện thử), 15:17:22 18/02/2025" in page
    for words in ("nguyên vẹn", "đã bị sửa", "không kiểm được"):
        assert f"<b>{words}</b>" in page


# Signing in


def test_nobody_sees_anything_before_signing_in(office: Any) -> None:
    record = filed(office, ct01(0))
    browser = office.browser()
    for path in ("/", f"/papers/{record.record_id}", "/uploads", "/statistics", "/search"):
        answer = browser.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login")
    assert browser.get(f"/papers/{record.record_id}/pages/1").status_code == 303
    answer = save(browser, record, value("phone", "0987654321"))
    assert answer.status_code == 401
    assert PEOPLE[0][1] not in answer.text


def test_the_cookie_cannot_be_read_by_scripts(office: Any) -> None:
    answer = office.browser().post("/login", data={"username": "an", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    https = TestClient(office.browser().app, base_url="https://testserver", follow_redirects=False)
    answer = https.post("/login", data={"username": "an", "password": PASSWORD})
    assert "secure" in answer.headers["set-cookie"].lower()


def test_too_many_failures_lock_the_account(office: Any) -> None:
    browser = office.browser()
    codes = [
        browser.post("/login", data={"username": "an", "password": "sai"}).status_code
        for _ in range(7)
    ]
    assert codes[0] == 401
    assert codes[-1] == 429
    answer = browser.post("/login", data={"username": "an", "password": PASSWORD})
    assert answer.status_code == 429
    assert "tạm khóa" in answer.text


def test_signing_out_ends_the_session(office: Any) -> None:
    browser = office["an"]
    assert browser.get("/").status_code == 200
    assert browser.post("/logout").headers["location"] == "/login"
    assert browser.get("/").status_code == 401


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example/", "/\\evil", "x", ""])
def test_no_way_leads_to_strangers(path: str) -> None:
    assert own_path(path) == ""
    assert own_path("/papers/x") == "/papers/x"


# What no request may be


def test_every_post_needs_the_token(office: Any) -> None:
    record = filed(office, ct01(0))
    browser = office["quan-tri"]
    token = browser.headers.pop("x-csrf-token")
    paths = (
        "decisions",
        "approve",
        "next",
        "lease",
        "release",
        "region",
        "retype",
        "split",
        "merge",
        "reorder",
        "rotate",
        "withdraw",
        "blind",
    )
    for path in [f"/papers/{record.record_id}/{name}" for name in paths] + [
        "/filter",
        "/search",
        "/logout",
        "/language",
        "/uploads",
        "/uploads/x/files",
        "/uploads/x/close",
        "/uploads/x/retry",
    ]:
        assert browser.post(path).status_code == 403, path
        assert browser.post(path, headers={"x-csrf-token": "wrong"}).status_code == 403, path
    assert browser.post("/filter", data={"csrf_token": token}).status_code == 303


def test_other_sites_are_refused(office: Any) -> None:
    login = {"username": "an", "password": PASSWORD}
    browser = office.browser()
    foreign = {"origin": "https://evil.example"}
    assert browser.post("/login", data=login, headers=foreign).status_code == 403
    cross = {"sec-fetch-site": "cross-site"}
    assert browser.post("/login", data=login, headers=cross).status_code == 403
    same = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    assert browser.post("/login", data=login, headers=same).status_code == 303


def test_every_answer_carries_the_headers(office: Any) -> None:
    browser = office["an"]
    for path in ("/", "/login", "/papers/nothing", "/static/style.css", "/nowhere"):
        headers = browser.get(path).headers
        policy = headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
    assert browser.get("/").headers["cache-control"] == "no-store"


def test_no_page_holds_scripts_or_styles_of_its_own(office: Any) -> None:
    record = filed(office, ct01(0, members=2))
    browser = office["quan-tri"]
    for path in ("/", "/login", f"/papers/{record.record_id}", "/uploads", "/search"):
        text = browser.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), path
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text), path


@pytest.mark.parametrize(
    "path",
    ["/papers/../../etc/passwd", "/papers/%2e%2e%2f", "/papers/AAAA", "/static/../app.py",
     "/static/%2e%2e/app.py", "/papers/" + "a" * 26, "/uploads/..%2f..", "/uploads/nothing"],
)  # fmt: skip
def test_path_tricks_find_nothing(office: Any, path: str) -> None:
    answer = office["an"].get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


def test_oversize_bodies_are_refused_as_they_stream(office: Any) -> None:
    browser = office["an"]
    record = filed(office, ct01(0))
    big = {"version": 1, "decisions": [], "x": "y" * (3 * 1024 * 1024)}
    answer = browser.post(f"/papers/{record.record_id}/decisions", json=big)
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"

    def endless() -> Any:
        for _ in range(64):
            yield b"x" * 1024 * 1024

    form = {"accept": "text/html", "content-type": "application/x-www-form-urlencoded"}
    answer = browser.post("/search", content=endless(), headers=form)
    assert answer.status_code == 413


def test_oversize_uploads_are_refused(open_office: Any) -> None:
    office = open_office(max_upload_bytes=100_000)
    browser = office["van-thu"]
    batch = browser.post("/uploads").json()["batch"]
    headers = {"x-file-name": "lon.pdf"}

    def parts() -> Any:
        for _ in range(5):
            yield b"x" * 50_000

    answer = browser.post(f"/uploads/{batch}/files", content=parts(), headers=headers)
    assert answer.status_code == 413
    assert office.services.uploads.names == []


# Roles


def test_clerks_type_but_do_not_approve(office: Any) -> None:
    record = filed(office, ct01(0, doubt="phone"))
    clerk = office["van-thu"]
    assert save(clerk, record, value("phone", "0987654321")).status_code == 200
    assert approve(clerk, record).status_code == 403
    assert (
        clerk.post(
            f"/papers/{record.record_id}/rotate", data={"version": 1, "page": 1, "turns": 1}
        ).status_code
        == 403
    )
    assert clerk.get(f"/papers/{record.record_id}").status_code == 200
    seen = office["an"].get(f"/papers/{record.record_id}")
    assert "0987 654 321" in seen.text


def test_only_admins_withdraw(office: Any) -> None:
    record = filed(office, ct01(0))
    assert office["an"].get(f"/papers/{record.record_id}/withdraw").status_code == 403
    assert office["quan-tri"].get(f"/papers/{record.record_id}/withdraw").status_code == 200


# The paper


def test_the_hooks_of_the_contract(office: Any) -> None:
    record = filed(office, ct01(0, doubt="phone", members=1))
    text = office["an"].get(f"/papers/{record.record_id}").text
    main = re.search(r"<main[^>]*>", text)
    assert main
    for hook in (
        f'data-record="{record.record_id}"',
        'data-type="ct01"',
        'data-source="to-khai-00.pdf"',
        'data-pages="1"',
    ):
        assert hook in main[0]
    inputs = re.findall(r"<input[^>]*data-field=\"[^\"#]+\"[^>]*>", text)
    assert all("data-status=" in one for one in inputs)
    assert any('data-field="members.0.full_name"' in one for one in inputs)
    assert 'data-field="phone" data-status="review"' in text
    assert 'data-doubt="low_confidence"' in text


def test_what_is_saved_is_there_and_approved_with_who_and_when(office: Any) -> None:
    record = filed(office, ct01(0, doubt="phone"))
    browser = office["an"]
    answer = save(browser, record, value("phone", "0987 654 321")).json()
    assert answer["open"] == 0
    assert [one["status"] for one in answer["cells"]] == ["accepted"]
    done = approve(browser, record, answer["have"])
    assert done.status_code == 200
    stored = office.services.store.latest(record.record_id)
    assert stored.state is State.APPROVED
    assert (stored.version, stored.approved_by, stored.created_by) == (2, "an", "an")
    assert stored.document["fields"]["phone"]["value"] == "0987654321"
    (entry,) = office.services.store.audit.entries(kind="approval")
    assert (entry["by"], entry["changed"]) == ("an", ["phone"])
    assert PEOPLE[0][1] not in str(entry)
    history = browser.get(f"/papers/{record.record_id}/history").text
    assert "0912 345 678" in history
    assert "0987 654 321" in history


def test_what_people_type_never_becomes_part_of_the_page(office: Any) -> None:
    record = filed(office, ct01(0, doubt="request"))
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{0}'
    answer = save(office["an"], record, value("request", evil)).json()
    save(office["binh"], record, value("request", evil + "2"))
    page = office["binh"].get(f"/papers/{record.record_id}").text
    pages = [page, answer["cells"][0]["why"], answer["notices"], answer["filing"]]
    assert not any("<script>alert" in page or "<img src=x" in page for page in pages)
    assert "{{ 7*7 }}{0}" in pages[0]


def test_the_approved_are_told_of(office: Any) -> None:
    told: list[Record] = []
    office.services = replace(office.services, approved=told.append)
    record = filed(office, ct01(0, doubt=""))
    assert approve(office["an"], record).status_code == 200
    assert [one.version for one in told] == [2]


def test_open_doubts_block_with_sentences(office: Any) -> None:
    record = filed(office, ct01(0, doubt="request"))
    answer = approve(office["an"], record)
    assert answer.status_code == 422
    assert answer.json()["blockers"][0]["path"] == "request"
    assert "Nội dung đề nghị" in answer.json()["blockers"][0]["detail"]
    assert office.services.store.latest(record.record_id).version == 1


def test_a_number_is_typed_twice_or_not_at_all(office: Any) -> None:
    record = filed(office, ct01(1, doubt="", certain=False))
    browser = office["an"]
    number = PEOPLE[2][1]
    for wrong in ({}, {"again": PEOPLE[1][1]}, {"again": ""}):
        answer = save(browser, record, value("citizen_id", number, **wrong)).json()
        assert [one["path"] for one in answer["refused"]] == ["citizen_id"]
    assert office.services.store.drafts.of(record.record_id, 1) == []
    answer = save(browser, record, value("citizen_id", number, again=number)).json()
    assert answer["refused"] == []
    accepted = save(browser, record, {"path": "citizen_id", "verdict": "value", "accept": True})
    assert accepted.json()["refused"] == []
    latest = office.services.store.drafts.of(record.record_id, 1)[-1]
    assert latest.value == PEOPLE[1][1]


def test_places_that_are_none_are_refused(office: Any) -> None:
    record = filed(office, ct01(0))
    for path in ("nothing", "members.x.full_name", "members.0.nothing", "_hidden", "phone.0"):
        answer = save(office["an"], record, value(path, "x")).json()
        assert [one["path"] for one in answer["refused"]] == [path]
    assert save(office["an"], record, value("members.99999.sex", "Nam")).json()["refused"]
    assert save(office["an"], record, value("A B", "x")).status_code == 422


def test_two_people_neither_overwrites_the_other(office: Any) -> None:
    record = filed(office, ct01(0, doubt="phone"))
    save(office["an"], record, value("phone", "0911111111"))
    answer = save(office["binh"], record, value("phone", "0922222222")).json()
    (cell,) = answer["cells"]
    assert cell["state"] == "rivals"
    assert "0911 111 111" in cell["why"]
    assert "0922 222 222" in cell["why"]
    assert approve(office["binh"], record, answer["have"]).status_code == 422
    chosen = save(office["binh"], record, value("phone", "0911111111", saw=cell["saw"])).json()
    assert chosen["open"] == 0
    assert approve(office["binh"], record, chosen["have"]).status_code == 200


def test_nobody_approves_what_they_have_not_seen(office: Any) -> None:
    record = filed(office, ct01(0, doubt="phone"))
    have = save(office["an"], record, value("phone", "0911111111")).json()["have"]
    save(office["binh"], record, value("full_name", "NGUYỄN VĂN HÙNG"))
    answer = approve(office["an"], record, have)
    assert (answer.status_code, answer.json()["code"]) == (409, "changed_meanwhile")


def test_who_comes_second_sees_both_and_loses_nothing(office: Any) -> None:
    record = filed(office, ct01(0, doubt="phone"))
    have = save(office["an"], record, value("phone", "0911111111")).json()["have"]
    assert approve(office["an"], record, have).status_code == 200
    late = save(office["binh"], record, value("phone", "0922222222")).json()
    assert late["stale"] is True
    assert late["by"] == "an"
    answer = approve(office["binh"], record, late["have"])
    assert (answer.status_code, answer.json()["code"]) == (409, "approved_meanwhile")
    page = office["binh"].get(f"/papers/{record.record_id}").text
    carried = re.search(r'<div class="alert carried".*?</div>', page, re.S)
    assert carried
    assert "0911 111 111" in carried[0]
    assert "0922 222 222" in carried[0]
    assert office.services.store.latest(record.record_id).version == 2


def test_an_open_paper_goes_to_nobody_else(office: Any) -> None:
    first = filed(office, ct01(0, certain=False))
    second = filed(office, ct01(1))
    assert office["an"].get("/next").headers["location"] == f"/papers/{first.record_id}"
    office["an"].get(f"/papers/{first.record_id}")
    assert office["binh"].get("/next").headers["location"] == f"/papers/{second.record_id}"
    assert "an cũng đang mở" in office["binh"].get(f"/papers/{first.record_id}").text
    office["an"].post(f"/papers/{first.record_id}/release")
    assert office["binh"].get("/next").headers["location"] == f"/papers/{first.record_id}"


def test_a_paper_left_for_later_does_not_come_back_at_once(office: Any) -> None:
    papers = [filed(office, ct01(number, doubt="")) for number in range(4)]
    browser = office["an"]
    here = browser.get("/next").headers["location"]
    seen = [here]
    for _ in papers[1:]:
        here = browser.post(f"{here}/next").json()["next"]
        seen.append(here)
    assert sorted(seen) == sorted(f"/papers/{one.record_id}" for one in papers)
    last = office.services.store.latest(here.rpartition("/")[2])
    assert approve(browser, last).json()["next"] == seen[0]  # round again
    second = office.services.store.latest(seen[1].rpartition("/")[2])
    assert approve(browser, second).json()["next"] == seen[2]


def test_filters_and_search(office: Any) -> None:
    for number in range(4):
        filed(office, ct01(number))
    browser = office["an"]
    page = browser.post("/filter", data={"person": "tran thi"}, headers={"hx-request": "true"}).text
    assert "TRẦN THỊ MAI ANH" in page
    assert "VÕ THÀNH ĐẠT" not in page
    assert "TRẦN THỊ MAI ANH" in browser.get("/").text
    found = browser.post("/search", data={"card": PEOPLE[2][1]}).text
    assert "HUỲNH THỊ CẨM TÚ" in found
    assert "TRẦN THỊ MAI ANH" not in found
    assert browser.post("/search", data={"card": "12"}).status_code == 200


def test_english_by_choice(office: Any) -> None:
    record = filed(office, ct01(0, doubt="phone"))
    browser = office["an"]
    browser.post("/language", data={"lang": "en", "back": "/"})
    page = browser.get(f"/papers/{record.record_id}").text
    assert 'lang="en"' in page
    assert "Not read with enough certainty." in page


# Pages and filings


def test_pictures_and_rectangles(office: Any) -> None:
    record = filed(office, ct01(0))
    browser = office["an"]
    picture = browser.get(f"/papers/{record.record_id}/pages/1")
    assert picture.headers["content-type"] == "image/webp"
    assert "private" in picture.headers["cache-control"]
    assert browser.get(f"/papers/{record.record_id}/pages/2").status_code == 404
    assert browser.get(f"/papers/{record.record_id}/pages/0").status_code == 404
    region = {"page": 1, "box": [0.1, 0.1, 0.5, 0.2], "path": "phone"}
    read_again = browser.post(f"/papers/{record.record_id}/region", json=region).json()
    assert read_again["candidates"][0]["text"] == "0987 654 321"
    for wrong in ({"page": 9}, {"box": [0.5, 0.1, 0.1, 0.2]}, {"box": [0, 0, 2, 1]}):
        answer = browser.post(f"/papers/{record.record_id}/region", json=region | wrong)
        assert answer.status_code == 422


def test_page_work_makes_versions_and_refuses_nonsense(office: Any) -> None:
    record = filed(
        office, paper("ct01", {"full_name": read("A B")}, [], file="x.pdf", pages=(1, 2, 3))
    )
    other = filed(office, ct01(1))
    browser, at = office["an"], f"/papers/{record.record_id}"
    for path, form in (
        ("split", {"first_page": 4}),
        ("split", {"first_page": 1}),
        ("reorder", {"order": "1 1 3"}),
        ("rotate", {"page": 9, "turns": 1}),
        ("merge", {"other": other.record_id}),
        ("retype", {"type": "nothing"}),
    ):
        assert browser.post(f"{at}/{path}", data={"version": 1} | form).status_code == 422, path
    assert browser.post(f"{at}/reorder", data={"version": 7, "order": "3 2 1"}).status_code == 409
    assert browser.post(f"{at}/reorder", data={"version": 1, "order": "3 2 1"}).status_code == 303
    assert browser.post(f"{at}/split", data={"version": 2, "first_page": 3}).status_code == 303
    latest = office.services.store.latest(record.record_id)
    assert latest.document["source"]["pages"] == [3, 2]
    assert latest.created_by == "an"
    assert browser.get(f"{at}/work").status_code == 200
    assert browser.post(f"{at}/retype", data={"version": 3, "type": "ct07"}).status_code == 303


def test_a_wrong_filing_is_withdrawn_with_a_reason_and_who_fetched_it(office: Any) -> None:
    record = filed(office, ct01(0))
    admin, at = office["quan-tri"], f"/papers/{record.record_id}/withdraw"
    assert admin.post(at, data={"version": 1, "holder": 0, "reason": " "}).status_code == 422
    assert admin.post(at, data={"version": 1, "holder": 5, "reason": "x"}).status_code == 409
    answer = admin.post(at, data={"version": 1, "holder": 0, "reason": "Nhầm người"})
    assert answer.status_code == 200
    assert "mot-cua" in answer.text
    assert office.services.store.records_of(PEOPLE[0][1]) == []
    latest = office.services.store.latest(record.record_id)
    assert (latest.state, latest.created_by) == (State.DRAFT, "quan-tri")
    assert admin.get("/next").headers["location"] == f"/papers/{record.record_id}"
    (entry,) = office.services.store.audit.entries(kind="withdrawal")
    assert entry["reason"] == "Nhầm người"
    assert PEOPLE[0][1] not in str(entry)


def test_an_uncertain_number_is_shown_with_its_evidence(office: Any) -> None:
    filed(office, ct01(1, file="khac.pdf"))
    other = ct01(1, doubt="", certain=False)
    fields = other.document["fields"]
    fields["citizen_id"] = read("036186990021", "review", "low_confidence", readings=(("a", "1"),))
    other.document["holders"][0]["citizen_id"] = "036186990021"
    record = filed(office, other)
    text = office["an"].get(f"/papers/{record.record_id}/evidence").text
    assert "Năm sinh trong số (1986) không khớp" in text
    assert "Giới tính trong số (Nữ) khớp" in text
    assert "đọc số này khác nhau" in text
    assert "Kho chưa có giấy nào của số này." in text
    assert f'data-value="{PEOPLE[1][1]}"' in text  # somebody of the same name


def test_a_number_that_the_store_knows_under_another_name_needs_a_word(office: Any) -> None:
    filed(office, ct01(1, file="khac.pdf"))
    other = ct01(1, doubt="", certain=False)
    other.document["fields"]["full_name"] = read("TRẦN THỊ MAI HƯƠNG")
    record = filed(office, other)
    browser = office["an"]
    accept = {"path": "citizen_id", "verdict": "value", "accept": True}
    have = save(browser, record, accept).json()["have"]
    answer = approve(browser, record, have)
    assert answer.status_code == 422
    (blocker,) = answer.json()["blockers"]
    assert PEOPLE[1][0] in blocker["detail"]
    assert office.services.store.latest(record.record_id).document["citizen_id"] is None
    have = save(browser, record, value(f"~agreed:{blocker['agree']}", "")).json()["have"]
    assert approve(browser, record, have).status_code == 200


def test_a_superseded_paper_stays_so_when_it_is_corrected(office: Any) -> None:
    old = replace(ct01(0, doubt=""), state=State.SUPERSEDED, superseded_by="x", approved_by="an")
    record = filed(office, old)
    assert approve(office["binh"], record).status_code == 200
    latest = office.services.store.latest(record.record_id)
    assert (latest.state, latest.superseded_by) == (State.SUPERSEDED, "x")
    assert latest.approved_by == "binh"


# Uploads


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
