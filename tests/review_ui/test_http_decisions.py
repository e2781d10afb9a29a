"""The door as a program meets it: what is decided about values, and by whom."""

import re
from dataclasses import replace
from typing import Any

from review_calls import approve, filed, save, value
from review_stand import PEOPLE, ct01

from storage.record import Record, State


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
