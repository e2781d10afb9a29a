"""A draft's decisions and a stored document make the next one: behaviour, without any server."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_stand import PEOPLE, catalogue, ct01, paper, read

from review_ui.changes import changes_between
from review_ui.draft import standings
from review_ui.review import Review, review_of
from storage.drafts import Decision, Verdict
from storage.record import Record

TYPES = catalogue()


def made(*given: Decision | tuple[str, str | Verdict]) -> list[Decision]:
    """Decisions with ids in their order; a path with a text is a value."""
    return [replace(_decision(one), id=f"{number:04d}") for number, one in enumerate(given)]


def _decision(given: Decision | tuple[str, str | Verdict]) -> Decision:
    if isinstance(given, Decision):
        return given
    path, what = given
    if isinstance(what, Verdict):
        return Decision(path=path, verdict=what, by="an")
    return Decision(path=path, verdict=Verdict.VALUE, value=what, by="an")


def reviewed(record: Record, *given: Decision | tuple[str, str | Verdict]) -> Review:
    return review_of(TYPES.get(record.document["type"]), record.document, made(*given))


def codes(review: Review) -> list[str]:
    return [blocker.code for blocker in review.blockers()]


def test_what_nobody_decided_stays_as_it_was_read() -> None:
    record = ct01(0, doubt="", members=2)
    review = reviewed(record)
    assert review.after["fields"] == record.document["fields"]
    assert review.after["holders"] == record.document["holders"]
    assert not review.blockers()


def test_a_doubtful_field_blocks_until_somebody_accepts_it() -> None:
    record = ct01(0, doubt="phone")
    assert codes(reviewed(record)) == ["doubt"]
    review = reviewed(record, ("phone", "0912345678"))
    assert not review.blockers()
    field = review.after["fields"]["phone"]
    was = record.document["fields"]["phone"]
    assert field["method"] == "person"
    assert (field["status"], field["confidence"], field["doubts"]) == ("accepted", 1.0, [])
    assert (field["raw"], field["page"], field["box"]) == (was["raw"], was["page"], was["box"])


def test_typed_values_get_their_normal_form() -> None:
    review = reviewed(ct01(3, doubt="date_of_birth"), ("date_of_birth", "5/6/1962"))
    assert review.after["fields"]["date_of_birth"]["value"] == "1962-06-05"


def test_what_is_no_value_of_its_kind_blocks_and_stays() -> None:
    review = reviewed(ct01(0, doubt="date_of_birth"), ("date_of_birth", "31/02/1985"))
    assert codes(review) == ["unclear"]
    latest = review.cells["date_of_birth"].standing.latest
    assert latest is not None
    assert latest.value == "31/02/1985"


def test_not_on_the_paper_and_not_readable() -> None:
    record = ct01(0, doubt="phone")
    assert "phone" not in reviewed(record, ("phone", Verdict.ABSENT)).after["fields"]
    field = reviewed(record, ("phone", Verdict.UNREADABLE)).after["fields"]["phone"]
    assert (field["value"], field["status"]) == (None, "missing")


def test_reopened_is_as_if_nothing_was_said() -> None:
    record = ct01(0, doubt="phone")
    review = reviewed(record, ("phone", "0987654321"), ("phone", Verdict.REOPENED))
    assert review.after["fields"] == record.document["fields"]
    assert codes(review) == ["doubt"]


def test_rows_are_removed_added_and_numbered_anew() -> None:
    record = ct01(0, doubt="", members=3)
    names = [row["full_name"]["value"] for row in record.document["fields"]["members"]]
    review = reviewed(
        record, ("members.1", Verdict.REMOVED), ("members.3.full_name", "Lò Văn Piềng")
    )
    rows = [row["full_name"]["value"] for row in review.after["fields"]["members"]]
    assert rows == [names[0], names[2], "LÒ VĂN PIỀNG"]
    back = reviewed(record, ("members.1", Verdict.REMOVED), ("members.1", Verdict.REOPENED))
    assert back.after["fields"] == record.document["fields"]


def test_text_that_was_typed_but_not_confirmed_blocks_and_is_not_stored() -> None:
    record = ct01(0, doubt="")
    review = reviewed(record, ("full_name~typing", "NGUYỄN V"))
    assert codes(review) == ["typing"]
    assert review.after["fields"]["full_name"]["value"] == PEOPLE[0][0]


def test_an_empty_required_field_blocks_until_a_person_says_why() -> None:
    record = ct01(0, doubt="")
    del record.document["fields"]["request"]
    assert codes(reviewed(record)) == ["required"]
    assert not reviewed(record, ("request", Verdict.ABSENT)).blockers()
    assert not reviewed(record, ("request", "Tách hộ")).blockers()


# Whose paper it is


def test_a_number_that_is_not_certain_needs_its_own_enter() -> None:
    record = ct01(1, doubt="", certain=False)
    review = reviewed(record)
    assert "confirm" in codes(review)
    assert review.unfiled
    sure = reviewed(record, ("citizen_id", PEOPLE[1][1]))
    assert not sure.blockers()
    assert sure.after["citizen_id"] == PEOPLE[1][1]
    assert sure.after["holders"][0]["certain"] is True


def test_accepting_everything_else_never_makes_a_holder_certain() -> None:
    record = ct01(1, doubt="", certain=False)
    others = [path for path in reviewed(record).cells if path != "citizen_id"]
    values = {p: c.value for p, c in reviewed(record).cells.items() if c.value}
    review = reviewed(record, *[(path, values[path]) for path in others if path in values])
    assert review.unfiled
    assert review.after["citizen_id"] is None


def test_a_contradicted_number_needs_a_word_of_its_own() -> None:
    record = ct01(1, doubt="", certain=False)
    given: list[Any] = [("citizen_id", PEOPLE[1][1]), ("date_of_birth", "14/02/1986")]
    review = reviewed(record, *given)
    assert "contradiction" in codes(review)
    assert review.after["citizen_id"] is None
    agreed = reviewed(record, *given, ("~agreed:id_birth_year", ""))
    assert not agreed.blockers()
    assert agreed.after["citizen_id"] == PEOPLE[1][1]
    later = reviewed(record, *given, ("~agreed:id_birth_year", ""), ("date_of_birth", "14/02/1987"))
    assert "contradiction" in codes(later)  # another value than the one that was agreed to


def test_a_number_that_cannot_be_files_nothing() -> None:
    record = ct01(1, doubt="", certain=False)
    review = reviewed(record, ("citizen_id", "999185990021"))
    assert "contradiction" in codes(review)
    assert review.after["citizen_id"] is None
    left = reviewed(
        record,
        ("citizen_id", "999185990021"),
        ("~agreed:province_unknown:citizen_id", ""),
        ("~agreed:unfiled", ""),
    )
    assert not left.blockers()
    assert left.after["citizen_id"] is None


def test_a_paper_without_any_number_is_approved_unfiled_only_on_purpose() -> None:
    record = ct01(1, doubt="", certain=False)
    review = reviewed(record, ("citizen_id", Verdict.ABSENT))
    assert codes(review) == ["unfiled"]
    assert not reviewed(record, ("citizen_id", Verdict.ABSENT), ("~agreed:unfiled", "")).blockers()


def test_a_changed_number_takes_the_paper_from_its_old_holder() -> None:
    record = ct01(1, doubt="")
    review = reviewed(record, ("citizen_id", PEOPLE[2][1]), ("date_of_birth", PEOPLE[2][2]))
    certain = [h["citizen_id"] for h in review.after["holders"] if h["certain"]]
    assert certain == [PEOPLE[2][1]]


def test_holders_that_no_field_shows_stay() -> None:
    """A certificate's changes name new owners where no field stands."""
    name, number, born, _ = PEOPLE[0]
    owners = [
        {"full_name": read(name), "year_of_birth": read(born[:4]), "citizen_id": read(number)}
    ]
    hidden = {
        "role": "owner",
        "full_name": PEOPLE[1][0],
        "citizen_id": PEOPLE[1][1],
        "certain": True,
    }
    shown = {"role": "former_owner", "full_name": name, "citizen_id": number, "certain": True}
    record = paper(
        "gcn_qsdd",
        {"serial_number": read("BP 123456"), "owners": owners},
        [shown, hidden],
        file="gcn.pdf",
    )
    review = reviewed(record, ("serial_number", "BP 123457"))
    assert review.after["holders"] == [shown, hidden]


# Two people


def by(name: str, value: str, saw: str | None = None) -> Decision:
    return Decision(path="full_name", verdict=Verdict.VALUE, value=value, by=name, saw=saw)


def test_two_people_who_have_not_seen_each_other_are_a_conflict() -> None:
    review = reviewed(ct01(0, doubt=""), by("an", "NGUYỄN VĂN A"), by("binh", "NGUYỄN VĂN B"))
    assert codes(review) == ["rivals"]
    standing = review.cells["full_name"].standing
    assert [one.value for one in standing.rivals] == ["NGUYỄN VĂN A"]
    chosen = reviewed(
        ct01(0, doubt=""),
        by("an", "NGUYỄN VĂN A"),
        by("binh", "NGUYỄN VĂN B"),
        by("an", "NGUYỄN VĂN B", saw="0001"),
    )
    assert not chosen.blockers()
    assert chosen.after["fields"]["full_name"]["value"] == "NGUYỄN VĂN B"


def test_the_same_value_twice_is_none_and_one_persons_haste_neither() -> None:
    record = ct01(0, doubt="")
    assert not reviewed(record, by("an", "NGUYỄN VĂN A"), by("binh", "NGUYỄN VĂN A")).blockers()
    assert not reviewed(record, by("an", "NGUYỄN VĂN A"), by("an", "NGUYỄN VĂN C")).blockers()


@given(
    st.lists(
        st.tuples(st.sampled_from(["an", "binh"]), st.sampled_from("ABC"), st.integers(-1, 6)),
        max_size=7,
    )
)
def test_no_decision_is_ever_hidden(entries: list[tuple[str, str, int]]) -> None:
    """Either the last decision has seen (through others) what differs from it, or it is shown."""
    decisions = made(
        *[
            Decision(
                path="full_name",
                verdict=Verdict.VALUE,
                value=value,
                by=name,
                saw=f"{saw:04d}" if 0 <= saw < number else None,
            )
            for number, (name, value, saw) in enumerate(entries)
        ]
    )
    if not decisions:
        return
    standing = standings(decisions)["full_name"]
    seen = max((int(one.saw) for one in decisions if one.saw), default=-1)
    last = decisions[-1]
    newest = {one.by: one for one in decisions[seen + 1 : -1]}
    expected = {one.id for one in newest.values() if one.by != last.by and one.value != last.value}
    assert {one.id for one in standing.rivals} == expected
    assert standing.latest == last


_PATHS = ("full_name", "phone", "citizen_id", "members.0.full_name", "members.1", "members.4.sex")


@given(
    st.lists(
        st.tuples(st.sampled_from(_PATHS), st.sampled_from(list(Verdict)), st.text(max_size=12)),
        max_size=12,
    )
)
def test_any_draft_makes_a_document_of_the_right_shape(
    entries: list[tuple[str, Verdict, str]],
) -> None:
    record = ct01(1, doubt="phone", certain=False, members=3)
    before = str(record.document)
    review = reviewed(
        record,
        *[Decision(path=p, verdict=v, value=text, by="an") for p, v, text in entries],
    )
    assert str(record.document) == before  # what is stored is never touched
    for row in review.after["fields"].get("members", []):
        assert row
    certain = [h for h in review.after["holders"] if h["certain"]]
    confirmed = review.cells["citizen_id"]
    assert not certain or confirmed.decided
    changes_between(record.document, review.after)


@pytest.mark.parametrize("code", [one.code for one in TYPES.types])
def test_every_type_of_paper_can_be_opened_empty(code: str) -> None:
    review = review_of(TYPES.get(code), paper(code, {}, [], file="x.pdf").document, [])
    assert {c.path for c in review.cells.values() if c.required} <= set(TYPES.get(code).required)
    assert not any(path.startswith("_") for path in review.cells)
