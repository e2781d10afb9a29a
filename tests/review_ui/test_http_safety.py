"""The door as a stranger meets it: sign-in, tokens, headers, tricks, sizes."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from review_calls import filed, save, value
from review_stand import PASSWORD, PEOPLE, ct01

from review_ui.sign_in import own_path


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
