"""Every refusal: a clear code, both languages, logged, and nothing leaked."""

import logging
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Mount

from reuse.app import reuse_app
from reuse.interface import Rate
from reuse.limits import Buckets

LOOKUP = "/citizens/lookup"
SECRET = "001085990017"  # a number that must never come back


def good(**more: Any) -> dict[str, Any]:
    return {"citizen_id": SECRET, "purpose": "1.004222"} | more


def problem(answer: Any, status: int, code: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["code"]) == (status, code)
    assert body["detail"]["vi"]
    assert body["detail"]["en"]
    assert SECRET not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Bearer "},
        {"Authorization": "Basic abc"},
        {"Authorization": b"Bearer \xff\xfe"},
    ],
)
@pytest.mark.parametrize("path", [LOOKUP, "/records/x", "/catalog", "/access-log", "/nowhere"])
def test_without_a_right_token_nothing(door: Any, headers: Any, path: str) -> None:
    method = "POST" if path == LOOKUP else "GET"
    answer = door.http.request(method, path, headers=headers, content=b"{" + SECRET.encode())
    problem(answer, 401, "unauthorized")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("scopes", "method", "path"),
    [
        ("procedures", "POST", LOOKUP),
        ("access-log original:file", "POST", LOOKUP),
        ("procedures", "GET", "/records/aaaaaaaaaaaaaaaaaaaaaaaaaa?purpose=1.004222"),
        ("records", "POST", "/procedures/1.004222/check"),
        ("procedures:1.010041", "POST", "/procedures/1.004222/check"),
        ("procedures:1.010041", "POST", "/procedures/1.004222/prefill"),
        ("records procedures", "GET", "/access-log"),
    ],
)
def test_without_the_scope(door: Any, scopes: str, method: str, path: str) -> None:
    body = {"json": good()} if method == "POST" else {}
    problem(door.as_client(scopes).ask(method, path, **body), 403, "scope_missing")


def test_a_scope_of_one_procedure_or_type_is_enough(door: Any, papers: Any) -> None:
    record = papers.ct07()
    other = papers.ct01()
    narrow = door.as_client("records:ct07 procedures:1.004222")
    assert narrow.ask("POST", "/procedures/1.004222/check", json=good()).status_code == 200
    assert [r["record_id"] for r in narrow.lookup(SECRET)["records"]] == [record.record_id]
    assert narrow.get(f"/records/{record.record_id}?purpose=xac_minh").status_code == 200
    unseen = narrow.get(f"/records/{other.record_id}?purpose=xac_minh")
    unknown = narrow.get("/records/aaaaaaaaaaaaaaaaaaaaaaaaaa?purpose=xac_minh")
    problem(unseen, 404, "not_found")
    assert unseen.content == unknown.content


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"citizen_id": SECRET}, "purpose_missing"),
        (good(purpose="curiosity"), "purpose_unknown"),
        (good(purpose=""), "malformed_request"),
        (good(purpose=None), "malformed_request"),
        (good(citizen_id=SECRET + "1"), "malformed_number"),
        (good(citizen_id="00108599001x"), "malformed_number"),
        (good(citizen_id=" " + SECRET), "malformed_number"),
        (good(citizen_id=SECRET + "\n"), "malformed_number"),
        (good(citizen_id="٠" * 12), "malformed_number"),
        (good(citizen_id=int("1" + SECRET[1:])), "malformed_number"),
        ({"purpose": "1.004222"}, "malformed_request"),
        (good(**{SECRET: SECRET}), "malformed_request"),
        ([SECRET], "malformed_request"),
        (SECRET, "malformed_request"),
    ],
)
@pytest.mark.parametrize(
    "path", [LOOKUP, "/procedures/1.004222/check", "/procedures/1.004222/prefill"]
)
def test_what_is_malformed_is_refused_and_not_repeated(
    door: Any, path: str, body: Any, code: str
) -> None:
    problem(door.ask("POST", path, json=body), 422, code)


def test_parameters_that_are_not_known_are_refused(door: Any) -> None:
    problem(door.get(f"/catalog?citizen_id={SECRET}"), 422, "unknown_parameter")
    answer = door.ask("POST", f"{LOOKUP}?citizen_id={SECRET}", json=good())
    problem(answer, 422, "unknown_parameter")


def test_no_json_at_all(door: Any) -> None:
    for content in (b"", b"{", SECRET.encode(), b"\xff", b'{"citizen_id": NaN'):
        answer = door.ask("POST", LOOKUP, content=content)
        assert answer.status_code == 422
        assert SECRET not in answer.text


@pytest.mark.parametrize("path", ["", "/versions", "/pages/1", "/original"])
def test_a_purpose_is_mandatory_on_every_read(door: Any, papers: Any, path: str) -> None:
    record = papers.ct07()
    problem(door.get(f"/records/{record.record_id}{path}"), 422, "purpose_missing")
    problem(door.get(f"/records/{record.record_id}{path}?purpose=x"), 422, "purpose_unknown")
    assert door.log() == []


@pytest.mark.parametrize(
    "trick",
    [
        "../../etc/passwd",
        "..%2f..%2fstore.json",
        "%2e%2e",
        "AAAAAAAAAAAAAAAAAAAAAAAAAA",
        "aaaaaaaaaaaaaaaaaaaaaaaaaa%00",
        "aaaaaaaaaaaaaaaaaaaaaaaaaa/../../x",
        SECRET,
        "a" * 500,
        "c:\\windows",
    ],
)
def test_tricks_with_paths(door: Any, trick: str) -> None:
    for path in (f"/records/{trick}", f"/records/{trick}/pages/1", f"/records/{trick}/original"):
        answer = door.get(f"{path}?purpose=xac_minh")
        assert answer.status_code in {404, 422}, path
        assert SECRET not in answer.text
    assert door.ask("POST", f"/procedures/{trick}/check", json=good()).status_code in {404, 422}


@pytest.mark.parametrize("n", ["0", "-1", "99999999999999999999", "x", "1.5", "2"])
def test_pages_that_are_not_there(door: Any, papers: Any, n: str) -> None:
    record = papers.ct07()
    answer = door.get(f"/records/{record.record_id}/pages/{n}?purpose=xac_minh")
    assert answer.status_code in {404, 422}


def test_oversize_bodies(door: Any) -> None:
    large = b" " * (door.services.largest_body + 1)
    problem(door.ask("POST", LOOKUP, content=large), 413, "too_large")
    chunks = (b" " * 65536 for _ in range(8))
    problem(door.ask("POST", LOOKUP, content=chunks), 413, "too_large")


def test_other_methods_and_unknown_paths(door: Any) -> None:
    problem(door.get(LOOKUP), 405, "not_allowed")
    problem(door.ask("DELETE", "/catalog"), 405, "not_allowed")
    problem(door.get("/nowhere"), 404, "not_found")
    problem(door.ask("POST", "/procedures/9.999999/check", json=good()), 404, "procedure_unknown")


def test_inputs_of_a_form_are_refused_by_field(door: Any) -> None:
    path = "/procedures/1.004222/prefill"
    answer = door.ask("POST", path, json=good(inputs={"date_of_birth": SECRET}))
    problem(answer, 422, "malformed_input")
    assert "date_of_birth" in answer.json()["detail"]["vi"]
    problem(door.ask("POST", path, json=good(inputs={SECRET: "x"})), 422, "unknown_input")
    problem(door.ask("POST", path, json=good(inputs={"citizen_id": SECRET})), 422, "not_editable")


def test_days_and_moments_that_are_none(door: Any) -> None:
    path = "/procedures/1.004222/check"
    for day in ("2026-02-30", "2026-13-01", "0000-00-00", "20261125", "2026-W01-1", "2026-1-5"):
        problem(door.ask("POST", path, json=good(date=day)), 422, "malformed_request")
    auditor = door.as_client("access-log")
    for query in ("since=yesterday", "after=%25%25", "after=WzEsMl0=", "after=MQ=="):
        problem(auditor.get(f"/access-log?{query}"), 422, "malformed_request")


def test_too_many_requests_of_one_client_wait_and_others_do_not(door: Any) -> None:
    services = replace(door.services, rate=Rate(per_second=0.5, burst=3))
    with TestClient(reuse_app(services)) as http:
        limited = replace(door, http=http)
        answers = [limited.get("/catalog") for _ in range(5)]
        assert [a.status_code for a in answers] == [200, 200, 200, 429, 429]
        problem(answers[-1], 429, "too_many")
        assert int(answers[-1].headers["retry-after"]) in {1, 2}
        assert limited.as_client("records").get("/catalog").status_code == 200


def test_guessing_tokens_is_slowed_down(door: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("reuse.gate.anyio.sleep", sleep)
    monkeypatch.setattr("reuse.gate._STRANGERS", Rate(per_second=0.001, burst=3))
    guessed = replace(door, http=TestClient(reuse_app(door.services)))
    for i in range(5):
        answer = guessed.http.get("/catalog", headers={"Authorization": f"Bearer {i}"})
        assert answer.status_code == 401
    assert slept[:3] == [0.0] * 3
    assert min(slept[3:]) > 100
    assert guessed.get("/catalog").status_code == 200


def test_a_revoked_token_opens_nothing_soon(door: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reuse.gate._REMEMBERED", 0.0)
    assert door.get("/catalog").status_code == 200
    token = next(iter(door.clients.tokens))
    del door.clients.tokens[token]
    answer = door.http.get("/catalog", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401


def test_a_bucket_refills() -> None:
    now = [0.0]
    buckets = Buckets(Rate(per_second=2, burst=2), clock=lambda: now[0])
    assert [buckets.wait("a") for _ in range(3)] == [0, 0, 0.5]
    assert buckets.wait("b") == 0
    now[0] = 0.5
    assert [buckets.wait("a"), buckets.wait("a")] == [0, 0.5]


def test_refusals_and_reads_are_noted_without_numbers(
    door: Any, papers: Any, caplog: pytest.LogCaptureFixture
) -> None:
    papers.ct07()
    caplog.set_level(logging.DEBUG)
    door.lookup(SECRET)
    door.as_client("procedures").ask("POST", LOOKUP, json=good())
    door.get(f"/records/{SECRET}?purpose=xac_minh")
    door.ask("POST", LOOKUP, json=good(**{SECRET: 1}))
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("hoso")]
    assert any("code=scope_missing route=/citizens/lookup" in line for line in ours)
    assert any("code=not_found route=/records/{record_id}" in line for line in ours)
    assert SECRET not in "\n".join(ours)
    assert SECRET not in str(door.log())


def test_a_fault_of_ours_says_nothing_about_the_citizen(
    door: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(number: str) -> Any:
        raise RuntimeError(f"cannot find {number}")

    monkeypatch.setattr(door.services.store, "records_of", fails)
    answer = door.ask("POST", LOOKUP, json=good())
    problem(answer, 500, "internal")
    assert "RuntimeError" in caplog.text
    assert SECRET not in caplog.text


def test_figures_are_for_this_machine_and_name_nobody(door: Any, papers: Any) -> None:
    papers.ct07()
    door.lookup(SECRET)
    door.get(f"/records/{SECRET}?purpose=xac_minh")
    door.ask("POST", "/procedures/1.004222/check", json=good())
    assert door.http.get("/metrics").status_code == 404
    here = TestClient(door.http.app, client=("127.0.0.1", 5))
    text = here.get("/metrics").text
    assert 'route="/citizens/lookup",status="200"} 1.0' in text
    assert 'procedure="1.004222",state="held"' in text
    assert SECRET not in text
    assert here.get("/metrics", headers={"X-Forwarded-For": "10.0.0.1"}).status_code == 404


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@given(number=st.text(max_size=20))
def test_no_text_but_a_number_is_looked_up(door: Any, number: str) -> None:
    answer = door.ask("POST", LOOKUP, json=good(citizen_id=number))
    is_number = number.isascii() and number.isdigit() and len(number) in {9, 12}
    assert answer.status_code == (200 if is_number else 422)
    assert is_number or len(number) < 4 or number not in answer.text


def test_it_stands_just_as_well_under_another_app(door: Any, papers: Any) -> None:
    record = papers.ct07()
    outer = Starlette(routes=[Mount("/api/v1", door.http.app)])
    inside = replace(door, http=TestClient(outer))
    assert inside.http.get("/api/v1/healthz").status_code == 200
    assert inside.http.get("/api/v1/openapi.json").json()["servers"] == [{"url": "/api/v1"}]
    problem(inside.http.get("/api/v1/catalog"), 401, "unauthorized")
    problem(inside.http.get("/api/v1/healthz/../catalog"), 401, "unauthorized")
    assert inside.get(f"/api/v1/records/{record.record_id}?purpose=xac_minh").status_code == 200
