"""Accounts of people and programs from the command line, without questions; and the index anew."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Hoso = Callable[..., Any]


def test_people_and_programs_are_added_without_questions(hoso: Hoso, tmp_path: Path) -> None:
    store = ("--store", tmp_path / "store")
    made = hoso(
        "user",
        "add",
        "lan",
        "--role",
        "reviewer",
        "--password-stdin",
        *store,
        stdin="mật khẩu dài\n",
    )
    assert (made.code, made.err) == (0, "")
    assert hoso("user", "list", *store).out == "lan\treviewer\n"
    client = hoso("client", "add", "mot-cua", "--scopes", "records procedures", "--json", *store)
    assert client.lines[0]["scopes"] == "procedures records"
    assert client.lines[0]["token"].startswith("hoso_")
    for file in (tmp_path / "state").rglob("*"):
        if file.is_file():
            assert client.lines[0]["token"].encode() not in file.read_bytes()
    assert hoso("client", "revoke", "mot-cua", *store).code == 0
    assert hoso("user", "disable", "lan", *store).code == 0
    assert hoso("user", "list", *store).out == ""


def test_what_may_not_be_is_wrong_usage_with_a_sentence(hoso: Hoso, tmp_path: Path) -> None:
    store = ("--store", tmp_path / "store")
    for words, stdin in (
        (("user", "add", "lan", "--role", "reviewer", "--password-stdin"), "short\n"),
        (("user", "add", "Lan Anh", "--role", "clerk", "--password-stdin"), "mật khẩu dài\n"),
        (("user", "add", "lan", "--role", "boss", "--password-stdin"), "mật khẩu dài\n"),
        (("user", "add", "lan", "--role", "clerk"), "mật khẩu dài\n"),
        (("client", "add", "a", "--scopes", "everything"), ""),
        (("client", "revoke", "nobody"), ""),
        (("user", "disable", "nobody"), ""),
    ):
        done = hoso(*words, *store, stdin=stdin)
        assert done.code == 2, words
        assert done.out + done.err, words
        assert "Traceback" not in done.err


def test_the_index_is_made_anew(hoso: Hoso, tmp_path: Path, papers: Path) -> None:
    store = ("--store", tmp_path / "store")
    scanned = hoso("scan", papers / "scans" / "van-ban.jpg", "--json", *store)
    assert json.loads(scanned.out.splitlines()[-1])["documents"] == 1
    assert "1" in hoso("reindex", *store).out
    assert hoso("reindex", "--store", tmp_path / "nowhere").code == 3
