"""Both catalogues say the same things, and every code has its sentence."""

import string

import pytest

from hoso.messages import Texts, _catalogue
from ocr.errors import Fault


def holes(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("package", ["hoso.messages", "review_ui.messages", "reuse.messages"])
def test_the_catalogues_have_the_same_keys_and_holes(package: str) -> None:
    vietnamese, english = _catalogue("vi", package), _catalogue("en", package)
    assert vietnamese.keys() == english.keys()
    for key, sentence in vietnamese.items():
        assert holes(sentence) == holes(english[key]), key


@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_has_a_sentence_of_its_own(fault: Fault) -> None:
    assert f"fault.{fault}" in _catalogue("vi", "hoso.messages")
    assert Texts("vi").fault(fault) != Texts("vi").fault("something new")
