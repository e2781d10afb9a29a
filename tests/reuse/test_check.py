"""What of a dossier is held: every state, its sentence, and why."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from extract.definitions import Catalogue
from hoso.messages import Texts
from reuse.check import check
from reuse.citizens import citizen_of
from reuse.definitions import Rules
from storage.record import State

Ask = Callable[..., dict[str, Any]]
DAY = date(2026, 11, 25)


@pytest.fixture
def ask(
    store: Any, catalogue: Catalogue, rules: Rules, texts: dict[str, Texts], people: Any
) -> Ask:
    """One component of a procedure, for one citizen on one day."""

    def one(
        code: str, component: str, who: str = "hung", day: date = DAY, lang: str = "vi"
    ) -> dict[str, Any]:
        citizen = citizen_of(store, people(who))
        parts = check(
            rules.procedures[code],
            citizen,
            day=day,
            catalogue=catalogue,
            rules=rules,
            texts=texts[lang],
        )
        return next(part for part in parts if part["component"] == component)

    return one


def test_a_form_is_made_anew_and_prefilled(ask: Ask) -> None:
    part = ask("1.010041", "to_khai")
    assert (part["state"], part["made_anew"]) == ("missing", True)
    assert part["prefill"] == "/procedures/1.010041/prefill"
    assert "điền sẵn" in part["sentence"]


def test_held_until_the_day_it_ends(ask: Ask, papers: Any) -> None:
    record = papers.ct07(issued="2026-03-05")
    part = ask("1.004222", "quan_he_nhan_than")
    assert (part["state"], part["record_id"]) == ("held", record.record_id)
    assert part["valid_until"] == "2027-03-05"
    assert "05/03/2027" in part["sentence"]
    assert "Nghị định 154/2024" in part["legal_basis"]
    assert ask("1.004222", "quan_he_nhan_than", day=date(2027, 3, 5))["state"] == "held"
    late = ask("1.004222", "quan_he_nhan_than", day=date(2027, 3, 6))
    assert (late["state"], late["record_id"]) == ("expired", record.record_id)
    assert "hết hiệu lực" in late["sentence"]


def test_the_printed_end_counts_before_the_law_s_months(ask: Ask, papers: Any) -> None:
    papers.ct07(issued="2026-03-05", valid_until="2026-06-30")
    assert ask("1.004222", "quan_he_nhan_than")["valid_until"] == "2026-06-30"


@pytest.mark.parametrize(
    ("options", "state", "reason"),
    [
        ({"state": State.DRAFT}, "not_ready", "awaits_review"),
        ({"state": State.SUPERSEDED}, "superseded", "superseded"),
        ({"state": State.REVOKED}, "missing", "missing"),
        ({"issued": None}, "not_ready", "date_unknown"),
        ({"issued": "2027-01-01"}, "not_ready", "not_yet"),
    ],
)
def test_why_a_paper_does_not_serve(
    ask: Ask, papers: Any, options: dict[str, Any], state: str, reason: str
) -> None:
    papers.ct07(**options)
    part = ask("1.004222", "quan_he_nhan_than")
    assert (part["state"], part["reason"]) == (state, reason)


def test_a_paper_of_somebody_else_does_not_serve(ask: Ask, papers: Any, people: Any) -> None:
    papers.ct07(people("anh"))
    assert ask("1.004222", "quan_he_nhan_than")["state"] == "missing"


def test_an_uncertain_holder_does_not_serve(ask: Ask, papers: Any, people: Any) -> None:
    holder = {"full_name": "NGUYỄN VĂN HƯNG", "citizen_id": people("hung"), "certain": False}
    papers.add("ct07", [holder], {"issue_date": "2026-03-05"})
    assert ask("1.004222", "quan_he_nhan_than")["state"] == "missing"


def test_who_has_passed_the_land_on_proves_nothing_with_it(
    ask: Ask, papers: Any, people: Any
) -> None:
    papers.land(people("hung"), role="former_owner")
    part = ask("1.004222", "cho_o_hop_phap")
    assert (part["state"], part["reason"]) == ("superseded", "other_role")
    assert "đã chuyển quyền" in part["sentence"]


def test_land_procedures_want_the_original_although_the_data_are_held(
    ask: Ask, papers: Any, people: Any
) -> None:
    assert ask("1.012783", "giay_chung_nhan")["reason"] == "missing_original"
    record = papers.land(people("hung"))
    part = ask("1.012783", "giay_chung_nhan")
    assert (part["state"], part["record_id"]) == ("original_needed", record.record_id)
    assert "bản gốc" in part["sentence"]


def test_a_lost_certificate_needs_a_person_s_approval(ask: Ask, papers: Any, people: Any) -> None:
    papers.land(people("hung"), by="rule:complete@1")
    assert ask("1.012786", "ban_so_hoa")["reason"] == "needs_person"
    papers.land(people("hung"), serial="BP 654321")
    assert ask("1.012786", "ban_so_hoa")["state"] == "held"


def test_several_certificates_are_all_named(ask: Ask, papers: Any, people: Any) -> None:
    older = papers.land(people("hung"), issued="2010-01-01")
    newer = papers.land(people("hung"), serial="BP 654321", issued="2020-01-01")
    part = ask("1.012786", "ban_so_hoa")
    assert part["record_id"] == newer.record_id
    assert part["others"] == [older.record_id]


def test_a_card_must_be_of_a_kind_that_still_counts(ask: Ask, papers: Any, people: Any) -> None:
    def card(generation: str, ends: str = "2040-01-01") -> None:
        fields = {"generation": generation, "citizen_id": people("hung"), "valid_until": ends}
        papers.add("can_cuoc", [{"role": "bearer", "citizen_id": people("hung")}], fields)

    card("cmnd_12")
    assert ask("1.013831", "giay_to_nhan_than")["reason"] == "unfit"
    card("cccd_chip", ends="2026-01-01")
    assert ask("1.013831", "giay_to_nhan_than")["state"] == "expired"
    card("can_cuoc_2024", ends="Không thời hạn")
    assert ask("1.013831", "giay_to_nhan_than")["reason"] == "held_no_end"


def test_english_on_request(ask: Ask, papers: Any) -> None:
    papers.ct07()
    part = ask("1.004222", "quan_he_nhan_than", lang="en")
    assert "need not be handed in again" in part["sentence"]
    assert part["name"] == "Proof of the family relation"


def test_an_old_card_that_an_approved_paper_links_is_the_same_person_s(
    ask: Ask, papers: Any, people: Any
) -> None:
    card = {"role": "owner", "full_name": "NGUYỄN VĂN HƯNG", "id_card_number": people("hung_card")}
    owners = [{"full_name": "NGUYỄN VĂN HƯNG", "id_card_number": people("hung_card")}]
    papers.add("gcn_qsdd", [card], {"serial_number": "BP 123456", "owners": owners})
    assert ask("1.004222", "cho_o_hop_phap")["state"] == "missing"
    papers.add("can_cuoc", [card | {"role": "bearer", "citizen_id": people("hung")}], {})
    assert ask("1.004222", "cho_o_hop_phap")["state"] == "held"
