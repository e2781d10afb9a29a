"""What is missing, expired, superseded or contradicting, for one citizen and for all."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from extract.definitions import Catalogue
from hoso.messages import Texts
from reuse.definitions import Rules
from reuse.quality import Finding, quality
from storage.record import State

Look = Callable[..., list[Finding]]


@pytest.fixture
def look(store: Any, catalogue: Catalogue, rules: Rules, texts: dict[str, Texts]) -> Look:
    def found(number: str | None = None, lang: str = "vi") -> list[Finding]:
        day = date(2026, 11, 25)
        made = quality(store, number, catalogue=catalogue, rules=rules, texts=texts[lang], day=day)
        return list(made)

    return found


def test_a_good_paper_has_no_finding(look: Look, papers: Any) -> None:
    papers.ct07()
    assert look() == []


@pytest.mark.parametrize(
    ("options", "kind", "field"),
    [
        ({"state": State.DRAFT}, "not_approved", None),
        ({"state": State.SUPERSEDED}, "superseded", None),
        ({"issued": "2020-01-01"}, "expired", None),
        ({"issuer": None}, "missing", "issuer"),
        ({"sex": "Nữ"}, "contradicting", "sex"),
        ({"date_of_birth": "1986-03-12"}, "contradicting", "date_of_birth"),
    ],
)
def test_one_thing_wrong_is_one_finding(
    look: Look, papers: Any, people: Any, options: dict[str, Any], kind: str, field: str | None
) -> None:
    record = papers.ct07(**options)
    for found in (look(), look(people("hung"))):
        assert [(f.kind, f.field, f.record_id) for f in found] == [(kind, field, record.record_id)]
        assert people("hung") not in str(found)


def test_names_that_differ_between_papers(look: Look, papers: Any, people: Any) -> None:
    one = papers.ct07()
    other = papers.ct01(full_name="NGUYỄN VĂN HÙNG")
    (found,) = look(people("hung"))
    assert (found.kind, found.record_id, found.other) == (
        "contradicting",
        other.record_id,
        one.record_id,
    )
    assert "full_name" in found.sentence
    assert "differs" in look(people("hung"), lang="en")[0].sentence


def test_a_certificate_s_year_agrees_with_a_day(look: Look, papers: Any, people: Any) -> None:
    papers.ct07()
    owners = [
        {"full_name": "NGUYỄN VĂN HƯNG", "citizen_id": people("hung"), "year_of_birth": "1985"},
        {"full_name": "TRẦN THỊ MAI ANH", "citizen_id": people("anh"), "year_of_birth": "1985"},
    ]
    papers.land(people("hung"), people("anh"), owners=owners)
    assert look() == []


def test_what_nobody_can_order_is_told_once(look: Look, papers: Any, people: Any) -> None:
    papers.ct07(issued="2026-03-05")
    papers.ct07(issued="2026-03-05")
    assert [found.kind for found in look()] == ["unclear"]
    assert look(people("anh")) == []


def test_unfiled_papers_are_looked_at_too(look: Look, papers: Any) -> None:
    papers.add("ct07", [], {}, state=State.DRAFT)
    assert [(found.kind, found.citizen) for found in look()] == [("not_approved", None)]
