"""Comparisons of several fields of one paper: each says what it must, and nothing else."""

import re
from importlib.resources import files

import pytest

from extract.cross_checks import CHECKS
from extract.document import Field, Status
from hoso.messages import Texts


def field(value: str | None) -> Field | None:
    return value and Field(value, value, 1.0, Status.ACCEPTED, "ocr", 1, None)


@pytest.mark.parametrize(
    ("name", "values", "code"),
    [
        ("dates_in_order", ("1985-02-14", "2021-05-06"), None),
        ("dates_in_order", ("2021-05-06", "1985-02-14"), "dates_out_of_order"),
        ("dates_in_order", ("2021-05-06", "2021"), None),
        ("dates_in_order", ("2021-05-06", "2020"), "dates_out_of_order"),
        ("dates_in_order", ("2021-05-06", "Không thời hạn"), None),
        ("dates_in_order", ("2021-05-06", None), None),
        ("valid_for_a_year", ("2024-02-10", "2025-02-10"), None),
        ("valid_for_a_year", ("2024-02-10", "2025-12-10"), "validity_too_long"),
        ("valid_for_a_year", ("2024", "2025-12-10"), None),
        ("card_expires_at_age", ("cccd_chip", "1985-02-14", "2045-02-14"), None),
        ("card_expires_at_age", ("cccd_chip", "1985-02-14", "2045-02-19"), "expiry_unlike_age"),
        ("card_expires_at_age", ("can_cuoc_2024", "1985-02-14", "2044-02-14"), "expiry_unlike_age"),
        ("card_expires_at_age", ("can_cuoc_2024", "1984-02-29", "2044-02-28"), None),
        ("card_expires_at_age", ("cccd_barcode", "1950-02-14", "Không thời hạn"), None),
        ("card_expires_at_age", ("cmnd_12", "1985-02-14", "2028-05-06"), None),
        ("parent_is_older", ("2015-05-05", "1990"), None),
        ("parent_is_older", ("2015-05-05", "2009"), "parent_too_young"),
        ("parent_is_older", ("2015-05-05", None), None),
        ("one_head", ("Chủ hộ", "Vợ", None), None),
        ("one_head", ("Chủ hộ", "CHỦ HỘ", "Vợ"), "several_heads"),
    ],
)
def test_check(name, values, code):
    doubts = CHECKS[name]([field(value) for value in values])
    assert [doubt.code for doubt in doubts] == ([code] if code else [])
    assert all(doubt.message.endswith(".") for doubt in doubts)


def test_every_doubt_of_a_comparison_has_a_sentence_in_both_languages():
    extract = files("extract")
    sources = [extract.joinpath("cross_checks.py"), *extract.joinpath("across").iterdir()]
    text = "\n".join(s.read_text(encoding="utf-8") for s in sources if s.name.endswith(".py"))
    codes = set(re.findall(r'(?:Doubt\(\s*|, )"([a-z]+_[a-z_]+)"(?=,)', text))
    assert {"area_differs", "several_heads", "id_sex", "name_differs"} <= codes
    for lang in ("vi", "en"):
        told = Texts(lang, "review_ui.messages")
        assert all(told(f"doubt.{code}") for code in codes)  # a missing one raises
