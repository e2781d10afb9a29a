"""Records over HTTP: found by citizen, read on somebody's behalf, logged before they go out."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from reuse.lookups import Errand, Lookups
from storage.errors import StoreUnreachable
from storage.record import State

BOTH = pytest.mark.parametrize(
    "store", ["folder", pytest.param("minio", marks=pytest.mark.minio)], indirect=True
)
WHY = "?purpose=1.010041"


@BOTH
def test_from_the_number_to_the_record(door: Any, papers: Any, people: Any) -> None:
    record = papers.ct07()
    waiting = papers.ct01(state=State.DRAFT)
    papers.ct07(people("anh"))
    found = door.lookup(people("hung"))
    assert found["citizen"] == door.services.store.key_of(people("hung"))
    shown = {item["record_id"]: item for item in found["records"]}
    assert set(shown) == {record.record_id, waiting.record_id}
    assert shown[record.record_id] == {
        "record_id": record.record_id,
        "type": "ct07",
        "version": 2,
        "state": "approved",
        "issue_date": "2026-03-05",
        "valid_until": "2027-03-05",
        "approved_at": "2026-01-02T03:04:05.000+00:00",
        "approved_by": "chi.lan",
        "reason_not_ready": None,
    }
    assert shown[waiting.record_id]["reason_not_ready"]["code"] == "awaits_review"
    answer = door.get(f"/records/{record.record_id}{WHY}")
    assert answer.status_code == 200
    body = answer.json()
    assert body["fields"]["full_name"]["value"] == "NGUYỄN VĂN HƯNG"
    assert (body["record_id"], body["state"], body["version"]) == (record.record_id, "approved", 2)
    assert body["source"] == {"sha256": record.document["source"]["sha256"], "pages": [1]}
    assert "bi mat" not in answer.text.lower()
    check = {"citizen_id": people("hung"), "purpose": "1.004222"}
    parts = door.ask("POST", "/procedures/1.004222/check", json=check).json()["components"]
    assert [part["state"] for part in parts] == ["missing", "missing", "held"]
    filled = door.ask("POST", "/procedures/1.004222/prefill", json=check).json()
    assert filled["fields"]["full_name"]["record_id"] == record.record_id
    assert [entry["what"] for entry in door.log()] == ["lookup", "record", "check", "prefill"]


def test_after_a_lookup_purpose_and_person_need_not_be_said_again(
    door: Any, papers: Any, people: Any
) -> None:
    record = papers.ct07()
    assert door.get(f"/records/{record.record_id}").status_code == 422
    door.lookup(people("hung"))
    assert door.get(f"/records/{record.record_id}").status_code == 200
    asked, read = door.log()[-2:]
    assert (asked["what"], read["what"]) == ("lookup", "record")
    assert (read["purpose"], read["citizen"]) == (asked["purpose"], asked["citizen"])


def test_what_was_looked_up_is_forgotten_after_some_minutes() -> None:
    now = [0.0]
    lookups = Lookups(clock=lambda: now[0])
    lookups.remember("mot-cua", ["r"], Errand("1.004222", "h"))
    assert lookups.errand("mot-cua", "r") == Errand("1.004222", "h")
    assert lookups.errand("other", "r") is None
    now[0] = 15 * 60 + 1
    assert lookups.errand("mot-cua", "r") is None


def test_a_stranger_is_an_empty_list(door: Any, papers: Any, people: Any) -> None:
    papers.ct07()
    found = door.lookup(people("tu"))
    assert found["records"] == []
    assert len(found["citizen"]) == 64
    assert door.log()[-1]["records"] == []


def test_an_unknown_person_costs_as_many_reads_as_a_known_one(
    door: Any, papers: Any, people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers.ct07()
    papers.ct01()
    reads: list[str] = []
    latest = door.services.store.latest

    def counted(record_id: str) -> Any:
        reads.append(record_id)
        return latest(record_id)

    monkeypatch.setattr(door.services.store, "latest", counted)
    door.lookup(people("hung"))
    known = len(reads)
    door.lookup(people("tu"))
    assert len(reads) == 2 * known


def test_each_read_is_in_the_log_with_everything(door: Any, papers: Any, people: Any) -> None:
    record = papers.ct07()
    handle = door.lookup(people("hung"))["citizen"]
    door.get(f"/records/{record.record_id}/pages/1{WHY}")
    entry = door.log()[-1]
    assert entry["client"].startswith("cong-")
    assert (entry["what"], entry["purpose"], entry["citizen"]) == ("page", "1.010041", handle)
    assert entry["records"] == [{"record_id": record.record_id, "version": 2}]
    assert people("hung") not in str(door.log())


def test_nothing_goes_out_when_the_log_cannot_be_written(
    door: Any, papers: Any, people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = papers.ct07()

    def fails(kind: str, entry: Any) -> Any:
        from concurrent.futures import Future

        done: Future[None] = Future()
        done.set_exception(StoreUnreachable("gone"))
        return done

    monkeypatch.setattr(door.services.store.audit, "submit", fails)
    body = {"citizen_id": people("hung"), "purpose": "1.004222"}
    for answer in (
        door.ask("POST", "/citizens/lookup", json=body),
        door.get(f"/records/{record.record_id}{WHY}"),
        door.get(f"/records/{record.record_id}/original{WHY}"),
        door.ask("POST", "/procedures/1.004222/prefill", json=body),
    ):
        assert answer.status_code == 503
        assert answer.json()["code"] == "store_unavailable"
        assert "NGUYỄN" not in answer.text


@pytest.mark.parametrize("state", [State.DRAFT, State.SUPERSEDED, State.REVOKED])
def test_only_approved_records_are_handed_out(door: Any, papers: Any, state: State) -> None:
    record = papers.ct07(state=state)
    for path in ("", "/pages/1", "/original"):
        answer = door.get(f"/records/{record.record_id}{path}{WHY}")
        assert answer.status_code == 409
        body = answer.json()
        assert (body["code"], body["state"]) == ("not_ready", str(state))
        assert body["reason_not_ready"]["detail"]["vi"]
        assert "NGUYỄN" not in answer.text


def test_on_whose_behalf(door: Any, papers: Any, people: Any) -> None:
    record = papers.land(people("hung"), people("anh"))
    path = f"/records/{record.record_id}{WHY}"
    nobody = door.get(path)
    for who, other in (("hung", "anh"), ("anh", "hung")):
        handle = door.lookup(people(who))["citizen"]
        for answer in (
            door.get(f"{path}&citizen={handle}"),
            door.get(path, headers={"X-Citizen": handle}),
        ):
            assert people(who) in answer.text
            assert people(other) not in answer.text
    assert nobody.status_code == 200
    assert nobody.json()["fields"]["serial_number"]["value"] == "BP 123456"
    assert people("hung") not in nobody.text
    assert people("anh") not in nobody.text
    stranger = door.lookup(people("tu"))["citizen"]
    assert door.get(f"{path}&citizen={stranger}").status_code == 404


def test_on_behalf_of_who_is_known_by_an_old_card(door: Any, papers: Any, people: Any) -> None:
    holder = {
        "role": "owner",
        "full_name": "NGUYỄN VĂN HƯNG",
        "id_card_number": people("hung_card"),
    }
    row = {"full_name": "NGUYỄN VĂN HƯNG", "id_card_number": people("hung_card")}
    record = papers.add("gcn_qsdd", [holder], {"serial_number": "BP 123456", "owners": [row]})
    handle = door.services.store.key_of(people("hung"))
    path = f"/records/{record.record_id}{WHY}&citizen={handle}"
    assert door.get(path).status_code == 404
    papers.add("can_cuoc", [holder | {"role": "bearer", "citizen_id": people("hung")}], {})
    answer = door.get(path)
    assert answer.status_code == 200
    assert answer.json()["fields"]["owners"][0]["full_name"]["value"] == "NGUYỄN VĂN HƯNG"


def test_the_purpose_decides_what_is_shown_of_others(door: Any, papers: Any, people: Any) -> None:
    record = papers.ct07(members=[{"full_name": "TRẦN THỊ MAI ANH", "citizen_id": people("anh")}])
    path = f"/records/{record.record_id}?purpose="
    assert people("anh") in door.get(path + "1.004222").text
    assert people("anh") not in door.get(path + "1.010041").text
    assert "HÙNG" in door.get(path + "1.010041").text
    assert "HÙNG" not in door.get(path + "xac_minh").text
    header = door.get(f"/records/{record.record_id}", headers={"X-Purpose": "1.004222"})
    assert people("anh") in header.text


def test_pictures_are_covered_where_values_are_withheld(
    door: Any, papers: Any, people: Any
) -> None:
    members = [{"full_name": "TRẦN THỊ MAI ANH", "citizen_id": people("anh")}]
    record = papers.ct07(members=members, pages=(1, 2))
    path = f"/records/{record.record_id}"
    assert door.get(f"{path}/pages/1?purpose=1.004222").content.startswith(b"RIFF")
    assert door.pictures.covered == [[]]
    door.get(f"{path}/pages/1?purpose=xac_minh")
    assert len(door.pictures.covered[-1]) == 3
    answer = door.get(f"{path}/original?purpose=xac_minh")
    assert answer.headers["content-type"] == "application/pdf"
    assert set(door.pictures.covered[-1]) == {1, 2}
    assert door.get(f"{path}/pages/3?purpose=xac_minh").status_code == 404


def test_a_page_that_cannot_be_covered_is_not_shown(door: Any, papers: Any) -> None:
    hidden = {"value": "NGUYỄN VĂN HÙNG", "status": "accepted", "page": None, "box": None}
    record = papers.ct07(head_name=hidden)
    answer = door.get(f"/records/{record.record_id}/pages/1?purpose=xac_minh")
    assert (answer.status_code, answer.json()["code"]) == (403, "cover_impossible")
    assert door.get(f"/records/{record.record_id}/pages/1{WHY}").status_code == 200


def test_the_whole_file_needs_its_own_scope(door: Any, papers: Any) -> None:
    record = papers.ct07()
    path = f"/records/{record.record_id}/original{WHY}&whole=true"
    assert door.get(path).status_code == 403
    answer = door.as_client("records original:file").get(path)
    assert (answer.status_code, answer.content) == (200, b"whole file")
    assert door.log()[-1]["what"] == "source"


def test_etags(door: Any, papers: Any, people: Any) -> None:
    record = papers.ct07()
    path = f"/records/{record.record_id}{WHY}"
    tag = door.get(path).headers["etag"]
    again = door.get(path, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    other = door.get(
        f"/records/{record.record_id}?purpose=xac_minh", headers={"If-None-Match": tag}
    )
    assert other.status_code == 200
    latest = papers.store.latest(record.record_id)
    papers.store.save_version(
        record.record_id, replace(latest, approved_by="anh.ba"), builds_on=latest.version
    )
    assert door.get(path, headers={"If-None-Match": tag}).status_code == 200
    assert len(door.log()) == 4


def test_versions_say_who_and_when_page_by_page(door: Any, papers: Any) -> None:
    record = papers.ct07()
    path = f"/records/{record.record_id}/versions{WHY}"
    first = door.get(f"{path}&limit=1").json()
    assert [v["state"] for v in first["versions"]] == ["draft"]
    rest = door.get(f"{path}&limit=1&after={first['next']}").json()
    assert [v["state"] for v in rest["versions"]] == ["approved"]
    assert rest["next"] is None
    assert "fields" not in str(rest)


def test_criminal_records_need_their_own_scope_and_number_two_never_goes_out(
    door: Any, papers: Any, people: Any
) -> None:
    holder = {"full_name": "NGUYỄN VĂN HƯNG", "citizen_id": people("hung")}
    own = {"full_name": "NGUYỄN VĂN HƯNG", "citizen_id": people("hung")}
    one = papers.add("ly_lich_tu_phap", [holder], own | {"form_number": "1"})
    two = papers.add("ly_lich_tu_phap", [holder], own | {"form_number": "2"})
    unread = papers.add("ly_lich_tu_phap", [holder], own | {"form_number": None})
    assert door.lookup(people("hung"))["records"] == []
    assert door.get(f"/records/{one.record_id}{WHY}").status_code == 404
    wide = door.as_client("records records:ly_lich_tu_phap")
    assert [r["record_id"] for r in wide.lookup(people("hung"))["records"]] == [one.record_id]
    assert wide.get(f"/records/{one.record_id}{WHY}").status_code == 200
    for record in (two, unread):
        for path in ("", "/versions", "/pages/1", "/original"):
            assert wide.get(f"/records/{record.record_id}{path}{WHY}").status_code == 404


def test_the_log_is_read_page_by_page(door: Any, papers: Any, people: Any) -> None:
    papers.ct07()
    for _ in range(5):
        door.lookup(people("hung"))
    door.lookup(people("tu"))
    auditor = door.as_client("access-log")
    seen: list[str] = []
    page = auditor.get("/access-log?limit=2").json()
    seen += [entry["id"] for entry in page["entries"]]
    while page["next"] and len(seen) < 6:
        page = auditor.get("/access-log", params={"limit": 2, "after": page["next"]}).json()
        seen += [entry["id"] for entry in page["entries"]]
    assert len(set(seen)) == len(seen) >= 6
    assert seen == sorted(seen)
    handle = door.services.store.key_of(people("tu"))
    own = auditor.get("/access-log", params={"citizen": handle}).json()["entries"]
    assert [entry["what"] for entry in own][:1] == ["lookup"]
    assert {entry["citizen"] for entry in own} == {handle}
    assert auditor.get("/access-log?since=2099-01-01").json()["entries"] == []


def test_the_catalogue(door: Any) -> None:
    answer = door.get("/catalog")
    body = answer.json()
    assert len(body["procedures"]) == 10
    assert {form["code"]: form["printable"] for form in body["forms"]}["ct01"]
    tag = answer.headers["etag"]
    assert door.get("/catalog", headers={"If-None-Match": tag}).status_code == 304


def test_health_is_open_and_honest(door: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert door.http.get("/healthz").json() == {"status": "ok"}

    def fails(sha256: str) -> bool:
        raise StoreUnreachable("gone")

    monkeypatch.setattr(door.services.store, "has_ledger", fails)
    assert door.http.get("/healthz").status_code == 503


@pytest.mark.parametrize(("form", "head"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_prefilled_forms_to_print(
    door: Any, papers: Any, people: Callable[[str], str], form: str, head: bytes
) -> None:
    papers.ct07()
    body = {"citizen_id": people("hung"), "purpose": "1.010041", "inputs": {"email": "a@b.vn"}}
    answer = door.ask("POST", f"/procedures/1.010041/prefill?format={form}", json=body)
    assert answer.status_code == 200
    assert answer.content.startswith(head)
    assert f'filename="ct01.{form}"' in answer.headers["content-disposition"]
    none = door.ask("POST", f"/procedures/1.012784/prefill?format={form}", json=body)
    assert (none.status_code, none.json()["code"]) == (422, "unknown_input")
    body["inputs"] = {}
    none = door.ask("POST", f"/procedures/1.012784/prefill?format={form}", json=body)
    assert (none.status_code, none.json()["code"]) == (406, "no_template")


def test_the_language_of_sentences(door: Any, papers: Any, people: Any) -> None:
    body = {"citizen_id": people("hung"), "purpose": "1.010041"}
    path = "/procedures/1.010041/check"
    vi = door.ask("POST", path, json=body).json()
    en = door.ask("POST", path, json=body, headers={"Accept-Language": "en-GB,vi;q=0.5"}).json()
    asked = door.ask("POST", f"{path}?lang=en", json=body).json()
    assert vi["name"] == "Xác nhận thông tin về cư trú"
    assert en["name"] == asked["name"] == "Confirmation of residence data"
