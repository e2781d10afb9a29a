"""A stack goes through the scanner: sheets printed, scanned, cut, accounted for, signed for."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest

from hoso.stacks.collate import collate
from models.dossiers.draw import draw_paper
from models.dossiers.files import write_pages
from ocr.source.interface import Limits

DPI = 200


def grey(picture: Any) -> Any:
    return picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)


@pytest.fixture(scope="module")
def people() -> list[Any]:
    return [draw_paper("ct01", seed=seed, variant="2024", dpi=DPI) for seed in (31, 32)]


def sheets(hoso: Callable[..., Any], folder: Path) -> list[Any]:
    done = hoso("separators", folder / "sep.pdf", "--batch", "L07", "--dossier", "HS-01",
                "--dossier", "HS-02")  # fmt: skip
    assert done.code == 0, done.err
    pdf = pdfium.PdfDocument(folder / "sep.pdf")
    return [np.asarray(page.render(scale=DPI / 72).to_pil().convert("L")) for page in pdf]


def one_bit(picture: Any) -> Any:
    return np.where(picture > 190, 255, 0).astype(np.uint8)


@pytest.mark.parametrize("damage", [lambda p: p, one_bit, lambda p: cv2.rotate(p, cv2.ROTATE_180)])
def test_a_stack_becomes_dossiers_and_its_sheets_balance(
    hoso: Callable[..., Any], tmp_path: Path, people: list[Any], damage: Callable[[Any], Any]
) -> None:
    printed = sheets(hoso, tmp_path)
    blank = np.full_like(printed[0], 255)
    pictures = [
        printed[0], grey(people[0].pages[0]), blank, printed[1], grey(people[1].pages[0]),
        grey(people[1].pages[0]),
    ]  # fmt: skip
    write_pages(tmp_path / "stack.tif", [damage(picture) for picture in pictures], dpi=DPI)
    store = tmp_path / "store"
    done = hoso("scan", tmp_path / "stack.tif", "--store", store, "--json")
    assert done.code == 0, done.err
    counts = done.lines[-1]
    assert (counts["pages_in"], counts["pages_stored"]) == (6, 6)
    found = {}
    for paper, person in zip(("HS-01", "HS-02"), people, strict=True):
        number = person.truth["fields"]["citizen_id"]["value"]
        for record in hoso("get", number, "--store", store, "--json").lines:
            source = record["document"]["source"] if "document" in record else record["source"]
            found.setdefault(source["dossier"], set()).add(number)
            assert source["dossier"] == paper
            assert not {1, 4} & set(source["pages"])
    assert set(found) == {"HS-01", "HS-02"}
    batches = hoso("batch", "--store", store).out.split()
    account = hoso("batch", batches[0], "--store", store, "--json").lines[0]
    assert account["balanced"]
    assert {name: account[name] for name in ("pages_in", "blanks", "separators", "doubles")} == {
        "pages_in": 6, "blanks": 1, "separators": 2, "doubles": 1,
    }  # fmt: skip
    report = tmp_path / "report.pdf"
    assert hoso("batch", batches[0], "--store", store, "--pdf", report).code == 0
    said = "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(report))
    assert "stack.tif" in "".join(said.split())
    assert "Người kiểm tra" in said
    assert not any(p.truth["fields"]["citizen_id"]["value"] in said for p in people)


def test_fronts_and_backs_scanned_apart_are_put_together(
    hoso: Callable[..., Any], tmp_path: Path
) -> None:
    for name, pages in (("fronts", (1, 2, 3)), ("backs", (30, 20, 10)), ("few", (1, 2))):
        write_pdf(tmp_path / f"{name}.pdf", pages)
    out = tmp_path / "both.pdf"
    done = hoso("collate", tmp_path / "fronts.pdf", tmp_path / "backs.pdf", out)
    assert done.code == 0, done.err
    widths = [round(page.get_width()) for page in pdfium.PdfDocument(out)]
    assert widths == [101, 110, 102, 120, 103, 130]
    assert hoso("collate", tmp_path / "fronts.pdf", tmp_path / "backs.pdf", out).code == 2
    uneven = hoso("collate", tmp_path / "fronts.pdf", tmp_path / "few.pdf", tmp_path / "x.pdf")
    assert uneven.code == 2
    assert "3" in uneven.err
    assert not (tmp_path / "x.pdf").exists()


def test_the_same_stacks_give_the_same_bytes(tmp_path: Path) -> None:
    write_pdf(tmp_path / "fronts.pdf", (1, 2, 3))
    write_pdf(tmp_path / "backs.pdf", (30, 20, 10))
    made = []
    for name in ("a.pdf", "b.pdf"):
        collate(tmp_path / "fronts.pdf", tmp_path / "backs.pdf", tmp_path / name, Limits())
        made.append((tmp_path / name).read_bytes())
        time.sleep(1.1)  # a file says to the second when it was made
    assert made[0] == made[1]
    assert len(pdfium.PdfDocument(tmp_path / "a.pdf")) == 6
    collate(tmp_path / "fronts.pdf", tmp_path / "fronts.pdf", tmp_path / "c.pdf", Limits())
    assert identifiers(made[0]) != identifiers((tmp_path / "c.pdf").read_bytes())


def identifiers(pdf: bytes) -> bytes:
    (found,) = re.findall(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]", pdf)
    return bytes(found)


def test_a_disk_that_fills_up_leaves_no_half_stack(
    hoso: Callable[..., Any], tmp_path: Path, small_disk: Path
) -> None:
    write_noise(tmp_path / "fronts.pdf")
    out = small_disk / "both.pdf"
    for _ in range(2):
        done = hoso("collate", tmp_path / "fronts.pdf", tmp_path / "fronts.pdf", out)
        assert done.code == 2
        assert "both.pdf" in done.err
        assert "Traceback" not in done.err
        assert list(small_disk.iterdir()) == []


def write_noise(path: Path) -> None:
    """Two pages that no compression makes small: together more than the small disk holds."""
    dice = np.random.default_rng(1)
    pages = [dice.integers(0, 255, (1600, 1200), dtype=np.uint8) for _ in range(2)]
    write_pages(path, pages, dpi=DPI)


def write_pdf(path: Path, pages: tuple[int, ...]) -> None:
    """Pages told apart by their width: 100 and their number."""
    with pdfium.PdfDocument.new() as made:
        for number in pages:
            made.new_page(100 + number, 200)
        made.save(path)
