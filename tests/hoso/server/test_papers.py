"""Work on pages: nothing gets lost, nothing is approved by it, history keeps what was."""

from dataclasses import replace
from typing import Any

import pytest

from storage.drafts import Decision, Verdict
from storage.errors import Conflict
from storage.record import State


def pages(record: Any) -> list[int]:
    found: list[int] = record.document["source"]["pages"]
    return found


def test_a_paper_split_and_merged_again_has_all_its_pages(desk: Any) -> None:
    whole = desk.records[0]
    assert len(pages(whole)) >= 2
    first, second = desk.papers.split(whole, 2, by="lan")
    assert pages(first) + pages(second) == pages(whole)
    assert first.document["type"] == whole.document["type"]
    assert {first.state, second.state} == {State.DRAFT}
    again = desk.papers.merge(first, second, by="lan")
    assert pages(again) == pages(whole)
    gone = desk.store.latest(second.record_id)
    assert (gone.state, gone.superseded_by) == (State.REVOKED, whole.record_id)
    names = [v.reason for v in desk.store.versions(whole.record_id)]
    assert names == [None, "split", "merged"]
    # and split once more: the paper that was revoked comes back as a new version
    _, back = desk.papers.split(again, 2, by="lan")
    assert back.record_id == second.record_id
    assert back.state is State.DRAFT


def test_another_type_reads_other_fields_and_keeps_what_was_typed(desk: Any) -> None:
    record = desk.records[0]
    desk.store.drafts.add(
        record.record_id, 1, Decision(path="full_name", verdict=Verdict.VALUE, value="LÊ ẤT")
    )
    new = desk.papers.retype(record, "ct01", by="lan")
    assert new.document["type"] == "ct01"
    assert new.created_by == "lan"
    assert new.approved_by is None
    if "full_name" in new.document["fields"]:
        kept = desk.store.drafts.of(record.record_id, new.version)
        assert [d.value for d in kept] == ["LÊ ẤT"]
    with pytest.raises(ValueError, match="unknown_type"):
        desk.papers.retype(new, "no_such_type", by="lan")


def test_a_turned_page_is_read_as_turned(desk: Any) -> None:
    letter = desk.records[-1]
    turned = desk.papers.rotate(letter, 1, 2, by="lan")
    assert turned.pages_made[0]["rotation"] == (letter.pages_made[0]["rotation"] + 180) % 360
    back = desk.papers.rotate(turned, 1, 2, by="lan")
    assert back.pages_made[0]["rotation"] == letter.pages_made[0]["rotation"]


def test_what_signatures_said_outlives_work_on_the_pages(desk: Any) -> None:
    record = desk.records[-1]
    signed = {"signatures": [{"intact": False, "reason": "bytes_changed", "trusted": None}]}
    document = record.document | {"source": record.document["source"] | signed}
    desk.store.save_version(record.record_id, replace(record, document=document), builds_on=1)
    new = desk.papers.retype(desk.store.latest(record.record_id), "khac", by="lan")
    assert new.document["source"]["signatures"] == signed["signatures"]
    assert [doubt["code"] for doubt in new.document["doubts"]].count("signature_altered") == 1


def test_pages_change_places(desk: Any) -> None:
    whole = desk.records[0]
    count = len(pages(whole))
    order = [2, 1, *range(3, count + 1)]
    assert pages(desk.papers.reorder(whole, order, by="lan"))[:2] == pages(whole)[1::-1]
    with pytest.raises(ValueError, match="bad_order"):
        desk.papers.reorder(desk.store.latest(whole.record_id), [1] * count, by="lan")


def test_who_comes_second_hears_of_it(desk: Any) -> None:
    record = desk.records[-1]
    desk.papers.rotate(record, 1, 1, by="lan")
    with pytest.raises(Conflict):
        desk.papers.rotate(record, 1, 1, by="hung")


def test_papers_of_two_files_are_not_merged(desk: Any) -> None:
    from dataclasses import replace

    first, second = desk.records[0], desk.records[-1]
    source = second.document["source"] | {"sha256": "ab" * 32}
    stranger = replace(second, document=second.document | {"source": source})
    with pytest.raises(ValueError, match="other_file"):
        desk.papers.merge(first, stranger, by="lan")
