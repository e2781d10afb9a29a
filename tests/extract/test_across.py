"""What papers say of the same people and the same land, compared: doubts, never anything else."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.across.compare import with_known, within_scan
from extract.catalogue import document_types
from extract.document import Document, Field, Holder, Row, Status, Value

A, B = "001085990017", "001185990025"
CATALOGUE = document_types()


def field(value: str | None, *, status: Status = Status.ACCEPTED, method: str = "ocr") -> Field:
    return Field(value, value or "", 0.99, status, method, 1, None)


def row(**values: str) -> Row:
    return {name: field(value) for name, value in values.items()}


def paper(
    type_: str, /, *, holder: str | None = A, certain: bool = True, **values: Value | str
) -> Document:
    fields = {n: field(v) if isinstance(v, str) else v for n, v in values.items()}
    name = fields.get("full_name")
    named = name.value if isinstance(name, Field) else "NGUYỄN VĂN AN"
    holders = (Holder("subject", named, holder, certain=certain),) if holder else ()
    return Document(type_, 1.0, (1,), holders, fields)


def person(type_: str, /, **changed: Value | str) -> Document:
    values: dict[str, Value | str] = {
        "full_name": "NGUYỄN VĂN AN",
        "date_of_birth": "1985-02-14",
        "sex": "Nam",
        "citizen_id": A,
    }
    values |= changed
    number = values["citizen_id"]
    return paper(type_, holder=number if isinstance(number, str) else number.value, **values)


def codes(document: Document) -> dict[str, set[str]]:
    """Doubts by field."""
    flat = document.flat_fields()
    return {path: {d.code for d in f.doubts} for path, f in flat.items() if f.doubts}


def certain(document: Document) -> list[bool]:
    return [holder.certain for holder in document.holders]


def test_papers_that_agree_are_left_as_they_are():
    papers = [person("can_cuoc"), person("ct01"), person("ct07"), person("giay_khai_sinh")]
    assert within_scan(papers, CATALOGUE) == papers


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("full_name", "NGUYỄN VĂN ÂN", "name_differs"),
        ("date_of_birth", "1985-02-19", "birth_differs"),
        ("sex", "Nữ", "sex_differs"),
    ],
)
def test_what_differs_for_one_number_is_doubted_on_both(name, value, code):
    one, two = within_scan([person("can_cuoc"), person("ct07", **{name: value})], CATALOGUE)
    assert codes(one) == codes(two) == {name: {code}}
    assert certain(one) == certain(two) == [True]
    assert "Xem: " in one.fields[name].doubts[0].message  # which paper to look at
    assert one.fields[name].value == person("can_cuoc").fields[name].value  # nothing is mended


def test_what_is_unsure_casts_no_doubt_on_what_is_sure():
    unsure = person("ct07", full_name=field("NGUYỄN VĂN ÂN", status=Status.REVIEW))
    sure, doubted = within_scan([person("can_cuoc"), unsure], CATALOGUE)
    assert codes(sure) == {}
    assert codes(doubted) == {"full_name": {"name_differs"}}


def test_a_spelling_of_the_tone_or_a_year_alone_is_no_difference():
    papers = [
        person("can_cuoc", full_name="NGUYỄN THỊ HOÀ"),
        person("ct07", full_name="NGUYỄN THỊ HÒA", date_of_birth="1985"),
    ]
    assert within_scan(papers, CATALOGUE) == papers


def test_one_number_of_two_people_files_nothing():
    stranger = person("ct07", full_name="TRẦN THỊ BÍCH NGỌC", date_of_birth="1990-01-01")
    one, two = within_scan([person("can_cuoc"), stranger], CATALOGUE)
    assert certain(one) == certain(two) == [False]
    assert codes(one)["citizen_id"] == {"number_of_two_people"}


def test_two_rows_of_one_household_do_not_share_a_number():
    members = (
        row(full_name="NGUYỄN VĂN AN", citizen_id=A),
        row(full_name="TRẦN THỊ BÍCH NGỌC", citizen_id=A),
    )
    book = paper("so_ho_khau", members=members)
    (doubted,) = within_scan([book], CATALOGUE)
    assert certain(doubted) == [False]
    assert set(codes(doubted)) == {
        f"members.{n}.{k}" for n in (0, 1) for k in ("full_name", "citizen_id")
    }


def test_one_person_with_two_numbers_is_a_number_misread():
    one, two = within_scan([person("can_cuoc"), person("ct07", citizen_id=B)], CATALOGUE)
    assert certain(one) == certain(two) == [False]
    assert codes(one) == codes(two) == {"citizen_id": {"person_has_two_numbers"}}


def test_a_number_from_a_code_stands_against_one_from_print():
    code = person("can_cuoc", citizen_id=field(A, method="qr"))
    one, two = within_scan([code, person("ct07", citizen_id=B)], CATALOGUE)
    assert (certain(one), certain(two)) == ([True], [False])
    assert codes(one) == {}


def test_an_old_card_belongs_to_one_number():
    wife = row(full_name="LÊ THỊ HOA", citizen_id=B, id_card_number="012345678")
    other = row(full_name="LÊ THỊ HOA", citizen_id="001185990033", id_card_number="012345678")
    one, two = within_scan(
        [
            paper("giay_ket_hon", holder=B, wife=wife),
            paper("giay_ket_hon", holder="001185990033", wife=other),
        ],
        CATALOGUE,
    )
    assert codes(one) == codes(two) == {"wife.citizen_id": {"card_of_two_people"}}


def test_parents_are_as_old_as_their_own_papers_say():
    birth = person(
        "giay_khai_sinh",
        full_name="NGUYỄN MINH",
        date_of_birth="2015-05-05",
        citizen_id="001215990017",
        mother_name="LÊ THỊ HOA",
        mother_year_of_birth="1990",
    )
    wife = row(full_name="LÊ THỊ HOA", date_of_birth="1980-03-03", citizen_id=B)
    one, _ = within_scan([birth, paper("giay_ket_hon", holder=B, wife=wife)], CATALOGUE)
    assert codes(one) == {"mother_year_of_birth": {"parent_birth_differs"}}


PARCEL = {"parcel_number": "12", "map_sheet": "5", "area": "125.6"}
OWNER = {"full_name": "NGUYỄN VĂN AN", "citizen_id": A, "year_of_birth": "1985"}


def gcn(**changed: Value | str) -> Document:
    values: dict[str, Value | str] = {
        "serial_number": "BP 123456",
        "register_number": "CH 03730",
        "issue_date": "2015-03-02",
        "owners": (row(**OWNER),),
        "parcels": (row(**PARCEL),),
    }
    return paper("gcn_qsdd", **values | changed)


def application(**changed: Value | str) -> Document:
    values = {
        "serial_number": "BP 123456",
        "register_number": "CH 03730",
        "citizen_id": A,
        "certificate_issue_date": "2015-03-02",
        "full_name": "NGUYỄN VĂN AN",
    }
    return paper("don_dang_ky_bien_dong", **values | changed)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("register_number", "CH 03780", "register_differs"),
        ("certificate_issue_date", "2015-03-20", "certificate_date_differs"),
    ],
)
def test_papers_on_one_certificate_agree_on_it(name, value, code):
    assert within_scan([gcn(), application()], CATALOGUE) == [gcn(), application()]
    _, doubted = within_scan([gcn(), application(**{name: value})], CATALOGUE)
    assert codes(doubted) == {name: {code}}


def contract(seller: Row, **changed: Value | str) -> Document:
    values: dict[str, Value | str] = {
        "serial_number": "BP 123456",
        "register_number": "CH 03730",
        "transferors": (seller,),
        "parcels": (row(**PARCEL),),
    }
    return paper("hop_dong_chuyen_nhuong", **values | changed)


def test_one_who_sells_stands_on_the_certificate():
    owner = row(full_name="NGUYỄN VĂN AN", citizen_id=A)
    assert within_scan([gcn(), contract(owner)], CATALOGUE)[1] == contract(owner)
    stranger = contract(row(full_name="TRẦN THỊ BÍCH NGỌC", citizen_id=B))
    _, doubted = within_scan([gcn(), replace(stranger, holders=())], CATALOGUE)
    assert codes(doubted) == {"transferors.0.full_name": {"transferor_not_owner"}}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"area": "1256"}, "area_differs"),
        ({"area": "125.65"}, ""),
        ({"parcel_number": "72"}, "parcel_differs"),
    ],
)
def test_a_parcel_is_the_same_on_both(changed: Mapping[str, str], code: str):
    owner = row(full_name="NGUYỄN VĂN AN", citizen_id=A)
    other = contract(owner, parcels=(row(**PARCEL | changed),))
    _, doubted = within_scan([gcn(), other], CATALOGUE)
    assert {c for found in codes(doubted).values() for c in found} == ({code} if code else set())


def test_a_serial_misread_is_found_by_the_parcel():
    owner = row(full_name="NGUYỄN VĂN AN", citizen_id=A)
    _, doubted = within_scan([gcn(), contract(owner, serial_number="BP 123458")], CATALOGUE)
    assert codes(doubted) == {"serial_number": {"serial_differs"}}


def test_a_residence_may_have_its_old_and_its_new_name_but_not_another_commune():
    old = person("ct01", permanent_address="Thôn Đoài, Nam Hồng, Đông Anh, Hà Nội")
    new = person("ct07", permanent_address="Thôn Đoài, xã Phúc Thịnh, thành phố Hà Nội")
    assert within_scan([old, new], CATALOGUE) == [old, new]
    far = person("ct07", permanent_address="phường Cẩm Phô, Hội An, Quảng Nam")
    assert codes(within_scan([old, far], CATALOGUE)[0]) == {
        "permanent_address": {"address_elsewhere"}
    }
    assert codes(with_known(old, [far.as_json()], CATALOGUE)) == {}  # people move


def test_what_the_store_has_casts_doubts_on_the_new_paper_only():
    stored = person("can_cuoc").as_json()
    kept = repr(stored)
    doubted = with_known(person("ct07", full_name="TRẦN THỊ BÍCH NGỌC"), [stored], CATALOGUE)
    assert certain(doubted) == [False]
    assert codes(doubted)["citizen_id"] == {"number_of_two_people"}
    assert repr(stored) == kept


def test_stored_papers_of_unknown_types_or_without_fields_say_nothing():
    new = person("ct07")
    known = [{"type": "tau_vu_tru"}, {"type": "ct01"}, {"type": "gcn_qsdd", "fields": {}}]
    assert with_known(new, known, CATALOGUE) == new


STATUSES = st.sampled_from(Status)
TEXTS = st.text("NGUYỄN VĂAÂ01259-", max_size=12)
FIELDS = st.builds(lambda v, s: field(v, status=s), TEXTS, STATUSES)
PAPERS = st.builds(
    lambda kind, names, rows: paper(kind, **names, members=tuple(rows)),
    st.sampled_from(["ct01", "ct07", "so_ho_khau", "can_cuoc", "giay_khai_sinh", "gcn_qsdd"]),
    st.dictionaries(
        st.sampled_from(["full_name", "citizen_id", "date_of_birth", "sex", "serial_number"]),
        FIELDS,
    ),
    st.lists(
        st.dictionaries(
            st.sampled_from(["full_name", "citizen_id", "relation_to_head"]), FIELDS, min_size=1
        ),
        max_size=2,
    ),
)


@given(st.lists(PAPERS, max_size=4))
def test_comparing_changes_no_value_and_makes_nobody_certain(papers):
    made = within_scan(papers, CATALOGUE)
    assert len(made) == len(papers)
    for before, after in zip(papers, made, strict=True):
        was, now = before.flat_fields(), after.flat_fields()
        assert {p: f.value for p, f in was.items()} == {p: f.value for p, f in now.items()}
        assert all(set(was[p].doubts) <= set(now[p].doubts) for p in was)
        assert all(a or not b for a, b in zip(certain(before), certain(after), strict=True))
        accepted = (p for p, f in now.items() if f.status is Status.ACCEPTED)
        assert all(was[p].status is Status.ACCEPTED for p in accepted)
