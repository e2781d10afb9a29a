"""Forms filled from papers: evidence, trust, conflicts, inputs, and paper."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from docx import Document

from extract.definitions import Catalogue
from reuse.citizens import citizen_of
from reuse.definitions import Rules
from reuse.forms import pdf
from reuse.forms.render import NoTemplate, render
from reuse.prefill import InputError, prefill, records_used
from storage.record import State

Fill = Callable[..., dict[str, Any]]
DAY = date(2026, 11, 25)


@pytest.fixture
def fill(store: Any, catalogue: Catalogue, rules: Rules, people: Any) -> Fill:
    def filled(code: str, who: str = "hung", **inputs: Any) -> dict[str, Any]:
        citizen = citizen_of(store, people(who))
        return prefill(
            rules.procedures[code],
            citizen,
            inputs=inputs,
            day=DAY,
            catalogue=catalogue,
            rules=rules,
        )

    return filled


def test_every_value_has_its_evidence(fill: Fill, papers: Any) -> None:
    record = papers.ct07(pages=(3, 4))
    found = fill("1.010041")
    assert found["form"] == "ct01"
    name = found["fields"]["full_name"]
    assert name["value"] == "NGUYỄN VĂN HƯNG"
    assert name["record_id"] == record.record_id
    assert (name["type"], name["method"], name["approved_by"]) == ("ct07", "ocr", "chi.lan")
    assert name["valid_until"] == "2027-03-05"
    assert name["editable"]
    assert not name["conflicts"]
    assert not found["fields"]["citizen_id"]["editable"]
    assert found["missing"] == ["recipient"]
    assert records_used(found) == {record.record_id}


def test_pages_count_within_the_record(fill: Fill, papers: Any) -> None:
    papers.ct07(
        pages=(3, 4),
        phone=None,
        full_name={
            "value": "NGUYỄN VĂN HƯNG",
            "status": "accepted",
            "method": "ocr",
            "page": 4,
            "box": [0.1, 0.1, 0.2, 0.2],
        },
    )
    assert fill("1.010041")["fields"]["full_name"]["page"] == 2


def test_the_more_trusted_paper_speaks_and_the_other_is_shown(fill: Fill, papers: Any) -> None:
    papers.ct01(date_of_birth="1985-03-21")
    trusted = papers.ct07()
    found = fill("1.010041")["fields"]["date_of_birth"]
    assert (found["value"], found["record_id"]) == ("1985-03-12", trusted.record_id)
    assert [item["value"] for item in found["conflicts"]] == ["1985-03-21"]
    assert found["conflicts"][0]["type"] == "ct01"


def test_papers_of_like_trust_that_disagree_are_not_chosen_from(fill: Fill, papers: Any) -> None:
    papers.ct07(date_of_birth="1985-03-12")
    papers.ct07(date_of_birth="1985-03-21")
    found = fill("1.010041")
    field = found["fields"]["date_of_birth"]
    assert field["value"] is None
    assert {item["value"] for item in field["conflicts"]} == {"1985-03-12", "1985-03-21"}
    assert "date_of_birth" in found["missing"]


def test_a_year_does_not_contradict_a_day(fill: Fill, papers: Any) -> None:
    papers.ct07(date_of_birth="1985")
    papers.ct01(date_of_birth="1985-03-12")
    assert fill("1.010041")["fields"]["date_of_birth"]["conflicts"] == []


@pytest.mark.parametrize(
    "options",
    [
        {"state": State.DRAFT},
        {"state": State.SUPERSEDED},
        {"issued": "2020-01-01"},
        {"issued": None},
    ],
)
def test_only_approved_papers_in_force_are_used(
    fill: Fill, papers: Any, options: dict[str, Any]
) -> None:
    papers.ct07(**options)
    assert fill("1.010041")["fields"]["full_name"]["value"] is None


def test_only_accepted_values_are_used(fill: Fill, papers: Any) -> None:
    papers.ct07(full_name={"value": "NGUYỄN VĂN HUNG", "status": "review", "page": 1, "box": None})
    assert fill("1.010041")["fields"]["full_name"]["value"] is None


def test_the_household_is_shown_only_to_procedures_that_name_it(
    fill: Fill, papers: Any, people: Any
) -> None:
    papers.ct07(members=[{"full_name": "TRẦN THỊ MAI ANH", "citizen_id": people("anh")}])
    rows = fill("1.004222")["fields"]["members"]["value"]
    assert rows == [{"full_name": "TRẦN THỊ MAI ANH", "citizen_id": people("anh")}]
    assert fill("1.010041")["fields"]["members"]["value"] is None
    assert people("anh") not in str(fill("1.010041"))


def test_the_other_owner_s_row_is_never_taken_for_one_s_own(
    fill: Fill, papers: Any, people: Any
) -> None:
    papers.land(people("anh"), people("hung"))
    for who, name in (("hung", "NGUYỄN VĂN HƯNG"), ("anh", "TRẦN THỊ MAI ANH")):
        found = fill("1.013833", who)["fields"]
        assert found["full_name"]["value"] == name
        assert found["citizen_id"]["value"] == people(who)
        assert found["address"]["value"] == f"Nhà của {name}"


def test_who_has_passed_the_land_on_does_not_apply_with_it(
    fill: Fill, papers: Any, people: Any
) -> None:
    papers.land(people("hung"), role="former_owner")
    assert fill("1.012783")["fields"]["serial_number"]["value"] is None


def test_two_certificates_are_a_conflict_until_one_is_chosen(
    fill: Fill, papers: Any, people: Any
) -> None:
    papers.land(people("hung"))
    papers.land(people("hung"), serial="BP 654321", register_number="CH 00001")
    open_ = fill("1.012783")["fields"]
    assert open_["serial_number"]["value"] is None
    assert len(open_["register_number"]["conflicts"]) == 2
    assert open_["change_content"]["value"] is None
    chosen = fill("1.012783", serial_number="BP 654321")["fields"]
    assert chosen["register_number"]["value"] == "CH 00001"
    assert chosen["serial_number"]["method"] == "input"
    assert "BP 654321" in chosen["change_content"]["value"]


def test_free_text_is_composed_with_the_evidence_of_its_parts(
    fill: Fill, papers: Any, people: Any
) -> None:
    record = papers.land(people("hung"))
    found = fill("1.012786")["fields"]["change_content"]
    assert found["method"] == "derived"
    assert found["record_id"] == record.record_id
    assert "BP 123456" in found["value"]
    assert "thửa đất số 12" in found["value"]


def test_inputs_win_are_cleaned_and_conflicts_stay_visible(fill: Fill, papers: Any) -> None:
    papers.ct01()
    found = fill("1.010041", phone="+84 987 654 321", recipient="Công an xã Phúc Thịnh")
    assert found["fields"]["phone"]["value"] == "0987654321"
    assert [c["value"] for c in found["fields"]["phone"]["conflicts"]] == ["0912345678"]
    assert found["fields"]["recipient"]["value"] == "Công an xã Phúc Thịnh"


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({"citizen_id": "001085990017"}, "not_editable"),
        ({"shoe_size": "43"}, "unknown_input"),
        ({"date_of_birth": "31/02/1985"}, "malformed_input"),
        ({"members": "x"}, "malformed_input"),
        ({"phone": [{"a": "b"}]}, "malformed_input"),
        ({"members": [{"shoe_size": "43"}]}, "unknown_input"),
    ],
)
def test_inputs_that_cannot_be_used_are_refused_without_being_repeated(
    fill: Fill, inputs: dict[str, Any], code: str
) -> None:
    with pytest.raises(InputError) as error:
        fill("1.010041", **inputs)
    assert error.value.code == code
    assert "31/02" not in str(error.value)


def test_several_parcels_of_one_certificate_are_one_value(
    fill: Fill, papers: Any, people: Any
) -> None:
    parcels = [{"parcel_number": "12", "map_sheet": "5"}, {"parcel_number": "13", "map_sheet": "5"}]
    papers.land(people("hung"), parcels=parcels)
    found = fill("1.012786")["fields"]
    assert found["parcel_number"]["value"] == "12; 13"
    rows = fill("1.012784")["fields"]["parcels"]["value"]
    assert [row["parcel_number"] for row in rows] == ["12", "13"]


def _words(data: bytes, form: str) -> str:
    if form == "docx":
        document = Document(BytesIO(data))
        cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
        return " ".join([*(p.text for p in document.paragraphs), *cells])
    sheets = pypdfium2.PdfDocument(data)
    return " ".join(sheets[i].get_textpage().get_text_range() for i in range(len(sheets)))


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_printed_form_says_what_was_filled(
    fill: Fill, papers: Any, rules: Rules, form: str, people: Any
) -> None:
    papers.ct07(members=[{"full_name": "TRẦN THỊ MAI ANH", "citizen_id": people("anh")}])
    found = fill("1.004222", recipient="Công an <xã> & {{ 7 * 7 }}", new_address="Xóm 7")
    said = _words(render(rules.forms["ct01"], found["fields"], form), form)
    for words in (
        "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
        "NGUYỄN VĂN HƯNG",
        "12/03/1985",
        "Đăng ký thường trú tại Xóm 7",
        "TRẦN THỊ MAI ANH",
        "Công an <xã> & {{ 7 * 7 }}",
    ):
        assert words in " ".join(said.split()), words


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_land_form_with_its_attachments(
    fill: Fill, papers: Any, rules: Rules, people: Any, form: str
) -> None:
    papers.land(people("hung"))
    procedure = rules.procedures["1.012783"]
    blank = rules.forms[procedure.form]
    data = render(blank, fill("1.012783")["fields"], form, attachments=procedure.attachments)
    said = " ".join(_words(data, form).split())
    for words in ("BIẾN ĐỘNG", "CH 03730", "BP 123456", "01/06/2015", "(1) Giấy chứng nhận đã cấp"):
        assert words in said, words


def test_an_empty_form_prints_and_a_form_without_template_says_so(fill: Fill, rules: Rules) -> None:
    empty = fill("1.010041")
    assert render(rules.forms["ct01"], empty["fields"], "pdf")[:4] == b"%PDF"
    with pytest.raises(NoTemplate):
        render(rules.forms["don_tach_hop_thua"], fill("1.012784")["fields"], "pdf")


def test_a_missing_font_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf.printing_face.cache_clear()
    monkeypatch.setattr(pdf, "_FACES", (pdf._Face("/nowhere", ("a", "b", "c", "d"), 1, "fonts-x"),))
    with pytest.raises(pdf.FontMissing, match="fonts-x"):
        pdf.printing_face()
    pdf.printing_face.cache_clear()
