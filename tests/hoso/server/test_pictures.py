"""Pictures of a record's own pages, covered where a stranger's values stand, and regions read."""

import io
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from storage.errors import NotFound


def picture(data: bytes) -> np.ndarray[Any, Any]:
    return np.asarray(Image.open(io.BytesIO(data)).convert("L"))


def test_a_page_is_small_upright_and_made_once(desk: Any) -> None:
    record = desk.records[0]
    data = desk.pictures.page(record, 1)
    shown = picture(data)
    assert len(data) <= 300_000
    assert shown.shape[0] > shown.shape[1]
    source = record.document["source"]
    kept = [
        desk.store.renditions.get(source["sha256"], 1, "w1700-r000-s" + name)
        for name in ("1000", *(f"{n:04}" for n in range(900, 1100)))
    ]
    assert data in kept
    assert desk.pictures.page(record, 1) == data


def test_no_page_of_another_paper_can_be_asked_for(desk: Any) -> None:
    letter = desk.records[-1]
    own = len(letter.document["source"]["pages"])
    for n in (0, own + 1, -1):
        with pytest.raises(NotFound):
            desk.pictures.page(letter, n)
    pdf = pdfium.PdfDocument(desk.pictures.pdf(letter, cover={}))
    assert len(pdf) == own


def test_what_is_covered_is_black_in_picture_and_pdf(desk: Any) -> None:
    record, box = desk.records[0], (0.1, 0.2, 0.9, 0.3)
    shown = picture(desk.pictures.page(record, 1, cover=[box]))
    height, width = shown.shape
    inside = shown[int(0.21 * height) : int(0.29 * height), int(0.12 * width) : int(0.88 * width)]
    assert inside.max() < 40
    pdf = pdfium.PdfDocument(desk.pictures.pdf(record, cover={1: [box]}))
    drawn = np.asarray(pdf[0].render(scale=1).to_pil().convert("L"))
    height, width = drawn.shape
    assert drawn[int(0.21 * height) : int(0.29 * height), int(0.5 * width)].max() < 40
    assert "".join(page.get_textpage().get_text_range() for page in pdf).strip() == ""


def test_a_box_reads_what_the_paper_says_there(desk: Any) -> None:
    record = desk.records[0]
    field = record.document["fields"]["full_name"]
    found = desk.pictures.region(record, field["page"], tuple(field["box"]), "person_name")
    assert field["value"] in {reading.text.upper() for reading in found}
    assert list(desk.pictures.region(record, 1, (0.0, 0.0, 0.01, 0.01), "person_name")) == []
