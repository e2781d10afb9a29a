"""`hoso address`: what an address names and what that is today, for people and for programs."""

import json

from typer.testing import CliRunner, Result

from hoso.cli import _build
from hoso.messages import Texts
from hoso.settings import read_settings

SPLIT = "Tổ 3, thị trấn Tây Đằng, huyện Ba Vì, Hà Nội"


def hoso(*words: str, stdin: str | None = None, lang: str = "en") -> Result:
    return CliRunner().invoke(_build(read_settings({}), Texts(lang)), list(words), input=stdin)


def test_people_see_the_units_of_today_and_that_they_must_choose():
    shown = hoso("address", SPLIT, lang="vi")
    assert shown.exit_code == 0
    assert "Xã Quảng Oai, Thành phố Hà Nội (từ 01/07/2025; Nghị quyết 1656" in shown.output
    assert "Xã Minh Châu" in shown.output
    assert "phải hỏi người biết chỗ ở" in shown.output


def test_programs_get_one_line_for_each_line():
    shown = hoso("address", "--json", "-", stdin=f"{SPLIT}\n\nkhông rõ\n")
    first, empty, unknown = map(json.loads, shown.output.splitlines())
    assert first["text"] == SPLIT
    assert first["ward"] == {"name": "Thị trấn Tây Đằng", "code": "09619"}
    assert [s["ward"]["name"] for s in first["successors"]] == ["Xã Quảng Oai", "Xã Minh Châu"]
    assert empty["successors"] == unknown["successors"] == []


def test_an_address_that_names_nothing_is_said_to():
    assert "No administrative unit is recognised" in hoso("address", "không rõ").output
