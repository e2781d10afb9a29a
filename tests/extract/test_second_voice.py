"""The second voice about a paper's type: it casts doubt, it never gives a type."""

from importlib.resources import files
from pathlib import Path

import pytest

from extract.pipeline import load, read_documents
from extract.second_voice import Said, load_voice, page_words

TRAINED = Path(str(files("models.page_types") / "trained"))


class Always:
    """A voice that says one type of every page."""

    def __init__(self, code):
        self.code = code

    def of(self, sheet):
        return Said(self.code, 0.99)


@pytest.fixture
def hearing():
    def make(code):
        nlp = load()
        nlp.get_pipe("document_type").voice = Always(code)
        return nlp

    return make


def codes(document):
    return [doubt.code for doubt in document.doubts]


def test_a_titled_paper_keeps_its_type_with_a_doubt_that_names_both(hearing, ct01_rows, page_of):
    (document,) = read_documents([page_of(ct01_rows)], hearing("ct07"))
    assert document.type == "ct01"
    (doubt,) = [doubt for doubt in document.doubts if doubt.code == "type_voices_differ"]
    assert "Tờ khai thay đổi thông tin cư trú" in doubt.message
    assert "Xác nhận thông tin về cư trú" in doubt.message


def test_without_a_title_a_contradicted_type_is_no_type(hearing, ct01_rows, page_of):
    untitled = [row for row in ct01_rows if "TỜ KHAI" not in row and "Mẫu CT01" not in row]
    (plain,) = read_documents([page_of(untitled)], load())
    assert plain.type == "ct01"
    (document,) = read_documents([page_of(untitled)], hearing("ct07"))
    assert document.type == "khac"
    assert "type_voices_differ" in codes(document)
    assert not document.holders


def test_agreement_changes_nothing(hearing, ct01_rows, page_of):
    page = page_of(ct01_rows)
    assert read_documents([page], hearing("ct01")) == read_documents([page], load())


def test_a_letter_is_not_doubted_by_its_words(hearing, letter_rows, page_of):
    (document,) = read_documents([page_of(letter_rows)], hearing("khac"))
    assert document.type == "van_ban_hanh_chinh"
    assert "type_voices_differ" not in codes(document)


def test_the_trained_voice_knows_a_form_and_is_silent_about_few_words(nlp, ct01_rows, page_of):
    from extract.layout import sheet_of

    voice = load_voice(TRAINED)
    assert voice is not None
    said = voice.of(sheet_of(page_of(ct01_rows)))
    assert said is not None
    assert said.code == "ct01"
    assert said == voice.of(sheet_of(page_of(ct01_rows)))
    assert voice.of(sheet_of(page_of(["Nguyễn Văn An", "Hà Nội"]))) is None


def test_without_the_trained_files_there_is_no_voice(tmp_path):
    assert load_voice(None) is None
    assert load_voice(tmp_path) is None


def test_lost_marks_and_figures_make_no_difference():
    assert page_words(["Số thửa: 12"]) == page_words(["SO THUA:", "99"])
