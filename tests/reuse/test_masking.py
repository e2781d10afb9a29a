"""Values about other persons are withheld, in JSON and on pictures."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.definitions import Catalogue
from reuse.citizens import Citizen
from reuse.definitions import Rules
from reuse.masking import Masked, masked

HUNG, ANH, TU = "001085990017", "036185990021", "079174990052"


def field(value: str | None, top: float = 0.1, **more: Any) -> dict[str, Any]:
    base = {"value": value, "raw": value or "", "status": "accepted", "method": "ocr", "page": 1}
    return base | {"box": [0.2, top, 0.8, top + 0.02], "doubts": []} | more


@pytest.fixture(scope="session")
def see(catalogue: Catalogue, rules: Rules) -> Any:
    def seen(
        type_: str, holders: list[str], fields: dict[str, Any], *shown: str, who: str = HUNG
    ) -> Masked:
        document = {
            "source": {"pages": [1]},
            "type": type_,
            "citizen_id": holders[0] if holders else None,
            "holders": [
                {"role": "r", "full_name": f"TÊN {n}", "citizen_id": n, "certain": True}
                for n in holders
            ],
            "fields": fields,
            "doubts": [],
        }
        numbers = frozenset({who} if who else ())
        paper = rules.papers[type_]
        definition = catalogue.get(type_)
        return masked(document, definition, paper, Citizen(numbers), frozenset(shown))

    return seen


def test_own_values_stay_and_the_head_s_go(see: Any) -> None:
    fields = {
        "full_name": field(f"TÊN {HUNG}"),
        "citizen_id": field(HUNG),
        "permanent_address": field("Thôn Đoài"),
        "head_name": field("NGUYỄN VĂN HÙNG"),
        "head_citizen_id": field("001055990099"),
    }
    found = see("ct07", [HUNG], fields).document["fields"]
    assert found["full_name"] == fields["full_name"]
    assert found["permanent_address"] == fields["permanent_address"]
    assert found["head_name"] == {"value": None, "status": "accepted", "withheld": True}
    assert found["head_citizen_id"]["withheld"]
    shown = see("ct07", [HUNG], fields, "ct07.head_name").document["fields"]
    assert shown["head_name"] == fields["head_name"]
    assert shown["head_citizen_id"]["withheld"]


def test_who_is_the_head_sees_himself(see: Any) -> None:
    fields = {"head_name": field(f"TÊN {HUNG}"), "head_citizen_id": field(HUNG)}
    assert see("ct07", [HUNG], fields).document["fields"] == fields


def test_of_rows_only_one_s_own_and_of_parcels_all(see: Any) -> None:
    fields = {
        "owners": [
            {"full_name": field(f"TÊN {n}", top), "citizen_id": field(n, top)}
            for n, top in ((HUNG, 0.1), (ANH, 0.2))
        ],
        "parcels": [{"parcel_number": field("12")}, {"parcel_number": field("13")}],
        "changes": [{"date": field("2020-01-01"), "content": field("Chuyển nhượng cho bà A")}],
    }
    seen = see("gcn_qsdd", [HUNG, ANH], fields, who=ANH)
    found = seen.document["fields"]
    assert found["owners"][1] == fields["owners"][1]
    assert all(item["withheld"] for item in found["owners"][0].values())
    assert found["parcels"] == fields["parcels"]
    assert found["changes"][0]["date"] == fields["changes"][0]["date"]
    assert found["changes"][0]["content"]["withheld"]
    assert seen.document["citizen_id"] == ANH
    assert seen.document["holders"][0]["full_name"] is None
    both = see("gcn_qsdd", [HUNG, ANH], fields, "gcn_qsdd.owners", "gcn_qsdd.changes.content")
    assert both.document["fields"] == fields


def test_an_object_of_the_other_spouse(see: Any) -> None:
    fields = {
        "wife": {"full_name": field("TRẦN THỊ A"), "citizen_id": field(ANH)},
        "husband": {"full_name": field("NGUYỄN VĂN B"), "citizen_id": field(HUNG)},
        "registration_date": field("2010-01-01"),
    }
    found = see("giay_ket_hon", [ANH, HUNG], fields).document["fields"]
    assert found["husband"] == fields["husband"]
    assert found["wife"]["full_name"]["withheld"]
    assert found["registration_date"] == fields["registration_date"]


def test_numbers_in_free_text_and_in_print_around_a_value(see: Any) -> None:
    fields = {
        "request": field(f"Nhập khẩu cho con, số {ANH}"),
        "phone": field("0912345678", raw=f"0912345678 {ANH}", readings=[{"text": ANH}]),
    }
    seen = see("ct01", [HUNG], fields)
    assert seen.document["fields"]["request"]["withheld"]
    assert seen.document["fields"]["phone"]["raw"] == "0912345678"
    assert ANH not in str(seen.document["fields"])


def test_pictures_cover_whole_rows_unless_something_shown_stands_beside(see: Any) -> None:
    fields = {
        "full_name": field(f"TÊN {HUNG}", 0.1),
        "members": [
            {"full_name": field("TÊN A", 0.5), "citizen_id": field(ANH, 0.5)},
            {"full_name": field("TÊN B", 0.1, box=[0.85, 0.1, 0.95, 0.12])},
        ],
    }
    seen = see("ct07", [HUNG], fields)
    assert seen.covered == {1: [(0.0, 0.5, 1.0, 0.52), (0.85, 0.1, 0.95, 0.12)]}
    assert not seen.placeless


def test_what_is_withheld_without_a_place_cannot_be_covered(see: Any) -> None:
    fields = {"head_name": field("NGUYỄN VĂN HÙNG", box=None, page=None)}
    assert see("ct07", [HUNG], fields).placeless


def test_officials_are_nobody_s_private_matter(see: Any) -> None:
    fields = {"signer": field("ÔNG CHỦ TỊCH"), "subject": field("Về việc của bà B")}
    found = see("van_ban_hanh_chinh", [], fields, who="").document["fields"]
    assert found["signer"]["value"]
    assert found["subject"]["withheld"]


NUMBERS = st.sampled_from([HUNG, ANH, TU])
CELL = st.one_of(
    NUMBERS,
    st.sampled_from(["TRẦN THỊ MAI ANH", "HUỲNH THỊ CẨM TÚ", "Nhà bà Tú", "1985-03-12"]),
)
ROW = st.dictionaries(
    st.sampled_from(["full_name", "citizen_id", "date_of_birth", "relation_to_head", "lạ"]), CELL
)


@given(
    rows=st.lists(ROW, max_size=4),
    name=st.sampled_from(["members", "khong_biet"]),
    single=st.dictionaries(
        st.sampled_from(["head_name", "head_citizen_id", "citizen_id", "la_truong"]), CELL
    ),
)
def test_nobody_else_s_number_or_name_ever_leaves(
    see: Any, rows: Any, name: str, single: dict[str, str]
) -> None:
    fields: dict[str, Any] = {key: field(value) for key, value in single.items()}
    fields[name] = [{key: field(value) for key, value in row.items()} for row in rows]
    found = str(see("ct07", [HUNG], fields).document["fields"])
    own = {HUNG in row.values() for row in rows}
    assert TU not in found or True in own
    for number in (ANH, TU):
        kept = [row for row in rows if HUNG in row.values() and number in row.values()]
        assert number not in found or kept
    assert "CẨM TÚ" not in found or any(HUNG in row.values() for row in rows)
