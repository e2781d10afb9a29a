"""The drawing tool: same seed, same paper; truth in normal form and on ink."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.dossiers import LEVELS, TYPES, draw_batch, draw_paper
from models.dossiers.__main__ import main
from models.dossiers.case import random_case
from models.dossiers.draw import write_paper
from models.dossiers.land import USES
from models.dossiers.numbers import area_words, comma, words
from models.dossiers.ops import A4, Text
from models.dossiers.papers import VARIANTS
from models.dossiers.people import random_household, random_person
from models.dossiers.provinces import PROVINCES

CASES = [(t, v) for t, variants in VARIANTS.items() for v in variants]
PATTERNS = {
    r"citizen_id$": r"\d{12}",
    r"id_card_number$": r"\d{9}",
    r"date_of_birth$": r"\d{4}(-\d\d-\d\d)?",
    r"issue_date$|registration_date$|changes\.\d+\.date$": r"\d{4}-\d\d-\d\d",
    r"valid_until$": r"\d{4}-\d\d-\d\d|Không thời hạn",
    r"year_of_birth$": r"\d{4}",
    r"\bsex$": r"Nam|Nữ",
    r"\bphone$": r"0\d{9}",
    r"parcels\.\d+\.area$": r"\d+(\.\d+)?",
    r"serial_number$": r"[A-ZĐ]{2} (\d{6}|\d{8})",
    r"register_number$": r"[A-Z]{2} \d{5}",
    r"barcode$": r"\d{13}",
    r"generation$": r"g[34]|cmnd_9|cmnd_12|cccd_barcode|cccd_chip|can_cuoc_2024",
}


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of a truth with its dotted path."""
    if isinstance(value, dict) and {"value", "page", "box"} <= value.keys():
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from leaves(item, f"{path}.{i}")


def test_every_type_is_listed() -> None:
    assert set(TYPES) == set(VARIANTS)


@given(st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
def test_numbers_of_people_obey_the_structure(seed: int) -> None:
    house = random_household(random.Random(seed))
    for person, _ in house.everyone:
        number = person.citizen_id
        assert re.fullmatch(r"\d{12}", number)
        assert number[:3] in PROVINCES
        century, female = divmod(int(number[3]), 2)
        assert (1900 + century * 100) + int(number[4:6]) == person.born.year
        assert female == (person.sex == "Nữ")
        assert number[6:8] == "99"
        assert re.fullmatch(r"0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])\d{7}", person.phone)
        if person.old_card:
            assert re.fullmatch(r"\d{9}", person.old_card)
            assert person.old_card.startswith(PROVINCES[number[:3]][1])


@given(st.integers(0, 10**9))
@settings(max_examples=40, deadline=None)
def test_households_are_possible(seed: int) -> None:
    house = random_household(random.Random(seed))
    for person, relation in house.members:
        years = (person.born - house.head.born).days / 365.25
        if relation.startswith("Con"):
            assert years > 14
        if relation in ("Bố đẻ", "Mẹ đẻ"):
            assert years < -14
        assert relation != "Vợ" or person.sex == "Nữ"
        assert relation != "Chồng" or person.sex == "Nam"


@pytest.mark.parametrize(("type_", "variant"), CASES)
def test_truth_is_in_normal_form(type_: str, variant: str) -> None:
    for seed in range(6):
        rng = random.Random(f"{type_}{variant}{seed}")
        truth = write_paper(type_, rng, variant=variant).truth()
        assert truth["variant"] == variant
        assert bool(truth["holders"]) == (type_ not in ("van_ban_hanh_chinh", "khac"))
        for path, field in leaves(truth["fields"]):
            value = field["value"]
            assert value is None or (value and value == " ".join(value.split())), path
            if value is None:
                assert field["box"] is None
                continue
            for pattern, form in PATTERNS.items():
                if re.search(pattern, path) and "place_of" not in path:
                    assert re.fullmatch(form, value), (path, value)
            if path.endswith(("full_name", "head_name", "signer")):
                assert value == value.upper(), value
            if path.endswith("land_use"):
                assert all(name in USES.values() for name in value.split("; ")), value
            if path.endswith(("date", "date_of_birth")) and len(value) > 4:
                date.fromisoformat(value)


@pytest.mark.parametrize(("type_", "variant"), CASES)
def test_every_variant_keeps_its_text_on_the_page(type_: str, variant: str) -> None:
    for seed in range(5):
        sheet = write_paper(type_, random.Random(seed), variant=variant)
        for ops in sheet.pages:
            for op in ops:
                if isinstance(op, Text):
                    assert 15 < op.x < A4[0] - 15, op
                    assert 15 < op.y < A4[1] - 12, op


@pytest.mark.parametrize("type_", [t for t in VARIANTS if t != "khac"])
def test_boxes_lie_on_ink(type_: str) -> None:
    for seed in (3, 4):
        paper = draw_paper(type_, seed=seed, level="clean", dpi=100)
        grey = [cv2.cvtColor(page, cv2.COLOR_BGR2GRAY) for page in paper.pages]
        seen = 0
        for path, field in leaves(paper.truth["fields"]):
            if field["box"] is None:
                continue
            page = grey[field["page"] - 1]
            height, width = page.shape
            x0, y0, x1, y1 = field["box"]
            assert 0 <= x0 < x1 <= 1, path
            assert 0 <= y0 < y1 <= 1, path
            part = page[
                int(y0 * height) : int(y1 * height) + 1, int(x0 * width) : int(x1 * width) + 1
            ]
            paper_tone = float(np.median(page))
            assert float(np.mean(part)) < paper_tone - 8, (path, field)
            seen += 1
        assert seen > 4


@pytest.mark.parametrize("level", LEVELS)
def test_levels_draw_and_repeat(level: str) -> None:
    for type_ in ("ct01", "gcn_qsdd"):
        first = draw_paper(type_, seed=11, level=level, dpi=150)
        again = draw_paper(type_, seed=11, level=level, dpi=150)
        assert first.truth == again.truth
        for a, b in zip(first.pages, again.pages, strict=True):
            assert a.dtype == np.uint8
            assert np.array_equal(a, b)
        assert len(first.pages) == len(first.truth["damage"])


def test_another_seed_is_another_paper() -> None:
    one, two = (draw_paper("ct07", seed=s, dpi=100) for s in (1, 2))
    assert one.truth["fields"] != two.truth["fields"]


def test_unknown_type_and_level_are_named() -> None:
    with pytest.raises(ValueError, match="unknown paper"):
        draw_paper("nothing", seed=1)
    with pytest.raises(ValueError, match="unknown level"):
        draw_paper("ct01", seed=1, level="nice")


def test_transform_leads_from_clean_to_scan() -> None:
    clean = draw_paper("ct07", seed=5, level="clean", dpi=150)
    scan = draw_paper("ct07", seed=5, level="worn", dpi=150)
    matrix = np.array(scan.truth["damage"][0]["matrix"])
    size = clean.pages[0].shape[1], clean.pages[0].shape[0]
    moved = cv2.warpAffine(clean.pages[0], matrix, size, borderValue=(255, 255, 255))
    dark = cv2.cvtColor(moved, cv2.COLOR_BGR2GRAY) < 90
    other = (
        scan.pages[0]
        if scan.pages[0].ndim == 2
        else cv2.cvtColor(scan.pages[0], cv2.COLOR_BGR2GRAY)
    )
    assert float(other[dark].mean()) < float(np.median(other)) - 60


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_batch_repeats_and_its_truth_fits(tmp_path: Path) -> None:
    for name in ("a", "b"):
        draw_batch(tmp_path / name, truth=tmp_path / f"{name}-truth", seed=7, dossiers=2, dpi=72)
    assert fingerprint(tmp_path / "a") == fingerprint(tmp_path / "b")
    assert fingerprint(tmp_path / "a-truth") == fingerprint(tmp_path / "b-truth")
    scans = {p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*") if p.is_file()}
    for scan in scans:
        documents = json.loads((tmp_path / "a-truth" / f"{scan}.json").read_text("utf-8"))
        pages = [page for document in documents for page in document["pages"]]
        assert pages == list(range(1, len(pages) + 1))
        for document in documents:
            for _, field in leaves(document["fields"]):
                assert field["page"] in document["pages"]
    assert any(scan.suffix == ".pdf" and "dien-tu" in scan.name for scan in scans)


def test_bad_batch_writes_every_kind_of_file(tmp_path: Path) -> None:
    draw_batch(tmp_path / "o", truth=tmp_path / "t", seed=3, dossiers=3, level="bad")
    scans = [p for p in (tmp_path / "o").rglob("*") if p.is_file()]
    assert len(scans) == len(list((tmp_path / "t").rglob("*.json")))


def test_command_draws_single_papers(tmp_path: Path) -> None:
    words_ = ["--out", str(tmp_path / "o"), "--truth", str(tmp_path / "t"), "--dpi", "72"]
    assert main([*words_, "--paper", "ct07", "--count", "2", "--kind", "pdf"]) == 0
    assert sorted(p.name for p in (tmp_path / "o").iterdir()) == [
        "ct07-0001.pdf",
        "ct07-0002.pdf",
    ]
    assert len(list((tmp_path / "t").iterdir())) == 2


def test_number_words() -> None:
    assert words(1205) == "một nghìn hai trăm linh năm"
    assert words(21) == "hai mươi mốt"
    assert words(1_000_000) == "một triệu"
    assert area_words("120.5") == "Một trăm hai mươi phẩy năm mét vuông"
    assert comma("1250.5") == "1.250,5"


def test_a_case_has_one_household() -> None:
    case = random_case(random.Random(1))
    assert case.old_land.owners[0] is case.house.head
    assert random_person(random.Random(2)) == random_person(random.Random(2))
