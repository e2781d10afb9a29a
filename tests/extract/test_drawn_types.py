"""Every drawn paper, read from its marks: type, fields, holders. A perfect reader is supposed."""

import random

import pytest
from drawn_pages import drawn_pages

from extract.pipeline import read_documents
from models.dossiers.draw import write_paper
from models.dossiers.papers import VARIANTS

CASES = [(type_, variant) for type_, variants in VARIANTS.items() for variant in variants]
SEEDS = range(2)


def flat(fields):
    for name, value in fields.items():
        if isinstance(value, list):
            for number, row in enumerate(value):
                yield from ((f"{name}.{number}.{key}", x["value"]) for key, x in row.items())
        elif "value" in value:
            yield name, value["value"]
        else:
            yield from ((f"{name}.{key}", x["value"]) for key, x in value.items())


@pytest.mark.parametrize(("type_", "variant"), CASES)
def test_a_drawn_paper_is_read(nlp, type_, variant):
    wrong, count = [], 0
    for seed in SEEDS:
        sheet = write_paper(type_, random.Random(f"{variant}/{seed}"), variant=variant)
        truth = sheet.truth()
        (document,) = read_documents(drawn_pages(sheet), nlp)
        assert document.type == type_
        found = {path: field.value for path, field in document.flat_fields().items()}
        for path, value in flat(truth["fields"]):
            count += value is not None
            if found.get(path) != value:
                wrong.append((path, value, found.get(path)))
        expected = {
            h.get("citizen_id") or h.get("id_card_number"): (h["role"], h["full_name"])
            for h in truth["holders"]
        }
        for holder in document.holders:
            if holder.certain:
                assert expected[holder.number] == (holder.role, holder.full_name)
        certain = {holder.number for holder in document.holders if holder.certain}
        assert certain == set(expected) - {None}
    assert len(wrong) <= 0.05 * count, wrong


@pytest.mark.parametrize(
    ("one", "two"),
    [("can_cuoc", "can_cuoc"), ("hop_dong_chuyen_nhuong", "gcn_qsdd"), ("so_ho_khau", "ct01"),
     ("giay_khai_sinh", "giay_ket_hon"), ("don_tach_hop_thua", "trich_luc_ban_do"),
     ("giay_khai_sinh", "giay_khai_sinh"), ("thong_bao_nop_tien", "van_ban_hanh_chinh")],
)  # fmt: skip
def test_two_papers_in_one_file_are_two(nlp, one, two):
    for seed in range(2):
        first = write_paper(one, random.Random(f"first/{seed}"))
        second = write_paper(two, random.Random(f"second/{seed}"))
        pages = [*drawn_pages(first), *drawn_pages(second, first=len(first.pages) + 1)]
        documents = read_documents(pages, nlp)
        assert [document.type for document in documents] == [one, two]
        assert [len(document.pages) for document in documents] == [
            len(first.pages), len(second.pages),
        ]  # fmt: skip
