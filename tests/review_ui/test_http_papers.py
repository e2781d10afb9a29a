"""The door as a program meets it: papers, their pictures, pages and filings; the worklist."""

import re
from dataclasses import replace
from typing import Any

from review_calls import approve, filed, save, value
from review_stand import PEOPLE, ct01, paper, read

from storage.record import State


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
