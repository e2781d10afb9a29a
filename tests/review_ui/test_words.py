"""Typed values, labels and catalogues."""

import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_stand import catalogue

import review_ui
from extract.kinds import kind, kind_names
from hoso.messages import Texts, _catalogue
from review_ui.labels import Labels
from review_ui.typed import normal, shown

FOLDER = Path(review_ui.__file__).parent
VI, EN = (_catalogue(lang, "review_ui.messages") for lang in ("vi", "en"))


def holes(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_the_catalogues_have_the_same_keys_and_holes() -> None:
    assert VI.keys() == EN.keys()
    for key, sentence in VI.items():
        assert holes(sentence) == holes(EN[key]), key


def test_every_key_that_a_page_uses_is_there() -> None:
    for page in (FOLDER / "templates").glob("*.html"):
        for key in re.findall(r"\bt\(\s*[\"']([a-z_.]+)[\"']\s*[,)]", page.read_text("utf-8")):
            assert key in VI, f"{page.name}: {key}"


def test_every_refusal_has_its_sentence() -> None:
    for module in FOLDER.glob("*.py"):
        for code in re.findall(r"Refused\(\s*\d+, \"([a-z_]+)\"", module.read_text("utf-8")):
            assert f"refused.{code}" in VI, f"{module.name}: {code}"


def test_every_doubt_of_extract_has_an_english_sentence() -> None:
    source = "".join(path.read_text("utf-8") for path in (FOLDER.parent / "extract").rglob("*.py"))
    found = set(re.findall(r"(?:Doubt|unreadable)\(\s*\"([a-z_]+)\",", source))
    assert found
    assert {f"doubt.{code}" for code in found} <= EN.keys()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_field_of_every_type_has_a_name(lang: str) -> None:
    labels = Labels(catalogue(), Texts(lang, package="review_ui.messages"))
    for one in catalogue().types:
        for name, inner in one.fields.items():
            if not name.startswith("_"):
                for path in (
                    [f"{name}.0.{key}" for key in inner] if isinstance(inner, dict) else [name]
                ):
                    assert labels.place(one.code, path)


@pytest.mark.parametrize(
    ("kind_name", "value", "words"),
    [
        ("date", "1985-02-14", "14/02/1985"),
        ("date", "1962", "1962"),
        ("area", "125.60", "125,60 m²"),
        ("phone", "0912345678", "0912 345 678"),
        ("money", "1250000", "1.250.000 đồng"),
        ("citizen_id", "036185990021", "036185990021"),
    ],
)
def test_values_are_shown_as_people_read_them_and_come_back(
    kind_name: str, value: str, words: str
) -> None:
    assert shown(kind_name, value) == words
    assert normal(kind_name, words).value == value
    assert normal(kind_name, value).value == value


@given(st.sampled_from(sorted(kind_names())), st.text(max_size=40))
def test_any_text_is_a_value_or_none_and_what_is_shown_comes_back(
    kind_name: str, text: str
) -> None:
    found = normal(kind_name, text)
    if found.value is None:
        assert not text.split() or found.problems
    else:
        assert normal(kind_name, shown(kind_name, found.value)).value is not None
        assert kind(kind_name)
