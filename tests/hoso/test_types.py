"""`hoso types`, and the tutorial of CONTRIBUTING.md: a new paper from one TOML file, no Python."""

import random
import re
import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from drawn_pages import drawn_pages
from typer.testing import CliRunner, Result

from extract.catalogue import document_types
from extract.cross_checks import CHECKS
from extract.definition_files import load_catalogue
from extract.pipeline import load, read_documents
from extract.strategies import STRATEGIES
from hoso.cli import _build
from hoso.messages import Texts
from hoso.settings import read_settings
from models.dossiers.draw import write_paper

ROOT = Path(__file__).parent.parent.parent
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def hoso(*words: str) -> Result:
    return CliRunner().invoke(_build(read_settings({}), Texts("en")), list(words))


@pytest.fixture
def health_book(tmp_path: Path) -> Path:
    """The tutorial's file beside the types that there are."""
    text = re.search(r"```toml\n(.+?)```", CONTRIBUTING, re.DOTALL)
    assert text is not None
    for file in files("extract").joinpath("document_types").iterdir():
        shutil.copy(str(file), tmp_path / file.name)
    path = tmp_path / "so_kham_benh.toml"
    path.write_text(text.group(1), encoding="utf-8")
    return path


def test_types_are_listed_with_their_source() -> None:
    result = hoso("types")
    assert result.exit_code == 0
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert {row[0] for row in rows} == document_types().codes
    assert all(len(row) == 4 and row[1] and row[2] for row in rows)


def test_every_packaged_definition_is_sound() -> None:
    for code in ("giay_ket_hon", "can_cuoc"):
        assert (
            hoso(
                "types", "check", str(ROOT / "extract" / "document_types" / f"{code}.toml")
            ).exit_code
            == 0
        )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"person_name"', '"name"', "fields.full_name"),
        ("titles = [", "titles = [[", "TOML"),
        ('"SỔ KHÁM BỆNH"', '"SỔ HỘ KHẨU"', "so_ho_khau"),
        ('field = "date", texts', 'field = "day", texts', "tables[0].columns"),
    ],
)
def test_a_wrong_definition_is_refused_loudly(
    health_book: Path, old: str, new: str, said: str
) -> None:
    text = health_book.read_text(encoding="utf-8")
    health_book.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = hoso("types", "check", str(health_book))
    assert result.exit_code == 2
    assert "so_kham_benh.toml" in result.stderr
    assert said in result.stderr


def test_no_file_is_wrong_usage() -> None:
    assert hoso("types", "check", "nothing.toml").exit_code == 2


def test_the_tutorial_reads_a_health_book(health_book: Path) -> None:
    assert hoso("types", "check", str(health_book)).exit_code == 0
    catalogue = load_catalogue(health_book.parent, strategies=STRATEGIES, checks=CHECKS)
    nlp = load(catalogue=catalogue)
    for seed in range(3):
        sheet = write_paper("khac", random.Random(seed), variant="so_kham_benh")
        (document,) = read_documents(drawn_pages(sheet), nlp)
        assert document.type == "so_kham_benh"
        assert document.fields["full_name"].value
        assert document.fields["insurance_number"].value.startswith("GD4")
        assert len(document.fields["visits"]) >= 2
        (holder,) = document.holders
        assert (holder.role, holder.certain) == ("patient", True)
        assert document.doubts == ()
