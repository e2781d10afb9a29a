"""Addresses: what they name, in every way they are written, and what became of it in 2025."""

import unicodedata
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.addresses.address import Address, parse
from extract.addresses.mending import mended
from extract.addresses.spelling import accents, key, short
from extract.addresses.units import Unit, units
from extract.addresses.words import LONGEST
from extract.text import fold


def _names(address: Address) -> list[str | None]:
    parts = (address.ward, address.district, address.province)
    return [part.name if part else None for part in parts]


def _communes() -> list[Unit]:
    """Old communes that are still in the list, all of the country."""
    return [
        ward
        for province in units().old
        for district in province.children
        for ward in district.children
        if ward.code
    ]


OLD = st.deferred(lambda: st.sampled_from(_communes()))
NEW = st.deferred(lambda: st.sampled_from([w for p in units().new for w in p.children]))


def _today(ward: Unit) -> set[str]:
    return set(ward.became) if ward.old else {ward.code}


def _found(address: Address) -> set[str]:
    return {s.ward.code or "" for s in address.successors if s.ward is not None}


@pytest.mark.parametrize(
    ("text", "detail", "names"),
    [
        (
            "Số 12, ngõ 45, phố Trần Thái Tông, phường Dịch Vọng Hậu, quận Cầu Giấy, Hà Nội",
            "Số 12, ngõ 45, phố Trần Thái Tông",
            ["Phường Dịch Vọng Hậu", "Quận Cầu Giấy", "Thành phố Hà Nội"],
        ),
        (
            "123/4 Phan Huy Ích, P.12, Q. Gò Vấp, TP.HCM",
            "123/4 Phan Huy Ích",
            ["Phường 12", "Quận Gò Vấp", "Thành phố Hồ Chí Minh"],
        ),
        (
            "Tổ 5, KP3, P. Tân Hiệp, TP. Biên Hòa, T. Đồng Nai",
            "Tổ 5, KP3",
            ["Phường Tân Hiệp", "Thành phố Biên Hòa", "Tỉnh Đồng Nai"],
        ),
        ("nam hồng đông anh hà nội", "", ["Xã Nam Hồng", "Huyện Đông Anh", "Thành phố Hà Nội"]),
        (
            "Thôn Đoài - Nam Hồng - Đông Anh - Hà Nội",
            "Thôn Đoài",
            ["Xã Nam Hồng", "Huyện Đông Anh", "Thành phố Hà Nội"],
        ),
        (
            "Khu 3, TT. Thanh Hà, H. Thanh Hà, Hải Dương",
            "Khu 3",
            ["Thị trấn Thanh Hà", "Huyện Thanh Hà", "Tỉnh Hải Dương"],
        ),
        (
            "12 Lê Lợi, TP. Gò Công, T.Giang",
            "12 Lê Lợi",
            [None, "Thành phố Gò Công", "Tỉnh Tiền Giang"],
        ),
        ("Tp.HCM", "", [None, None, "Thành phố Hồ Chí Minh"]),
        (
            "Thôn 3, xã Phúc Thịnh, thành phố Hà Nội",
            "Thôn 3",
            ["Xã Phúc Thịnh", None, "Thành phố Hà Nội"],
        ),
        ("đặc khu Lý Sơn, tỉnh Quảng Ngãi", "", ["Đặc khu Lý Sơn", None, "Tỉnh Quảng Ngãi"]),
    ],
)
def test_parts(text: str, detail: str, names: list[str | None]) -> None:
    address = parse(text)
    assert (address.detail, _names(address)) == (detail, names)


def test_a_line_break_is_a_comma_but_a_name_may_go_on_behind_it() -> None:
    broken = parse("Thôn Đoài\nxã Nam\nHồng, Đông Anh, Hà Nội")
    assert _names(broken) == ["Xã Nam Hồng", "Huyện Đông Anh", "Thành phố Hà Nội"]
    assert broken.detail == "Thôn Đoài"


def test_a_split_commune_has_all_its_successors() -> None:
    address = parse("Tổ 3, Thị trấn Tây Đằng, huyện Ba Vì, Hà Nội")
    assert {s.ward.name for s in address.successors if s.ward} == {"Xã Quảng Oai", "Xã Minh Châu"}


def test_successors_say_since_when_and_by_which_resolutions() -> None:
    (successor,) = parse("xã Bình Ninh, huyện Chợ Gạo, tỉnh Tiền Giang").successors
    assert successor.as_json() == {
        "ward": {"name": "Xã Bình Ninh", "code": "28648"},
        "province": {"name": "Tỉnh Đồng Tháp", "code": "82"},
        "since": "2025-07-01",
        "legal_basis": "Nghị quyết 1663/NQ-UBTVQH15; Nghị quyết 202/2025/QH15",
    }


def test_dong_nai_is_a_city_since_april_2026() -> None:
    (successor,) = parse("tỉnh Bình Phước").successors
    assert (successor.province.name, successor.since) == ("Thành phố Đồng Nai", "2026-04-30")


def test_a_name_of_before_keeps_its_name_and_claims_no_code() -> None:
    address = parse("12 Nguyễn Trãi, Phường Ngã Tư Sở, Quận Đống Đa, Hà Nội")
    assert address.ward is not None
    assert (address.ward.name, address.ward.code) == ("Phường Ngã Tư Sở", None)
    assert _found(address)  # what it belongs to now is known all the same
    assert parse("xã Nguyên Bình, huyện Tĩnh Gia, Thanh Hóa").district is not None


def test_a_place_that_may_be_a_district_or_a_commune_is_neither() -> None:
    assert _names(parse("Ba Đình, Hà Nội")) == [None, None, "Thành phố Hà Nội"]
    assert _names(parse("phường Ba Đình, Hà Nội"))[0] == "Phường Ba Đình"
    assert _names(parse("quận Ba Đình, Hà Nội"))[1] == "Quận Ba Đình"


def test_two_communes_of_one_name_in_a_district_are_not_chosen_between() -> None:
    address = parse("Chi Lăng, Chi Lăng, Lạng Sơn")  # thị trấn and xã
    assert address.ward is not None
    assert (address.ward.name, address.ward.code) == ("Chi Lăng", None)
    both = [w for w in _communes() if w.short == "Chi Lăng" == w.parent.short]
    assert len(both) == 2
    assert _found(address) == {code for ward in both for code in ward.became}


def test_a_new_commune_before_the_old_province() -> None:
    address = parse("xã Đường An, tỉnh Hải Dương")
    assert _names(address) == ["Xã Đường An", None, "Tỉnh Hải Dương"]
    assert [s.province.name for s in address.successors] == ["Thành phố Hải Phòng"]


def test_a_word_is_no_abbreviation() -> None:
    assert _names(parse("Ủy ban nhân dân tỉnh Lâm Đồng")) == [None, None, "Tỉnh Lâm Đồng"]  # Đ. An


def test_what_was_lost_in_the_names_of_units_is_mended_and_nothing_else() -> None:
    assert mended("Tổ 8, Đai Tâm, Mỹ Xuyên, Sóc Trăng") == "Tổ 8, Đại Tâm, Mỹ Xuyên, Sóc Trăng"
    assert mended("Số 5 xã Đại Tâm huyện Mỹ Xuyên tỉnh Sóc Trăng") == (
        "Số 5 xã Đại Tâm huyện Mỹ Xuyên tỉnh Sóc Trăng"
    )
    other_spelling = "Quảng Khê, Đắk Glong, Đắk Nông"
    unknown = "Căn số 5, Đai Tâm, Mỹ Xuyen, Hà Giang"
    for text in (other_spelling, unknown, "ba dinh, ha noi", "Không", ""):
        assert mended(text) == text


@settings(max_examples=150, deadline=None)
@given(ward=OLD, text=st.sampled_from(["{w}, {d}, {p}", "Thôn 3 {w}, {d}, {p}", "{w} {d} {p}"]))
def test_a_well_printed_address_is_not_mended(ward: Unit, text: str) -> None:
    assert ward.parent is not None
    printed = text.format(w=ward.name, d=ward.parent.name, p=ward.province.name)
    assert mended(printed) == printed


@settings(max_examples=300, deadline=1000)
@given(text=st.text(max_size=300) | st.text("XãĐạiTâm,huyệnMỹXuyên. 12", max_size=80))
def test_mending_only_adds_marks_and_commas(text: str) -> None:
    assert key(mended(text)) == key(text)


def test_damaged_names_are_found_where_one_is_nearest() -> None:
    text = "XTân Nghia, Huyện DiLinh, Tỉnh Lâm Đồnq"
    assert _names(parse(text)) == ["Xã Tân Nghĩa", "Huyện Di Linh", "Tỉnh Lâm Đồng"]


@pytest.mark.parametrize("text", ["", "Không", "-/-", "12", "Hoa Kỳ", "????", ",,,,"])
def test_what_names_nothing_names_nothing(text: str) -> None:
    address = parse(text)
    assert _names(address) == [None, None, None]
    assert address.successors == ()


@settings(max_examples=200, deadline=None)
@given(ward=OLD, house=st.integers(1, 999))
def test_every_old_commune_is_found_by_its_full_address(ward: Unit, house: int) -> None:
    assert ward.parent is not None
    district, province = ward.parent, ward.province
    address = parse(f"Số {house} đường Lê Lợi, {ward.name}, {district.name}, {province.name}")
    assert address.ward is not None
    assert address.ward.code == ward.code
    assert _found(address) == _today(ward)
    assert address.system == "old"


@settings(max_examples=200, deadline=None)
@given(ward=OLD)
def test_without_unit_words_and_marks_no_other_commune_is_named(ward: Unit) -> None:
    assert ward.parent is not None
    bare = f"{ward.short}, {ward.parent.short}, {ward.province.short}"
    for text in (bare, fold(bare).lower()):
        address = parse(text)
        if address.ward is not None:
            assert key(short(address.ward.name)) == key(ward.short)
        assert not _found(address) or _today(ward) <= _found(address)


@settings(max_examples=200, deadline=None)
@given(ward=NEW)
def test_every_new_commune_is_its_own_successor(ward: Unit) -> None:
    address = parse(f"Thôn Trung, {ward.name}, {ward.province.name}")
    assert ward.code in _found(address)
    assert address.ward is not None
    assert short(address.ward.name) in ward.short  # Xuân Trường - Đà Lạt has an old name in it


@settings(max_examples=300, deadline=1000)
@given(text=st.text(max_size=3 * LONGEST) | st.text("xãphườngtỉnhTP.,12 \n()", max_size=200))
def test_any_text_is_read_without_an_error_and_nothing_is_invented(text: str) -> None:
    address = parse(text)
    assert address.detail == " ".join(address.detail.split())
    assert key(address.detail) in key(text)
    for part in (address.ward, address.district, address.province):
        assert part is None or part.name
    assert len(fields(address)) == len(address.as_json())


@given(st.sampled_from(["hòa", "thủy", "quý", "hoàng", "uyên"]), st.sampled_from(["NFC", "NFD"]))
def test_where_the_tone_is_written_does_not_count(word: str, form: str) -> None:
    pairs = {"hòa": "hoà", "thủy": "thuỷ", "quý": "quí"}
    other = unicodedata.normalize(form, pairs.get(word, word))
    assert accents(other) == accents(word)


def test_the_table_is_whole() -> None:
    """Nghị quyết 202/2025/QH15: 34 provinces; 3,321 communes; each old commune became something."""
    new = [ward for province in units().new for ward in province.children]
    assert (len(units().old), len(units().new), len(new)) == (63, 34, 3321)
    assert len({ward.code for ward in new}) == 3321
    assert len(_communes()) == 10035
    assert all(code in units().new_wards for ward in _communes() for code in ward.became or ("",))
