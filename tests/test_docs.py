"""The documents stay true: commands, make targets, settings and papers they name exist."""

import re
from pathlib import Path

import pytest

from hoso import settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_make_targets_named_in_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"\bmake ([a-z-]+)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_commands_named_in_the_readme_exist() -> None:
    groups = (ROOT / "hoso" / "commands").glob("*.py")
    source = "".join(group.read_text(encoding="utf-8") for group in groups)
    for command in set(re.findall(r"bin/hoso ([a-z]+)", README)):
        assert f"def {command}(" in source or f'"{command}"' in source, command


def test_every_setting_that_is_read_is_documented() -> None:
    source = Path(settings.__file__).read_text(encoding="utf-8")
    for name in set(re.findall(r'"(HOSO_[A-Z0-9_]+)"', source)) - {"HOSO_LANG"}:
        short = name.replace("HOSO_S3_", "…_")
        assert name in README or short in README, name


_TOP = "ocr|extract|storage|review_ui|reuse|hoso|models|tests"
PATHS = re.findall(rf"`((?:{_TOP})/[\w/.]+)`", README + CONTRIBUTING)
PLACEHOLDERS = re.compile("NAME|CODE")


@pytest.mark.parametrize("path", sorted({path for path in PATHS if not PLACEHOLDERS.search(path)}))
def test_paths_named_in_the_documents_exist(path: str) -> None:
    assert (ROOT / path).exists(), path


def test_locks_hold_hashes_and_no_addresses() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text, lock
        pins = re.findall(r"^[a-zA-Z][\w.-]*(?:\[[\w,-]+\])?==", text, re.MULTILINE)
        assert len(pins) > 0
        assert text.count("--hash=sha256:") >= len(pins), lock
