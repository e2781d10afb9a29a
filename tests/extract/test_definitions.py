"""A wrong definition stops the program and says what to mend."""

import pytest

from extract.cross_checks import CHECKS
from extract.definition_files import load_catalogue
from extract.definitions import DefinitionError
from extract.kinds import kind, kind_names
from extract.strategies import STRATEGIES

GOOD = """
code = "moi"
name = "Giấy mới"
source = "Thông tư 1"
titles = ["GIẤY MỚI"]
required = ["full_name"]
[fields]
full_name = "person_name"
[[labels]]
field = "full_name"
texts = ["Họ và tên"]
"""
OTHER = 'code = "khac"\nname = "Khác"\nsource = "-"\nstructure = "other"\n[fields]\n'


def catalogue(folder, text):
    (folder / "moi.toml").write_text(text, encoding="utf-8")
    (folder / "khac.toml").write_text(OTHER, encoding="utf-8")
    return load_catalogue(folder, strategies=STRATEGIES, checks=CHECKS)


def test_the_packaged_definitions_are_sound():
    found = load_catalogue(strategies=STRATEGIES, checks=CHECKS)
    assert {item.code for item in found.types} >= {
        "ct01", "ct07", "gcn_qsdd", "don_dang_ky_bien_dong", "van_ban_hanh_chinh",
    }  # fmt: skip
    assert found.other.code == "khac"


def test_a_new_type_is_one_file(tmp_path):
    assert catalogue(tmp_path, GOOD).get("moi").kind_of("full_name") == "person_name"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('"person_name"', '"person"', "fields.full_name"),
        ('field = "full_name"', 'field = "ful_name"', "labels[0].field"),
        ('texts = ["Họ và tên"]', 'text = ["Họ và tên"]', "labels[0].text"),
        ('texts = ["Họ và tên"]', 'texts = "Họ và tên"', "labels[0].texts"),
        ('code = "moi"', 'code = "cu"', "code"),
        ('source = "Thông tư 1"\n', "", "source"),
        ('required = ["full_name"]', 'required = ["citizen_id"]', "required"),
        ('texts = ["Họ và tên"]', 'texts = ["Họ và tên"]\nlines = "two"', "labels[0].lines"),
        ("[[labels]]", '[[blocks]]\nstrategy = "magic"\n[[labels]]', "blocks[0].strategy"),
        ("[[labels]]", '[[checks]]\nname = "luck"\nfields = []\n[[labels]]', "checks[0].name"),
        ("[[labels]]", '[[holders]]\nrole = "x"\n[[labels]]', "holders[0].citizen_id"),
    ],
)
def test_a_wrong_definition_names_file_key_and_fix(tmp_path, old, new, key):
    with pytest.raises(DefinitionError) as caught:
        catalogue(tmp_path, GOOD.replace(old, new, 1))
    assert caught.value.file == "moi.toml"
    assert caught.value.key == key
    assert caught.value.fix


def test_every_kind_has_the_verbs():
    for name in kind_names():
        module = kind(name)
        assert callable(module.clean)
        assert callable(module.check)
        assert callable(module.show)
        assert module.clean("").value is None
        assert module.clean("........").value is None
        assert "Source" in (module.__doc__ or "")
