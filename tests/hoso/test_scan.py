"""The clerk's main job from the outside: scan, read, get, with counts that balance."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

Hoso = Callable[..., Any]


def names(store: Path, folder: str) -> list[str]:
    return sorted(
        p.relative_to(store).as_posix() for p in (store / folder).rglob("*") if p.is_file()
    )


def holder_number(papers: Path, name: str) -> str:
    (truth,) = json.loads((papers / "truth" / f"{name}.json").read_text(encoding="utf-8"))
    return str(truth["holders"][0]["citizen_id"])


def test_scan_stores_every_page_once_and_get_finds_the_citizen(
    hoso: Hoso, papers: Path, tmp_path: Path
) -> None:
    store = tmp_path / "kho"
    first = hoso("scan", papers / "scans", "--store", store, "--json")
    assert first.code == 0, first.err
    count = first.lines[-1]
    assert count["files"] == 4
    assert count["pages_in"] == count["pages_stored"] == 5
    assert count["pages_quarantined"] == 0
    assert count["documents"] == 4
    assert count["citizens"] >= 1
    assert ".key" in first.err  # where the secret lies, that it must be backed up

    before = names(store, ".")
    again = hoso("scan", papers / "scans", "--store", store, "--json")
    assert again.lines[-1] == count
    assert names(store, ".") == before

    number = holder_number(papers, "tờ khai.png")
    found = hoso("get", number, "--store", store, "--json")
    assert [(r["type"], r["citizen_id"]) for r in found.lines] == [("ct01", number)]
    assert {"record_id", "version", "state"} <= found.lines[0].keys()
    assert hoso("get", "-", "--store", store, "--json", stdin=f"{number}\n").out == found.out
    assert hoso("get", number, "--type", "ct07", "--store", store, "--json").out == ""


def test_no_number_stands_in_a_name_or_in_what_is_printed(
    hoso: Hoso, papers: Path, tmp_path: Path
) -> None:
    store = tmp_path / "kho"
    done = hoso("scan", papers / "scans", "--store", store)
    number = holder_number(papers, "tờ khai.png")
    assert number not in "\n".join(names(store, "."))
    assert number not in done.out + done.err


def test_read_gives_documents_in_input_order_and_stores_nothing(
    hoso: Hoso, papers: Path, tmp_path: Path
) -> None:
    files = [papers / "scans" / name for name in ("van-ban.jpg", "xac-nhan.pdf", "tờ khai.png")]
    done = hoso("read", *files, "--json", HOSO_STORE=str(tmp_path / "nothing"))
    assert done.code == 0
    assert [line["type"] for line in done.lines] == ["van_ban_hanh_chinh", "ct07", "ct01"]
    assert [line["source"]["file"] for line in done.lines] == [str(f) for f in files]
    for line in done.lines:
        for field in line["fields"].values():
            for item in field if isinstance(field, list) else [{"": field}]:
                for value in item.values():
                    assert value["status"] in {"accepted", "review", "missing"}
    assert not (tmp_path / "nothing").exists()


def test_read_shows_a_table_and_leaves_the_pictures_of_its_steps(
    hoso: Hoso, papers: Path, tmp_path: Path
) -> None:
    done = hoso("read", papers / "scans" / "tờ khai.png", "--debug", tmp_path / "steps")
    assert "ct01" in done.out
    shown = {path.name.rsplit("-", 1)[-1] for path in (tmp_path / "steps").iterdir()}
    assert {"flat.png", "rules.png", "leaders.png", "clean.png"} <= shown
    (html,) = (tmp_path / "steps").glob("*.html")
    side_by_side = html.read_text(encoding="utf-8")
    assert all(f"<img src='{path.name}'" in side_by_side for path in html.parent.glob("*.png"))
    assert "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ" in side_by_side
    assert "<rect class='ocr'" in side_by_side


def test_bad_files_are_set_aside_by_name_and_the_rest_goes_on(
    hoso: Hoso, papers: Path, tmp_path: Path
) -> None:
    scans = tmp_path / "hồ sơ"
    scans.mkdir()
    shutil.copy(papers / "scans" / "van-ban.jpg", scans / "tốt.jpg")
    (scans / "rỗng.pdf").write_bytes(b"")
    (scans / "chữ.txt").write_text("không phải ảnh", encoding="utf-8")
    whole = (papers / "scans" / "xac-nhan.pdf").read_bytes()
    (scans / "cụt.pdf").write_bytes(whole[: len(whole) // 3])
    (scans / "nối").symlink_to(papers / "scans" / "xac-nhan.pdf")
    store = tmp_path / "kho"
    done = hoso("scan", scans, tmp_path / "không có.pdf", "--store", store, "--json")
    assert done.code == 1
    count = done.lines[-1]
    assert count["files"] == 6
    assert (count["pages_in"], count["pages_stored"], count["pages_quarantined"]) == (6, 1, 5)
    for name, code in (
        ("rỗng.pdf", "empty"),
        ("chữ.txt", "unknown_format"),
        ("nối", "symbolic_link"),
        ("không có.pdf", "not_found"),
    ):
        assert any(name in line and f"[{code}]" in line for line in done.err.splitlines()), code
    assert any("cụt.pdf" in line for line in done.err.splitlines())
    # What has bytes is kept: nothing that was scanned is lost.
    assert len(names(store, "originals")) == 3
    again = hoso("scan", scans, tmp_path / "không có.pdf", "--store", store, "--json")
    assert (again.code, again.lines[-1]) == (1, count)


def test_a_bad_page_of_a_good_file_is_set_aside_alone(
    hoso: Hoso, papers: Path, tmp_path: Path
) -> None:
    good = Image.open(papers / "scans" / "tờ khai.png").convert("L")
    huge = Image.new("1", (14_000, 10_000), 1)
    good.save(tmp_path / "hai.tif", save_all=True, append_images=[huge], compression="tiff_deflate")
    done = hoso("scan", tmp_path / "hai.tif", "--store", tmp_path / "kho", "--json")
    assert done.code == 1
    count = done.lines[-1]
    assert (count["pages_in"], count["pages_stored"], count["pages_quarantined"]) == (2, 1, 1)
    assert count["documents"] == 1
    assert "[too_many_pixels]" in done.err


def test_read_names_the_error_of_a_file_in_its_json(hoso: Hoso, tmp_path: Path) -> None:
    (tmp_path / "hỏng.pdf").write_bytes(b"%PDF-1.4 nothing")
    done = hoso("read", tmp_path / "hỏng.pdf", "--json")
    assert done.code == 1
    assert done.lines[0]["error"]["code"] in {"broken", "truncated"}
    assert done.lines[0]["error"]["message"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("get", "123"), 2),
        (("scan",), 2),
        (("scan", "x", "--store", "s3://bucket"), 2),
        (("get", "001085990017", "--store", "/nowhere/at/all"), 3),
        (("--lang", "xx", "doctor"), 2),
    ],
)
def test_wrong_use_and_a_missing_store_have_their_own_exit_codes(
    hoso: Hoso, words: tuple[str, ...], code: int
) -> None:
    assert hoso(*words).code == code


def test_a_store_whose_secret_is_not_here_is_refused(
    hoso: Hoso, papers: Path, tmp_path: Path
) -> None:
    store = tmp_path / "kho"
    assert hoso("scan", papers / "scans" / "van-ban.jpg", "--store", store).code == 0
    before = names(store, ".")
    other = {"HOSO_STATE": str(tmp_path / "another machine")}
    refused = hoso("scan", papers / "scans", "--store", store, **other)
    assert refused.code == 3
    assert ".key" in refused.err
    assert names(store, ".") == before


def test_messages_are_vietnamese_unless_asked_otherwise(hoso: Hoso) -> None:
    assert "chữ số" in hoso("get", "1").err
    assert "digits" in hoso("get", "1", "--lang", "en").err
    assert "digits" in hoso("get", "1", HOSO_LANG="en").err


def test_doctor_finds_this_installation_fit(hoso: Hoso, tmp_path: Path) -> None:
    done = hoso("doctor", "--store", tmp_path / "none yet")
    assert done.code == 0, done.out
    assert not os.path.lexists(tmp_path / "none yet")


def test_version_is_the_packages(hoso: Hoso) -> None:
    assert hoso("--version").out.startswith("hoso 0.")
