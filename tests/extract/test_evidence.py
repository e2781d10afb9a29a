"""Every value says where it stands, how it was read, by whom, and why a person must look."""

import random

import pytest
from drawn_pages import drawn_pages

from extract.document import Status
from extract.evidence import field_of, piece_of
from extract.layout import Token
from extract.pipeline import load, read_documents
from models.dossiers.draw import TYPES, write_paper
from models.dossiers.pdf import write_pdf
from models.trust.samples import flat_truth
from ocr.engine.choose import Readers
from ocr.page import Method, Route
from ocr.reading import read_page
from ocr.source.open import open_source

METHODS = {*map(str, Method), "derived", "person"}
DIGITAL = ("ct01", "ct07", "don_tach_hop_thua", "giay_khai_sinh", "giay_ket_hon", "gcn_qsdd")


def boxes(fields, prefix=""):
    """Where the drawing tool has put each value: path, page, box."""
    for name, item in fields.items():
        if isinstance(item, list):
            for number, row in enumerate(item):
                yield from boxes(row, f"{prefix}{name}.{number}.")
        elif "value" not in item:
            yield from boxes(item, f"{prefix}{name}.")
        elif item.get("box"):
            yield f"{prefix}{name}", (item["page"], item["box"])


def overlap(one, other) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0 and down > 0


def complete(document, pages: int, truth) -> None:
    where = dict(boxes(truth["fields"]))
    values = dict(flat_truth(truth["fields"]))
    assert document.as_json()["fields"]
    for path, item in document.flat_fields().items():
        assert item.method in METHODS, path
        assert 0 <= item.confidence <= 1, path
        if item.status == "review":
            assert item.doubts, path
        if item.status == "accepted":
            assert item.value is not None, path
        assert all(doubt.code.isidentifier() and doubt.message for doubt in item.doubts), path
        if item.value is None or item.method == "derived":
            continue
        assert item.raw, path
        assert item.page in range(1, pages + 1), path
        assert item.box is not None, path
        x0, y0, x1, y1 = item.box
        assert -0.01 <= x0 < x1 <= 1.01, path
        assert -0.01 <= y0 < y1 <= 1.01, path
        if item.value == values.get(path) and path in where and item.method in {"ocr", "pdf_text"}:
            page, box = where[path]
            assert item.page == page, path
            assert overlap(item.box, box), (path, item.box, box)


@pytest.mark.parametrize("type_", [t for t in TYPES if t != "khac"])
def test_values_of_a_scanned_paper_have_their_evidence(nlp, type_):
    sheet = write_paper(type_, random.Random(f"evidence/{type_}"))
    pages = drawn_pages(sheet)
    (document,) = read_documents(pages, nlp)
    complete(document, len(pages), sheet.truth())
    read = [f for f in document.flat_fields().values() if f.method == "ocr" and f.value]
    whole = [f for f in read if f.readings]
    assert len(whole) >= 0.8 * len(read)
    assert all({r.reader for r in f.readings} == {"hoso", "tesseract"} for f in whole)


@pytest.mark.parametrize("type_", DIGITAL)
def test_values_of_a_born_digital_paper_have_their_evidence(tmp_path, type_):
    sheet = write_paper(type_, random.Random(f"evidence/{type_}"))
    path = tmp_path / "paper.pdf"
    write_pdf(path, [sheet])
    nobody = Readers(lines=_Nobody(), digits=())
    with open_source(path) as source:
        pages = [read_page(source.page(n), nobody) for n in range(1, source.page_count + 1)]
    assert {page.route for page in pages} == {Route.TEXT_LAYER}
    (document,) = read_documents(pages, load())
    complete(document, len(pages), sheet.truth())
    printed = [f for f in document.flat_fields().values() if f.value and f.method != "derived"]
    assert {f.method for f in printed} <= {"pdf_text", "qr", "barcode"}
    assert any(f.method == "pdf_text" for f in printed)


class _Nobody:
    """A text layer needs no reader."""

    name = version = "nobody"

    def read(self, lines):
        raise AssertionError("a page with a text layer was recognised")


@pytest.mark.parametrize(
    ("method", "value"),
    [
        (Method.PDF_TEXT, "Tổ 8, phường 9, Đà Lat, Lâm Đồng"),
        (Method.OCR, "Tổ 8, phường 9, Đà Lạt, Lâm Đồng"),
    ],
)
def test_a_mark_is_mended_only_where_a_reader_may_have_lost_it(method, value):
    words = ["Tổ", "8,", "phường", "9,", "Đà", "Lat,", "Lâm", "Đồng"]
    tokens = tuple(
        Token(word, (0.1 * n, 0.1, 0.1 * n + 0.08, 0.12), 1, 0.99, method)
        for n, word in enumerate(words)
    )
    found = field_of(piece_of(tokens), "address")
    assert found.value == value
    assert found.raw == " ".join(words)
    assert (found.status is Status.REVIEW) is (method is Method.OCR)
