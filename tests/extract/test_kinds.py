"""Properties of the kinds: nothing is invented, open values are never mended."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.kinds import (
    address,
    area,
    citizen_id,
    date,
    ethnicity,
    kind,
    kind_names,
    number_words,
    person_name,
    sex,
)
from extract.text import fold, tidy, without_leaders


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.sampled_from("/.-"))
def test_every_printed_date_is_read(day, mark):
    printed = [
        f"{day.day:02d}{mark}{day.month:02d}{mark}{day.year}",
        f"{day.day} {mark} {day.month} {mark} {day.year} ......",
        f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}",
    ]
    assert {date.clean(text).value for text in printed} == {day.isoformat()}


@given(st.text(alphabet="0123456789 .|-?", max_size=20))
def test_a_number_of_twelve_digits_has_twelve_printed_digits(text):
    value = citizen_id.clean(text).value
    digits = [c for c in text if c.isdigit()]
    assert value is None or (value == "".join(digits) and len(value) == 12 and "?" not in text)


@given(st.text(max_size=60))
def test_no_kind_breaks_on_any_text(text):
    for name in kind_names():
        module = kind(name)
        cleaned = module.clean(text)
        if cleaned.value is not None:
            module.check(cleaned.value)
            assert cleaned.value


@given(st.text(max_size=60))
def test_folding_keeps_the_places(text):
    composed = tidy(text)
    assert len(fold(composed)) == len(composed)
    assert without_leaders(without_leaders(composed)) == without_leaders(composed)


@pytest.mark.parametrize("name", ["NGUYÊN VĂN HUNG", "TRẦN THI MAI ANH", "H'NHIÊN BYĂ"])
def test_names_are_never_mended(name):
    assert person_name.clean(name).value == name


def test_addresses_are_never_mended():
    assert address.clean("Thon Doài, xã Phuc Thịnh").value == "Thon Doài, xã Phuc Thịnh"


@pytest.mark.parametrize(
    ("text", "value", "mended"), [("Nam", "Nam", False), ("Nan", "Nam", True), ("N", None, False)]
)
def test_closed_vocabularies_are_mended_and_noted(text, value, mended):
    cleaned = sex.clean(text)
    assert (cleaned.value, cleaned.mended) == (value, mended)


def test_what_is_near_two_entries_is_not_mended():
    cleaned = ethnicity.clean("Mưnông")
    assert cleaned.value == "Mưnông" or cleaned.notes


@given(st.integers(1, 9_999_999))
def test_number_words(number):
    assert number_words.figures(_words(number)) == Decimal(number)


def _words(number: int) -> str:
    names = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
    parts = []
    for group, unit in (
        (number // 10**6, "triệu"),
        (number // 1000 % 1000, "nghìn"),
        (number % 1000, ""),
    ):
        if group:
            hundred, rest = divmod(group, 100)
            ten, one = divmod(rest, 10)
            words = [names[hundred], "trăm"] if parts or hundred else []
            words += (
                [names[ten], "mươi"]
                if ten > 1
                else ["mười"]
                if ten
                else ["linh"]
                if one and words
                else []
            )
            words += [names[one]] if one else []
            parts.append(" ".join([*words, unit]))
    return " ".join(parts)


@given(st.integers(0, 999_999), st.integers(0, 9))
def test_areas_come_back(whole, tenth):
    value = f"{whole}.{tenth}"
    assert area.clean(area.show(value)).value == value
