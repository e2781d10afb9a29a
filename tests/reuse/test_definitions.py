"""Our own files are right, and wrong ones are refused loudly: file, key, what to do."""

import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from extract.definitions import Catalogue
from hoso.messages import Texts
from reuse.definition_files import load_rules
from reuse.definitions import RuleError, Rules

TEN = {
    *("1.004222", "1.004194", "1.003197", "1.010038", "1.010041"),
    *("1.013831", "1.013833", "1.012783", "1.012786", "1.012784"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of our files, to be spoilt."""
    copy = tmp_path / "reuse"
    shutil.copytree(Path(str(files("reuse"))), copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def test_the_ten_procedures_stand(rules: Rules) -> None:
    assert set(rules.procedures) == TEN
    for procedure in rules.procedures.values():
        assert procedure.components[0].made_anew
        assert procedure.body.vi
        assert procedure.body.en
        assert all(part.legal_basis for part in procedure.components)


def test_every_type_of_the_catalogue_and_of_the_contract_is_known(
    rules: Rules, catalogue: Catalogue
) -> None:
    assert {item.code for item in catalogue.types} <= set(rules.papers)
    assert len(rules.papers) == 24


def test_both_languages_have_the_same_sentences(texts: dict[str, Texts]) -> None:
    import tomllib

    tables = [
        tomllib.loads((files("reuse.messages") / f"{lang}.toml").read_text(encoding="utf-8"))
        for lang in ("vi", "en")
    ]
    keys = [{(s, k) for s, rows in table.items() for k in rows} for table in tables]
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "fix"),
    [
        (
            "procedures/1.004222.toml",
            'type = "gcn_qsdd"',
            'type = "so_do"',
            "components[1]",
            "so_do",
        ),
        ("procedures/1.004222.toml", 'form = "ct01"', 'form = "ct99"', "form", "ct01"),
        ("procedures/1.004222.toml", "ct07.members", "ct07.member", "discloses", "members"),
        ("procedures/1.004222.toml", 'roles = ["owner"]', 'roles = ["boss"]', "roles", "owner"),
        ("procedures/1.004222.toml", "{new_address}", "{old_address}", "texts.request", "mẫu"),
        ("procedures/1.004222.toml", "made_anew = true", "made_new = true", "made_new", "khóa lạ"),
        ("procedures/1.004222.toml", 'code = "1.004222"', 'code = "1.004223"', "code", "tên tệp"),
        ("procedures/1.004222.toml", "[[components]]", "[[components", "", "TOML"),
        ("forms/ct01.toml", "ct07.full_name", "ct07.fullname", "fields[1]", "full_name"),
        ("forms/ct01.toml", 'kind = "sex"', 'kind = "gender"', "kind", "sex"),
        ("forms/ct01.toml", '"ct07.members"', '"ct07.full_name"', "sources[0]", "bảng"),
        ("forms/ct01.toml", "ct01.docx", "ct02.docx", "template", "ct02.docx"),
        ("papers.toml", "[ct07]", "[ct70]", "ct07", "thêm"),
        ("papers.toml", "succeeds = [", 'succeeds = ["parcels.no", ', "gcn_qsdd", "parcels"),
        ("purposes.toml", "legal_basis", "basis", "legal_basis", "thiếu"),
    ],
)
def test_a_wrong_file_is_refused_with_file_key_and_fix(
    folder: Path, catalogue: Catalogue, file: str, old: str, new: str, key: str, fix: str
) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError) as error:
        load_rules(catalogue, folder)
    assert error.value.file == path.name
    assert key in error.value.key
    assert fix in error.value.fix


def test_no_code_names_a_paper_type(rules: Rules, people: Callable[[str], str]) -> None:
    """Types, procedures and purposes are data. (The script that draws templates writes files.)"""
    del people
    names = {*rules.papers, *rules.procedures, *rules.purposes} - {"khac"}
    for path in Path(str(files("reuse"))).rglob("*.py"):
        if path.name in {"schemas.py", "make_templates.py"}:  # examples of OpenAPI; file names
            continue
        text = path.read_text(encoding="utf-8")
        examples = [line for line in text.splitlines() if "examples=" not in line]
        found = {name for name in names if f'"{name}"' in "\n".join(examples)}
        assert not found, path
