"""A newer paper takes the place of an older one, and only where that is certain."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.definitions import Catalogue
from hoso.messages import Texts
from reuse.alive import RULE, plan, supersede
from reuse.citizens import Citizen, citizen_of
from reuse.dates import span_of
from reuse.definitions import Rules
from storage.record import Record, State

Run = Callable[[Record], list[Record]]


@pytest.fixture
def run(store: Any, catalogue: Catalogue, rules: Rules, texts: dict[str, Texts]) -> Run:
    return lambda record: supersede(store, record, catalogue, rules, texts["vi"])


@pytest.fixture
def doubts(store: Any, catalogue: Catalogue, rules: Rules, people: Any) -> Callable[[], list[str]]:
    def found() -> list[str]:
        made = plan(citizen_of(store, people("hung")), catalogue, rules)
        return [doubt.why for doubt in made.doubtful]

    return found


def test_a_newer_paper_of_the_same_kind_and_holder(run: Run, papers: Any, store: Any) -> None:
    older = papers.ct07(issued="2026-01-05")
    newer = papers.ct07(issued="2026-03-05")
    (done,) = run(newer)
    assert done.record_id == older.record_id
    kept = store.latest(older.record_id)
    assert kept.state is State.SUPERSEDED
    assert kept.superseded_by == newer.record_id
    assert kept.created_by == RULE
    assert "05/03/2026" in kept.reason
    assert kept.approved_by == older.approved_by
    assert kept.document == older.document


def test_again_it_changes_nothing(run: Run, papers: Any, store: Any) -> None:
    older = papers.ct07(issued="2026-01-05")
    newer = papers.ct07(issued="2026-03-05")
    run(newer)
    assert run(newer) == []
    assert len(store.versions(older.record_id)) == 3


def test_the_older_paper_approved_later_gives_way_at_once(run: Run, papers: Any) -> None:
    papers.ct07(issued="2026-03-05")
    older = papers.ct07(issued="2026-01-05")
    assert [record.record_id for record in run(older)] == [older.record_id]


def test_the_newest_of_several_is_named(run: Run, papers: Any) -> None:
    papers.ct07(issued="2026-01-05")
    papers.ct07(issued="2026-02-05")
    newest = papers.ct07(issued="2026-03-05")
    assert {record.superseded_by for record in run(newest)} == {newest.record_id}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-03-05", "2026-03-05"),
        ("2026-03-05", None),
        ("2026", "2026-03-05"),
        ("2026-03", "2026-03-01"),
    ],
)
def test_equal_or_unknown_dates_are_a_doubt(
    run: Run, doubts: Any, papers: Any, one: str, other: str | None
) -> None:
    papers.ct07(issued=one)
    last = papers.ct07(issued=other)
    assert run(last) == []
    assert doubts() == ["unclear_order"]


def test_a_draft_supersedes_nothing(run: Run, papers: Any) -> None:
    papers.ct07(issued="2026-01-05")
    assert run(papers.ct07(issued="2026-03-05", state=State.DRAFT)) == []


def test_never_across_citizens(run: Run, papers: Any, people: Any) -> None:
    papers.ct07(issued="2026-01-05")
    assert run(papers.ct07(people("anh"), issued="2026-03-05")) == []


def test_never_where_a_holder_is_uncertain(run: Run, doubts: Any, papers: Any, people: Any) -> None:
    papers.land(people("hung"), changes=[])
    record = papers.land(people("hung"), changes=[{"date": "2020-01-01", "content": "Thế chấp"}])
    unsure = {"role": "owner", "full_name": "AI ĐÓ", "certain": False}
    older = papers.add(
        "gcn_qsdd",
        [{"role": "owner", "citizen_id": people("hung"), "full_name": "NGUYỄN VĂN HƯNG"}, unsure],
        {"serial_number": "BP 123456", "issue_date": "2014-01-01", "owners": []},
    )
    assert older.record_id not in {done.record_id for done in run(record)}
    assert "unclear_holders" in doubts()


def test_many_certificates_of_one_citizen_live_side_by_side(
    run: Run, doubts: Any, papers: Any, people: Any
) -> None:
    parcel = {"map_sheet": "9", "parcel_number": "99", "parcel_address": "Xóm 7"}
    papers.land(people("hung"))
    other = papers.land(people("hung"), serial="BP 654321", issued="2020-01-01", parcels=[parcel])
    assert run(other) == []
    assert doubts() == []


def test_a_new_certificate_of_the_same_parcel(run: Run, papers: Any, people: Any) -> None:
    older = papers.land(people("hung"))
    newer = papers.land(people("hung"), serial="AA 01234567", issued="2025-06-01")
    (done,) = run(newer)
    assert (done.record_id, done.superseded_by) == (older.record_id, newer.record_id)
    assert "cùng thửa đất" in str(done.reason)


def test_a_co_owner_who_is_not_on_the_new_certificate_keeps_the_old_one(
    run: Run, doubts: Any, papers: Any, people: Any
) -> None:
    papers.land(people("hung"), people("anh"))
    newer = papers.land(people("hung"), serial="AA 01234567", issued="2025-06-01")
    assert run(newer) == []
    assert doubts() == ["unclear_holders"]


def test_an_entry_in_the_changes_makes_a_newer_copy(run: Run, papers: Any, people: Any) -> None:
    older = papers.land(people("hung"))
    entry = {"date": "2021-05-06", "content": "Chuyển nhượng cho bà Trần Thị Mai Anh"}
    newer = papers.land(people("hung"), role="former_owner", changes=[entry])
    (done,) = run(newer)
    assert done.record_id == older.record_id
    assert "06/05/2021" in str(done.reason)


def test_an_entry_without_a_certain_date_is_a_doubt(
    run: Run, doubts: Any, papers: Any, people: Any
) -> None:
    papers.land(people("hung"))
    newer = papers.land(people("hung"), changes=[{"date": None, "content": "Thế chấp"}])
    assert run(newer) == []
    assert doubts() == ["unclear_order"]


@pytest.mark.parametrize(
    ("address", "why", "gone"),
    [
        ("Số 45 Lê Lợi, phường Hải Châu, thành phố Đà Nẵng", [], 1),
        ("Thôn Đoài, xã Nam Hồng, huyện Đông Anh, thành phố Hà Nội", ["unclear_move"], 0),
        ("thôn Đoài, Xã Phúc Thịnh, Thành phố Hà Nội", [], 0),
    ],
)
def test_a_changed_residence_ends_the_confirmation(
    run: Run, doubts: Any, papers: Any, people: Any, address: str, why: list[str], gone: int
) -> None:
    papers.ct07(issued="2026-03-05")
    holder = {"role": "bearer", "citizen_id": people("hung"), "full_name": "NGUYỄN VĂN HƯNG"}
    fields = {"issue_date": "2026-06-01", "permanent_address": address}
    card = papers.add("can_cuoc", [holder], fields)
    done = run(card)
    assert [str(record.document["type"]) for record in done] == ["ct07"] * gone
    assert doubts() == why
    assert run(card) == []


def test_an_older_card_says_nothing_about_the_residence_now(
    run: Run, papers: Any, people: Any
) -> None:
    papers.ct07(issued="2026-03-05")
    holder = {"role": "bearer", "citizen_id": people("hung"), "full_name": "NGUYỄN VĂN HƯNG"}
    fields = {"issue_date": "2021-06-01", "permanent_address": "Số 45 Lê Lợi, phường A, Đà Nẵng"}
    assert run(papers.add("can_cuoc", [holder], fields)) == []


def test_somebody_who_writes_meanwhile_is_not_overwritten(
    run: Run, papers: Any, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = papers.ct07(issued="2026-01-05")
    newer = papers.ct07(issued="2026-03-05")
    save, revoked = store.save_version, []

    def racing(record_id: str, new: Record, *, builds_on: int) -> Record:
        if not revoked:
            revoked.append(
                save(record_id, replace(older, state=State.REVOKED), builds_on=builds_on)
            )
        return save(record_id, new, builds_on=builds_on)

    monkeypatch.setattr(store, "save_version", racing)
    assert run(newer) == []
    assert store.latest(older.record_id).state is State.REVOKED


DATES = st.sampled_from([None, "2024", "2025", "2025-03", "2025-03-05", "2025-03-06", "2026-01-01"])


@given(dates=st.lists(DATES, min_size=2, max_size=5))
def test_whatever_the_dates_the_newest_stays_and_order_does_not_matter(
    catalogue: Catalogue, rules: Rules, dates: list[str | None]
) -> None:
    number = "001085990017"

    def record(i: int, value: str | None) -> Record:
        field = {"value": value, "status": "accepted" if value else "missing"}
        holder = {"role": "subject", "citizen_id": number, "certain": True}
        document = {"type": "ct07", "holders": [holder], "fields": {"issue_date": field}}
        return Record(record_id=f"{i}", document=document, state=State.APPROVED)

    records = [record(i, value) for i, value in enumerate(dates)]
    first = plan(Citizen(frozenset({number}), tuple(records)), catalogue, rules)
    second = plan(Citizen(frozenset({number}), tuple(records[::-1])), catalogue, rules)
    gone = {found.older.record_id for found in first.superseded}
    assert gone == {found.older.record_id for found in second.superseded}
    for found in first.superseded:
        older = span_of(dates[int(found.older.record_id)])
        newer = span_of(dates[int(found.newer.record_id)])
        assert older is not None
        assert newer is not None
        assert older.last < newer.first
    assert len(gone) < len(dates)
